//! `/settings/log`: the security log, newest first: when, what, by whom, to whom, from where, and what it was before. Found by
//! what happened and by some letters of a name.
mod words;

use std::time::Duration;

use contact::Bounded;
use leptos::prelude::*;

use self::words::event_name;
use super::navigation::SettingsNavigation;
use crate::{
    api::security_log,
    browser::clock::Rest,
    i18n::*,
    page::{Page, unread},
    ui::{
        badge::Tone,
        banner::Banner,
        button::Button,
        empty::Empty,
        field::{Options, SearchField},
        table::TableScroll,
        when::{Clock, local_time},
    },
    values::words::I18n,
    wire::security_log::{LoggedEvents, SecurityEntry, SecurityLogQuery},
};

/// How long the typing must rest before the log is searched.
const REST: Duration = Duration::from_millis(250);

/// What is asked for, and what there is to choose from.
#[derive(Clone, Copy)]
struct SecurityLogState {
    i18n: I18n,
    query: RwSignal<SecurityLogQuery>,
    /// What has happened at all.
    events: RwSignal<Vec<String>>,
}

impl SecurityLogState {
    /// Asks for something else, from the newest on.
    fn ask(self, change: impl FnOnce(&mut SecurityLogQuery)) {
        self.query.update(|query| {
            change(query);
            query.before = None;
        });
    }
}

/// The security log.
#[component]
pub fn SecurityLogPage() -> impl IntoView {
    let i18n = use_i18n();
    let state = SecurityLogState {
        i18n,
        query: RwSignal::default(),
        events: RwSignal::default(),
    };
    let log = Resource::new(move || state.query.get(), security_log::list);
    view! {
        <Page title=move || t_string!(i18n, settings.log)>
            <SettingsNavigation/>
            <p class="settings-about">{t!(i18n, settings.log_about)}</p>
            {filters(state)}
            <Transition>
                {move || Suspend::new(async move {
                    match log.await {
                        Ok(page) => {
                            state.events.set(page.events.clone());
                            shown(state, page)
                        }
                        Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}

/// What happened, and some letters of who did it or whom it was done to.
fn filters(state: SecurityLogState) -> AnyView {
    let i18n = state.i18n;
    let events = Signal::derive(move || {
        let all = t_string!(i18n, settings.log_all).to_owned();
        let mut offered: Options = vec![(String::new(), all)];
        state.events.with(|events| {
            let named = events
                .iter()
                .map(|event| (event.clone(), event_name(i18n, event)));
            offered.extend(named);
        });
        offered
    });
    let rest = Rest::after(REST);
    let typed = Signal::derive(move || state.query.with(|query| query.who.to_string()));
    let on_input = move |text: String| {
        rest.then(move || state.ask(|query| query.who = Bounded::own(text)));
    };
    let chosen = move |event| {
        let word = event_target_value(&event);
        state.ask(|query| query.event = Bounded::own(word));
    };
    let is_chosen = move |word: &str| state.query.with(|query| &*query.event == word);
    view! {
        <form class="toolbar" role="search" on:submit=|event| event.prevent_default()>
            <SearchField
                id="log-who"
                label=move || t_string!(i18n, settings.log_who)
                hint=move || t_string!(i18n, settings.log_who)
                value=typed
                on_input=on_input
            />
            <select class="input log-event" aria-label=move || t_string!(i18n, settings.log_event) on:change=chosen>
                {move || {
                    events
                        .get()
                        .into_iter()
                        .map(|(word, name)| {
                            let known = word.clone();
                            view! { <option value=word selected=move || is_chosen(&known)>{name}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </form>
    }
    .into_any()
}

fn shown(state: SecurityLogState, page: LoggedEvents) -> AnyView {
    let i18n = state.i18n;
    let LoggedEvents { items, next, .. } = page;
    if items.is_empty() {
        return view! {
            <Empty
                icon=icondata_lu::LuSearch
                title=move || t_string!(i18n, settings.log_none)
                text=move || t_string!(i18n, settings.log_none_text)
            />
        }
        .into_any();
    }
    let is_first = state.query.with_untracked(|query| query.before.is_none());
    let rows = items.into_iter().map(move |entry| row(i18n, entry));
    let go = move |before: Option<i64>| state.query.update(|query| query.before = before);
    view! {
        <TableScroll label=move || t_string!(i18n, settings.log)>
            <table class="table settings-table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, settings.log_at)}</th>
                        <th scope="col">{t!(i18n, settings.log_event)}</th>
                        <th scope="col">{t!(i18n, settings.log_actor)}</th>
                        <th scope="col">{t!(i18n, settings.log_subject)}</th>
                        <th scope="col">{t!(i18n, settings.log_detail)}</th>
                        <th scope="col">{t!(i18n, settings.log_address)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </TableScroll>
        <div class="buttons settings-turns">
            <Button disabled=is_first on_press=move || go(None)>{t!(i18n, settings.log_newest)}</Button>
            <Button disabled=next.is_none() on_press=move || go(next)>{t!(i18n, settings.log_older)}</Button>
        </div>
    }
    .into_any()
}

fn row(i18n: I18n, entry: SecurityEntry) -> AnyView {
    let SecurityEntry {
        at,
        event,
        actor_id,
        actor,
        subject,
        detail,
        address,
        ..
    } = entry;
    let clock = Clock::taking_over();
    // The server knows no zone: it writes the moment of the world.
    let moment = move || {
        let day = clock.day(at, i18n.get_locale().as_str());
        match clock.is_running() {
            true => format!("{day}, {}", local_time(at)),
            false => at.format("%-d %b %Y, %H:%M UTC").to_string(),
        }
    };
    let is_stranger = actor_id.is_none();
    let by = match is_stranger {
        true => view! { <span class="hint">{t!(i18n, settings.log_stranger)}</span> }.into_any(),
        false => view! { <bdi>{actor}</bdi> }.into_any(),
    };
    view! {
        <tr>
            <td><time datetime=at.format("%Y-%m-%dT%H:%M:%SZ").to_string()>{moment}</time></td>
            <th scope="row">{move || event_name(i18n, &event)}</th>
            <td>{by}</td>
            <td><bdi>{subject}</bdi></td>
            <td class="wrap"><bdi>{detail}</bdi></td>
            <td>{address.map(|address| view! { <bdi>{address}</bdi> })}</td>
        </tr>
    }
    .into_any()
}
