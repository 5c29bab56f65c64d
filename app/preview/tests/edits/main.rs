//! Cells that are typed over, steps and repairs that are made one after the other, and taken back: what the ledger says after
//! judging their records anew is what judging the whole file anew says, to the last example, and what is said of a record is
//! what is said of it in the file written out like that.
#![allow(clippy::unwrap_used)]

mod cases;
mod golden;
mod held;
mod sequences;
#[path = "../../../contact/tests/written/mod.rs"]
mod written;
