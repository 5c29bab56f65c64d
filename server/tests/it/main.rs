//! The server through its real router on a real Postgres: one binary, a fresh database for each test.
mod chaos;
mod harness;

mod activity;
mod awkward;
mod bin;
mod bulk;
mod check;
mod contacts;
mod duplicates;
mod exports;
mod faults;
mod house;
mod imports;
mod labels;
mod list;
mod log;
mod merge;
mod merge_races;
mod permissions;
mod record;
mod rest;
mod round_trip;
mod security;
mod sign_in;
mod verdicts;
