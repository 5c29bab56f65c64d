//! The server through its real router on a real Postgres: one binary, a fresh database for each test.
mod harness;

mod sign_in;
