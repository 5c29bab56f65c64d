//! The screens of enquiries: the overview and its kin, the room with its contact, the transcript.
pub mod asked;
pub mod centre;
pub mod filters;
pub mod listing;
pub mod overview;
pub mod pages;
pub mod recent;
pub mod reports;
pub mod row;
