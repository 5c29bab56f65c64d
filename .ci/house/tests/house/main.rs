//! The rules of the house, read off the sources: `cargo test -p house` says within a second what breaks them.
mod graph;
mod names;
mod own;
mod planted;
mod rooms;
mod scope;
mod sql;
mod tokens;
mod words;
mod writes;
