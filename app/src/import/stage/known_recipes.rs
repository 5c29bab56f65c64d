//! The recipes that the page knows, one that is used, and what is offered of the others.
use std::collections::BTreeMap;

use contact::{CountryCode, file::encoding::Encoding, recipe::RecipeLayout};
use preview::{GroupKey, JudgementSettings, LayoutChoice, TriedMend};
use uuid::Uuid;

use crate::wire::{
    imports::{MatchBy, OnDuplicate},
    recipes::KeptRecipe,
};

/// What the page knows of recipes.
#[derive(Clone, Debug, Default)]
pub struct KnownRecipes {
    pub(super) kept: Vec<KeptRecipe>,
    /// By what files with the header of this one are known, as it was seen first.
    pub(super) fingerprint: Option<String>,
    /// What the steps that are offered would do.
    pub(super) tried: Vec<TriedMend>,
    pub(super) used: Option<UsedRecipe>,
    /// The name under which it is saved once the file is confirmed.
    pub(super) to_save: Option<String>,
    /// The file is read by the layout of this one, and then the rest of it follows.
    pub(super) pending: Option<(Uuid, ReadBefore)>,
}

impl KnownRecipes {
    /// What stays for the next file.
    pub(super) fn of_next_file(&mut self) -> Self {
        Self {
            kept: std::mem::take(&mut self.kept),
            ..Self::default()
        }
    }
}

/// How the file was read before a recipe was used.
#[derive(Clone, Debug)]
pub struct ReadBefore {
    pub(super) layout: LayoutChoice,
    pub(super) sheet: Option<String>,
    /// What was matched by hand, where the columns were other ones.
    pub(super) columns: Option<BTreeMap<u32, String>>,
}

/// A recipe whose choices are used, and what was chosen before.
#[derive(Clone, Debug)]
pub struct UsedRecipe {
    pub(super) before: ReadBefore,
    pub(super) kept: KeptRecipe,
    /// The columns that it matched, each with what was chosen before.
    pub(super) columns: Vec<(u32, Option<String>)>,
    pub(super) repairs: Vec<GroupKey>,
    /// Its steps, by their numbers.
    pub(super) steps: Vec<u32>,
    pub(super) encoding: Option<Encoding>,
    pub(super) delimiter: Option<char>,
    pub(super) duplicates: OnDuplicate,
    pub(super) matching: MatchBy,
}

impl UsedRecipe {
    /// Takes its repairs and steps out of what is decided about the file.
    pub(super) fn take_out(&self, settings: &mut JudgementSettings) {
        settings.repairs.retain(|key| !self.repairs.contains(key));
        let is_own = |number: &u32| self.steps.contains(number);
        settings.steps.retain(|step| !is_own(&step.number));
    }
}

/// A recipe that fits the file, and what it would do.
#[derive(Clone, Debug, PartialEq)]
pub struct RecipeOffer {
    pub id: Uuid,
    /// The layout that was saved; absent: what was chosen the last time.
    pub name: Option<String>,
    pub may_change: bool,
    /// The layout by which it would have the file read otherwise.
    pub layout: Option<RecipeLayout>,
    /// The sheet that it would have read instead.
    pub sheet: Option<String>,
    /// The columns that it would match otherwise, each with its field; empty: ignored.
    pub columns: Vec<(String, String)>,
    /// The encoding and the delimiter by which it would have it read.
    pub encoding: Option<Encoding>,
    pub delimiter: Option<char>,
    /// How many causes it repairs, and in how many records.
    pub repairs: u64,
    pub repaired: u64,
    /// How many more it would repair in columns that are read only by it: their records nobody has counted.
    pub repairs_later: u64,
    /// How many steps it makes, and how many records they change.
    pub steps: u64,
    pub stepped: u64,
    /// … and how many more in such columns.
    pub steps_later: u64,
    /// The first cell that it changes, as it stands and as it would be.
    pub example: Option<(String, String)>,
    pub country_code: CountryCode,
    /// How many records have a number without a country code.
    pub lacking: u64,
    pub duplicates: OnDuplicate,
    /// How many records have contacts already, where that is known.
    pub existing: Option<u64>,
}

impl RecipeOffer {
    /// Whether anything would be otherwise.
    pub(super) fn does_something(&self) -> bool {
        self.layout.is_some()
            || self.sheet.is_some()
            || self.encoding.is_some()
            || self.delimiter.is_some()
            || !self.columns.is_empty()
            || self.repaired > 0
            || self.stepped > 0
            || self.country_code != CountryCode::No && self.lacking > 0
            || self.duplicates != OnDuplicate::Create && self.existing.is_some_and(|n| n > 0)
    }
}
