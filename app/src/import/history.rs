//! `/imports`: who imported which file when, and what became of its records; ErrorDetail.csv again where the server made
//! it, and `Undo import`. The page follows what happens to imports: each that is listed stays where it stands.

use leptos::prelude::*;

use super::{
    following::{PAUSE, is_of_imports},
    opened::{OpenedImport, address_of},
    status::{called, status},
    transfer,
    undo::{UndoImport, left_by_undo, undoable, undone, undone_by},
};

use crate::{
    api::imports,
    browser::attention::in_attendance,
    i18n::*,
    live::follow,
    page::{Page, report, unread},
    ui::{
        badge::{Badge, Tone},
        banner::Banner,
        button::{LinkButton, Look},
        changes::ShowChanges,
        empty::Empty,
        icon::Icon,
        number::grouped,
        when::When,
    },
    values::words::{I18n, language},
    wire::imports::{Import, Ledger},
};

/// How many imports are listed at a time.
const PAGE: usize = 50;

/// The history of imports, newest first.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let i18n = use_i18n();
    let imports = Resource::new(|| (), |()| imports::list(None));
    let actions = move || {
        view! {
            <LinkButton look=Look::Primary href="/contacts/import".to_owned() icon=icondata_lu::LuUpload>
                {t!(i18n, import.import_file)}
            </LinkButton>
        }
    };
    view! {
        <Page title=move || t_string!(i18n, import.history_title) actions=actions>
            <div class="imports">
                <OpenedImport/>
                <Transition>
                    {move || Suspend::new(async move {
                        match imports.await {
                            Ok(first) => view! { <History first/> }.into_any(),
                            Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </Page>
    }
}

#[component]
fn NoImports() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty
            icon=icondata_lu::LuUpload
            title=move || t_string!(i18n, import.history_empty)
            text=move || t_string!(i18n, import.history_empty_text)
        >
            <a class="button primary" href="/contacts/import">{t!(i18n, import.import_file)}</a>
        </Empty>
    }
}

/// The imports that are listed, the newest first.
#[derive(Clone, Debug, Default, PartialEq)]
struct ShownImports {
    imports: Vec<Import>,
    /// Those that came since, the newest first.
    newer: Vec<Import>,
    /// There are older ones.
    more: bool,
}

impl ShownImports {
    /// Lists the newest imports.
    fn of(newest: Vec<Import>) -> Self {
        Self {
            more: newest.len() >= PAGE,
            imports: newest,
            newer: Vec::new(),
        }
    }

    /// Takes in the newest imports by now. Those that are listed stay where they stand; those that came since wait until they
    /// are asked for. Where nothing is listed, nothing can move.
    fn follow(&mut self, newest: Vec<Import>) {
        let Some(first) = self.imports.first().map(|import| import.id) else {
            *self = Self::of(newest);
            return;
        };
        self.newer.clear();
        for import in newest {
            let held = self.imports.iter_mut().find(|held| held.id == import.id);
            match held {
                Some(held) => *held = import,
                None if import.id > first => self.newer.push(import),
                None => {}
            }
        }
    }

    /// Lists those that came since, too. Where they are so many that others may have come in between, they alone.
    fn show(&mut self) {
        let newer = std::mem::take(&mut self.newer);
        match newer.len() >= PAGE {
            true => *self = Self::of(newer),
            false => drop(self.imports.splice(0..0, newer)),
        }
    }
}

/// The table; older imports are fetched by a button.
#[component]
fn History(first: Vec<Import>) -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let listed = RwSignal::new(ShownImports::of(first));
    let asked = StoredValue::new(0_u32);
    let ask = move || {
        asked.update_value(|asked| *asked += 1);
        let number = asked.get_value();
        leptos::task::spawn_local(async move {
            let newest = imports::list(None).await;
            // Only the answer to the last question counts, and the page may be gone by then.
            if asked.try_get_value() != Some(number) {
                return;
            }
            // Where there is none, what is listed stays.
            if let Ok(newest) = newest {
                listed.update(|listed| listed.follow(newest));
            }
        });
    };
    let ask_soon = in_attendance(ask);
    follow(PAUSE, move |news| {
        if news.iter().any(is_of_imports) {
            ask_soon();
        }
    });
    // Pressed twice it would list the same imports twice.
    let is_asked = StoredValue::new(false);
    let older = move |_| {
        if is_asked.get_value() {
            return;
        }
        is_asked.set_value(true);
        let before = listed.with_untracked(|listed| listed.imports.last().map(|import| import.id));
        leptos::task::spawn_local(async move {
            match imports::list(before).await {
                Ok(older) => listed.update(|listed| {
                    listed.more = older.len() >= PAGE;
                    listed.imports.extend(older);
                }),
                Err(error) => report.say(error),
            }
            // The page may be gone by then.
            let _ = is_asked.try_set_value(false);
        });
    };
    let is_empty = Memo::new(move |_| listed.with(|listed| listed.imports.is_empty()));
    let newer = Memo::new(move |_| listed.with(|listed| listed.newer.len()));
    let words = Signal::derive(move || {
        let n = newer.get();
        (n > 0).then(|| t_string!(i18n, import.unshown_new, n).to_string())
    });
    let again = Callback::new(move |()| ask());
    view! {
        <div class="over-edge">
            <ShowChanges words on_show=move || listed.update(ShownImports::show)/>
        </div>
        {move || match is_empty.get() {
            true => view! { <NoImports/> }.into_any(),
            false => table(i18n, listed, again),
        }}
        <Show when=move || listed.with(|listed| listed.more)>
            <button type="button" class="button secondary" on:click=older>{t!(i18n, import.older)}</button>
        </Show>
    }
}

fn table(i18n: I18n, listed: RwSignal<ShownImports>, again: Callback<()>) -> AnyView {
    let imports = move || listed.with(|listed| listed.imports.clone());
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=move || t_string!(i18n, import.history_title)>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, import.history_file)}</th>
                        <th scope="col">{t!(i18n, import.history_status)}</th>
                        <th scope="col">{t!(i18n, import.history_when)}</th>
                        <th scope="col">{t!(i18n, import.history_who)}</th>
                        <th scope="col" class="number">{t!(i18n, import.ledger_records)}</th>
                        <th scope="col" class="number">{t!(i18n, import.ledger_created)}</th>
                        <th scope="col" class="number">{t!(i18n, import.ledger_updated)}</th>
                        <th scope="col" class="number">{t!(i18n, import.ledger_unchanged)}</th>
                        <th scope="col" class="number">{t!(i18n, import.ledger_skipped)}</th>
                        <th scope="col" class="number">{t!(i18n, import.ledger_failed)}</th>
                        <th scope="col" class="actions"><span>{t!(i18n, import.history_actions)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=imports key=|import| import.id let:first>
                        <Line first listed again/>
                    </For>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// An import, as it stands by now.
#[component]
fn Line(first: Import, listed: RwSignal<ShownImports>, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let Import {
        id,
        file_name,
        started_by,
        created_at,
        mine,
        ..
    } = first.clone();
    let import = Memo::new(move |before: Option<&Import>| {
        let is_it = |import: &&Import| import.id == id;
        let found = listed.with(|listed| listed.imports.iter().find(is_it).cloned());
        found.unwrap_or_else(|| before.unwrap_or(&first).clone())
    });
    let badge = move || {
        let (tone, words) = import.with(|import| status(i18n, import));
        view! { <Badge tone>{words}</Badge> }
    };
    let count = move |of: fn(&Ledger) -> u64| {
        let count = Memo::new(move |_| import.with(|import| of(&import.ledger)));
        view! { <td class="number">{move || grouped(count.get())}</td> }
    };
    let is_running = Memo::new(move |_| mine && import.with(|import| !import.status.is_over()));
    let has_detail = Memo::new(move |_| import.with(|import| import.error_detail));
    let is_asked = RwSignal::new(false);
    let may_undo = Memo::new(move |_| is_asked.get() || import.with(undoable));
    let left = Memo::new(move |_| import.with(left_by_undo));
    let taken_back = Memo::new(move |_| import.with(undone));
    view! {
        <tr>
            <th scope="row"><a href=address_of(id)><bdi>{move || called(i18n, &file_name)}</bdi></a></th>
            <td>{badge} {move || taken_back.get().map(|undo| undone_by(i18n, undo))}</td>
            <td><When at=created_at language=Signal::derive(move || i18n.get_locale().as_str())/></td>
            <td><bdi>{started_by}</bdi></td>
            {count(|ledger| ledger.records)}
            {count(|ledger| ledger.created)}
            {count(|ledger| ledger.updated)}
            {count(|ledger| ledger.unchanged)}
            {count(|ledger| ledger.skipped)}
            {count(|ledger| ledger.failed)}
            <td class="actions">
                <div class="buttons">
                    {move || is_running.get().then(|| {
                        view! { <a class="button secondary small" href="/contacts/import">{t!(i18n, import.show)}</a> }
                    })}
                    {move || has_detail.get().then(|| {
                        view! {
                            <a
                                class="button secondary small"
                                href=move || transfer::error_detail(id, language(i18n))
                                download="ErrorDetail.csv"
                            >
                                <Icon icon=icondata_lu::LuDownload/>
                                <span>"ErrorDetail.csv"</span>
                            </a>
                        }
                    })}
                    {move || may_undo.get().then(|| {
                        let import = import.get_untracked();
                        view! { <UndoImport import left place="history" open=is_asked done=again/> }
                    })}
                </div>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::{Import, Ledger, PAGE, ShownImports};
    use crate::wire::imports::{ImportId, ImportOptions, ImportStatus, Source};

    /// The import of this number, with so many records written.
    fn import(number: u128, records: u64) -> Import {
        Import {
            id: ImportId(Uuid::from_u128(number)),
            status: ImportStatus::Running,
            ledger: Ledger {
                records,
                created: records,
                ..Ledger::default()
            },
            total: 10,
            paused: false,
            waits_for: 0,
            rate: 0.0,
            parts: 1,
            refused: None,
            encoding: None,
            encoding_sure: true,
            ignored_columns: Vec::new(),
            notes: Vec::new(),
            error_detail: false,
            labels_made: Vec::new(),
            undo: None,
            source: Source::Page,
            file_name: String::new(),
            started_by: String::new(),
            mine: true,
            options: ImportOptions::default(),
            created_at: DateTime::UNIX_EPOCH,
            finished_at: None,
        }
    }

    /// The numbers of the imports that are listed, with how many records were written.
    fn lines(listed: &ShownImports) -> Vec<(u128, u64)> {
        let line = |import: &Import| (import.id.0.as_u128(), import.ledger.records);
        listed.imports.iter().map(line).collect()
    }

    #[test]
    fn imports_go_on_where_they_stand_and_newer_ones_wait_until_they_are_asked_for() {
        let mut listed = ShownImports::of(vec![import(3, 0), import(2, 5), import(1, 10)]);
        listed.follow(vec![import(4, 1), import(3, 7)]);
        assert_eq!(lines(&listed), [(3, 7), (2, 5), (1, 10)]);
        assert_eq!(listed.newer.len(), 1);
        listed.follow(vec![import(5, 0), import(4, 2), import(3, 8)]);
        assert_eq!(listed.newer.len(), 2);
        listed.show();
        assert_eq!(lines(&listed), [(5, 0), (4, 2), (3, 8), (2, 5), (1, 10)]);
        assert!(listed.newer.is_empty());
    }

    #[test]
    fn where_nothing_is_listed_the_first_import_stands_there_at_once() {
        let mut listed = ShownImports::of(Vec::new());
        listed.follow(vec![import(1, 0)]);
        assert_eq!(lines(&listed), [(1, 0)]);
    }

    #[test]
    fn where_others_may_have_come_in_between_only_the_newest_are_listed() {
        let newest: Vec<_> = (100..100 + PAGE as u128)
            .rev()
            .map(|number| import(number, 0))
            .collect();
        let mut listed = ShownImports::of(vec![import(1, 0)]);
        listed.follow(newest);
        listed.show();
        assert_eq!((listed.imports.len(), listed.more), (PAGE, true));
    }
}
