//! `/contacts/{id}/merge`, `/merges` and `/duplicates`: who may be the same person, the merge and its undo.
use app::{
    error::Error,
    model::{Asker, duplicates, merge, suggestions},
    wire::merge::{Duplicates, Merged, Suggestion, UndoneMerge},
};
use axum::http::StatusCode;
use contact::{Bounded, Contact, ContactId, merge::Choices};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::{ListPage, ProblemDocument},
    paging::{CursorMark, ListOrder, PageAsked},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(suggest))
        .routes(routes!(join))
        .routes(routes!(undo))
        .routes(routes!(list))
        .routes(routes!(look))
        .routes(routes!(differ))
}

/// Lists who may be the same person as a contact, the likeliest first, each with the reasons
#[utoipa::path(get, path = "/contacts/{id}/suggestions", tag = "merging", security(("token" = ["contacts:read"])),
    params(("id" = Uuid, Path), PageAsked), responses(
    (status = 200, body = ListPage<Suggestion>),
    (status = 400, body = ProblemDocument),
    (status = 404, body = ProblemDocument),
))]
async fn suggest(
    asker: Asker,
    Path(id): Path<ContactId>,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Suggestion>>, Error> {
    let list = format!("suggestions for {id}");
    let suggestions = suggestions::list(&asker, id).await?;
    let page = asked.of(&list, ListOrder::Falling, suggestions, |suggestion| {
        let likely = (suggestion.strength, suggestion.reasons.len());
        (format!("{likely:?}"), suggestion.contact.id.to_string())
    });
    Ok(Json(page?))
}

/// Which contact to take in, and how.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Join {
    /// The contact that becomes part of this one.
    #[schema(value_type = Uuid)]
    other: ContactId,
    /// Empty: the master's fields stand, blanks are filled, lists are united.
    #[serde(default)]
    choices: Choices,
    /// The versions of the master and of the other that the choice was made from; without them it counts for whatever is
    /// there.
    #[serde(default)]
    versions: Option<[i64; 2]>,
}

/// A merge that was done.
#[derive(Serialize, ToSchema)]
struct Joined {
    /// For `POST /merges/{id}/undo`.
    merge_id: Uuid,
    /// The master, as it is now.
    contact: Contact,
}

/// Merges another contact into this one. Its id then leads here
#[utoipa::path(post, path = "/contacts/{id}/merge", tag = "merging",
    operation_id = "merging.merge", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), request_body = Join,
    responses(
    (status = 200, body = Joined),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "One was deleted, they are one contact already, or somebody saved first"),
    (status = 422, body = ProblemDocument),
))]
async fn join(
    asker: Asker,
    Path(id): Path<ContactId>,
    Json(join): Json<Join>,
) -> Result<Json<Joined>, Error> {
    let ids = [id, join.other];
    match merge::merge(&asker, ids, join.versions, join.choices).await? {
        Merged::Done { merge, contact } => Ok(Json(Joined {
            merge_id: merge,
            contact: *contact,
        })),
        Merged::Conflict(_) => {
            let sentence = "Somebody saved one of the two contacts first. Nothing was written; read both again.";
            Err(Error::Conflict(sentence.to_owned()))
        }
    }
}

/// Takes a merge back: both contacts come back with what was theirs. What was edited since stays
#[utoipa::path(post, path = "/merges/{id}/undo", tag = "merging", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses(
    (status = 200, body = UndoneMerge),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It was undone already, or something else has to be undone first"),
))]
async fn undo(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<UndoneMerge>, Error> {
    Ok(Json(merge::undo(&asker, id).await?))
}

/// Where a page begins.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageStart {
    /// next_cursor of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Bounded<1_000>>,
}

/// All suspected duplicates as the last search found them, group by group, the likeliest first
#[utoipa::path(get, path = "/duplicates", tag = "duplicates", security(("token" = ["contacts:read"])),
    params(PageStart), responses(
    (status = 200, body = Duplicates),
    (status = 400, body = ProblemDocument),
))]
async fn list(asker: Asker, Query(place): Query<PageStart>) -> Result<Json<Duplicates>, Error> {
    let mark = CursorMark::of(&"duplicates");
    let place: Option<String> = mark.place(place.cursor.as_deref())?;
    let mut page = duplicates::list(&asker, place.as_deref()).await?;
    page.next_cursor = mark.written(page.next_cursor);
    Ok(Json(page))
}

/// Asks for a new search for duplicates; it begins within seconds
#[utoipa::path(post, path = "/duplicates/look", tag = "duplicates", security(("token" = ["contacts:write"])),
    responses((status = 202)))]
async fn look(asker: Asker) -> Result<StatusCode, Error> {
    duplicates::ask(&asker).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Two contacts and what is said about them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Differ {
    #[schema(value_type = Uuid)]
    one: ContactId,
    #[schema(value_type = Uuid)]
    two: ContactId,
    /// True: they are not the same person. False: forget that it was said.
    differ: bool,
}

/// Remembers that two contacts are not the same person, or forgets it
#[utoipa::path(post, path = "/duplicates/differ", tag = "duplicates", security(("token" = ["contacts:write"])),
    request_body = Differ, responses(
    (status = 204),
    (status = 404, body = ProblemDocument),
))]
async fn differ(asker: Asker, Json(said): Json<Differ>) -> Result<StatusCode, Error> {
    let ids = [said.one, said.two];
    duplicates::differ(&asker, ids, said.differ).await?;
    Ok(StatusCode::NO_CONTENT)
}
