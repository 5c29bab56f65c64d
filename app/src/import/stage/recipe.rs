//! Recipes on the Import page: what was decided about a file with this header before is offered, with what it would do; a
//! click takes it over, and another takes it back. What is decided about this file is kept when it is confirmed.
use contact::{
    Bounded, CountryCode,
    mend::Mend,
    recipe::{Recipe, RecipeLayout, RecipeRepair, fingerprint, names},
};
use preview::{
    ColumnView, FromWorker, GroupKey, JudgementSettings, LayoutChoice, ToWorker, TriedMend,
};
use uuid::Uuid;

use super::{
    ImportState, Stage,
    known_recipes::{ReadBefore, UsedRecipe},
};
use crate::{
    import::{
        event::{Choice, ImportCommand},
        recipe_event::RecipeEvent,
    },
    wire::recipes::{ImportRecipe, KeptRecipe, RecipeDraft},
};

/// What the worker said, as far as it concerns recipes.
enum RecipeNews {
    /// The header of the file is known, and what is wrong with its records.
    Judged,
    Tried(TriedMend),
    Nothing,
}

impl RecipeNews {
    fn of(said: &FromWorker) -> Self {
        match said {
            FromWorker::Judged(_) | FromWorker::Refused { .. } => Self::Judged,
            FromWorker::Tried(tried) => Self::Tried(tried.clone()),
            _ => Self::Nothing,
        }
    }
}

impl ImportState {
    pub(super) fn recipe(&mut self, event: RecipeEvent) -> Vec<ImportCommand> {
        let recipes = &mut self.recipes;
        match event {
            RecipeEvent::Known(kept) => {
                recipes.kept = kept;
                return self.try_steps();
            }
            RecipeEvent::Kept(kept) => {
                recipes.kept.retain(|other| {
                    let is_last = other.name.is_none() && kept.name.is_none();
                    other.id != kept.id && !(is_last && other.fingerprint == kept.fingerprint)
                });
                if kept.name.is_some() {
                    recipes.to_save = None;
                }
                recipes.kept.push(*kept);
            }
            RecipeEvent::ToSave(name) => recipes.to_save = Some(name),
            RecipeEvent::Forgotten(id) => recipes.kept.retain(|kept| kept.id != id),
            RecipeEvent::Used(id) => return self.use_recipe(id),
            RecipeEvent::TakenBack => return self.take_recipe_back(),
        }
        Vec::new()
    }

    /// Hears what the worker said, and then what of it concerns recipes.
    pub(super) fn heard_with_recipes(&mut self, answer: FromWorker) -> Vec<ImportCommand> {
        let news = RecipeNews::of(&answer);
        let mut commands = self.heard(answer);
        commands.extend(self.recipe_news(news));
        commands
    }

    fn recipe_news(&mut self, news: RecipeNews) -> Vec<ImportCommand> {
        match news {
            RecipeNews::Judged => {
                if self.recipes.fingerprint.is_none() && !self.columns.is_empty() {
                    let headers = self.columns.iter().map(|column| column.header.as_str());
                    self.recipes.fingerprint = Some(fingerprint(headers));
                    return self.try_steps();
                }
                match self.recipes.pending.take() {
                    Some((id, before)) => {
                        let kept = self.usable(id);
                        kept.map_or_else(Vec::new, |kept| self.take_up(kept, before))
                    }
                    // Whoever was asked may have been kept from answering.
                    None => self.try_steps(),
                }
            }
            RecipeNews::Tried(tried) => {
                let is_meant = |kept: &KeptRecipe| kept.recipe.file.steps.contains(&tried.mend);
                if self.fitting().any(is_meant) {
                    self.recipes.tried.retain(|other| other.mend != tried.mend);
                    self.recipes.tried.push(tried);
                }
                self.try_steps()
            }
            RecipeNews::Nothing => Vec::new(),
        }
    }

    /// The recipe whose choices are used: what it is called, if it has a name.
    pub fn used_recipe(&self) -> Option<Option<String>> {
        let used = self.recipes.used.as_ref()?;
        Some(used.kept.name.clone())
    }

    /// What was decided about the file, to be kept: under a name, or as what was chosen the last time. Nothing before its header
    /// is known.
    pub fn recipe_draft(&self, name: Option<String>) -> Option<RecipeDraft> {
        let settings = self.settings.as_ref()?;
        let fingerprint = self.recipes.fingerprint.clone()?;
        let headers = names(self.columns.iter().map(|column| column.header.as_str()));
        let header = |place: u32| {
            let header = headers.get(place as usize)?;
            (!header.is_empty()).then(|| header.clone())
        };
        let columns = settings.columns.iter();
        let columns = columns.filter_map(|(place, field)| Some((header(*place)?, field.clone())));
        let repairs = settings.repairs.iter().map(|key| RecipeRepair {
            code: key.code,
            column: key.column.clone(),
        });
        let file = Recipe {
            columns: columns.collect(),
            repairs: repairs.collect(),
            steps: settings
                .steps
                .iter()
                .map(|step| step.mend.clone())
                .collect(),
            country_code: settings.rules.country_code,
            encoding: settings.encoding,
            delimiter: settings.delimiter,
            layout: match &settings.layout {
                LayoutChoice::Found => RecipeLayout::Found,
                LayoutChoice::AsItIs => RecipeLayout::AsItIs,
                // Its column is none of these any more: the layout is called like it.
                LayoutChoice::SplitName(_) => {
                    let judgement = self.judgement.as_ref();
                    let split = judgement.and_then(|judgement| judgement.layout.as_ref());
                    split.map_or(RecipeLayout::Found, |split| {
                        RecipeLayout::SplitName(split.name.clone())
                    })
                }
            },
            sheet: settings.sheet.clone(),
        };
        Some(RecipeDraft {
            name: name.map(Bounded::own),
            fingerprint: Bounded::own(fingerprint),
            recipe: ImportRecipe {
                file: file
                    .without_strangers(&settings.rules)
                    .without_people(&settings.rules),
                duplicates: self.options.duplicates,
                matching: self.options.matching,
                ..ImportRecipe::default()
            },
        })
    }

    /// The name of the layout that is saved once the file is confirmed.
    pub fn layout_to_save(&self) -> Option<&str> {
        self.recipes.to_save.as_deref()
    }

    /// What was decided about the file that is confirmed, for the next one with its header; and the layout that waits for it.
    pub(super) fn keep_recipes(&mut self) -> Vec<ImportCommand> {
        let last = self.recipe_draft(None);
        let last = last.filter(|draft| !draft.recipe.is_plain());
        let name = self.recipes.to_save.take();
        let layout = name.and_then(|name| self.recipe_draft(Some(name)));
        let drafts = last.into_iter().chain(layout);
        drafts.map(ImportCommand::KeepRecipe).collect()
    }

    /// The answer about country codes that a used recipe gives beforehand.
    pub(super) fn answered_by_recipe(&mut self) -> Vec<ImportCommand> {
        let used = self.recipes.used.as_ref();
        match used.map(|used| used.kept.recipe.file.country_code) {
            None | Some(CountryCode::No) => Vec::new(),
            Some(code) => self.chosen(Choice::Given(code)),
        }
    }

    pub(super) fn fitting(&self) -> impl Iterator<Item = &KeptRecipe> {
        let fingerprint = self.recipes.fingerprint.as_ref();
        let kept = self.recipes.kept.iter();
        kept.filter(move |kept| Some(&kept.fingerprint) == fingerprint)
    }

    /// Asks what the next of the steps that are offered would do: the worker answers only what it was asked last. Whoever
    /// looks at a column has the word.
    pub(super) fn try_steps(&self) -> Vec<ImportCommand> {
        let is_taken = self.recipes.used.is_some() || self.mending.open.is_some();
        if self.stage != Stage::Judged || self.busy || is_taken {
            return Vec::new();
        }
        let is_known = |mend: &Mend| self.recipes.tried.iter().any(|tried| tried.mend == *mend);
        let mut steps = self.fitting().flat_map(|kept| &kept.recipe.file.steps);
        let next = steps.find(|mend| !is_known(mend) && self.has_column(mend.column()));
        let ask = next.map(|mend| ImportCommand::Ask(ToWorker::Try { mend: mend.clone() }));
        ask.into_iter().collect()
    }

    /// Whether the file has a column of this name: of any other the worker says nothing.
    fn has_column(&self, name: &str) -> bool {
        let is_it = |column: &ColumnView| match column.matched.field() {
            Some(field) => field == name,
            None => column.header == name,
        };
        self.columns.iter().any(is_it)
    }

    pub(super) fn headers(&self) -> Vec<String> {
        let columns = self.columns.iter();
        columns.map(|column| column.header.clone()).collect()
    }

    /// The sheet that a recipe names, if the workbook has it.
    pub(super) fn sheet_of(&self, file: &Recipe) -> Option<String> {
        let wanted = file.sheet.clone()?;
        let mut sheets = self.sheets.iter();
        sheets.any(|(name, _)| *name == wanted).then_some(wanted)
    }

    /// A recipe that may be used now.
    pub(super) fn usable(&self, id: Uuid) -> Option<KeptRecipe> {
        let is_open = matches!(self.stage, Stage::Judged | Stage::Refused);
        let mut kept = self.recipes.kept.iter();
        let kept = kept.find(|kept| kept.id == id)?;
        (is_open && self.recipes.used.is_none()).then(|| kept.clone())
    }

    /// The layout and the sheet by which a recipe has the file read.
    pub(super) fn read_by(
        &self,
        file: &Recipe,
        settings: &JudgementSettings,
    ) -> (LayoutChoice, Option<String>) {
        let layout = match &file.layout {
            RecipeLayout::Found => settings.layout.clone(),
            RecipeLayout::AsItIs => LayoutChoice::AsItIs,
            RecipeLayout::SplitName(header) => {
                let names = names(self.columns.iter().map(|column| column.header.as_str()));
                let place = names.iter().position(|name| name == header);
                place.map_or(LayoutChoice::Found, |place| {
                    LayoutChoice::SplitName(place as u32)
                })
            }
        };
        let sheet = self.sheet_of(file).or_else(|| settings.sheet.clone());
        (layout, sheet)
    }

    fn use_recipe(&mut self, id: Uuid) -> Vec<ImportCommand> {
        let (Some(kept), Some(settings)) = (self.usable(id), &self.settings) else {
            return Vec::new();
        };
        let (before, sheet_before) = (settings.layout.clone(), settings.sheet.clone());
        let (layout, sheet) = self.read_by(&kept.recipe.file, settings);
        if layout == before && sheet == sheet_before {
            let before = ReadBefore {
                layout: before,
                sheet,
                columns: None,
            };
            return self.take_up(kept, before);
        }
        // Another layout or sheet has other columns: the rest of the recipe waits for them, and what was matched in those of before
        // goes.
        let before = ReadBefore {
            layout: before,
            sheet: sheet_before,
            columns: Some(settings.columns.clone()),
        };
        self.recipes.pending = Some((id, before));
        self.judge_with(|settings| {
            settings.layout = layout;
            settings.sheet = sheet;
            settings.columns.clear();
        })
    }

    /// Takes the choices of a recipe over, beside those that were made; `before` is how the file was read then.
    fn take_up(&mut self, kept: KeptRecipe, before: ReadBefore) -> Vec<ImportCommand> {
        let headers = self.headers();
        let file = kept.recipe.file.clone();
        let mut used = UsedRecipe {
            before,
            columns: Vec::new(),
            repairs: Vec::new(),
            steps: Vec::new(),
            encoding: None,
            delimiter: None,
            duplicates: self.options.duplicates,
            matching: self.options.matching,
            kept,
        };
        self.options.duplicates = used.kept.recipe.duplicates;
        self.options.matching = used.kept.recipe.matching;
        if file.country_code != CountryCode::No {
            // It is answered by the recipe from now on.
            self.choice = Choice::None;
        }
        self.steady = self.stage == Stage::Judged;
        let mut newest = self.newest_step();
        let commands = self.judge_with(|settings| {
            used.encoding = settings.encoding;
            used.delimiter = settings.delimiter;
            settings.encoding = file.encoding.or(settings.encoding);
            settings.delimiter = file.delimiter.or(settings.delimiter);
            for (place, field) in file.places(&headers) {
                let before = settings.columns.insert(place, field);
                used.columns.push((place, before));
            }
            for RecipeRepair { code, column } in &file.repairs {
                let key = GroupKey {
                    code: *code,
                    column: column.clone(),
                };
                if !settings.repairs.contains(&key) {
                    settings.repairs.push(key.clone());
                    used.repairs.push(key);
                }
            }
            for step in file.numbered(newest) {
                newest = newest.max(step.number);
                used.steps.push(step.number);
                settings.steps.push(step);
            }
        });
        self.mending.newest = newest;
        self.recipes.used = Some(used);
        commands
    }

    /// No recipe is used any more, and what it chose for the import is taken back.
    pub(super) fn put_down_recipe(&mut self) -> Option<UsedRecipe> {
        self.recipes.pending = None;
        let used = self.recipes.used.take()?;
        self.options.duplicates = used.duplicates;
        self.options.matching = used.matching;
        if self.choice == Choice::Given(used.kept.recipe.file.country_code) {
            self.choice = Choice::None;
        }
        Some(used)
    }

    /// Takes back what the recipe chose; what else was decided stays.
    fn take_recipe_back(&mut self) -> Vec<ImportCommand> {
        if !matches!(self.stage, Stage::Judged | Stage::Refused) {
            return Vec::new();
        }
        let Some(used) = self.put_down_recipe() else {
            return Vec::new();
        };
        self.judge_with(|settings| {
            used.take_out(settings);
            for (place, before) in used.columns {
                match before {
                    Some(field) => settings.columns.insert(place, field),
                    None => settings.columns.remove(&place),
                };
            }
            if let Some(columns) = used.before.columns {
                settings.columns = columns;
            }
            settings.encoding = used.encoding;
            settings.delimiter = used.delimiter;
            settings.layout = used.before.layout;
            settings.sheet = used.before.sheet;
        })
    }
}
