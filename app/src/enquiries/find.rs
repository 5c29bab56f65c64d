//! Finds messages of a transcript by what they hold: the server looks in all of them, and each hit leads to its message.
use std::time::Duration;

use leptos::prelude::*;

use crate::{
    api::transcript::find,
    browser::clock::Rest,
    enquiries::reader::Reader,
    i18n::*,
    ui::{field::SearchField, focus::focus_soon, when::When},
    values::{message::address, words::I18n},
    wire::transcript::{FoundMessage, Hits, Sought},
};

/// How long the typing must rest before the server is asked.
const REST: Duration = Duration::from_millis(150);
/// The id of the field.
const FIELD: &str = "find-message";
/// The most characters that are looked for.
const LONGEST: usize = 200;

/// The field, and what was found.
#[component]
pub fn Find(
    reader: Reader,
    /// The address names the message that is shown: a hit is a link to it.
    on_page: bool,
) -> impl IntoView {
    let i18n = reader.i18n;
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Hits>);
    let rest = Rest::after(REST);
    let send = move || {
        let wanted = typed.get_untracked();
        let sought: String = wanted.trim().chars().take(LONGEST).collect();
        if sought.is_empty() {
            found.set(None);
            return;
        }
        leptos::task::spawn_local(async move {
            let answer = find(reader.enquiry, Sought::own(sought)).await;
            // What was typed since, or another page, has its own answer.
            if typed.try_get_untracked().as_ref() != Some(&wanted) {
                return;
            }
            match answer {
                Ok(hits) => found.set(Some(hits)),
                Err(error) => {
                    // What was found before is no answer to what stands there now.
                    found.set(None);
                    reader.report.say(error);
                }
            }
        });
    };
    let on_input = move |text: String| {
        typed.set(text);
        rest.then(send);
    };
    let close = move || {
        typed.set(String::new());
        found.set(None);
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() && rest.stop() => send(),
        "Escape" => {
            close();
            focus_soon(FIELD.to_owned());
        }
        _ => {}
    };
    let on_hit = Callback::new(move |message: String| {
        close();
        if !on_page {
            reader.go_to(message);
        }
    });
    view! {
        <form class="find" role="search" on:submit=|event| event.prevent_default() on:keydown=on_key>
            <SearchField
                id=FIELD
                label=move || t_string!(i18n, transcript.find)
                hint=move || t_string!(i18n, transcript.find)
                value=typed
                on_input=on_input
            />
            <p role="status">{move || found.with(|found| found.as_ref().map(|hits| count(i18n, hits)))}</p>
            {move || found.with(|found| {
                let hits = found.as_ref().filter(|hits| !hits.items.is_empty())?;
                let hits = hits.items.iter().map(|held| hit(reader, held, on_page, on_hit));
                let hits = hits.collect::<Vec<_>>();
                Some(view! { <ol role="list" class="hits" aria-label=t_string!(i18n, transcript.hits)>{hits}</ol> })
            })}
        </form>
    }
}

fn count(i18n: I18n, hits: &Hits) -> String {
    match (hits.items.len(), hits.more) {
        (0, _) => t_string!(i18n, transcript.nothing_found).to_owned(),
        (1, _) => t_string!(i18n, transcript.found_one).to_owned(),
        (count, more) => {
            let mark = if more { "+" } else { "" };
            t_string!(i18n, transcript.found, count = format!("{count}{mark}"))
        }
    }
}

fn hit(reader: Reader, hit: &FoundMessage, on_page: bool, on_hit: Callback<String>) -> AnyView {
    let language = Signal::derive(move || reader.i18n.get_locale().as_str());
    let message = StoredValue::new(hit.external_id.clone());
    view! {
        <li>
            <a
                href=address(reader.enquiry, &hit.external_id)
                on:click=move |event| {
                    let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key();
                    if elsewhere {
                        return;
                    }
                    if !on_page {
                        event.prevent_default();
                    }
                    on_hit.run(message.get_value());
                }
            >
                <span class="by"><bdi>{hit.name.clone()}</bdi> " " <When at=hit.at language=language/></span>
                <span class="text" dir="auto">{hit.before.clone()}<mark>{hit.found.clone()}</mark>{hit.after.clone()}</span>
            </a>
        </li>
    }
    .into_any()
}
