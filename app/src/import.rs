//! The Import page: one page on which a file is dropped, judged on the agent's own machine, corrected and imported. The
//! same page without the import is `/check`, which needs neither sign-in nor server. `stage` decides what happens, the
//! other files show it.

mod columns;
pub mod desk;
mod drop;
mod event;
mod following;
mod groups;
mod guidelines;
pub mod history;
mod layout_banner;
pub mod page;
mod pager;
mod progress;
pub mod purpose;
mod question;
mod reading;
mod result;
mod rows;
pub mod stage;
mod transfer;
mod undo;
mod verdict;
mod words;
