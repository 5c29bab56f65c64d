//! When a page of imports asks anew: as soon as something has happened to any.
use crate::wire::live::News;

/// How long it waits, in milliseconds, before it asks once more.
pub const PAUSE: u32 = 1_000;

/// Whether something happened to imports.
pub fn is_of_imports(news: &News) -> bool {
    matches!(news, News::Imports | News::Resync)
}
