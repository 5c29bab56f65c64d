//! `/contacts`: search and list, one contact, its log and its notes.
mod patch;

use app::{
    error::Error,
    model::{Asker, activity, changes, contacts, listing, notes},
    wire::{
        activity::{Activity, ActivityKind},
        contacts::{ContactPage, FieldName, Found, Log, Note, Saved},
    },
};
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use contact::{Bounded, Contact, ContactId, Draft, query};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use self::patch::patched;
use super::{
    answer::{self, ListPage, ProblemDocument, refused},
    list_query,
    paging::{CursorMark, ListOrder, PageAsked},
};
use crate::{
    http::{
        extract::{IfMatch, Json, Path, Query},
        spool::Spool,
    },
    pages::exports,
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(export))
        .routes(routes!(get, change, delete))
        .routes(routes!(restore))
        .routes(routes!(log))
        .routes(routes!(activity))
        .routes(routes!(past))
        .routes(routes!(restore_value))
        .routes(routes!(list_notes, add_note))
        .routes(routes!(delete_note))
        .routes(routes!(template))
}

/// What a list can be asked for. Everything given must hold; a parameter given several times asks for one of its values.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `contact::query::Query` reads")]
pub(super) struct Filters {
    /// Any part of names, company, email addresses and phone numbers, in any case; at most 200 characters
    search: Option<String>,
    /// The name of a label
    label: Option<Vec<String>>,
    /// How labels are meant: any (default), all or none
    r#match: Option<String>,
    /// Any part of the company
    company: Option<String>,
    /// Lead, Customer, Prospect or Others
    r#type: Option<Vec<String>>,
    /// Primary, Secondary or Tertiary
    level: Option<Vec<String>>,
    team: Option<Vec<String>>,
    group: Option<Vec<String>>,
    /// ISO 639-1
    language: Option<Vec<String>>,
    /// ISO 3166-1 alpha-2
    country: Option<Vec<String>>,
    has_phone: Option<bool>,
    has_email: Option<bool>,
    /// A date or time; the first that counts
    created_from: Option<String>,
    /// The first that no longer counts
    created_before: Option<String>,
    updated_from: Option<String>,
    updated_before: Option<String>,
    /// The id of the import that created it
    import: Option<Uuid>,
    /// The id of an import that updated it
    updated_by_import: Option<Uuid>,
    /// created, name, company or updated, with a - before it for the other direction. Default: the newest first, or the
    /// best first when something is searched for. Custom fields are asked for by their ids: cf_size=XL
    sort: Option<String>,
}

/// Which page of the list is asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `contact::query::Query` reads")]
struct ListedPage {
    /// 1 to 500, default 50
    limit: Option<u16>,
    /// next_cursor of the page before; empty: the first page
    cursor: Option<String>,
}

/// Finds contacts by search and filters, page by page
#[utoipa::path(get, path = "/contacts", tag = "contacts", security(("token" = ["contacts:read"])),
    params(Filters, ListedPage), responses(
    (status = 200, body = ContactPage, description = "total is a number, or {\"at_least\": 10000} above that"),
    (status = 400, body = ProblemDocument),
))]
async fn list(
    asker: Asker,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<ContactPage>, Error> {
    let (pairs, cursor) = list_query::parted(pairs);
    let mut query = query::Query::read(pairs).map_err(Error::Refused)?;
    let limit = std::mem::replace(&mut query.limit, query::LIMIT);
    let mark = CursorMark::of(&("contacts", query.pairs()));
    query.limit = limit;
    query.cursor = mark.place(cursor.as_deref())?;
    let mut page = listing::list(&asker, &query).await?;
    page.next_cursor = mark.written(page.next_cursor);
    Ok(Json(page))
}

/// Downloads Contact.csv: all contacts, or those that a search and filters find
#[utoipa::path(get, path = "/contacts/export", tag = "contacts", security(("token" = ["contacts:export"])),
    params(Filters), responses(
    (status = 200, content_type = "text/csv", body = String),
    (status = 403, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "You are already downloading contacts"),
))]
async fn export(
    asker: Asker,
    spool: State<Spool>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    // All of them, wherever a page ends.
    let (pairs, _) = list_query::parted(pairs);
    exports::contacts(asker, spool, pairs).await
}

/// Downloads template.csv, the columns of an import with an example
#[utoipa::path(get, path = "/imports/template", tag = "imports", security(("token" = ["contacts:read"])), responses(
    (status = 200, content_type = "text/csv", body = String),
))]
async fn template(asker: Asker) -> Response {
    exports::template(asker).await
}

/// A contact to make: a change may leave the last name as it is, but nobody begins without one.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "describes what `patched` and `Draft::check` want")]
struct NewContact {
    #[serde(flatten)]
    draft: Draft,
    last_name: String,
}

/// Creates a contact
#[utoipa::path(post, path = "/contacts", tag = "contacts", security(("token" = ["contacts:write"])),
    request_body = NewContact, responses(
    (status = 201, body = Contact),
    (status = 422, body = ProblemDocument),
))]
async fn create(asker: Asker, Json(body): Json<Value>) -> Result<Response, Error> {
    let draft = patched(&Draft::default(), body)?;
    let contact = contacts::create(&asker, None, draft).await?;
    let place = format!("/api/v1/contacts/{}", contact.id);
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, place)],
        versioned(contact),
    )
        .into_response())
}

/// One contact
#[utoipa::path(get, path = "/contacts/{id}", tag = "contacts", security(("token" = ["contacts:read"])),
    params(("id" = Uuid, Path)), responses(
    (status = 200, body = Contact, description = "ETag is its version"),
    (status = 308, description = "It was merged into the contact at Location"),
    (status = 404, body = ProblemDocument),
))]
async fn get(asker: Asker, Path(id): Path<ContactId>) -> Result<Response, Error> {
    Ok(match contacts::get(&asker, id).await? {
        Found::Here(contact) => versioned(*contact).into_response(),
        Found::Merged { into } => {
            Redirect::permanent(&format!("/api/v1/contacts/{into}")).into_response()
        }
        Found::Deleted { at, .. } => deleted(id, at),
    })
}

/// Says of a contact in the bin since when it is there, and the way out.
fn deleted(id: ContactId, at: DateTime<Utc>) -> Response {
    let at = at.format("%Y-%m-%d %H:%M");
    let detail = format!(
        "This contact has been in the bin since {at} UTC. POST /contacts/{id}/restore takes it out."
    );
    refused(StatusCode::NOT_FOUND, "deleted", &detail)
}

/// Says why something was not done to a contact; of one that is not in the list, where it is, as far as the asker may read.
async fn undone(asker: &Asker, id: ContactId, error: Error) -> Response {
    if error != Error::NotFound {
        return error.into_response();
    }
    match contacts::get(asker, id).await {
        Ok(Found::Deleted { at, .. }) => deleted(id, at),
        Ok(Found::Merged { into }) => {
            let detail = format!("This contact was merged into {into}, which can be changed.");
            refused(StatusCode::NOT_FOUND, error.code(), &detail)
        }
        Ok(Found::Here(_)) | Err(_) => error.into_response(),
    }
}

/// Changes fields of a contact: a JSON merge patch (RFC 7396), where null empties a field and a list is replaced whole
#[utoipa::path(patch, path = "/contacts/{id}", tag = "contacts", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path), ("If-Match" = String, Header, description = "The version that was read, such as \"3\"")),
    request_body = Draft, responses(
    (status = 200, body = Contact),
    (status = 404, body = ProblemDocument),
    (status = 412, body = ProblemDocument, description = "Somebody else saved first; current is what is there now"),
    (status = 422, body = ProblemDocument),
    (status = 428, body = ProblemDocument, description = "If-Match is missing"),
))]
async fn change(
    asker: Asker,
    Path(id): Path<ContactId>,
    IfMatch(version): IfMatch,
    Json(body): Json<Value>,
) -> Response {
    match contacts::update(&asker, id, version, move |draft| patched(draft, body)).await {
        Ok(Saved::Done(contact)) => versioned(*contact).into_response(),
        Ok(Saved::Conflict(current)) => conflict(StatusCode::PRECONDITION_FAILED, &current),
        Err(error) => undone(&asker, id, error).await,
    }
}

/// Puts a contact into the bin
#[utoipa::path(delete, path = "/contacts/{id}", tag = "contacts", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
))]
async fn delete(asker: Asker, Path(id): Path<ContactId>) -> Response {
    match contacts::delete(&asker, id).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => undone(&asker, id, error).await,
    }
}

/// Takes a contact out of the bin
#[utoipa::path(post, path = "/contacts/{id}/restore", tag = "contacts", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses(
    (status = 200, body = Contact),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It is not in the bin"),
))]
async fn restore(asker: Asker, Path(id): Path<ContactId>) -> Response {
    match contacts::restore(&asker, id).await {
        Ok(contact) => versioned(contact).into_response(),
        Err(error) => undone(&asker, id, error).await,
    }
}

/// A stretch of a contact's log.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Stretch {
    /// 1 to 500, default 50
    limit: Option<u16>,
    /// next_cursor of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Bounded<1_000>>,
}

/// The change log of a contact, the newest save first
#[utoipa::path(get, path = "/contacts/{id}/changes", tag = "contacts", security(("token" = ["contacts:read"])),
    params(("id" = Uuid, Path), Stretch), responses(
    (status = 200, body = Log),
    (status = 404, body = ProblemDocument),
))]
async fn log(
    asker: Asker,
    Path(id): Path<ContactId>,
    Query(stretch): Query<Stretch>,
) -> Result<Json<Log>, Error> {
    let limit = answer::page_length(stretch.limit, query::LIMIT)?;
    let mark = CursorMark::of(&("changes", id));
    let before = mark.place(stretch.cursor.as_deref())?;
    let mut page = changes::list(&asker, id, limit, before).await?;
    page.next_cursor = mark.written(page.next_cursor);
    Ok(Json(page))
}

/// Which page of the activity of a contact is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ActivityPage {
    /// enquiries, engagements or visits; absent: all that happened
    #[param(value_type = Option<String>)]
    kind: Option<ActivityKind>,
    /// The `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Bounded<1_000>>,
}

/// What the contact centre reported about a contact: enquiries, calls and messages, pages visited, the newest first
#[utoipa::path(get, path = "/contacts/{id}/activity", tag = "contacts", security(("token" = ["contacts:read"])),
    params(("id" = Uuid, Path), ActivityPage),
    responses((status = 200, body = Activity), (status = 404, body = ProblemDocument)))]
async fn activity(
    asker: Asker,
    Path(id): Path<ContactId>,
    Query(asked): Query<ActivityPage>,
) -> Result<Json<Activity>, Error> {
    let mark = CursorMark::of(&("activity", id, asked.kind));
    let place: Option<String> = mark.place(asked.cursor.as_deref())?;
    let mut page = activity::page(&asker, id, asked.kind, place.as_deref()).await?;
    page.next_cursor = mark.written(page.next_cursor);
    Ok(Json(page))
}

/// A contact as it was after one entry of its change log, or one that was merged into it; the version is that of now
#[utoipa::path(get, path = "/contacts/{id}/changes/{number}", tag = "contacts", security(("token" = ["contacts:read"])),
    params(("id" = Uuid, Path), ("number" = i64, Path)),
    responses((status = 200, body = Contact), (status = 404, body = ProblemDocument)))]
async fn past(
    asker: Asker,
    Path((id, number)): Path<(ContactId, i64)>,
) -> Result<Json<Contact>, Error> {
    Ok(Json(changes::as_it_was(&asker, id, number).await?))
}

/// A value to put back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OldValue {
    /// The field of a line of this entry, such as company or address.city
    #[schema(value_type = String)]
    field: FieldName,
}

/// Puts the value back that a field had before one entry of the change log; that is a save of its own
#[utoipa::path(post, path = "/contacts/{id}/changes/{number}/restore", tag = "contacts",
    security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path), ("number" = i64, Path)), request_body = OldValue,
    responses(
    (status = 200, body = Contact),
    (status = 400, body = ProblemDocument, description = "This entry holds no such value"),
    (status = 404, body = ProblemDocument),
    (status = 422, body = ProblemDocument, description = "The value may not be written any more; or the one that is there is verified"),
))]
async fn restore_value(
    asker: Asker,
    Path((id, number)): Path<(ContactId, i64)>,
    Json(value): Json<OldValue>,
) -> Result<Response, Error> {
    let contact = changes::restore_value(&asker, id, number, value.field.into()).await?;
    Ok(versioned(contact).into_response())
}

/// The notes about a contact, the newest first
#[utoipa::path(get, path = "/contacts/{id}/notes", tag = "contacts", security(("token" = ["contacts:read"])),
    params(("id" = Uuid, Path), PageAsked), responses(
    (status = 200, body = ListPage<Note>),
    (status = 400, body = ProblemDocument),
))]
async fn list_notes(
    asker: Asker,
    Path(id): Path<ContactId>,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Note>>, Error> {
    let notes = notes::list(&asker, id).await?;
    // An id made later is greater.
    let page = asked.of(
        &format!("notes of {id}"),
        ListOrder::Falling,
        notes,
        |note| (note.id.to_string(), note.id.to_string()),
    );
    Ok(Json(page?))
}

/// A note to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewNote {
    /// At most 4,000 characters
    text: String,
}

/// Adds a note about a contact
#[utoipa::path(post, path = "/contacts/{id}/notes", tag = "contacts", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), request_body = NewNote,
    responses((status = 201, body = Note), (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
async fn add_note(
    asker: Asker,
    Path(id): Path<ContactId>,
    Json(new): Json<NewNote>,
) -> Result<(StatusCode, Json<Note>), Error> {
    Ok((
        StatusCode::CREATED,
        Json(notes::add(&asker, id, new.text).await?),
    ))
}

/// Deletes a note: its author or an Administrator may
#[utoipa::path(delete, path = "/contacts/{id}/notes/{note}", tag = "contacts", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path), ("note" = Uuid, Path)),
    responses((status = 204), (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
async fn delete_note(
    asker: Asker,
    Path((id, note)): Path<(ContactId, Uuid)>,
) -> Result<StatusCode, Error> {
    notes::delete(&asker, id, note).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn versioned(contact: Contact) -> impl IntoResponse {
    let tag = HeaderValue::from_str(&format!("\"{}\"", contact.version)).ok();
    (tag.map(|tag| [(header::ETAG, tag)]), Json(contact))
}

/// Shows whoever saved too late what is there now.
pub(super) fn conflict(status: StatusCode, current: &Contact) -> Response {
    let body = json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "code": "version",
        "detail": "Somebody else saved this contact first. Nothing was written; current is what is there now.",
        "current": current,
    });
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, kind, body.to_string()).into_response()
}
