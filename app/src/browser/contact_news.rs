//! News of contacts, for pages that show what follows from them.
use std::mem;

use leptos::prelude::*;

use crate::{browser::sight::in_sight, live::follow, wire::live::News};

/// How often such a page asks at most, in milliseconds.
const PAUSE: u32 = 3_000;

/// Asks again once contacts were changed, and not before the page is in sight.
pub fn on_contact_news(ask: impl Fn() + Copy + 'static) {
    let in_sight = in_sight();
    let missed = StoredValue::new(false);
    follow(PAUSE, move |news| {
        let is_news = news.iter().any(is_of_contacts);
        match in_sight.try_get_untracked() {
            Some(true) if is_news => ask(),
            Some(false) if is_news => missed.set_value(true),
            _ => {}
        }
    });
    Effect::new(move |_| {
        if in_sight.get() && missed.try_update_value(mem::take) == Some(true) {
            ask();
        }
    });
}

fn is_of_contacts(news: &News) -> bool {
    match news {
        News::Contact { .. } | News::ManyContacts | News::Resync => true,
        News::Enquiry { .. } | News::Gone { .. } | News::Enquiries | News::Imports => false,
    }
}
