//! Who else looks at a contact, and which fields they are changing, before two people save the same. A page says every few
//! seconds that it is there, as long as it is in sight; others hear the names of the fields that are changed in it, no value,
//! and nothing is stored.
use std::time::Duration;

use contact::{ContactId, CustomField, change::place};
use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{CustomEvent, Event},
};
use uuid::Uuid;

use crate::{
    api,
    browser::{connection::use_connection, listening::listen, random::fresh_key},
    error::Error,
    i18n::*,
    ui::avatar::Avatar,
    values::{reading::any_name, words::I18n},
    wire::{
        contacts::FieldName,
        live::{self, Present},
    },
};

/// How often a page says that it is there: more than twice in the time after which it is taken to be gone.
const EVERY: Duration = Duration::from_secs(4);
/// How many people have a sentence each; of more the rest is counted.
const PEOPLE: usize = 3;
/// How many fields of one of them are named.
const NAMED_FIELDS: usize = 5;

/// Who else looks at a contact that is in sight, where anybody does. `changed` names the fields that are changed here.
#[component]
pub fn Presence(
    contact: ContactId,
    custom: StoredValue<Vec<CustomField>>,
    #[prop(into)] changed: Signal<Vec<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let others = RwSignal::new(Vec::new());
    PageHeartbeat {
        contact,
        changed: Memo::new(move |_| changed.get()),
        tab: StoredValue::new(Uuid::nil()),
        under_way: StoredValue::new(false),
        signed_out: StoredValue::new(false),
        others,
    }
    .begin();
    let named = move || {
        let mut people = others.get();
        people.truncate(sentences(people.len()));
        people
    };
    let more = move || {
        let count = others.with(Vec::len);
        let more = count - sentences(count);
        (more > 0).then(|| view! { <p>{t_string!(i18n, record.presence_more, count = more)}</p> })
    };
    // Each by itself: a reader is told of whom something new is to be said, and not of all.
    view! {
        <div class="presence" role="status" aria-atomic="false">
            <For each=named key=Present::clone let:person>{line(i18n, person, custom)}</For>
            {more}
        </div>
    }
}

/// How many of so many people have a sentence: to count a single one takes as much room.
fn sentences(people: usize) -> usize {
    match people > PEOPLE + 1 {
        true => PEOPLE,
        false => people,
    }
}

fn line(i18n: I18n, person: Present, custom: StoredValue<Vec<CustomField>>) -> AnyView {
    let Present { name, fields, .. } = person;
    let (avatar, is_changing) = (name.clone(), !fields.is_empty());
    let words = move || {
        let name = name.clone();
        match is_changing {
            false => t_string!(i18n, record.presence_looking, name),
            true => {
                let fields = custom.with_value(|custom| names(i18n, &fields, custom));
                t_string!(i18n, record.presence_changing, name, fields)
            }
        }
    };
    view! {
        <p class:changing=is_changing>
            <Avatar name=avatar/>
            <bdi>{words}</bdi>
        </p>
    }
    .into_any()
}

/// What fields are called, in the order of the form.
fn names(i18n: I18n, fields: &[String], custom: &[CustomField]) -> String {
    let mut fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    fields.sort_by_key(|field| place(field));
    let rest = (fields.len() > NAMED_FIELDS).then(|| "…".to_owned());
    let names = fields.into_iter().take(NAMED_FIELDS);
    let names = names.map(|field| any_name(i18n, field, custom));
    names.chain(rest).collect::<Vec<_>>().join(", ")
}

/// By which others see that a page is there, and which hears of theirs.
#[derive(Clone, Copy)]
struct PageHeartbeat {
    contact: ContactId,
    changed: Memo<Vec<String>>,
    /// By which this page is known. Whoever is not known yet is told who else is there.
    tab: StoredValue<Uuid>,
    under_way: StoredValue<bool>,
    /// Until somebody has signed in again, nothing is said.
    signed_out: StoredValue<bool>,
    others: RwSignal<Vec<Present>>,
}

impl PageHeartbeat {
    /// Begins, for as long as the page is there. Does nothing on the server.
    fn begin(self) {
        let recovered = use_connection().recovered;
        Effect::new(move |_| self.follow());
        let changed = self.changed;
        Effect::watch(move || changed.get(), move |_, _, _| self.beat(), false);
        let again = move || {
            self.signed_out.set_value(false);
            self.appear();
        };
        Effect::watch(move || recovered.get(), move |_, _, _| again(), false);
    }

    /// Says that it is there whenever it is in sight, and hears who else is.
    fn follow(self) {
        let hearing = window_event_listener_untyped("presence", move |event| self.hear(&event));
        let turning = listen(
            document().unchecked_into(),
            "visibilitychange",
            false,
            move |_| match document().hidden() {
                true => self.leave(),
                false => self.appear(),
            },
        );
        let ticking = set_interval_with_handle(move || self.beat(), EVERY);
        on_cleanup(move || {
            hearing.remove();
            drop(turning);
            if let Ok(ticking) = ticking {
                ticking.clear();
            }
            self.leave();
        });
        self.appear();
    }

    /// Hears who else looks at contacts.
    fn hear(self, event: &Event) {
        let said = event.unchecked_ref::<CustomEvent>().detail().as_string();
        let presence = said.and_then(|said| serde_json::from_str::<live::Presence>(&said).ok());
        if let Some(live::Presence { contact, people }) = presence
            && contact == self.contact
        {
            self.show(people);
        }
    }

    fn show(self, people: Vec<Present>) {
        if self.others.with_untracked(|shown| *shown != people) {
            self.others.set(people);
        }
    }

    /// Is there as somebody who was not told anything yet.
    fn appear(self) {
        self.tab.set_value(fresh_key());
        self.beat();
    }

    /// Says that it is there, and what is changed in it.
    fn beat(self) {
        if document().hidden() || self.signed_out.get_value() || self.under_way.get_value() {
            return;
        }
        self.under_way.set_value(true);
        let (tab, changed) = (self.tab.get_value(), self.changed.get_untracked());
        leptos::task::spawn_local(async move {
            let fields = changed.iter().map(FieldName::own).collect();
            let said = api::live::beat(self.contact, tab, Some(fields)).await;
            // The page may be gone by now.
            if self.under_way.try_set_value(false).is_some() {
                return;
            }
            match said {
                Ok(()) => {
                    let is_said =
                        (self.tab.get_value(), self.changed.get_untracked()) == (tab, changed);
                    if !is_said {
                        self.beat();
                    }
                }
                Err(error) => self.lost(&error),
            }
        });
    }

    /// Nothing could be said, so that nothing is known of others either. Nobody asked for it: there is no failure to show.
    fn lost(self, error: &Error) {
        self.signed_out.set_value(*error == Error::SignedOut);
        self.tab.set_value(fresh_key());
        self.show(Vec::new());
    }

    /// Says that it is there no more. Where that is not heard, it is taken to be gone a little later.
    fn leave(self) {
        let tab = self.tab.try_get_value();
        let Some(tab) = tab.filter(|_| self.signed_out.try_get_value() == Some(false)) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let _ = api::live::beat(self.contact, tab, None).await;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_single_one_is_named_and_not_counted() {
        let named = [0, 1, 3, 4, 5, 20].map(sentences);
        assert_eq!(named, [0, 1, 3, 4, 3, 3]);
    }
}
