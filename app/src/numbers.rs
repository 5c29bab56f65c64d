//! How phone numbers are written: in the groups of their country. The server knows every numbering plan; the page knows
//! none, and asks for the numbers that it has not been told yet, many at a time.
use std::collections::HashMap;

use contact::{Contact, phone::groups::spaced};
use leptos::prelude::*;

use crate::{api::contacts::written_numbers, wire::contacts::WrittenPhones};

/// What the page has been told; found in the context of every page.
#[derive(Clone, Copy)]
pub struct Numbers {
    told: RwSignal<HashMap<String, String>>,
    /// Those that are about to be asked for.
    wanted: StoredValue<Vec<String>>,
}

impl Numbers {
    /// Makes what is told available to everything on the page.
    pub fn provide() {
        provide_context(Self {
            told: RwSignal::default(),
            wanted: StoredValue::default(),
        });
    }

    /// What the page has been told.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// Learns how the numbers of contacts are written, before they are shown.
    pub fn learn(self, contacts: &[Contact], written: &WrittenPhones) {
        let phones = contacts.iter().flat_map(|contact| &contact.draft.phones);
        self.told(phones.map(|phone| phone.number.clone()), written);
    }

    fn told(self, numbers: impl Iterator<Item = String>, written: &WrittenPhones) {
        let told = numbers.map(|number| {
            let words = written.get(&number).cloned();
            let words = words.unwrap_or_else(|| spaced(&number));
            (number, words)
        });
        let told: Vec<_> = told.collect();
        let is_new = |told: &HashMap<String, String>, number: &str| !told.contains_key(number);
        let news = |known: &HashMap<String, String>| told.iter().any(|(it, _)| is_new(known, it));
        // The page may be gone by the time of an answer.
        if self.told.try_with_untracked(news) == Some(true) {
            self.told.update(|known| known.extend(told));
        }
    }

    fn words(self, number: &str) -> String {
        let words = self.told.with(|told| told.get(number).cloned());
        words.unwrap_or_else(|| {
            self.ask(number);
            spaced(number)
        })
    }

    /// Asks for a number, together with whatever else is drawn just now.
    fn ask(self, number: &str) {
        let first = self.wanted.with_value(Vec::is_empty);
        self.wanted
            .update_value(|wanted| wanted.push(number.to_owned()));
        if !first {
            return;
        }
        let ask = move || {
            let wanted = self.wanted.try_update_value(std::mem::take);
            leptos::task::spawn_local(async move {
                let wanted = wanted.unwrap_or_default();
                // Without an answer they are written plainly.
                let written = written_numbers(wanted.clone()).await.unwrap_or_default();
                self.told(wanted.into_iter(), &written);
            });
        };
        set_timeout(ask, std::time::Duration::ZERO);
    }
}

/// Writes a number in the groups of its country.
pub fn shown(number: &str) -> String {
    planned(number).unwrap_or_else(|| match use_context::<Numbers>() {
        Some(numbers) if number.starts_with('+') => numbers.words(number),
        _ => spaced(number),
    })
}

#[cfg(feature = "ssr")]
fn planned(number: &str) -> Option<String> {
    Some(contact::plans::shown(number))
}

/// The plans are not in the page.
#[cfg(not(feature = "ssr"))]
fn planned(_: &str) -> Option<String> {
    None
}

/// A number as a view, which follows what is told.
pub fn number(number: String) -> AnyView {
    view! { <bdi dir="ltr">{move || shown(&number)}</bdi> }.into_any()
}
