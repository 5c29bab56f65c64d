//! The form of the panel: the server draws it whole, and the script posts it back whole. It is plain data in between, so that
//! what is typed here is judged, joined and saved by the rules of the forms of the pages.
mod custom;
mod drawing;
mod held;
mod input;
mod rows;
mod sent;
mod view;

#[cfg(test)]
mod tests;

pub use held::{FormShown, PanelForm, TakenInFields};
