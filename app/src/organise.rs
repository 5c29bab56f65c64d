//! The pages beside the list that keep it in order: labels, custom fields, the bin.
pub mod bin;
pub mod deletion;
pub mod editing;
pub mod field_window;
pub mod fields;
pub mod labels;
