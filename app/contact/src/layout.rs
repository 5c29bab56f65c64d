//! Exports of other programs: an address book of Google, Outlook or a CRM is known by its header, and made into the
//! template's columns as text, before it is judged, so that one path judges all files. A record stays one row on the line
//! on which it stood; what no field holds stays under its own header, where the check tells of it.

mod conversion;
mod foreign;
mod known;
mod labels;
pub(crate) mod names;
mod record;
mod survey;
mod table;
mod uses;

pub use conversion::LayoutConversion;
pub use foreign::{ForeignLayout, is_full_name, recognise};
pub use survey::{LayoutSurvey, SurveyedLayout};
