//! A file as it is judged: itself, the text of a workbook's sheet, or what was made of another program's export.

use std::rc::Rc;

use contact::{Problem, check::CheckOptions, file::encoding::Encoding, layout::SurveyedLayout};
use preview::{JudgementSettings, LayoutChoice, LayoutView};
use web_sys::File;

/// What it depends on how a file is opened.
#[derive(Clone, PartialEq)]
pub struct OpeningKey {
    encoding: Option<Encoding>,
    delimiter: Option<char>,
    layout: LayoutChoice,
    sheet: Option<String>,
}

impl OpeningKey {
    /// Whether the columns are the same: another encoding only reads their letters otherwise.
    pub fn has_columns_of(&self, other: &Self) -> bool {
        (self.delimiter, &self.layout, &self.sheet)
            == (other.delimiter, &other.layout, &other.sheet)
    }
}

impl From<&JudgementSettings> for OpeningKey {
    fn from(settings: &JudgementSettings) -> Self {
        Self {
            encoding: settings.encoding,
            delimiter: settings.delimiter,
            layout: settings.layout.clone(),
            sheet: settings.sheet.clone(),
        }
    }
}

/// A file as it is judged.
pub struct OpenedFile {
    /// The file itself, or what was made of it.
    pub file: File,
    /// The text of a workbook.
    pub text: Option<Rc<[u8]>>,
    /// What there is to say about the workbook.
    pub about: Vec<Problem>,
    /// The layout of another program by which it was read.
    pub layout: Option<SurveyedLayout>,
    /// The sheets of a workbook of several, each with its records.
    pub sheets: Vec<(String, u64)>,
    /// A line that tells the encodings apart, as it is in the file.
    pub telling: Vec<u8>,
}

impl OpenedFile {
    /// Has the check read it for what it is.
    pub fn apply(&self, options: &mut CheckOptions) {
        if self.text.is_some() {
            options.workbook(self.about.clone());
        }
        if let Some(layout) = &self.layout {
            // The page shows the layout; what a label became it does not.
            let note = layout.has_unknown_labels().then(|| layout.note());
            layout.apply(options, note.into_iter().collect());
        }
    }

    /// How many bytes are read of it.
    pub fn size(&self) -> u64 {
        self.file.size() as u64
    }

    /// The layout as the page shows it.
    pub fn view(&self) -> Option<LayoutView> {
        let layout = self.layout.as_ref()?;
        Some(LayoutView {
            name: layout.name().to_owned(),
            made_of: layout.made_of(),
        })
    }
}
