//! The text of a file that is checked: its bytes, what is made of them as they are read, or what was made of a workbook. It is
//! read as often as the check wants it.
use std::{
    fs::File,
    io::{self, Read, Seek},
    path::{Path, PathBuf},
};

use app::model::imports::{Fault, Unpacking};
use contact::{
    Problem,
    check::{
        CheckOptions,
        checker::{Checker, HEAD},
        report,
        verdict::Verdict,
    },
    file::FileKind,
    layout::SurveyedLayout,
    recipe::{reading::RecipeReader, refusal::RecipeRefusal},
};

/// Why a check came to no end.
pub enum Stop {
    Refused(Problem),
    Io(PathBuf, io::Error),
    /// The database that the file is compared with.
    Database(app::error::Error),
    Recipe(RecipeRefusal),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

/// What a failure to read or write at this path is.
pub fn io_of(path: &Path) -> impl Fn(io::Error) -> Stop {
    move |error| Stop::Io(path.to_owned(), error)
}

/// The text of the file: its bytes, what is made of them as they are read, or what was made of a workbook.
pub enum CheckedText<'f> {
    File(&'f mut File, PathBuf),
    Export(&'f mut File, PathBuf, Box<SurveyedLayout>),
    Unpacked(Vec<u8>),
}

impl<'f> CheckedText<'f> {
    /// Opens it, and has it checked for what it is.
    pub fn open(
        file: &'f mut File,
        recipe: &RecipeReader,
        options: &mut CheckOptions,
        path: &Path,
    ) -> Result<Self, Stop> {
        let size = file.metadata().map_err(io_of(path))?.len();
        if size > options.limits.file_bytes {
            return Err(report::too_large(options.limits.file_bytes).into());
        }
        let mut head = Vec::new();
        file.take(HEAD as u64)
            .read_to_end(&mut head)
            .map_err(io_of(path))?;
        file.rewind().map_err(io_of(path))?;
        if FileKind::of(&head) != FileKind::Archive {
            let Some(mut survey) = recipe.survey(&head, options) else {
                return Ok(Self::File(file, path.to_owned()));
            };
            each(file, path, |bytes, last| {
                survey.push(bytes, last);
                Ok(())
            })?;
            let layout = survey.done();
            layout.apply(options, layout.notes());
            return Ok(Self::Export(file, path.to_owned(), Box::new(layout)));
        }
        let (text, about) = unpacked(file, recipe.sheet()).map_err(|fault| match fault {
            Fault::Refused(problem) => Stop::Refused(problem),
            Fault::Disk(error) => Stop::Io(path.to_owned(), io::Error::other(error)),
        })?;
        options.workbook(about);
        let Some(mut survey) = recipe.survey(&text, options) else {
            return Ok(Self::Unpacked(text));
        };
        survey.push(&text, true);
        let layout = survey.done();
        layout.apply(options, layout.notes());
        let mut turned = Vec::new();
        let mut conversion = layout.conversion();
        conversion.push(&text, true, &mut |piece| turned.extend_from_slice(piece));
        Ok(Self::Unpacked(turned))
    }

    /// Its first bytes.
    pub fn head(&mut self) -> Result<Vec<u8>, Stop> {
        match self {
            Self::Unpacked(text) => Ok(text[..text.len().min(HEAD)].to_vec()),
            Self::File(file, path) => {
                file.rewind().map_err(io_of(path))?;
                let mut head = Vec::new();
                let first = Read::by_ref(file).take(HEAD as u64).read_to_end(&mut head);
                first.map_err(io_of(path))?;
                Ok(head)
            }
            Self::Export(file, path, layout) => {
                let (mut head, mut conversion) = (Vec::new(), layout.conversion());
                each(file, path, |bytes, last| {
                    if head.len() < HEAD {
                        conversion.push(bytes, last, &mut |piece| head.extend_from_slice(piece));
                    }
                    Ok(())
                })?;
                head.truncate(HEAD);
                Ok(head)
            }
        }
    }

    /// Checks all of it.
    pub fn check(
        &mut self,
        options: &CheckOptions,
        sink: &mut impl FnMut(&Verdict),
    ) -> Result<Checker, Stop> {
        let mut checker = Checker::new(options.clone());
        match self {
            Self::Unpacked(text) => checker.push(text, sink)?,
            Self::File(file, path) => each(file, path, |bytes, last| match last {
                true => Ok(()),
                false => Ok(checker.push(bytes, sink)?),
            })?,
            Self::Export(file, path, layout) => {
                let mut conversion = layout.conversion();
                each(file, path, |bytes, last| {
                    let mut judged = Ok(());
                    conversion.push(bytes, last, &mut |piece| {
                        if judged.is_ok() {
                            judged = checker.push(piece, sink);
                        }
                    });
                    Ok(judged?)
                })?;
            }
        }
        checker.finish(sink)?;
        Ok(checker)
    }
}

/// Reads a file from its start, and says when it is over.
fn each(
    file: &mut File,
    path: &Path,
    mut take: impl FnMut(&[u8], bool) -> Result<(), Stop>,
) -> Result<(), Stop> {
    file.rewind().map_err(io_of(path))?;
    let mut buffer = vec![0; 1024 * 1024];
    loop {
        let length = file.read(&mut buffer).map_err(io_of(path))?;
        take(&buffer[..length], length == 0)?;
        if length == 0 {
            return Ok(());
        }
    }
}

/// The text of a workbook, and what there is to say about it. It is unpacked as the server does it, by a process that can be killed.
fn unpacked(workbook: &File, sheet: Option<&str>) -> Result<(Vec<u8>, Vec<Problem>), Fault> {
    let broken = |error: io::Error| Fault::Disk(app::error::Error::broken(error));
    let workbook = workbook.try_clone().map_err(broken)?;
    let mut text = Vec::new();
    let about = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(broken)?
        .block_on(Unpacking::by_itself().unpack(workbook, sheet, &mut text))?;
    Ok((text, about))
}
