//! One contact: read, created, edited and deleted.
pub mod activity;
pub mod create;
pub mod custom;
pub mod delete;
pub mod details;
pub mod edit;
pub mod form;
pub mod keys;
pub mod log;
pub mod more;
pub mod notes;
pub mod profile;
pub mod proposals;
pub mod save;
pub mod shown;
pub mod trouble;
pub mod typed;
