//! The screens of contacts.
pub mod keys;
pub mod list;
pub mod state;
pub mod table;
pub mod toolbar;
