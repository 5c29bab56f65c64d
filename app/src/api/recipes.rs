//! Recipes of imports over the wire.
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::recipes::{KeptRecipe, RecipeDraft},
};

/// Lists one's own recipes and the layouts that were saved for all.
#[server(endpoint = "recipes/list", input = Json)]
pub async fn list() -> Result<Vec<KeptRecipe>, Error> {
    crate::model::imports::recipes(&crate::request::asker()?).await
}

/// Keeps a recipe.
#[server(endpoint = "recipes/keep", input = Json)]
pub async fn keep(draft: RecipeDraft) -> Result<KeptRecipe, Error> {
    crate::model::imports::keep_recipe(&crate::request::asker()?, draft).await
}

/// Forgets a recipe.
#[server(endpoint = "recipes/forget", input = Json)]
pub async fn forget(id: Uuid) -> Result<(), Error> {
    crate::model::imports::forget_recipe(&crate::request::asker()?, id).await
}
