//! What the page itself knows of one cell: the column that it stands in, and whether a text would do there, by the rules by
//! which the worker judges the file.
use contact::{
    Code, Column, Rules, Severity,
    repair::{self, Fix},
};
use preview::{GroupKey, ProblemView};

use super::{
    ImportState,
    columns::{self, CellFault},
    window::GridCell,
};

/// The page has so many characters of a cell at most, and then a mark that more follow.
const LONGEST: usize = 200;

impl ImportState {
    /// What the cells of a column are.
    pub fn column_of(&self, column: u32) -> Column {
        let name = self.field_of(column);
        match (name, self.judging_rules()) {
            (Some(name), Some(rules)) => Column::of(name, rules),
            _ => Column::Unknown,
        }
    }

    /// The rules by which the file is judged.
    pub fn judging_rules(&self) -> Option<&Rules> {
        self.settings.as_ref().map(|settings| &settings.rules)
    }

    /// The header of a column as the file writes it; empty for values beyond the last.
    pub fn header_of(&self, column: u32) -> &str {
        columns::header(&self.columns, column)
    }

    /// What stands in a cell on the page, in full, as it is mended; nothing where the page has only the beginning of it. What
    /// is typed into a column whose dates are read with the day first is read so too: there a cell is as it is written.
    pub fn whole_text(&self, cell: GridCell) -> Option<String> {
        let place = self.window.place_of(cell.record);
        let row = place.and_then(|place| self.window.rows.get(place));
        let column = cell.column as usize;
        let shown = match row {
            Some(row) if self.is_day_first(cell.column) => {
                row.cells.get(column).map_or("", String::as_str)
            }
            Some(row) => row.reads(column),
            None => "",
        };
        let beginning = shown.strip_suffix('…');
        match beginning.filter(|text| text.chars().count() == LONGEST) {
            None => Some(shown.to_owned()),
            Some(beginning) => {
                let typed = self.edits.text_of(cell);
                let typed = typed.filter(|typed| typed.starts_with(beginning));
                typed.map(str::to_owned)
            }
        }
    }

    /// How many columns the rows on the page have at most.
    pub fn width(&self) -> u32 {
        let rows = self.window.rows.iter().map(|row| row.cells.len());
        let most = rows.max().unwrap_or_default().max(self.columns.len());
        u32::try_from(most).unwrap_or(u32::MAX)
    }

    /// The problems that a cell has with this text, and what the repairs that are made in its column make of it, if anything.
    /// Only what a whole file shows is not among them.
    pub fn judged_cell(&self, column: u32, text: &str) -> (Vec<ProblemView>, Option<String>) {
        let Some(rules) = self.judging_rules() else {
            return (Vec::new(), None);
        };
        let judge = self.column_of(column);
        let judged = |text: &str| {
            let mut problems = Vec::new();
            judge.judge(text, rules, &mut |problem| problems.push(problem));
            problems
        };
        let mut problems = judged(text);
        let fixes = self.fixes_of(column);
        let mut made = repair::make(&fixes, text, (&mut problems, 0), judged);
        let view = |problem: contact::Problem| ProblemView {
            code: problem.code,
            cell: Some(column),
            message: problem.sentence(self.language),
        };
        let mended = made.pop().map(|(_, text)| text);
        (problems.into_iter().map(view).collect(), mended)
    }

    /// The same in one text, the gravest first; nothing where all is well.
    pub fn fault(&self, column: u32, text: &str) -> Option<CellFault> {
        let (mut problems, _) = self.judged_cell(column, text);
        problems.sort_by_key(|problem| std::cmp::Reverse(problem.code.severity()));
        let first = problems.first()?;
        let is_error = first.code.severity() > Severity::Warning;
        let messages: Vec<_> = problems
            .into_iter()
            .map(|problem| problem.message)
            .collect();
        Some(CellFault {
            message: messages.join(self.language.between()),
            is_error,
        })
    }

    /// Whether the dates of this column are read with the day first.
    pub fn is_day_first(&self, column: u32) -> bool {
        let mut fixes = self.fixes_of(column).into_iter();
        fixes.any(|(_, fix)| fix == Fix::DayFirst)
    }

    /// The repairs of single cells that are made in this column, in the order in which the check makes them, each once.
    fn fixes_of(&self, column: u32) -> Vec<(Code, Fix)> {
        let name = self.field_of(column).map(String::as_str);
        let name = name.unwrap_or_else(|| self.header_of(column));
        let groups = self
            .judgement
            .iter()
            .flat_map(|judgement| &judgement.groups);
        let made = groups.filter(|group| group.key.column == name);
        let made = made.filter_map(|group| {
            let repair = group.repair.as_ref().filter(|repair| repair.made)?;
            Some((&group.key, repair.fix))
        });
        let mut made: Vec<(&GroupKey, Fix)> = made.collect();
        let settings = self.settings.as_ref();
        made.sort_by_key(|(key, _)| {
            let mut repairs = settings.into_iter().flat_map(|settings| &settings.repairs);
            repairs.position(|repair| repair == *key)
        });
        let mut fixes: Vec<(Code, Fix)> = Vec::new();
        for (key, fix) in made {
            // One that swaps day and month would take itself back.
            if fixes.iter().all(|(_, other)| *other != fix) {
                fixes.push((key.code, fix));
            }
        }
        fixes
    }

    /// The header of the field that a column is taken for.
    fn field_of(&self, column: u32) -> Option<&String> {
        self.columns.get(column as usize)?.matched.field()
    }
}
