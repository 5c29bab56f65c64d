//! The pages of an Administrator: staff, and all that is set for the whole installation.
pub mod embedding;
pub mod first_hour;
mod given;
pub mod health;
pub mod navigation;
pub mod permissions;
mod question;
pub mod rules;
pub mod security_log;
mod shown_secret;
pub mod staff;
pub mod tokens;
pub mod webhooks;
