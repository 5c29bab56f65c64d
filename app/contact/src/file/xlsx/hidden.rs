//! Rows that a sheet hides, also by a filter: the reader of cells reads them like any other, and says nothing.

use std::io::{BufRead, BufReader, Read, Seek};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

/// What names the parts of a workbook is smaller than this.
const LARGEST_INDEX: u64 = 8 * 1024 * 1024;
/// How much of a sheet is looked through at a time.
const BLOCK: usize = 64 * 1024;
/// Rows and columns are hidden by this.
const HIDDEN: &[u8] = b"hidden=";

/// Counts the hidden rows of a sheet in which something stands. A sheet that was read already cannot be too large.
pub(super) fn rows(workbook: impl Read + Seek, sheet: &str) -> u64 {
    let Ok(mut archive) = ZipArchive::new(workbook) else {
        return 0;
    };
    let Some(part) = part_of(&mut archive, sheet) else {
        return 0;
    };
    let Some(at) = place_of(&archive, &part) else {
        return 0;
    };
    let hides = archive.by_index(at).is_ok_and(hides);
    match archive.by_index(at) {
        Ok(part) if hides => counted(BufReader::with_capacity(BLOCK, part)).unwrap_or_default(),
        _ => 0,
    }
}

/// Whether the word stands anywhere in a part: few sheets hide anything, and need not be taken apart again.
fn hides(mut part: impl Read) -> bool {
    let finder = memchr::memmem::Finder::new(HIDDEN);
    let mut block = vec![0; BLOCK];
    let mut kept = 0;
    while let Ok(read @ 1..) = part.read(&mut block[kept..]) {
        let end = kept + read;
        if finder.find(&block[..end]).is_some() {
            return true;
        }
        // The word may go on in the next block.
        kept = end.min(HIDDEN.len() - 1);
        block.copy_within(end - kept..end, 0);
    }
    false
}

fn counted(part: impl BufRead) -> Result<u64, quick_xml::Error> {
    let mut xml = Reader::from_reader(part);
    let (mut event, mut rows, mut hidden) = (Vec::new(), 0, false);
    loop {
        event.clear();
        match xml.read_event_into(&mut event)? {
            Event::Start(row) if is_called(&row, "row") => {
                hidden = matches!(attribute(&row, "hidden").as_deref(), Some("1" | "true"));
            }
            Event::Start(cell) if hidden && is_called(&cell, "c") => {
                rows += 1;
                hidden = false;
            }
            Event::Eof => return Ok(rows),
            _ => {}
        }
    }
}

/// The part of the archive that holds a sheet.
fn part_of(archive: &mut ZipArchive<impl Read + Seek>, sheet: &str) -> Option<String> {
    let of_book = |named: &Relationship| named.kind.ends_with("/officeDocument");
    let book = relations(archive, "_rels/.rels")?
        .into_iter()
        .find(of_book)?;
    let book = joined("", &book.target);
    let mut id = None;
    each(archive, &book, |element| {
        if is_called(element, "sheet") && attribute(element, "name").as_deref() == Some(sheet) {
            id = attribute(element, "id");
        }
    })?;
    let (folder, name) = book.rsplit_once('/').unwrap_or(("", &book));
    let relations = relations(archive, &joined(folder, &format!("_rels/{name}.rels")))?;
    let found = relations
        .into_iter()
        .find(|named| Some(&named.id) == id.as_ref())?;
    Some(joined(folder, &found.target))
}

/// What a part calls another part.
struct Relationship {
    id: String,
    kind: String,
    target: String,
}

fn relations(archive: &mut ZipArchive<impl Read + Seek>, part: &str) -> Option<Vec<Relationship>> {
    let mut found = Vec::new();
    each(archive, part, |element| {
        if is_called(element, "Relationship") {
            let said = |name| attribute(element, name).unwrap_or_default();
            found.push(Relationship {
                id: said("Id"),
                kind: said("Type"),
                target: said("Target"),
            });
        }
    })?;
    Some(found)
}

/// Shows each element of a small part.
fn each(
    archive: &mut ZipArchive<impl Read + Seek>,
    part: &str,
    mut show: impl FnMut(&BytesStart),
) -> Option<()> {
    let at = place_of(archive, part)?;
    let part = archive.by_index(at).ok()?.take(LARGEST_INDEX);
    let mut xml = Reader::from_reader(BufReader::new(part));
    let mut event = Vec::new();
    loop {
        event.clear();
        match xml.read_event_into(&mut event).ok()? {
            Event::Start(element) | Event::Empty(element) => show(&element),
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

/// Parts are found in either case, as spreadsheets do.
fn place_of(archive: &ZipArchive<impl Read + Seek>, part: &str) -> Option<usize> {
    archive
        .file_names()
        .position(|name| name.is_ok_and(|name| name.replace('\\', "/").eq_ignore_ascii_case(part)))
}

/// A target as it is written in a part of that folder: from the root of the archive, or from there.
fn joined(folder: &str, target: &str) -> String {
    let (mut path, rest) = match target.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').collect(), target),
    };
    for step in rest.split('/') {
        match step {
            "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

fn is_called(element: &BytesStart, name: &str) -> bool {
    element.local_name().as_ref() == name
}

/// An attribute by its name, whatever stands before the colon.
fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.attributes().flatten();
    let mut found = found.filter(|attribute| attribute.key.local_name().as_ref() == name);
    let value = found.next()?.normalized_value(XmlVersion::default()).ok()?;
    Some(value.into_owned())
}
