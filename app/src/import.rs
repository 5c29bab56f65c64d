//! The Import page: one page on which a file is dropped, judged on the agent's own machine, corrected and imported. The
//! same page without the import is `/check`, which needs neither sign-in nor server. `stage` decides what happens, the
//! other files show it.

mod cell_editor;
mod columns;
pub mod desk;
mod drop;
mod effect;
mod effect_calls;
mod effect_event;
mod effect_rows;
mod effect_words;
mod event;
mod existing;
mod following;
mod grid;
mod groups;
mod guidelines;
pub mod history;
mod layout_banner;
mod mending;
mod next_focus;
mod opened;
pub mod page;
mod pager;
mod problem_code;
mod progress;
pub mod purpose;
mod question;
mod reading;
mod recipe_event;
mod recipe_offer;
mod record_forms;
mod rereading;
mod result;
mod rows;
pub mod stage;
mod status;
mod step_key;
mod transfer;
mod typed_over;
mod undo;
mod verdict;
mod words;
