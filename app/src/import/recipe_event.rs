//! What happens to recipes on the Import page.
use uuid::Uuid;

use crate::wire::recipes::KeptRecipe;

/// What happens to recipes.
#[derive(Clone, Debug)]
pub enum RecipeEvent {
    /// What is kept: one's own recipes, and the layouts that were saved.
    Known(Vec<KeptRecipe>),
    /// One was kept.
    Kept(Box<KeptRecipe>),
    /// What is decided about the file is to be saved under this name once it is confirmed.
    ToSave(String),
    /// One was forgotten.
    Forgotten(Uuid),
    /// The choices of one are used for the file.
    Used(Uuid),
    /// What it chose is taken back.
    TakenBack,
}
