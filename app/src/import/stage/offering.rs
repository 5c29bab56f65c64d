//! What each recipe that fits would do with the file in hand, before it is used.
use contact::recipe::{Recipe, RecipeLayout, RecipeRepair};
use preview::{Format, GroupKey, LayoutChoice, Repair, TriedMend};

use super::{ImportState, Stage, known_recipes::RecipeOffer};
use crate::wire::{
    imports::MatchBy,
    recipes::{ImportRecipe, KeptRecipe},
};

impl ImportState {
    /// The recipes that fit the file, with what each would do.
    pub fn recipe_offers(&self) -> Vec<RecipeOffer> {
        let is_open = matches!(self.stage, Stage::Judged | Stage::Refused);
        if !is_open || self.recipes.used.is_some() || self.recipes.pending.is_some() {
            return Vec::new();
        }
        let offers = self.fitting().map(|kept| self.offer(kept));
        offers.filter(RecipeOffer::does_something).collect()
    }

    fn offer(&self, kept: &KeptRecipe) -> RecipeOffer {
        let ImportRecipe {
            file,
            duplicates,
            matching,
            ..
        } = &kept.recipe;
        let now = self.settings.as_ref();
        let sheet = self.sheet_of(file);
        let sheet = sheet.filter(|sheet| now.is_none_or(|now| now.sheet.as_ref() != Some(sheet)));
        let layout = (!self.is_read_by(&file.layout)).then(|| file.layout.clone());
        let columns = self.matched_otherwise(file);
        // Nothing is counted of a file that is refused, nor of one that is read in another way by then.
        let is_counted = self.judgement.is_some() && sheet.is_none() && layout.is_none();
        let is_later = |column: &str| {
            let is_it = |(_, field): &(String, String)| !column.is_empty() && field == column;
            !is_counted || columns.iter().any(is_it)
        };
        let repairs = self.counted_repairs(file, is_counted);
        let tried = self.counted_steps(file, is_counted);
        let repairs_later = file.repairs.iter().filter(|repair| {
            let made = now.is_some_and(|now| now.repairs.iter().any(|key| is_of(repair, key)));
            let is_told = repairs.iter().any(|(key, _)| is_of(repair, key));
            is_later(&repair.column) && !made && !is_told
        });
        let steps_later = file.steps.iter().filter(|mend| {
            let is_told = tried.iter().any(|tried| tried.mend == **mend);
            is_later(mend.column()) && !is_told
        });
        let (repairs_later, steps_later) = (repairs_later.count(), steps_later.count());
        let of_repairs = repairs.iter();
        let of_repairs = of_repairs.map(|(_, repair)| (&repair.before, &repair.after));
        let of_steps = tried.iter().map(|tried| (&tried.before, &tried.after));
        let example = of_repairs
            .chain(of_steps)
            .find(|(before, after)| before != after);
        // In a workbook there is neither.
        let reading = self.reading.as_ref();
        let reading = reading.filter(|reading| reading.format == Format::Csv);
        let encoding = file.encoding.filter(|encoding| {
            reading
                .as_ref()
                .is_some_and(|reading| reading.encoding != *encoding)
        });
        let delimiter = file.delimiter.filter(|delimiter| {
            reading
                .as_ref()
                .is_some_and(|reading| reading.delimiter != *delimiter)
        });
        RecipeOffer {
            sheet,
            layout,
            encoding,
            delimiter,
            id: kept.id,
            name: kept.name.clone(),
            may_change: kept.may_change,
            repairs: repairs.len() as u64,
            repaired: repairs.iter().map(|(_, repair)| repair.records).sum(),
            repairs_later: repairs_later as u64,
            steps: tried.len() as u64,
            stepped: tried.iter().map(|tried| tried.records).sum(),
            steps_later: steps_later as u64,
            example: example.map(|(before, after)| (before.clone(), after.clone())),
            columns,
            country_code: file.country_code,
            lacking: self.lacking,
            duplicates: *duplicates,
            existing: self.existing_by(*matching),
        }
    }

    /// Whether the file is read by the layout of a recipe already.
    fn is_read_by(&self, layout: &RecipeLayout) -> bool {
        matches!(
            (layout, self.layout()),
            (RecipeLayout::Found, _)
                | (RecipeLayout::AsItIs, LayoutChoice::AsItIs)
                | (RecipeLayout::SplitName(_), LayoutChoice::SplitName(_))
        )
    }

    /// The columns that a recipe would match otherwise, each with its field.
    fn matched_otherwise(&self, file: &Recipe) -> Vec<(String, String)> {
        let is_other = |(place, field): &(u32, String)| {
            let column = self.columns.get(*place as usize);
            let now = column.and_then(|column| column.matched.field());
            now.map_or("", String::as_str) != field
        };
        let columns = file.places(&self.headers()).into_iter().filter(is_other);
        let columns = columns.filter_map(|(place, field)| {
            Some((self.columns.get(place as usize)?.header.clone(), field))
        });
        columns.collect()
    }

    /// The causes that a recipe would repair and nobody has, with what that does.
    fn counted_repairs(&self, file: &Recipe, is_counted: bool) -> Vec<(&GroupKey, &Repair)> {
        let judgement = self.judgement.iter().filter(|_| is_counted);
        let groups = judgement.flat_map(|judgement| &judgement.groups);
        let groups =
            groups.filter(|group| file.repairs.iter().any(|repair| is_of(repair, &group.key)));
        let repairs = groups.filter_map(|group| Some((&group.key, group.repair.as_ref()?)));
        repairs.filter(|(_, repair)| !repair.made).collect()
    }

    /// The steps of a recipe that change something, as far as the worker has said so.
    fn counted_steps(&self, file: &Recipe, is_counted: bool) -> Vec<&TriedMend> {
        let tried = self.recipes.tried.iter().filter(|_| is_counted);
        let tried = tried.filter(|tried| tried.records > 0 && file.steps.contains(&tried.mend));
        tried.collect()
    }

    /// How many records have contacts already, where that is known: who shares neither a phone number nor an email address
    /// shares no single one of them.
    fn existing_by(&self, matching: MatchBy) -> Option<u64> {
        // Also while it is looked at again: an offer does not go from under the hand of whoever is about to take it.
        let view = self.effect.view.as_ref();
        let view = view.filter(|_| !self.effect.outdated)?;
        let is_same = view.choices.matching == matching;
        let existing = self.effect.existing();
        let is_nobody = view.choices.matching == MatchBy::Any && existing == 0;
        (is_same || is_nobody).then_some(existing)
    }
}

/// Whether a repair is for that cause.
fn is_of(repair: &RecipeRepair, key: &GroupKey) -> bool {
    repair.code == key.code && repair.column == key.column
}
