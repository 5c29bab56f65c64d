//! The screens of enquiries: the overview and its kin, the room with its contact, the transcript.
pub mod asked;
mod beside;
pub mod centre;
mod facts;
mod fetched;
pub mod filters;
pub mod listing;
mod others;
pub mod overview;
pub mod pages;
pub mod recent;
pub mod reports;
pub mod room;
pub mod row;
mod standing;
mod stranger;
mod taking;
pub mod visitor;
