//! Text that changes by itself, of one type however it is made.
use std::sync::{Arc, Mutex};

use leptos::{oco::Oco, prelude::*};

/// Text as a child of a view.
pub type Words = Arc<Mutex<dyn FnMut() -> Oco<'static, str> + Send>>;

/// Makes text that follows what it reads.
pub fn words(text: impl Into<TextProp>) -> Words {
    let text = text.into();
    Arc::new(Mutex::new(move || text.get()))
}
