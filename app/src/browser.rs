//! The browser behind names: what screens ask of it, and what the server answers in its place.
pub mod attention;
pub mod clock;
pub mod connection;
pub mod cookie;
pub mod files;
pub mod keyboard;
pub mod listening;
pub mod offline;
pub mod preference;
pub mod random;
