//! `/staff`: the accounts of the people who work here, and the links that let them in.
use std::sync::Arc;

use app::{
    error::Error,
    model::{
        Asker, sessions,
        staff::{self, invitations, roster},
    },
    who::Role,
    wire::{
        account::Session,
        roster::{AccountLink, AccountState, LinkPurpose, StaffEntry, StaffSearch},
        staff::{Staff, StaffChange, StaffDraft},
    },
};
use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use contact::Bounded;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::{ListPage, ProblemDocument, deleted, page_length},
    paging::{CursorMark, ListOrder, PageAsked},
};
use crate::{
    config::Settings,
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// How many stand on a page, if nobody says.
const USUAL: u16 = 100;

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(get, change, close))
        .routes(routes!(invite))
        .routes(routes!(invite_again))
        .routes(routes!(reset))
        .routes(routes!(sessions_of, sign_out))
}

/// What a list of staff can be asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StaffFilter {
    /// Words that all stand in name, email or department
    #[param(value_type = Option<String>)]
    search: Option<Bounded<200>>,
    role: Option<Role>,
    /// active, invited (no password yet) or closed
    state: Option<AccountState>,
    /// 1 to 500, default 100
    limit: Option<u16>,
    /// next_cursor of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Bounded<1_000>>,
}

/// A link that lets the holder of an account set its password, once. Told this once.
#[derive(Serialize, ToSchema)]
struct MadeLink {
    /// The account
    id: Uuid,
    email: String,
    purpose: LinkPurpose,
    /// To hand over to whoever it is for, and to nobody else
    link: String,
    expires_at: DateTime<Utc>,
}

impl MadeLink {
    fn of(settings: &Settings, link: AccountLink) -> Self {
        Self {
            link: format!("{}/sign-in?invited={}", settings.address(), link.secret),
            id: link.id,
            email: link.email,
            purpose: link.purpose,
            expires_at: link.expires_at,
        }
    }
}

/// Somebody to add.
#[derive(Deserialize, ToSchema)]
struct NewStaff {
    #[serde(flatten)]
    draft: StaffDraft,
    /// Without one they cannot sign in yet.
    password: Option<String>,
}

/// Lists staff by name, those who left last
#[utoipa::path(get, path = "/staff", tag = "staff", params(StaffFilter), responses(
    (status = 200, body = ListPage<StaffEntry>),
    (status = 400, body = ProblemDocument),
))]
async fn list(
    asker: Asker,
    Query(ask): Query<StaffFilter>,
) -> Result<Json<ListPage<StaffEntry>>, Error> {
    let mark = CursorMark::of(&("staff", &ask.search, ask.role, ask.state));
    let after = mark.place(ask.cursor.as_deref())?;
    let search = StaffSearch {
        search: ask.search.unwrap_or_default(),
        role: ask.role,
        state: ask.state,
        limit: Some(page_length(ask.limit, USUAL)?),
        after,
    };
    let page = roster::find(&asker, search).await?;
    Ok(Json(ListPage {
        items: page.items,
        total: page.total,
        next_cursor: mark.written(page.next_cursor),
    }))
}

/// Adds a member of staff
#[utoipa::path(post, path = "/staff", tag = "staff", request_body = NewStaff, responses(
    (status = 201, body = Staff),
    (status = 409, body = ProblemDocument, description = "The address belongs to somebody else"),
    (status = 422, body = ProblemDocument),
))]
async fn add(asker: Asker, Json(new): Json<NewStaff>) -> Result<(StatusCode, Json<Staff>), Error> {
    Ok((
        StatusCode::CREATED,
        Json(staff::add(&asker, new.draft, new.password).await?),
    ))
}

/// One member of staff, as the list has them
#[utoipa::path(get, path = "/staff/{id}", tag = "staff", params(("id" = Uuid, Path)), responses(
    (status = 200, body = StaffEntry),
    (status = 404, body = ProblemDocument),
))]
async fn get(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<StaffEntry>, Error> {
    Ok(Json(roster::entry(&asker, id).await?))
}

/// Changes a member of staff; a new role or password signs them out everywhere
#[utoipa::path(patch, path = "/staff/{id}", tag = "staff", params(("id" = Uuid, Path)), request_body = StaffChange,
    responses((status = 200, body = Staff), (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
async fn change(
    asker: Asker,
    Path(id): Path<Uuid>,
    Json(change): Json<StaffChange>,
) -> Result<Json<Staff>, Error> {
    Ok(Json(staff::change(&asker, id, change).await?))
}

/// Closes an account: the name stays in every log, signing in is over
#[utoipa::path(delete, path = "/staff/{id}", tag = "staff", params(("id" = Uuid, Path)), responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
    (status = 422, body = ProblemDocument, description = "The last Administrator stays"),
))]
async fn close(asker: Asker, Path(id): Path<Uuid>) -> Result<StatusCode, Error> {
    staff::change(
        &asker,
        id,
        StaffChange {
            active: Some(false),
            ..Default::default()
        },
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds a member of staff without a password, and makes the link by which they come in within seven days
#[utoipa::path(post, path = "/staff/invitations", tag = "staff", request_body = StaffDraft, responses(
    (status = 201, body = MadeLink),
    (status = 409, body = ProblemDocument, description = "The address belongs to somebody else"),
    (status = 422, body = ProblemDocument),
))]
async fn invite(
    asker: Asker,
    State(settings): State<Arc<Settings>>,
    Json(draft): Json<StaffDraft>,
) -> Result<(StatusCode, Json<MadeLink>), Error> {
    made(&settings, invitations::invite(&asker, draft).await)
}

/// Makes another link for somebody who has not come in yet; the one before ends
#[utoipa::path(post, path = "/staff/{id}/invitation", tag = "staff", params(("id" = Uuid, Path)), responses(
    (status = 201, body = MadeLink),
    (status = 404, body = ProblemDocument),
    (status = 422, body = ProblemDocument, description = "The account is closed, or has a password"),
))]
async fn invite_again(
    asker: Asker,
    State(settings): State<Arc<Settings>>,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<MadeLink>), Error> {
    made(&settings, invitations::invite_again(&asker, id).await)
}

/// Takes a password away at once, with all sessions, and makes the link to set another
#[utoipa::path(post, path = "/staff/{id}/reset", tag = "staff", params(("id" = Uuid, Path)), responses(
    (status = 201, body = MadeLink),
    (status = 404, body = ProblemDocument),
    (status = 422, body = ProblemDocument, description = "The account is closed, or the last Administrator's"),
))]
async fn reset(
    asker: Asker,
    State(settings): State<Arc<Settings>>,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<MadeLink>), Error> {
    made(&settings, invitations::reset(&asker, id).await)
}

/// Lists where a member of staff is signed in, where they were last first
#[utoipa::path(get, path = "/staff/{id}/sessions", tag = "staff", params(("id" = Uuid, Path), PageAsked), responses(
    (status = 200, body = ListPage<Session>),
    (status = 400, body = ProblemDocument),
    (status = 404, body = ProblemDocument),
))]
async fn sessions_of(
    asker: Asker,
    Path(id): Path<Uuid>,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Session>>, Error> {
    let sessions = sessions::list_of(&asker, id).await?;
    let list = format!("sessions of {id}");
    let page = asked.of(&list, ListOrder::Falling, sessions, |session| {
        let seen = session.seen.timestamp_micros();
        (format!("{seen:020}"), session.id.to_string())
    });
    Ok(Json(page?))
}

/// Signs a member of staff out everywhere
#[utoipa::path(delete, path = "/staff/{id}/sessions", tag = "staff", params(("id" = Uuid, Path)), responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
))]
async fn sign_out(asker: Asker, Path(id): Path<Uuid>) -> Result<StatusCode, Error> {
    deleted(sessions::end_everywhere(&asker, id).await.map(drop))
}

fn made(
    settings: &Settings,
    link: Result<AccountLink, Error>,
) -> Result<(StatusCode, Json<MadeLink>), Error> {
    Ok((StatusCode::CREATED, Json(MadeLink::of(settings, link?))))
}
