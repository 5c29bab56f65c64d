//! What is set for the whole installation. A flag or a variable of the environment wins over what Administrators set, and
//! what nobody set is as usual. Every server hears of a change.
pub mod changing;
pub mod effective;
pub mod panel_secret;
