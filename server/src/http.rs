//! What stands around every request and every answer: the connection it comes by, what is never let through, how slow a
//! client may be, and what is answered before a handler or in its stead. Nothing here knows a contact.
pub mod attend;
pub mod audience;
pub mod connections;
pub mod database_watch;
pub mod extract;
pub mod health;
pub mod live;
pub mod machine;
pub mod metrics;
pub mod security;
pub mod site;
pub mod slow;
pub mod spool;
