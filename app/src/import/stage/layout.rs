//! Which layout and which sheet a file is read by, where somebody says otherwise.
use contact::layout::is_full_name;
use preview::{JudgementSettings, LayoutChoice, Match};

use super::ImportState;
use crate::import::event::ImportCommand;

impl ImportState {
    pub(super) fn laid_out(&mut self, layout: LayoutChoice) -> Vec<ImportCommand> {
        self.read_anew(|settings| settings.layout = layout)
    }

    pub(super) fn of_sheet(&mut self, sheet: String) -> Vec<ImportCommand> {
        // Without a name it is the one that is found again.
        self.read_anew(|settings| settings.sheet = Some(sheet).filter(|sheet| !sheet.is_empty()))
    }

    /// The columns are other ones then: what was said of them is forgotten.
    fn read_anew(&mut self, change: impl FnOnce(&mut JudgementSettings)) -> Vec<ImportCommand> {
        self.judge_with(|settings| {
            change(settings);
            settings.columns.clear();
            settings.repairs.clear();
            settings.steps.clear();
        })
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
