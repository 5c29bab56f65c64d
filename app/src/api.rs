//! Every server function of the pages, thin: who is asking, and the verb that answers.
pub mod account;
pub mod activity;
pub mod bin;
pub mod bulk;
pub mod contacts;
pub mod enquiries;
pub mod fields;
pub mod imports;
pub mod labels;
pub mod merge;
pub mod overview;
pub mod proposals;
pub mod room;
pub mod session;
pub mod staff;
pub mod tokens;
pub mod views;
