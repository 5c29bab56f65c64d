//! Values of a contact as people read and type them, on whatever screen: in their own language, or a day, or labels.
pub mod allowed;
pub mod calls;
pub mod day;
pub mod enquiry;
pub mod label_chips;
mod label_choice;
pub mod label_field;
pub mod message;
pub mod names;
pub mod option_boxes;
pub mod places;
pub mod reading;
pub mod staff;
pub mod time_zone;
pub mod words;
