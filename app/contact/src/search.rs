//! How a search finds a contact. One fold for what is stored and for what is typed; the folded text is cut into terms
//! (small numbers) that an inverted index can look up in any database locale, and whatever the index proposes is
//! compared with the text itself. Invariant: a contact that the comparison accepts always holds the terms asked for.

mod around;
mod fold;
mod keys;
mod label;
mod number;
mod terms;
#[cfg(test)]
mod tests;
mod typed;

pub(crate) use fold::is_cjk;
pub use fold::{FOLDING, fold};
pub use keys::{Keys, NO_COMPANY, sort_key, words};
pub use terms::Facet;
pub use typed::{Search, TermReading, plain};

/// The longest text that can be searched for, in characters.
pub const LONGEST: usize = 200;
