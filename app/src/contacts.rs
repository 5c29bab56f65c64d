//! The screens of contacts.
pub mod create;
pub mod delete;
pub mod details;
pub mod keys;
pub mod label_field;
pub mod list;
pub mod log;
pub mod more;
pub mod profile;
pub mod selection;
pub mod state;
pub mod table;
pub mod toolbar;
pub mod words;
