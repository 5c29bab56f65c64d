//! Opens a file before it is judged: takes the sheet out of a workbook, and puts an export of another program into the columns
//! of the template. That is done once for all judgements that read the file in the same way.

use std::{io::Cursor, rc::Rc};

use contact::{
    Problem,
    check::CheckOptions,
    file::{FileKind, xlsx},
    layout::{LayoutSurvey, SurveyedLayout},
};
use preview::{JudgementSettings, LayoutChoice};
use wasm_bindgen::JsValue;
use web_sys::File;

use crate::{
    bench::SharedBench,
    opened::{OpenedFile, OpeningKey},
    pieces::Pieces,
    source,
};

/// By so much a file is recognised.
const FIRST: u64 = 256 * 1024;
/// So much is read at a time.
const SLICE: u64 = 8 * 1024 * 1024;
/// The most bytes of the line that tells encodings apart.
const LONGEST_TELLING: usize = 400;

/// Why a file could not be opened.
pub enum OpeningFault {
    /// Something else is wanted meanwhile.
    Old,
    Lost,
    Refused(Problem),
}

impl From<JsValue> for OpeningFault {
    fn from(_: JsValue) -> Self {
        Self::Lost
    }
}

impl From<Problem> for OpeningFault {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

/// Opens a file as the page wants it to be read.
pub async fn open(
    bench: &SharedBench,
    turn: u32,
    file: &File,
    settings: &JudgementSettings,
    options: &CheckOptions,
) -> Result<Rc<OpenedFile>, OpeningFault> {
    let key = OpeningKey::from(settings);
    let known = bench.borrow().opened.clone();
    if let Some((_, opened)) = known.filter(|(known, _)| *known == key) {
        return Ok(opened);
    }
    // What was opened in another way is not held beside this.
    bench.borrow_mut().opened = None;
    let size = file.size() as u64;
    let first = source::bytes(file, 0..size.min(FIRST)).await?;
    let opened = match FileKind::of(&first) {
        FileKind::Archive => workbook(file, settings, options).await?,
        _ => text(bench, turn, file, &first, settings, options).await?,
    };
    let opened = Rc::new(opened);
    let bench = &mut *bench.borrow_mut();
    if bench.turn != turn {
        return Err(OpeningFault::Old);
    }
    bench.opened = Some((key, opened.clone()));
    Ok(opened)
}

/// Looks whether a text that begins like this is an export of another program, as far as anybody wants to know.
fn survey(head: &[u8], choice: &LayoutChoice, options: &CheckOptions) -> Option<LayoutSurvey> {
    match choice {
        LayoutChoice::Found => LayoutSurvey::begin(head, options, None),
        LayoutChoice::AsItIs => None,
        LayoutChoice::SplitName(column) => LayoutSurvey::begin(head, options, Some(*column)),
    }
}

async fn workbook(
    file: &File,
    settings: &JudgementSettings,
    options: &CheckOptions,
) -> Result<OpenedFile, OpeningFault> {
    let bytes = source::bytes(file, 0..file.size() as u64).await?;
    let (sheet, limits) = (settings.sheet.as_deref(), &options.limits);
    let mut text = Vec::new();
    let about = xlsx::sheet_to_csv(Cursor::new(&bytes[..]), sheet, limits, &mut text)?;
    let sheets = xlsx::filled_sheets(Cursor::new(&bytes[..]));
    drop(bytes);
    let mut as_workbook = options.clone();
    as_workbook.workbook(Vec::new());
    let layout = survey(&text, &settings.layout, &as_workbook).map(|mut survey| {
        survey.push(&text, true);
        survey.done()
    });
    if let Some(layout) = &layout {
        text = turned(layout, &text);
    }
    Ok(OpenedFile {
        file: file.clone(),
        text: Some(text.into()),
        about,
        layout,
        sheets,
        telling: Vec::new(),
    })
}

fn turned(layout: &SurveyedLayout, text: &[u8]) -> Vec<u8> {
    let mut made = Vec::new();
    let mut conversion = layout.conversion();
    conversion.push(text, true, &mut |piece| made.extend_from_slice(piece));
    made
}

async fn text(
    bench: &SharedBench,
    turn: u32,
    file: &File,
    first: &[u8],
    settings: &JudgementSettings,
    options: &CheckOptions,
) -> Result<OpenedFile, OpeningFault> {
    let mut opened = OpenedFile {
        file: file.clone(),
        text: None,
        about: Vec::new(),
        layout: None,
        sheets: Vec::new(),
        telling: telling(first),
    };
    let Some(mut survey) = survey(first, &settings.layout, options) else {
        return Ok(opened);
    };
    each(bench, turn, file, |bytes, last| survey.push(bytes, last)).await?;
    let layout = survey.done();
    let (mut conversion, mut pieces) = (layout.conversion(), Pieces::default());
    each(bench, turn, file, |bytes, last| {
        conversion.push(bytes, last, &mut |piece| pieces.take(piece));
    })
    .await?;
    opened.file = pieces.into_file(&file.name())?;
    opened.layout = Some(layout);
    Ok(opened)
}

/// Reads a file from its start, as long as nothing else is wanted.
async fn each(
    bench: &SharedBench,
    turn: u32,
    file: &File,
    mut take: impl FnMut(&[u8], bool),
) -> Result<(), OpeningFault> {
    let (size, mut at) = (file.size() as u64, 0);
    loop {
        let to = size.min(at + SLICE);
        let bytes = source::bytes(file, at..to).await?;
        if bench.borrow().turn != turn {
            return Err(OpeningFault::Old);
        }
        at = to;
        take(&bytes, at == size);
        if at == size {
            return Ok(());
        }
    }
}

/// The first line that is not plain ASCII.
fn telling(head: &[u8]) -> Vec<u8> {
    let Some(at) = head.iter().position(|byte| !byte.is_ascii()) else {
        return Vec::new();
    };
    let start = head[..at]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |line| line + 1);
    let end = head[at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(head.len(), |line| at + line);
    let mut line = &head[start..end];
    if line.len() > LONGEST_TELLING {
        // No character of any encoding is cut at a delimiter.
        let delimiter = |byte: &u8| b",;\t|".contains(byte);
        let cut = line[..LONGEST_TELLING].iter().rposition(delimiter);
        line = &line[..cut.unwrap_or(LONGEST_TELLING)];
    }
    line.to_vec()
}
