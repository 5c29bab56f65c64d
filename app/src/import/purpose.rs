//! What the page of a file is opened for.

/// Which of the two pages this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// For staff: judge and import.
    Import,
    /// For everybody: judge only.
    Check,
}
