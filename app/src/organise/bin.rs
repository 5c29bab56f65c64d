//! `/bin`: deleted contacts, who deleted them and how long they stay. One or many come back by one press.
use std::{collections::BTreeSet, time::Duration};

use contact::{Bounded, ContactId, query::Total};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_split_helpers::wasm_split;

use crate::{
    api::bin,
    i18n::*,
    later::Fetched,
    organise::deletion::{DeleteQuestion, Doomed},
    page::{Page, Report, report},
    session::signed_in,
    ui::{
        button::{Button, Look},
        empty::Empty,
        field::SearchField,
        number::grouped,
        table::TableScroll,
        toast::use_toasts,
        when::When,
    },
    values::words::{full_name, total_words},
    who::{Role, Who},
    wire::bin::{Ask, Bin, Deleted},
};

/// How long the typing must rest before the bin is searched.
const REST: Duration = Duration::from_millis(200);

/// What the page shows.
#[derive(Clone, Copy)]
struct State {
    search: RwSignal<String>,
    rows: RwSignal<Vec<Deleted>>,
    total: RwSignal<Total>,
    /// Where the next page starts.
    more: RwSignal<Option<String>>,
    selected: RwSignal<BTreeSet<ContactId>>,
    doomed: RwSignal<Option<Doomed>>,
    /// Whoever looks may erase.
    may_erase: bool,
    /// Counts the questions, so that a slow answer never overwrites a later one.
    asked: StoredValue<u32>,
}

impl State {
    fn show(self, bin: Bin, behind: bool) {
        self.total.set(bin.total);
        self.more.set(bin.next_cursor);
        match behind {
            true => self.rows.update(|rows| rows.extend(bin.items)),
            false => {
                self.selected.set(BTreeSet::new());
                self.rows.set(bin.items);
            }
        }
    }

    /// Asks for the first page, or for the one behind those that are shown.
    fn load(self, behind: bool, report: Report) {
        let ask = Ask {
            search: Bounded::own(self.search.get_untracked()),
            limit: None,
            cursor: self
                .more
                .get_untracked()
                .filter(|_| behind)
                .map(Bounded::own),
        };
        self.asked.update_value(|asked| *asked += 1);
        let number = self.asked.get_value();
        leptos::task::spawn_local(async move {
            let answer = bin::list(ask).await;
            if self.asked.try_get_value() == Some(number) {
                match answer {
                    Ok(bin) => self.show(bin, behind),
                    Err(error) => report.say(error),
                }
            }
        });
    }
}

/// `/bin`.
#[wasm_split(organise, fallible)]
pub fn bin_page() -> Fetched {
    Ok(view! { <BinPage/> }.into_any())
}

/// The page of the bin.
#[component]
pub fn BinPage() -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let state = State {
        search: RwSignal::default(),
        rows: RwSignal::default(),
        total: RwSignal::new(Total::Exactly(0)),
        more: RwSignal::new(None),
        selected: RwSignal::default(),
        doomed: RwSignal::new(None),
        may_erase: is_administrator(),
        asked: StoredValue::new(0),
    };
    let first = Resource::new(|| (), |()| bin::list(Ask::default()));
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let on_input = move |text: String| {
        state.search.set(text);
        timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
            *timer = set_timeout_with_handle(move || state.load(false, report), REST).ok();
        });
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
            </form>
            <Transition>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok(bin) => {
                            state.show(bin, false);
                            view! { <Rows state/> }.into_any()
                        }
                        Err(error) => {
                            view! { <div class="banner danger" role="alert">{error.to_string()}</div> }.into_any()
                        }
                    }
                })}
            </Transition>
            <DeleteQuestion
                doomed=state.doomed
                words=doom
                delete=|id| Box::pin(async move { bin::erase(id.parse().unwrap_or_default()).await })
                on_done=move || state.load(false, report)
            />
        </Page>
    }
}

#[component]
fn Rows(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let toasts = use_toasts();
    let restore = move |ids: Vec<ContactId>| {
        leptos::task::spawn_local(async move {
            match bin::restore(ids).await {
                Ok(1) => toasts.say(tu_string!(i18n, contact.restored)),
                Ok(count) => {
                    toasts.say(tu_string!(i18n, organise.restored, count = grouped(count)))
                }
                Err(error) => report.say(error),
            }
            state.load(false, report);
        });
    };
    let row = move |deleted: Deleted| {
        let Deleted {
            id,
            first_name,
            last_name,
            company,
            deleted_at,
            deleted_by,
            days_left,
        } = deleted;
        let name = StoredValue::new(full_name(&first_name, &last_name));
        let erase = move || {
            state.doomed.set(Some(Doomed {
                key: id.to_string(),
                name: name.get_value(),
                count: 0,
            }));
        };
        view! {
            <tr aria-selected=move || state.selected.with(|ids| ids.contains(&id)).then_some("true")>
                <td class="select">
                    <label class="tick">
                        <input
                            type="checkbox"
                            aria-label=move || t_string!(i18n, contacts.select_one, name = name.get_value())
                            prop:checked=move || state.selected.with(|ids| ids.contains(&id))
                            on:change=move |event| {
                                let ticked = event_target_checked(&event);
                                state.selected.update(|ids| {
                                    if ticked { ids.insert(id) } else { ids.remove(&id) };
                                });
                            }
                        />
                    </label>
                </td>
                <th scope="row"><bdi>{name.get_value()}</bdi></th>
                <td><bdi>{company}</bdi></td>
                <td><bdi>{deleted_by}</bdi></td>
                <td><When at=deleted_at language=Signal::derive(move || i18n.get_locale().as_str())/></td>
                <td class="number">{days_left}</td>
                <td class="actions">
                    <Button small=true icon=icondata_lu::LuUndo2 on_press=move || restore(vec![id])>
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
    };
    let empty = Memo::new(move |_| state.rows.with(Vec::is_empty));
    let rows = move || {
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
                        <For each=move || state.rows.get() key=|row| (row.id, row.deleted_at) children=row/>
                    </tbody>
                </table>
            </TableScroll>
            <footer class="pages">
                {move || {
                    let ids: Vec<_> = state.selected.with(|ids| ids.iter().copied().collect());
                    (!ids.is_empty()).then(|| {
                        let count = grouped(u32::try_from(ids.len()).unwrap_or(u32::MAX));
                        view! {
                            <Button look=Look::Primary icon=icondata_lu::LuUndo2 on_press=move || restore(ids.clone())>
                                {t_string!(i18n, organise.restore_many, count = count)}
                            </Button>
                        }
                    })
                }}
                {move || state.more.with(Option::is_some).then(|| view! {
                    <Button on_press=move || state.load(true, report)>{t!(i18n, organise.bin_more)}</Button>
                })}
            </footer>
        }
        .into_any()
    };
    move || match empty.get() {
        false => rows(),
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
