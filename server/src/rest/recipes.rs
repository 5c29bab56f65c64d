//! `/imports/recipes`: what was decided about files of contacts, for the next file with the same header. A program keeps
//! layouts under names, for everybody.
use app::{
    error::Error,
    model::{Asker, imports},
    wire::recipes::{ImportRecipe, KeptRecipe, RecipeDraft},
};
use axum::http::StatusCode;
use contact::{Bounded, recipe::fingerprint};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::{ListPage, ProblemDocument, created, deleted},
    paging::{ListOrder, PageAsked},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The most columns of a header.
const MOST_COLUMNS: usize = 1_000;

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list, keep))
        .routes(routes!(forget))
}

/// Lists the recipes that an import may name: the layouts that were saved, for everybody
#[utoipa::path(get, path = "/imports/recipes", tag = "recipes", security(("token" = ["contacts:write"])),
    params(PageAsked), responses((status = 200, body = ListPage<KeptRecipe>), (status = 400, body = ProblemDocument)))]
async fn list(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<KeptRecipe>>, Error> {
    let recipes = imports::recipes(&asker).await?;
    let page = asked.of("recipes", ListOrder::Rising, recipes, |recipe| {
        let name = recipe.name.as_deref().unwrap_or_default();
        (name.to_lowercase(), recipe.id.to_string())
    });
    Ok(Json(page?))
}

/// A layout to keep.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewLayout {
    /// At most 60 characters. A layout of this name that a program saved is changed
    #[schema(value_type = String)]
    name: Bounded<1_000>,
    /// The headers of the columns of such a file, by which the next one is known; nothing of them is kept
    #[schema(value_type = Vec<String>)]
    header: Vec<Bounded<1_000>>,
    /// As docs/recipes.md has it, without `classes` and `records`
    #[schema(value_type = Object)]
    recipe: Value,
}

/// Saves a layout under a name, for everybody
#[utoipa::path(post, path = "/imports/recipes", tag = "recipes", security(("token" = ["contacts:write"])),
    request_body = NewLayout, responses(
    (status = 201, body = KeptRecipe),
    (status = 409, body = ProblemDocument, description = "A member of staff has one of this name, or there are 200 already"),
    (status = 422, body = ProblemDocument),
))]
async fn keep(
    asker: Asker,
    Json(new): Json<NewLayout>,
) -> Result<(StatusCode, axum::Json<KeptRecipe>), Error> {
    if new.header.len() > MOST_COLUMNS {
        let sentence = format!("header: name at most {MOST_COLUMNS} columns.");
        return Err(Error::Refused(sentence));
    }
    // Not as the rest of the body: the refusal says the same as that of an import.
    let recipe = ImportRecipe::of(new.recipe)?;
    let header = new.header.iter().map(|column| &**column);
    let draft = RecipeDraft {
        name: Some(new.name),
        fingerprint: Bounded::own(fingerprint(header)),
        recipe,
    };
    created(imports::keep_recipe(&asker, draft).await)
}

/// Forgets a layout; what was imported by it stays as it is
#[utoipa::path(delete, path = "/imports/recipes/{id}", tag = "recipes", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses(
    (status = 204),
    (status = 403, body = ProblemDocument, description = "A member of staff saved it, or the scope is missing"),
    (status = 404, body = ProblemDocument),
))]
async fn forget(asker: Asker, Path(id): Path<Uuid>) -> Result<StatusCode, Error> {
    deleted(imports::forget_recipe(&asker, id).await)
}
