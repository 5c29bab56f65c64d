//! The bar above the list: saved views, search as you type, filters as chips, how many there are, and the columns.
use std::time::Duration;

use contact::query::{Query, Total};
use leptos::{ev, prelude::*};

use crate::{
    browser::clock::Rest,
    i18n::*,
    list::{
        asking::{Event, search_of},
        changes::Unshown,
        chips::Chips,
        columns::ColumnsButton,
        filters::FilterButton,
        going::go,
        state::State,
        views::Views,
    },
    ui::{changes::ShowChanges, field::SearchField, number::grouped},
    values::words::total_words,
};

/// How long the typing must rest before the list is asked for.
const REST: Duration = Duration::from_millis(120);

/// The bar.
#[component]
pub fn Toolbar(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let go = go();
    let typed = RwSignal::new(state.query.with_untracked(search_of));
    // What this field asked for last: the address follows the field then, not the field the address.
    let sent = StoredValue::new(typed.get_untracked());
    let rest = Rest::after(REST);
    Effect::new(move |_| {
        let search = state.query.with(search_of);
        if sent.with_value(|sent| *sent != search) {
            sent.set_value(search.clone());
            typed.set(search);
        }
    });
    let send = move || {
        let search = typed.get_untracked().trim().to_owned();
        let fresh = state.query.with_untracked(search_of).is_empty();
        sent.set_value(search.clone());
        let address = state.address(|query| {
            query.search = search;
            query.sort = None;
        });
        go(&address, !fresh);
    };
    let send_now = send.clone();
    // Enter opens the only hit, and down goes into the rows, also where the typing has not rested yet.
    let on_key = move |event: ev::KeyboardEvent| {
        let search = typed.with_untracked(|typed| typed.trim().to_owned());
        let wish = match event.key().as_str() {
            _ if event.is_composing() || event.alt_key() => return,
            "Enter" => Event::Sought((!search.is_empty()).then_some(search)),
            "ArrowDown" => Event::WentDown(search),
            _ => return,
        };
        if rest.stop() {
            send_now();
        }
        state.tell(wish);
        event.prevent_default();
    };
    let on_input = move |text: String| {
        typed.set(text);
        state.tell(Event::Sought(None));
        rest.then(send.clone());
    };
    let filtering = RwSignal::new(false);
    view! {
        <div class="toolbar">
            <Views state/>
            <form role="search" action="/contacts" on:submit=|event| event.prevent_default() on:keydown=on_key>
                <SearchField
                    id="search"
                    label=move || t_string!(i18n, contacts.search)
                    hint=move || t_string!(i18n, contacts.search_hint)
                    value=typed
                    on_input=on_input
                />
            </form>
            <FilterButton state open=filtering/>
            <Chips state open=filtering/>
            <p class="count" role="status" aria-busy=move || state.waiting.get().then_some("true")>
                <Transition>
                    {move || Suspend::new(async move {
                        let _ = (state.first.await, state.everything.await);
                        view! { {move || count(i18n, state)} }
                    })}
                </Transition>
            </p>
            <ShowChanges
                words=Signal::derive(move || unshown(i18n, state.unshown.get()))
                on_show=move || state.show_unshown()
            />
            <ColumnsButton state/>
        </div>
    }
}

/// What is there and not shown, in words.
fn unshown(i18n: leptos_i18n::I18nContext<Locale>, unshown: Unshown) -> Option<String> {
    match unshown {
        Unshown::Nothing => None,
        Unshown::New(count) => {
            let count = grouped(u32::try_from(count).unwrap_or(u32::MAX));
            Some(t_string!(i18n, list.unshown_new, count = count))
        }
        Unshown::Many => Some(t_string!(i18n, list.unshown_many).to_owned()),
    }
}

fn count(i18n: leptos_i18n::I18nContext<Locale>, state: State) -> Option<String> {
    let found = state.total()?;
    let narrowed = state
        .query
        .with(|query| query.as_ref().is_ok_and(Query::is_narrowed));
    let everything = state.everything.get().flatten();
    let count = match (narrowed, everything) {
        (true, Some(everything)) => {
            t_string!(
                i18n,
                contacts.count_found,
                found = total_words(found),
                total = total_words(everything)
            )
        }
        _ if found == Total::Exactly(1) => t_string!(i18n, contacts.count_one).to_owned(),
        _ => t_string!(i18n, contacts.count_all, total = total_words(found)),
    };
    let beginnings = state.beginnings().join(", ");
    Some(match beginnings.is_empty() {
        true => count,
        false => t_string!(
            i18n,
            contacts.count_beginnings,
            count = count,
            words = beginnings
        ),
    })
}
