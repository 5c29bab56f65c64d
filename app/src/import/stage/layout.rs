//! Which delimiter, layout and sheet a file is read by, where somebody says otherwise, and what of their work goes with the
//! columns of before.
use contact::layout::is_full_name;
use preview::{JudgementSettings, LayoutChoice, Match};

use super::{ImportState, judging::has_columns_of, lost_work::LostWork};
use crate::import::{
    event::{ImportCommand, ImportEvent},
    recipe_event::RecipeEvent,
};

impl ImportState {
    /// Another delimiter: the columns are others. What is said of a field by its name waits for its column.
    pub(super) fn delimited(&mut self, delimiter: char) -> Vec<ImportCommand> {
        self.read_anew(|settings| settings.delimiter = Some(delimiter))
    }

    pub(super) fn laid_out(&mut self, layout: LayoutChoice) -> Vec<ImportCommand> {
        self.read_anew(|settings| {
            settings.layout = layout;
            settings.repairs.clear();
            settings.steps.clear();
        })
    }

    pub(super) fn of_sheet(&mut self, sheet: String) -> Vec<ImportCommand> {
        self.read_anew(|settings| {
            // Without a name it is the one that is found again.
            settings.sheet = Some(sheet).filter(|sheet| !sheet.is_empty());
            settings.repairs.clear();
            settings.steps.clear();
        })
    }

    /// The columns are other ones then: what was matched in them goes, and no recipe is used any more.
    fn read_anew(&mut self, change: impl FnOnce(&mut JudgementSettings)) -> Vec<ImportCommand> {
        let used = self.recipes.used.clone();
        let commands = self.judge_with(|settings| {
            change(settings);
            settings.columns.clear();
            if let Some(used) = &used {
                used.take_out(settings);
            }
        });
        if !commands.is_empty() {
            self.put_down_recipe();
        }
        commands
    }

    /// What of somebody's work goes with what is to happen: that is asked before.
    pub fn lost_by(&self, event: &ImportEvent) -> LostWork {
        let Some(settings) = &self.settings else {
            return LostWork::default();
        };
        let of_columns = LostWork {
            cells: self.edits.count() as u64,
            columns: settings.columns.len() as u64,
            ..LostWork::default()
        };
        match event {
            ImportEvent::LaidOut(_) | ImportEvent::SheetChosen(_) => LostWork {
                repairs: settings.repairs.len() as u64,
                steps: settings.steps.len() as u64,
                ..of_columns
            },
            ImportEvent::Delimiter(_) => {
                let used = self.recipes.used.as_ref();
                let made = used.map(|used| (used.repairs.len() as u64, used.steps.len() as u64));
                let (repairs, steps) = made.unwrap_or_default();
                LostWork {
                    repairs,
                    steps,
                    ..of_columns
                }
            }
            ImportEvent::Recipe(event) => self.lost_by_recipe(event, settings),
            _ => LostWork::default(),
        }
    }

    /// What goes where a recipe has the file read in another way, or no longer: what it chose can be chosen again, and what
    /// was matched before it is given back.
    fn lost_by_recipe(&self, event: &RecipeEvent, settings: &JudgementSettings) -> LostWork {
        let of_columns = |then: &JudgementSettings, columns: usize| {
            let lost = LostWork {
                cells: self.edits.count() as u64,
                columns: columns as u64,
                ..LostWork::default()
            };
            match has_columns_of(then, settings) {
                true => LostWork::default(),
                false => lost,
            }
        };
        match event {
            RecipeEvent::Used(id) => {
                let Some(kept) = self.usable(*id) else {
                    return LostWork::default();
                };
                let file = &kept.recipe.file;
                let (layout, sheet) = self.read_by(file, settings);
                let then = JudgementSettings {
                    layout,
                    sheet,
                    delimiter: file.delimiter.or(settings.delimiter),
                    ..settings.clone()
                };
                of_columns(&then, 0)
            }
            RecipeEvent::TakenBack => {
                let Some(used) = &self.recipes.used else {
                    return LostWork::default();
                };
                let then = JudgementSettings {
                    layout: used.before.layout.clone(),
                    sheet: used.before.sheet.clone(),
                    delimiter: used.delimiter,
                    ..settings.clone()
                };
                let own = |place: &u32| used.columns.iter().any(|(own, _)| own == place);
                let by_hand = settings.columns.keys().filter(|place| !own(place));
                let columns = match used.before.columns {
                    Some(_) => by_hand.count(),
                    None => 0,
                };
                of_columns(&then, columns)
            }
            _ => LostWork::default(),
        }
    }

    /// How the layout of the file was chosen.
    pub fn layout(&self) -> LayoutChoice {
        let settings = self.settings.as_ref();
        settings.map_or(LayoutChoice::Found, |settings| settings.layout.clone())
    }

    /// The sheet of the workbook that was chosen.
    pub fn sheet(&self) -> Option<String> {
        self.settings.as_ref()?.sheet.clone()
    }

    /// The columns that hold the whole name, of a file without a last name: their places and headers.
    pub fn full_names(&self) -> Vec<(u32, String)> {
        let is_last = |matched: &Match| matched.field().is_some_and(|name| name == "Last name");
        if self.columns.iter().any(|column| is_last(&column.matched)) {
            return Vec::new();
        }
        let columns = (0..).zip(&self.columns);
        let full = columns.filter(|(_, column)| is_full_name(&column.header));
        full.map(|(place, column)| (place, column.header.clone()))
            .collect()
    }
}
