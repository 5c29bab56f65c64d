//! The rules of a contact: what is valid, how it reads, what a message says. Pure: no clock, no I/O, no async.

pub mod bounded;
pub mod change;
pub mod check;
pub mod code;
pub mod contact;
pub mod country;
mod country_key;
pub mod custom;
pub mod date;
pub mod email;
pub mod error_detail;
pub mod export;
pub mod field;
pub mod file;
pub mod guard;
pub mod invisible;
pub mod label;
pub mod language;
pub mod merge;
pub mod name;
pub mod phone;
#[cfg(feature = "plans")]
pub mod plans;
pub mod problem;
pub mod query;
pub mod reconcile;
pub mod repair;
pub mod rules;
pub mod search;
pub mod sound;
pub mod spreadsheet;
pub mod template;
pub mod update;
pub mod wording;
pub mod words;

pub use bounded::Bounded;
pub use code::{Code, Severity};
pub use contact::{Address, Contact, ContactId, Draft, Email, Phone, Social};
pub use country::{Country, CountryCode};
pub use custom::{CustomField, CustomKind, CustomValue};
pub use field::{Field, Part, column::Column};
pub use problem::{Detail, Problem};
pub use rules::Rules;
pub use wording::Language;
pub use words::{EmailKind, Kind, Level, Network, PhoneKind, Text};
