//! The side panel that other products show beside a conversation, as text: what the pages show of a room and its contact, by
//! the same views, for a small script (`frontend/assets/embed/frame.js`) that puts it in place.
pub mod brief;
pub mod content;
pub mod document;
pub mod find;
pub mod form;
pub mod html;
pub mod question;
#[cfg(test)]
pub mod samples;
pub mod sections;
pub mod since;
pub mod why;
