//! What the contact centre reports, and what was reported: `/enquiries`, `/engagements`, `/visits`, `/destinations` and
//! `/staff/by-email`.
use app::{
    error::Error,
    model::{Asker, destinations, enquiries, intake},
    wire::{
        destinations::Destination,
        enquiries::{Enquiries, Messages, ReportedEnquiry},
        intake::{
            DestinationReport, EngagementReport, EnquiryReport, Heard, HeardEnquiry, HeardThing,
            Message, OneOrMany, StaffReport, VisitReport,
        },
    },
};
use contact::{ContactId, enquiry::Tab};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    answer::{ListPage, ProblemDocument, page_length},
    paging::{CursorMark, PageAsked, cursor},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The most bytes of a request with reports: 500 long messages.
pub const REPORTS: usize = 8 * 1024 * 1024;

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get, report))
        .routes(routes!(messages, add_messages))
        .routes(routes!(engagements))
        .routes(routes!(visits))
        .routes(routes!(list_destinations))
        .routes(routes!(get_destination, destination))
        .routes(routes!(staff))
}

/// What a list of enquiries can be asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct EnquiryFilter {
    /// open, handling (ongoing and followed up), missed or closed; absent: all
    status: Option<Tab>,
    /// Those of this contact
    contact: Option<ContactId>,
    /// 1 to 500, default 100
    limit: Option<u16>,
    /// next_cursor of the page before
    cursor: Option<String>,
}

/// Where a page begins, and how long it is.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct From {
    /// 1 to 500, default 100
    limit: Option<u16>,
    /// next_cursor of the page before
    cursor: Option<String>,
}

/// Lists enquiries, those that were opened last first
#[utoipa::path(get, path = "/enquiries", tag = "enquiries", security(("token" = ["enquiries:read"])),
    params(EnquiryFilter), responses(
    (status = 200, body = Enquiries, description = "total is a number, or {\"at_least\": 10000} above that"),
    (status = 400, body = ProblemDocument),
))]
async fn list(asker: Asker, Query(ask): Query<EnquiryFilter>) -> Result<Json<Enquiries>, Error> {
    let limit = page_length(ask.limit, enquiries::PAGE)?;
    let mark = CursorMark::of(&("enquiries", ask.status, ask.contact));
    let place: Option<String> = mark.place(ask.cursor.as_deref())?;
    let list = enquiries::list(&asker, ask.status, ask.contact, limit, place.as_deref());
    let mut page = list.await?;
    page.next_cursor = mark.written(page.next_cursor);
    Ok(Json(page))
}

/// One enquiry, by the id that it has in the contact centre
#[utoipa::path(get, path = "/enquiries/{external_id}", tag = "enquiries", security(("token" = ["enquiries:read"])),
    params(("external_id" = String, Path)), responses(
    (status = 200, body = ReportedEnquiry),
    (status = 404, body = ProblemDocument),
))]
async fn get(asker: Asker, Path(id): Path<String>) -> Result<Json<ReportedEnquiry>, Error> {
    Ok(Json(enquiries::get(&asker, &id).await?))
}

/// Reports an enquiry, or what is new about it; telling it twice keeps it once
#[utoipa::path(put, path = "/enquiries/{external_id}", tag = "enquiries", security(("token" = ["ingest"])),
    params(("external_id" = String, Path)), request_body = EnquiryReport, responses(
    (status = 200, body = HeardEnquiry),
    (status = 410, body = ProblemDocument, description = "Its contact was erased"),
    (status = 422, body = ProblemDocument),
))]
async fn report(
    asker: Asker,
    Path(id): Path<String>,
    Json(report): Json<EnquiryReport>,
) -> Result<Json<HeardEnquiry>, Error> {
    Ok(Json(intake::enquiry(&asker, &id, report).await?))
}

/// The messages of an enquiry, the oldest first
#[utoipa::path(get, path = "/enquiries/{external_id}/messages", tag = "enquiries", security(("token" = ["enquiries:read"])),
    params(("external_id" = String, Path), From), responses(
    (status = 200, body = Messages),
    (status = 404, body = ProblemDocument),
))]
async fn messages(
    asker: Asker,
    Path(id): Path<String>,
    Query(from): Query<From>,
) -> Result<Json<Messages>, Error> {
    let limit = page_length(from.limit, enquiries::PAGE)?;
    let mark = CursorMark::of(&("messages", &id));
    let place: Option<String> = mark.place(from.cursor.as_deref())?;
    let messages = enquiries::messages(&asker, &id, limit, place.as_deref());
    let mut page = messages.await?;
    page.next_cursor = mark.written(page.next_cursor);
    Ok(Json(page))
}

/// Reports messages of an enquiry: one, or up to 500
#[utoipa::path(post, path = "/enquiries/{external_id}/messages", tag = "enquiries", security(("token" = ["ingest"])),
    params(("external_id" = String, Path)), request_body = Vec<Message>, responses(
    (status = 200, body = Heard),
    (status = 400, body = ProblemDocument),
))]
async fn add_messages(
    asker: Asker,
    Path(id): Path<String>,
    Json(sent): Json<OneOrMany>,
) -> Result<Json<Heard>, Error> {
    Ok(Json(intake::messages(&asker, &id, sent).await?))
}

/// Reports calls and text messages from staff: one, or up to 500
#[utoipa::path(post, path = "/engagements", tag = "enquiries",
    operation_id = "enquiries.reportEngagements", security(("token" = ["ingest"])),
    request_body = Vec<EngagementReport>, responses(
    (status = 200, body = Heard),
    (status = 400, body = ProblemDocument),
))]
async fn engagements(asker: Asker, Json(sent): Json<OneOrMany>) -> Result<Json<Heard>, Error> {
    Ok(Json(intake::engagements(&asker, sent).await?))
}

/// Reports pages that were visited: one, or up to 500
#[utoipa::path(post, path = "/visits", tag = "enquiries",
    operation_id = "enquiries.reportVisits", security(("token" = ["ingest"])),
    request_body = Vec<VisitReport>, responses(
    (status = 200, body = Heard),
    (status = 400, body = ProblemDocument),
))]
async fn visits(asker: Asker, Json(sent): Json<OneOrMany>) -> Result<Json<Heard>, Error> {
    Ok(Json(intake::visits(&asker, sent).await?))
}

/// Lists the destinations, where enquiries are routed to, by the ids that they have in the contact centre
#[utoipa::path(get, path = "/destinations", tag = "destinations",
    operation_id = "destinations.list", security(("token" = ["enquiries:read"])),
    params(PageAsked), responses(
    (status = 200, body = ListPage<Destination>),
    (status = 400, body = ProblemDocument),
))]
async fn list_destinations(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Destination>>, Error> {
    const LIST: &str = "destinations";
    let after = asked.after(LIST)?.map(|(external_id, _)| external_id);
    let length = asked.length()?;
    // One more tells whether there is a next page.
    let (mut items, total) = destinations::list(&asker, length + 1, after.as_deref()).await?;
    let is_cut = items.len() > usize::from(length);
    items.truncate(length.into());
    let last = items.last().filter(|_| is_cut);
    let next_cursor =
        last.map(|last| cursor(LIST, &(last.external_id.clone(), last.id.to_string())));
    Ok(Json(ListPage {
        items,
        total,
        next_cursor,
    }))
}

/// One destination, by the id that it has in the contact centre
#[utoipa::path(get, path = "/destinations/{external_id}", tag = "destinations",
    operation_id = "destinations.get", security(("token" = ["enquiries:read"])),
    params(("external_id" = String, Path)), responses(
    (status = 200, body = Destination),
    (status = 404, body = ProblemDocument),
))]
async fn get_destination(asker: Asker, Path(id): Path<String>) -> Result<Json<Destination>, Error> {
    Ok(Json(destinations::get(&asker, &id).await?))
}

/// Reports a destination, where enquiries are routed to
#[utoipa::path(put, path = "/destinations/{external_id}", tag = "destinations",
    operation_id = "destinations.report", security(("token" = ["ingest"])),
    params(("external_id" = String, Path)), request_body = DestinationReport, responses(
    (status = 200, body = HeardThing),
    (status = 422, body = ProblemDocument),
))]
async fn destination(
    asker: Asker,
    Path(id): Path<String>,
    Json(report): Json<DestinationReport>,
) -> Result<Json<HeardThing>, Error> {
    Ok(Json(intake::destination(&asker, &id, report).await?))
}

/// Reports a member of staff by email address
#[utoipa::path(put, path = "/staff/by-email/{email}", tag = "staff",
    operation_id = "staff.report", security(("token" = ["administration"])),
    params(("email" = String, Path)), request_body = StaffReport, responses(
    (status = 200, body = HeardThing),
    (status = 422, body = ProblemDocument, description = "Such as: the last Administrator stays"),
))]
async fn staff(
    asker: Asker,
    Path(email): Path<String>,
    Json(report): Json<StaffReport>,
) -> Result<Json<HeardThing>, Error> {
    Ok(Json(intake::staff(&asker, &email, report).await?))
}
