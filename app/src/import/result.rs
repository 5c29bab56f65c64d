//! What came of an import: the guide's message, the ledger, `Download`, and the way back.

use leptos::{html, prelude::*};

use super::{desk::Desk, event::Event, transfer, words};
use crate::{
    api::imports::{Import, ImportId, Ledger, Status, Undone},
    i18n::*,
    ui::number::grouped,
};

/// The receipt of an import.
#[component]
pub fn ImportResult() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let import = Memo::new(move |_| desk.page.with(|page| page.import.clone()));
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // Fails only for an element that cannot take the focus.
            let _ = heading.focus();
        }
    });
    // The browser's own failed records can be had here, where their file is.
    let in_hand = Memo::new(move |_| {
        desk.page
            .with(|page| page.judgement.is_some() && page.counts.failed > 0)
    });
    let failed = Memo::new(move |_| import.get().map_or(0, |import| import.ledger.failed));
    let column = Memo::new(move |_| {
        desk.page
            .with(|page| page.error_column.clone().filter(|column| column != "AZ"))
    });
    let headline = move || {
        let Some(import) = import.get() else {
            return String::new();
        };
        let imported = import.ledger.created + import.ledger.updated;
        match import.status {
            Status::Cancelled => t_string!(i18n, import.was_cancelled).to_owned(),
            Status::Undone => t_string!(i18n, import.was_undone).to_owned(),
            Status::Refused => t_string!(i18n, import.was_refused).to_owned(),
            _ if imported == 1 => t_string!(i18n, import.imported_one).to_owned(),
            _ => t_string!(i18n, import.imported_many, n = grouped(imported)),
        }
    };
    view! {
        <section class="result" aria-labelledby="result">
            <h2 id="result" tabindex="-1" node_ref=heading>{headline}</h2>
            {move || {
                import
                    .get()
                    .and_then(|import| import.refused)
                    .map(|refused| view! { <p>{refused.message}</p> })
            }}
            {move || import.get().map(|import| view! { <LedgerTable ledger=import.ledger/> })}
            <Show when=move || { failed.get() > 0 }>
                <div class="banner warning" role="alert">
                    <div class="text">
                        <p>{move || words::failed_to_import(i18n, failed.get())}</p>
                        <Show when=move || column.get().is_some()>
                            <p>{move || t_string!(i18n, import.other_column, column = column.get().unwrap_or_default())}</p>
                        </Show>
                    </div>
                    <div class="buttons">
                        <Show
                            when=move || in_hand.get()
                            fallback=move || {
                                view! {
                                    {import
                                        .get()
                                        .map(|import| view! { <ServerErrorDetail id=import.id there=import.error_detail/> })}
                                }
                            }
                        >
                            <button type="button" class="button primary" on:click=move |_| desk.error_detail()>
                                {t!(i18n, import.download)}
                            </button>
                            {move || {
                                import
                                    .get()
                                    .filter(|import| import.error_detail)
                                    .map(|import| view! { <ServerErrorDetail id=import.id there=true/> })
                            }}
                        </Show>
                        <button type="button" class="button secondary" on:click=move |_| desk.tell(Event::Closed)>
                            {t!(i18n, import.cancel)}
                        </button>
                    </div>
                </div>
            </Show>
            <div class="buttons">
                <a class="button secondary" href="/contacts">{t!(i18n, import.to_contacts)}</a>
                {move || import.get().filter(undoable).map(|import| view! { <UndoImport id=import.id/> })}
                <Show when=move || failed.get() == 0>
                    <button type="button" class="button secondary" on:click=move |_| desk.tell(Event::Closed)>
                        {t!(i18n, import.close)}
                    </button>
                </Show>
                <a class="button plain" href="/imports">{t!(i18n, import.history)}</a>
            </div>
        </section>
    }
}

/// Whether an import can still be taken back by the one who looks at it.
pub fn undoable(import: &Import) -> bool {
    import.mine
        && matches!(import.status, Status::Done | Status::Cancelled)
        && import.ledger.created + import.ledger.updated > 0
}

/// `records = created + updated + unchanged + skipped + failed`.
#[component]
fn LedgerTable(ledger: Ledger) -> impl IntoView {
    let i18n = use_i18n();
    let lines = [
        (t_string!(i18n, import.ledger_records), ledger.records),
        (t_string!(i18n, import.ledger_created), ledger.created),
        (t_string!(i18n, import.ledger_updated), ledger.updated),
        (t_string!(i18n, import.ledger_unchanged), ledger.unchanged),
        (t_string!(i18n, import.ledger_skipped), ledger.skipped),
        (t_string!(i18n, import.ledger_failed), ledger.failed),
    ];
    view! {
        <dl class="ledger">
            {lines
                .into_iter()
                .map(|(what, n)| view! { <div><dt>{what}</dt><dd>{grouped(n)}</dd></div> })
                .collect_view()}
        </dl>
    }
}

/// `Download`, where the server made the file; else the words why not.
#[component]
pub fn ServerErrorDetail(id: ImportId, there: bool) -> impl IntoView {
    let i18n = use_i18n();
    if there {
        view! {
            <a class="button secondary" href=transfer::error_detail(id) download="ErrorDetail.csv">
                {t!(i18n, import.download)}
            </a>
        }
        .into_any()
    } else {
        view! { <span class="hint">{t!(i18n, import.made_in_browser)}</span> }.into_any()
    }
}

/// `Undo import`: created contacts go, updated ones get their old values back. Contacts that were edited since are
/// named, and taken back only if that is confirmed.
#[component]
pub fn UndoImport(
    id: ImportId,
    #[prop(optional, into)] done: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let (asked, set_asked) = signal(None::<Undone>);
    let (message, set_message) = signal(None::<String>);
    let (busy, set_busy) = signal(false);
    let undo = move |order: &'static str| {
        set_busy.set(true);
        leptos::task::spawn_local(async move {
            match transfer::order::<Undone>(id, order).await {
                Ok(undone) => {
                    set_message.set(Some(t_string!(
                        i18n,
                        import.undone,
                        removed = grouped(undone.removed),
                        restored = grouped(undone.restored)
                    )));
                    set_asked.set((undone.edited > 0).then_some(undone));
                    transfer::look(desk, id).await;
                    if let Some(done) = done {
                        done.run(());
                    }
                }
                Err(error) => set_message.set(Some(error.to_string())),
            }
            set_busy.set(false);
        });
    };
    view! {
        <button
            type="button"
            class="button secondary"
            disabled=busy
            on:click=move |_| undo("undo")
        >
            {t!(i18n, import.undo_import)}
        </button>
        <span class="hint" role="status">{message}</span>
        {move || {
            asked
                .get()
                .map(|undone| {
                    let names = undone.edited_contacts.iter().map(|contact| contact.name.clone()).collect::<Vec<_>>();
                    view! {
                        <div class="banner warning">
                            <div class="text">
                                <p>{t_string!(i18n, import.edited_since, n = grouped(undone.edited))}</p>
                                <p><bdi>{names.join(", ")}</bdi></p>
                            </div>
                            <button type="button" class="button danger" on:click=move |_| undo("undo?edited=true")>
                                {t!(i18n, import.undo_edited)}
                            </button>
                        </div>
                    }
                })
        }}
    }
}
