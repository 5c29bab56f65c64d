//! Puts what is made of another program's export in the place of its file, before its records are judged: the file is read
//! twice and never held.

use std::{
    fs::File,
    io::{Read, Write},
};

use contact::{
    check::{CheckOptions, checker::HEAD},
    layout::SurveyedLayout,
    recipe::reading::RecipeReader,
};

use super::{
    fault::{Fault, storage},
    files::Files,
    reading::BLOCK,
};
use crate::wire::imports::ImportId;

/// Reads the text of a workbook once, if it is an export of another program.
pub fn survey(
    mut file: File,
    recipe: &RecipeReader,
    options: &CheckOptions,
) -> Result<Option<SurveyedLayout>, Fault> {
    let mut head = Vec::new();
    Read::by_ref(&mut file)
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(disk)?;
    let Some(mut survey) = recipe.survey(&head, options) else {
        return Ok(None);
    };
    survey.push(&head, false);
    each(file, |bytes, last| {
        survey.push(bytes, last);
        Ok(())
    })?;
    Ok(Some(survey.done()))
}

/// Writes the file anew, and answers how many bytes it has now.
pub fn turn(files: &Files, id: ImportId, layout: &SurveyedLayout) -> Result<u64, Fault> {
    let (mut text, done) = files.replacement(id).map_err(disk)?;
    let mut conversion = layout.conversion();
    each(files.read(id).map_err(disk)?, |bytes, last| {
        let mut written = Ok(());
        conversion.push(bytes, last, &mut |piece| {
            if written.is_ok() {
                written = text.write_all(piece);
            }
        });
        written
    })?;
    text.sync_all().map_err(disk)?;
    let bytes = text.metadata().map_err(disk)?.len();
    done.put_in_place().map_err(disk)?;
    Ok(bytes)
}

/// Hands on the rest of a file, and says when it is over.
fn each(
    mut file: File,
    mut take: impl FnMut(&[u8], bool) -> std::io::Result<()>,
) -> Result<(), Fault> {
    let mut block = vec![0; BLOCK];
    loop {
        let length = file.read(&mut block).map_err(disk)?;
        take(&block[..length], length == 0).map_err(disk)?;
        if length == 0 {
            return Ok(());
        }
    }
}

fn disk(error: std::io::Error) -> Fault {
    Fault::Disk(storage(error))
}
