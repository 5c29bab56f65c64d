//! What happens while a page is open: one stream a browser (`frontend/assets/pkg/live.js`) tells every tab of it.
use crate::wire::live::News;

/// Hears what happens until the part of the page that asked is gone: at once when something does, then at most once in so
/// many milliseconds, everything of the meantime together. It says `Resync` where something may have been missed. Does
/// nothing on the server.
pub fn follow(_pause: u32, _hear: impl Fn(Vec<News>) + 'static) {}
