//! `/bin`: deleted contacts, who deleted them and how long they stay. One or many come back by one press.
use std::{collections::BTreeSet, time::Duration};

use contact::{
    Bounded, ContactId,
    query::{LIMIT, Total},
};
use leptos::prelude::*;

use crate::{
    api::bin,
    browser::clock::Rest,
    i18n::*,
    live::contact_news::on_contact_news,
    organise::deletion::{DeleteQuestion, Doomed},
    page::{Page, Report, report, unread},
    request::signed_in,
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        changes::{ShowChanges, is_in_use},
        empty::Empty,
        field::SearchField,
        number::grouped,
        table::TableScroll,
        when::When,
    },
    values::words::{I18n, full_name, total_words},
    who::{Role, Who},
    wire::bin::{Bin, BinQuery, Deleted},
};

/// How long the typing must rest before the bin is searched.
const REST: Duration = Duration::from_millis(200);

/// What the page shows.
#[derive(Clone, Copy)]
struct BinState {
    i18n: I18n,
    report: Report,
    search: RwSignal<String>,
    rows: RwSignal<Vec<Deleted>>,
    total: RwSignal<Total>,
    /// Where the next page starts.
    more: RwSignal<Option<String>>,
    selected: RwSignal<BTreeSet<ContactId>>,
    doomed: RwSignal<Option<Doomed>>,
    /// The bin holds something else by now.
    changed: RwSignal<bool>,
    /// Whoever looks may erase.
    may_erase: bool,
    /// Counts the questions, so that a slow answer never overwrites a later one.
    asked: StoredValue<u32>,
}

impl BinState {
    fn show(self, bin: Bin, behind: bool) {
        self.total.set(bin.total);
        self.more.set(bin.next_cursor);
        match behind {
            true => self.rows.update(|rows| rows.extend(bin.items)),
            false => {
                self.changed.set(false);
                // What is still there stays selected.
                let is_there = |id: &ContactId| bin.items.iter().any(|row| row.id == *id);
                self.selected.update(|ids| ids.retain(is_there));
                self.rows.set(bin.items);
            }
        }
    }

    /// What is asked for the first page, or for the one behind those that are shown.
    fn ask(self, behind: bool) -> BinQuery {
        let more = self.more.get_untracked().filter(|_| behind);
        BinQuery {
            search: Bounded::own(self.search.get_untracked()),
            limit: None,
            cursor: more.map(Bounded::own),
        }
    }

    /// Asks for the first page, or for the one behind those that are shown.
    fn load(self, behind: bool) {
        let ask = self.ask(behind);
        self.asked.update_value(|asked| *asked += 1);
        let number = self.asked.get_value();
        leptos::task::spawn_local(async move {
            let answer = bin::list(ask).await;
            if self.asked.try_get_value() == Some(number) {
                match answer {
                    Ok(bin) => self.show(bin, behind),
                    Err(error) => self.report.say(error),
                }
            }
        });
    }

    /// Looks whether the bin holds something else by now. Where somebody is busy with the rows, it waits for a press.
    fn look(self) {
        let (ask, number) = (self.ask(false), self.asked.get_value());
        leptos::task::spawn_local(async move {
            let answer = bin::list(ask).await;
            // Without an answer, the next news ask again; a newer question brings what is there by then.
            if let Ok(bin) = answer
                && self.asked.try_get_value() == Some(number)
                && self.differs(&bin)
            {
                match self.is_busy() {
                    true => self.changed.set(true),
                    false => self.show(bin, false),
                }
            }
        });
    }

    /// Whether the first page is another one than is shown.
    fn differs(self, bin: &Bin) -> bool {
        self.total.get_untracked() != bin.total
            || self
                .rows
                .with_untracked(|rows| !rows.starts_with(&bin.items))
    }

    /// Somebody selects, is asked something, has gone on to further pages, or is at the rows.
    fn is_busy(self) -> bool {
        self.selected.with_untracked(|ids| !ids.is_empty())
            || self.doomed.with_untracked(Option::is_some)
            || self.rows.with_untracked(|rows| rows.len() > LIMIT.into())
            || is_in_use(".organise")
    }

    /// Brings contacts back.
    fn restore(self, ids: Vec<ContactId>) {
        let (i18n, toasts) = (self.i18n, self.report.toasts);
        leptos::task::spawn_local(async move {
            match bin::restore(ids).await {
                Ok(1) => toasts.say(tu_string!(i18n, contact.restored)),
                Ok(count) => {
                    toasts.say(tu_string!(i18n, organise.restored, count = grouped(count)))
                }
                Err(error) => self.report.say(error),
            }
            self.load(false);
        });
    }

    fn is_selected(self, id: ContactId) -> bool {
        self.selected.with(|ids| ids.contains(&id))
    }

    fn select(self, id: ContactId, ticked: bool) {
        self.selected.update(|ids| {
            match ticked {
                true => ids.insert(id),
                false => ids.remove(&id),
            };
        });
    }
}

/// The page of the bin.
#[component]
pub fn BinPage() -> impl IntoView {
    let i18n = use_i18n();
    let state = BinState {
        i18n,
        report: report(),
        search: RwSignal::default(),
        rows: RwSignal::default(),
        total: RwSignal::new(Total::Exactly(0)),
        more: RwSignal::new(None),
        selected: RwSignal::default(),
        doomed: RwSignal::new(None),
        changed: RwSignal::new(false),
        may_erase: is_administrator(),
        asked: StoredValue::new(0),
    };
    let first = Resource::new(|| (), |()| bin::list(BinQuery::default()));
    on_contact_news(None, move || state.look());
    let rest = Rest::after(REST);
    let on_input = move |text: String| {
        state.search.set(text);
        rest.then(move || state.load(false));
    };
    view! {
        <Page title=move || t_string!(i18n, organise.bin)>
            <form class="toolbar" role="search" on:submit=|event| event.prevent_default()>
                <SearchField
                    id="search"
                    label=move || t_string!(i18n, organise.bin_search)
                    hint=move || t_string!(i18n, contacts.search_hint)
                    value=state.search
                    on_input=on_input
                />
                <p class="count" role="status">
                    <Transition>
                        {move || Suspend::new(async move {
                            if let Ok(bin) = first.await {
                                state.total.set(bin.total);
                            }
                            move || t_string!(i18n, organise.bin_count, count = total_words(state.total.get()))
                        })}
                    </Transition>
                </p>
                <ShowChanges
                    words=Signal::derive(move || {
                        state.changed.get().then(|| t_string!(i18n, frame.changes).to_owned())
                    })
                    on_show=move || state.load(false)
                />
            </form>
            <Transition>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok(bin) => {
                            state.show(bin, false);
                            view! { <Rows state/> }.into_any()
                        }
                        Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                    }
                })}
            </Transition>
            <DeleteQuestion
                doomed=state.doomed
                words=doom
                delete=|id| Box::pin(async move { bin::erase(id.parse().unwrap_or_default()).await })
                on_done=move || state.load(false)
            />
        </Page>
    }
}

/// The contacts in the bin, or that there are none.
#[component]
fn Rows(state: BinState) -> impl IntoView {
    let i18n = state.i18n;
    let empty = Memo::new(move |_| state.rows.with(Vec::is_empty));
    move || match empty.get() {
        false => view! {
            {table(state)}
            {pages(state)}
        }
        .into_any(),
        true => view! {
            <Empty
                icon=icondata_lu::LuTrash2
                title=move || match state.search.with(String::is_empty) {
                    true => t_string!(i18n, organise.bin_empty),
                    false => t_string!(i18n, organise.bin_none),
                }
                text=move || t_string!(i18n, organise.bin_empty_text)
            />
        }
        .into_any(),
    }
}

fn table(state: BinState) -> AnyView {
    let i18n = state.i18n;
    view! {
        <TableScroll label=move || t_string!(i18n, organise.bin)>
            <table class="table organise">
                <thead>
                    <tr>
                        <th scope="col" class="select"><span class="quiet">{t!(i18n, contacts.select)}</span></th>
                        <th scope="col">{t!(i18n, contacts.name)}</th>
                        <th scope="col">{t!(i18n, contacts.company)}</th>
                        <th scope="col">{t!(i18n, organise.deleted_by)}</th>
                        <th scope="col">{t!(i18n, organise.deleted_at)}</th>
                        <th scope="col" class="number">{t!(i18n, organise.days_left)}</th>
                        <th scope="col" class="actions">{t!(i18n, organise.actions)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || state.rows.get() key=|row| (row.id, row.deleted_at) let:deleted>
                        {row(state, deleted)}
                    </For>
                </tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

fn row(state: BinState, deleted: Deleted) -> AnyView {
    let i18n = state.i18n;
    let id = deleted.id;
    let name = StoredValue::new(full_name(&deleted.first_name, &deleted.last_name));
    let erase = move || {
        state.doomed.set(Some(Doomed {
            key: id.to_string(),
            name: name.get_value(),
            count: 0,
        }));
    };
    view! {
        <tr aria-selected=move || state.is_selected(id).then_some("true")>
            <td class="select">
                <label class="tick">
                    <input
                        type="checkbox"
                        aria-label=move || t_string!(i18n, contacts.select_one, name = name.get_value())
                        prop:checked=move || state.is_selected(id)
                        on:change=move |event| state.select(id, event_target_checked(&event))
                    />
                </label>
            </td>
            <th scope="row"><bdi>{name.get_value()}</bdi></th>
            <td><bdi>{deleted.company}</bdi></td>
            <td><bdi>{deleted.deleted_by}</bdi></td>
            <td><When at=deleted.deleted_at language=Signal::derive(move || i18n.get_locale().as_str())/></td>
            <td class="number">{deleted.days_left}</td>
            <td class="actions">
                <Button small=true icon=icondata_lu::LuUndo2 on_press=move || state.restore(vec![id])>
                    {t!(i18n, organise.restore)}
                </Button>
                {state.may_erase.then(|| view! {
                    <Button
                        small=true
                        look=Look::Plain
                        icon=icondata_lu::LuTrash2
                        label=move || t_string!(i18n, organise.erase_one, name = name.get_value())
                        on_press=erase
                    />
                })}
            </td>
        </tr>
    }
    .into_any()
}

/// Below the table: what is done to those that are selected, and the way to the rest.
fn pages(state: BinState) -> AnyView {
    let i18n = state.i18n;
    let restore = move || {
        let ids: Vec<_> = state.selected.with(|ids| ids.iter().copied().collect());
        let count = grouped(u32::try_from(ids.len()).unwrap_or(u32::MAX));
        (!ids.is_empty()).then(|| view! {
            <Button look=Look::Primary icon=icondata_lu::LuUndo2 on_press=move || state.restore(ids.clone())>
                {t_string!(i18n, organise.restore_many, count = count)}
            </Button>
        })
    };
    view! {
        <footer class="pages">
            {restore}
            {move || state.more.with(Option::is_some).then(|| view! {
                <Button on_press=move || state.load(true)>{t!(i18n, organise.bin_more)}</Button>
            })}
        </footer>
    }
    .into_any()
}

fn is_administrator() -> bool {
    matches!(
        signed_in(),
        Some(Who::Staff {
            role: Role::Administrator,
            ..
        })
    )
}

/// The words of the question before a contact is erased.
fn doom(doomed: Doomed) -> [String; 3] {
    let i18n = use_i18n();
    [
        t_string!(i18n, organise.erase_question, name = doomed.name),
        t_string!(i18n, organise.erase_text).to_owned(),
        t_string!(i18n, organise.erase_button).to_owned(),
    ]
}
