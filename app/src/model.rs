//! The verbs and all SQL. A verb takes the `Store` and `Who` is asking, checks, writes and logs in one transaction.
pub mod imports;
pub mod store;

pub use store::Store;
