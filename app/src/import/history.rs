//! `/imports`: who imported which file when, and what became of its records; ErrorDetail.csv again where the server made
//! it, and `Undo import`.

use leptos::prelude::*;

use super::{
    transfer,
    undo::{UndoImport, undoable},
};
use wasm_split_helpers::wasm_split;

use crate::{
    api::imports,
    error::Error,
    i18n::*,
    later::Fetched,
    page::{Page, report, unread},
    ui::{
        badge::Tone,
        banner::Banner,
        button::{LinkButton, Look},
        empty::Empty,
        icon::Icon,
        number::grouped,
        when::When,
    },
    values::words::language,
    wire::imports::{Import, ImportStatus},
};

/// How many imports are listed at a time.
const PAGE: usize = 50;

/// `/imports`.
#[wasm_split(import, fallible)]
pub fn imports_page() -> Fetched {
    Ok(view! { <ImportsPage/> }.into_any())
}

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
                <Transition>
                    {move || Suspend::new(async move {
                        match imports.await {
                            Ok(list) if list.is_empty() => view! { <NoImports/> }.into_any(),
                            Ok(list) => view! { <History first=list again=imports/> }.into_any(),
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

/// The table; older imports are fetched by a button.
#[component]
fn History(first: Vec<Import>, again: Resource<Result<Vec<Import>, Error>>) -> impl IntoView {
    let i18n = use_i18n();
    let more = first.len() >= PAGE;
    let (imports, set_imports) = signal(first);
    let (more, set_more) = signal(more);
    let report = report();
    let older = move |_| {
        let before = imports.with_untracked(|imports| imports.last().map(|import| import.id));
        leptos::task::spawn_local(async move {
            match imports::list(before).await {
                Ok(older) => {
                    set_more.set(older.len() >= PAGE);
                    set_imports.update(|imports| imports.extend(older));
                }
                Err(error) => report.say(error),
            }
        });
    };
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
                    <For each=move || imports.get() key=|import| (import.id, import.status as u8, import.ledger.records) let(import)>
                        <Line import again/>
                    </For>
                </tbody>
            </table>
        </div>
        <Show when=move || more.get()>
            <button type="button" class="button secondary" on:click=older>{t!(i18n, import.older)}</button>
        </Show>
    }
}

#[component]
fn Line(import: Import, again: Resource<Result<Vec<Import>, Error>>) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, status) = match import.status {
        ImportStatus::Receiving => ("accent", t_string!(i18n, import.status_receiving)),
        ImportStatus::Running if import.paused => ("warning", t_string!(i18n, import.is_paused)),
        ImportStatus::Running => ("accent", t_string!(i18n, import.status_running)),
        ImportStatus::Done => ("success", t_string!(i18n, import.status_done)),
        ImportStatus::Refused => ("danger", t_string!(i18n, import.status_refused)),
        ImportStatus::Cancelled => ("warning", t_string!(i18n, import.status_cancelled)),
        ImportStatus::Undone => ("neutral", t_string!(i18n, import.status_undone)),
    };
    let ledger = import.ledger;
    let running = import.mine && !import.status.is_over();
    view! {
        <tr>
            <th scope="row"><bdi>{import.file_name.clone()}</bdi></th>
            <td><span class=format!("badge {tone}")>{status}</span></td>
            <td><When at=import.created_at language=Signal::derive(move || i18n.get_locale().as_str())/></td>
            <td><bdi>{import.started_by.clone()}</bdi></td>
            <td class="number">{grouped(ledger.records)}</td>
            <td class="number">{grouped(ledger.created)}</td>
            <td class="number">{grouped(ledger.updated)}</td>
            <td class="number">{grouped(ledger.unchanged)}</td>
            <td class="number">{grouped(ledger.skipped)}</td>
            <td class="number">{grouped(ledger.failed)}</td>
            <td class="actions">
                <div class="buttons">
                    {running
                        .then(|| {
                            view! { <a class="button secondary small" href="/contacts/import">{t!(i18n, import.show)}</a> }
                        })}
                    {import
                        .error_detail
                        .then(|| {
                            view! {
                                <a
                                    class="button secondary small"
                                    href=move || transfer::error_detail(import.id, language(i18n))
                                    download="ErrorDetail.csv"
                                >
                                    <Icon icon=icondata_lu::LuDownload/>
                                    <span>"ErrorDetail.csv"</span>
                                </a>
                            }
                        })}
                    {undoable(&import)
                        .then(|| view! { <UndoImport import=import.clone() done=move |()| again.refetch()/> })}
                </div>
            </td>
        </tr>
    }
}
