//! Files of contacts as they arrive: told apart by content, decoded, and read row by row. Everything becomes rows of
//! UTF-8 text with a line number; what a row means is decided in `check`.

mod marks;
pub mod rows;
pub mod scan;
