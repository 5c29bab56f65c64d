//! The verbs and all SQL. A verb takes the `Store` and `Who` is asking, checks, writes and logs in one transaction.
pub mod activity;
pub mod bin;
pub mod bulk;
pub mod changes;
pub mod contacts;
pub mod duplicates;
pub mod exports;
pub mod fields;
pub mod folding;
pub mod idempotency;
pub mod imports;
pub mod labels;
pub mod listing;
pub mod merge;
pub mod notes;
pub mod password;
pub mod sessions;
pub mod staff;
pub mod store;
pub mod suggestions;
pub mod tokens;
pub mod views;
pub mod writes;

pub use store::Store;
