//! The kit: the parts that every screen is built from. They know nothing of contacts, carry their own labels and focus,
//! and are erased to one view type each, so that the page's wasm stays small.
pub mod avatar;
pub mod badge;
pub mod banner;
pub mod button;
pub mod changes;
pub mod copy;
pub mod dialog;
pub mod empty;
pub mod field;
pub mod focus;
pub mod icon;
pub mod menu;
pub mod number;
pub mod progress;
pub mod skeleton;
pub mod table;
pub mod tabs;
pub mod title;
pub mod toast;
pub mod when;
pub mod words;
