//! What crosses the wire between page, programs and server: types only, with their schemas.
pub mod account;
pub mod activity;
pub mod bin;
pub mod bulk;
pub mod contacts;
pub mod enquiries;
pub mod fields;
pub mod imports;
pub mod intake;
pub mod labels;
pub mod merge;
pub mod overview;
pub mod proposals;
pub mod room;
pub mod staff;
pub mod tokens;
pub mod views;
