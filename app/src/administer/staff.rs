//! `/staff`: everybody who works here, whether they can come in, and when they were here last. Search, filters and whose
//! window is open stand in the address.
mod address;
mod inputs;
mod invite;
mod link;
mod person;
mod standing;
mod state;
mod window;
mod workplaces;

use std::time::Duration;

use contact::Bounded;
use leptos::prelude::*;

use self::{
    address::{PAGE, StaffAddress, goes},
    inputs::roles,
    invite::InviteWindow,
    person::person_window,
    state::{state_name, state_words},
    window::PersonWindow,
};
use crate::{
    api::staff,
    browser::clock::Rest,
    error::Error,
    i18n::*,
    page::{Page, unread},
    ui::{
        avatar::Avatar,
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        empty::Empty,
        field::{Options, SearchField, SelectField},
        number::grouped,
        table::TableScroll,
        when::When,
    },
    values::{
        staff::{availability_name, role_name},
        words::I18n,
    },
    who::Role,
    wire::roster::{AccountState, StaffEntries, StaffEntry, StaffSearch},
};

/// How long the typing must rest before somebody is looked for.
const REST: Duration = Duration::from_millis(120);

/// How many are listed at first, and at most: whoever is not among them is found by a search.
const FIRST: u16 = 100;
const MOST: u16 = 500;

/// Everybody who works here.
#[component]
pub fn StaffPage() -> impl IntoView {
    let i18n = use_i18n();
    let address = StaffAddress::of_page();
    let most = RwSignal::new(FIRST);
    // Whose window is open changes nothing of the list.
    let asked = Memo::new(move |_| (address.get().beside(None), most.get()));
    let entries: Resource<Result<StaffEntries, Error>> = Resource::new(
        move || asked.get(),
        |(address, most)| {
            staff::find(StaffSearch {
                search: Bounded::own(address.search),
                role: address.role,
                state: address.state,
                limit: Some(most),
                after: None,
            })
        },
    );
    let inviting = RwSignal::new(false);
    let window = PersonWindow::new(Callback::new(move |()| entries.refetch()));
    follow(address, window);
    let actions = move || {
        view! {
            <Button look=Look::Primary icon=icondata_lu::LuUserPlus on_press=move || inviting.set(true)>
                {t!(i18n, staff.invite)}
            </Button>
        }
    };
    view! {
        <Page title=move || t_string!(i18n, staff.title) actions=actions>
            <div class="staff">
                <div class="tools">
                    <Finder address/>
                    <Filters address/>
                </div>
                <Transition>
                    {move || Suspend::new(async move {
                        match entries.await {
                            Ok(found) if found.items.is_empty() => nobody(i18n),
                            Ok(found) => table(i18n, address, most, found),
                            Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
            <InviteWindow open=inviting on_done=move || entries.refetch()/>
            {person_window(window)}
        </Page>
    }
}

/// The window shows who stands in the address, and the address says so no more once it is closed.
fn follow(address: Memo<StaffAddress>, window: PersonWindow) {
    let go = goes();
    let person = Memo::new(move |_| address.get().person);
    Effect::new(move |_| match person.get() {
        Some(id) => window.show(id),
        None => window.close(),
    });
    Effect::new(move |before: Option<bool>| {
        let (open, now) = (window.open.get(), address.get_untracked());
        // Closed, or never opened as there is no such person.
        if !open && before.is_some() && now.person.is_some() {
            go(&now.beside(None), true);
        }
        open
    });
}

fn nobody(i18n: I18n) -> AnyView {
    let title = move || t_string!(i18n, staff.nobody);
    let text = move || t_string!(i18n, staff.nobody_text);
    view! { <Empty icon=icondata_lu::LuSearch title=title text=text/> }.into_any()
}

/// What is looked for.
#[component]
fn Finder(address: Memo<StaffAddress>) -> impl IntoView {
    let i18n = use_i18n();
    let go = goes();
    let typed = RwSignal::new(address.get_untracked().search);
    // What this field asked for last: the address follows the field then, not the field the address.
    let sent = StoredValue::new(typed.get_untracked());
    Effect::new(move |_| {
        let search = address.get().search;
        if sent.with_value(|sent| *sent != search) {
            sent.set_value(search.clone());
            typed.set(search);
        }
    });
    let rest = Rest::after(REST);
    let find = move || {
        // The page may be gone by the time that the typing has rested.
        let Some(search) = typed.try_with_untracked(|typed| typed.trim().to_owned()) else {
            return;
        };
        sent.set_value(search.clone());
        let now = address.get_untracked();
        // Typing on replaces the entry in the history, so that one step back leaves the search.
        let replace = !now.search.is_empty();
        go(&StaffAddress { search, ..now }, replace);
    };
    let on_input = move |text: String| {
        typed.set(text);
        rest.then(find.clone());
    };
    view! {
        <form role="search" action=PAGE on:submit=|event| event.prevent_default()>
            <SearchField
                id="search"
                label=move || t_string!(i18n, staff.search)
                hint=move || t_string!(i18n, staff.search_hint)
                value=typed
                on_input=on_input
            />
        </form>
    }
}

/// Role and state of those who are wanted.
#[component]
fn Filters(address: Memo<StaffAddress>) -> impl IntoView {
    let i18n = use_i18n();
    let now = address.get_untracked();
    let role = RwSignal::new(
        now.role
            .map_or_else(String::new, |role| role.as_str().to_owned()),
    );
    let state = RwSignal::new(
        now.state
            .map_or_else(String::new, |state| state.as_str().to_owned()),
    );
    let go = goes();
    // The address follows the fields …
    Effect::new(move |_| {
        let wanted_role: Option<Role> = role.get().parse().ok();
        let wanted_state: Option<AccountState> = state.get().parse().ok();
        let now = address.get_untracked();
        if (now.role, now.state) != (wanted_role, wanted_state) {
            let wanted = StaffAddress {
                role: wanted_role,
                state: wanted_state,
                ..now
            };
            go(&wanted, false);
        }
    });
    // … and they follow a step in the history.
    Effect::new(move |_| {
        let now = address.get();
        let word = now
            .role
            .map_or_else(String::new, |role| role.as_str().to_owned());
        if role.get_untracked() != word {
            role.set(word);
        }
        let word = now
            .state
            .map_or_else(String::new, |state| state.as_str().to_owned());
        if state.get_untracked() != word {
            state.set(word);
        }
    });
    let all = move || (String::new(), t_string!(i18n, staff.all).to_owned());
    let role_options = Signal::derive(move || [vec![all()], roles(i18n)].concat());
    let state_options = Signal::derive(move || {
        let option = |state: &AccountState| {
            (
                state.as_str().to_owned(),
                state_name(i18n, *state).to_owned(),
            )
        };
        let states: Options = AccountState::ALL.iter().map(option).collect();
        [vec![all()], states].concat()
    });
    view! {
        <SelectField id="filter-role" label=move || t_string!(i18n, account.role) value=role options=role_options/>
        <SelectField id="filter-state" label=move || t_string!(i18n, staff.state) value=state options=state_options/>
    }
}

fn table(
    i18n: I18n,
    address: Memo<StaffAddress>,
    most: RwSignal<u16>,
    found: StaffEntries,
) -> AnyView {
    let StaffEntries {
        items,
        total,
        next_cursor,
    } = found;
    let shown = items.len();
    let rows = items
        .into_iter()
        .map(move |entry| row(i18n, address, entry));
    let more = next_cursor.map(|_| match most.get_untracked() < MOST {
        true => view! {
            <Button on_press=move || most.set(MOST)>{t!(i18n, workspace.more)}</Button>
        }
        .into_any(),
        false => view! { <p class="hint">{t!(i18n, staff.search_for_more)}</p> }.into_any(),
    });
    let count = move || {
        let (shown, total) = (grouped(shown as u64), grouped(total));
        t_string!(i18n, staff.shown_of, shown = shown, total = total)
    };
    view! {
        <p class="hint" role="status">{count}</p>
        <TableScroll label=move || t_string!(i18n, staff.title)>
            <table class="table members">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, account.name)}</th>
                        <th scope="col">{t!(i18n, account.email)}</th>
                        <th scope="col">{t!(i18n, account.role)}</th>
                        <th scope="col">{t!(i18n, workspace.department)}</th>
                        <th scope="col">{t!(i18n, staff.state)}</th>
                        <th scope="col">{t!(i18n, workspace.availability)}</th>
                        <th scope="col">{t!(i18n, staff.last_seen)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </TableScroll>
        {more}
    }
    .into_any()
}

fn row(i18n: I18n, address: Memo<StaffAddress>, entry: StaffEntry) -> AnyView {
    let state = state_words(i18n, &entry);
    let (id, draft, seen_at) = (entry.staff.id, entry.staff.draft, entry.seen_at);
    let (role, availability) = (draft.role, draft.availability);
    let href = move || address.get().beside(Some(id)).written();
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let seen = match seen_at {
        Some(at) => view! { <When at=at language/> }.into_any(),
        None => view! { <span class="hint">{t!(i18n, staff.never)}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <span class="member">
                    <Avatar name=draft.name.clone()/>
                    <a class="name" href=href><bdi>{draft.name}</bdi></a>
                </span>
            </th>
            <td class="email"><bdi dir="ltr">{draft.email}</bdi></td>
            <td>{move || role_name(i18n, role)}</td>
            <td><bdi>{draft.department}</bdi></td>
            <td>{state}</td>
            <td>{move || availability_name(i18n, availability)}</td>
            <td><span class="card-words">{t!(i18n, staff.last_seen)} " "</span> {seen}</td>
        </tr>
    }
    .into_any()
}
