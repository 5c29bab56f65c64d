//! `/views`: lists of contacts that are kept under a name. A program keeps them for everybody.
use app::{
    error::Error,
    model::{Asker, views},
    wire::views::{View, ViewDraft},
};
use axum::http::StatusCode;
use contact::{Bounded, query::columns::Columns};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::{ListPage, ProblemDocument, created, deleted},
    list_query,
    paging::{ListOrder, PageAsked},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, change, delete))
}

/// A saved view.
#[derive(Serialize, ToSchema)]
struct SavedView {
    id: Uuid,
    name: String,
    /// What GET /contacts takes, such as {"search": "chan", "label": ["vip"]}; {} is all contacts
    #[schema(value_type = Object)]
    query: Map<String, Value>,
    /// The columns in their order, with dots between them, such as name.company.phone; absent: those of whoever looks
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<String>,
    /// Everybody sees it
    shared: bool,
    /// Whose it is: a member of staff, or a program
    owner: String,
    /// Whether you may change it: programs change what programs keep
    may_change: bool,
}

impl From<View> for SavedView {
    fn from(view: View) -> Self {
        Self {
            id: view.id,
            name: view.name,
            query: list_query::written(&view.query),
            columns: view.columns.map(|columns| columns.to_string()),
            shared: view.shared,
            owner: view.owner,
            may_change: view.may_change,
        }
    }
}

/// A view to keep, for everybody.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewView {
    /// At most 60 characters; no two views of programs have the same
    #[schema(value_type = String)]
    name: Bounded<1_000>,
    /// What GET /contacts takes; {} is all contacts
    #[serde(default)]
    #[schema(value_type = Object)]
    query: Map<String, Value>,
    /// The columns, with dots between them; absent: those of whoever looks
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    columns: Option<Bounded<1_000>>,
}

/// What to change about a view; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ViewChange {
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    name: Option<Bounded<1_000>>,
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    query: Option<Map<String, Value>>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    columns: Option<Bounded<1_000>>,
}

/// Lists the views that everybody sees, by name
#[utoipa::path(get, path = "/views", tag = "views", security(("token" = ["contacts:read"])), params(PageAsked), responses(
    (status = 200, body = ListPage<SavedView>),
    (status = 400, body = ProblemDocument),
))]
async fn list(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<SavedView>>, Error> {
    let views = views::list(&asker).await?;
    let views: Vec<SavedView> = views.into_iter().map(SavedView::from).collect();
    let page = asked.of("views", ListOrder::Rising, views, |view| {
        (view.name.to_lowercase(), view.id.to_string())
    });
    Ok(Json(page?))
}

/// Keeps a view for everybody
#[utoipa::path(post, path = "/views", tag = "views", security(("token" = ["contacts:write"])), request_body = NewView,
    responses(
    (status = 201, body = SavedView),
    (status = 409, body = ProblemDocument, description = "The name is taken, or programs keep 50 views already"),
    (status = 422, body = ProblemDocument),
))]
async fn create(
    asker: Asker,
    Json(new): Json<NewView>,
) -> Result<(StatusCode, axum::Json<SavedView>), Error> {
    let draft = ViewDraft {
        name: new.name.into(),
        query: list_query::read(new.query)?,
        columns: columns(new.columns),
        shared: true,
        pinned: false,
    };
    let view = views::create(&asker, draft).await;
    created(view.map(SavedView::from))
}

/// One view
#[utoipa::path(get, path = "/views/{id}", tag = "views", security(("token" = ["contacts:read"])),
    params(("id" = Uuid, Path)), responses((status = 200, body = SavedView), (status = 404, body = ProblemDocument)))]
async fn get(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<SavedView>, Error> {
    Ok(Json(views::get(&asker, id).await?.into()))
}

/// Renames a view, changes what it finds or its columns
#[utoipa::path(patch, path = "/views/{id}", tag = "views", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), request_body = ViewChange, responses(
    (status = 200, body = SavedView),
    (status = 403, body = ProblemDocument, description = "It is a member of staff's, or the scope is missing"),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "The name is taken"),
    (status = 422, body = ProblemDocument),
))]
async fn change(
    asker: Asker,
    Path(id): Path<Uuid>,
    Json(change): Json<ViewChange>,
) -> Result<Json<SavedView>, Error> {
    let changed = views::change(&asker, id, |view| {
        Ok(ViewDraft {
            name: change.name.map_or(view.name, Into::into),
            query: change.query.map_or(Ok(view.query), list_query::read)?,
            columns: columns(change.columns).or(view.columns),
            shared: view.shared,
            pinned: view.pinned,
        })
    });
    Ok(Json(changed.await?.into()))
}

/// Deletes a view; the contacts in it stay as they are
#[utoipa::path(delete, path = "/views/{id}", tag = "views", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses(
    (status = 204),
    (status = 403, body = ProblemDocument, description = "It is a member of staff's, or the scope is missing"),
    (status = 404, body = ProblemDocument),
))]
async fn delete(asker: Asker, Path(id): Path<Uuid>) -> Result<StatusCode, Error> {
    deleted(views::delete(&asker, id).await)
}

/// Columns as they are written; what is not known is left out.
fn columns(text: Option<Bounded<1_000>>) -> Option<Columns> {
    text.and_then(|text| text.parse().ok())
}
