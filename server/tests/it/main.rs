//! The server through its real router on a real Postgres: one binary, a fresh database for each test.
mod harness;

mod contacts;
mod exports;
mod labels;
mod list;
mod sign_in;
