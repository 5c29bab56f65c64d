//! The screens of contacts.
pub mod list;
