//! The import under way: sent, then written by the server, which goes on by itself once it has every record.

use leptos::prelude::*;

use super::{
    desk::Desk,
    event::ImportEvent,
    following::{PAUSE, is_of_imports},
    stage::ImportState,
    status::waits,
    words,
};
use crate::{
    api::imports,
    error::Error,
    i18n::*,
    live::follow,
    ui::number::grouped,
    values::words::I18n,
    wire::imports::{Import, ImportId, ImportStatus},
};

/// Progress with rate and time left, pause and cancel.
#[component]
pub fn ImportProgress() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    // The bar shows what the words beside it say: how much was sent, then how much was written.
    let share = Memo::new(move |_| format!("{:.3}", desk.page.with(share)));
    let step = Memo::new(move |_| desk.page.with(|page| step(i18n, page)));
    let pace = Memo::new(move |_| {
        desk.page
            .with(|page| page.import.as_ref().and_then(|import| pace(i18n, import)))
    });
    let is_sent = Memo::new(move |_| desk.page.with(|page| page.arrived.is_none()));
    let trouble = Memo::new(move |_| desk.page.with(ImportState::trouble));
    follow(PAUSE, move |news| {
        if news.iter().any(is_of_imports) {
            desk.hear_of_imports();
        }
    });
    view! {
        <section class="importing" aria-labelledby="importing">
            <h2 id="importing">
                {t!(i18n, import.importing_heading)}
                " "
                <bdi>{move || desk.page.with(|page| page.file_name.clone())}</bdi>
            </h2>
            <progress
                class="progress"
                max="1"
                value=share
                aria-label=move || t_string!(i18n, import.progress)
            ></progress>
            <p class="counts">
                <span>{step}</span>
                {move || pace.get().map(|pace| view! { <span>{pace}</span> })}
            </p>
            <p class="hint">
                {move || match is_sent.get() {
                    false => t_string!(i18n, import.stay),
                    true => t_string!(i18n, import.leave),
                }}
            </p>
            <Show when=move || trouble.get().is_some()>
                <div class="banner warning" role="alert">
                    <div class="text">{move || trouble.get()}</div>
                </div>
            </Show>
            <Orders/>
        </section>
    }
}

/// `Pause` or `Resume`, and `Cancel import`.
#[component]
fn Orders() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let is = move |what: fn(&Import) -> bool| {
        Memo::new(move |_| {
            desk.page
                .with(|page| page.import.as_ref().is_some_and(what))
        })
    };
    // One that is still arriving is paused beforehand.
    let running = is(Import::is_under_way);
    let paused = is(|import| import.paused);
    let id = move || desk.page.with_untracked(ImportState::import_id);
    let turn = move |_| {
        if let Some(id) = id() {
            carry_out(desk, id, imports::pause(id, !paused.get_untracked()));
        }
    };
    let cancel = move |_| match id() {
        Some(id) => carry_out(desk, id, imports::cancel(id)),
        None => desk.tell(ImportEvent::GivenUp),
    };
    view! {
        <div class="buttons">
            <Show when=move || running.get()>
                <button type="button" class="button secondary" on:click=turn>
                    {move || match paused.get() {
                        true => t_string!(i18n, import.resume),
                        false => t_string!(i18n, import.pause),
                    }}
                </button>
            </Show>
            <button type="button" class="button secondary" on:click=cancel>
                {t!(i18n, import.cancel_import)}
            </button>
        </div>
    }
}

/// Waits for what the server says to an order about an import, and lets the page hear it.
fn carry_out(
    desk: Desk,
    id: ImportId,
    order: impl Future<Output = Result<Import, Error>> + 'static,
) {
    leptos::task::spawn_local(async move {
        desk.tell(match order.await {
            Ok(import) => ImportEvent::Followed(import),
            Err(error) => ImportEvent::Troubled(id, error),
        });
    });
}

/// How much is done, from 0 to 1.
fn share(page: &ImportState) -> f64 {
    let (done, all) = match (page.arrived, &page.import) {
        (Some(arrived), _) => (arrived, page.counts.accepted()),
        (None, Some(import)) if import.status != ImportStatus::Receiving => {
            (import.ledger.records, import.total)
        }
        _ => (0, 0),
    };
    if all == 0 {
        0.0
    } else {
        done as f64 / all as f64
    }
}

/// What is being done.
fn step(i18n: I18n, page: &ImportState) -> String {
    match (page.arrived, &page.import) {
        (Some(arrived), _) => t_string!(
            i18n,
            import.sending,
            n = grouped(arrived),
            all = grouped(page.counts.accepted())
        ),
        (None, Some(import)) if import.status == ImportStatus::Receiving => {
            t_string!(i18n, import.interrupted).to_owned()
        }
        (None, Some(import)) => t_string!(
            i18n,
            import.writing,
            n = grouped(import.ledger.records),
            all = grouped(import.total)
        ),
        (None, None) => String::new(),
    }
}

/// How fast it is, and how long that takes.
fn pace(i18n: I18n, import: &Import) -> Option<String> {
    if import.status != ImportStatus::Running {
        return None;
    }
    if import.paused {
        return Some(t_string!(i18n, import.is_paused).to_owned());
    }
    if let Some(words) = waits(i18n, import) {
        return Some(words);
    }
    let rate = import.rate.round() as u64;
    let left = import.total.saturating_sub(import.ledger.records);
    (rate > 0).then(|| {
        t_string!(
            i18n,
            import.pace,
            rate = grouped(rate),
            left = words::time_left(i18n, left.div_ceil(rate))
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{ImportState, share};

    #[test]
    fn the_bar_rises_with_what_has_arrived_and_is_empty_where_nothing_is_to_be_sent() {
        let sending = |ready, arrived| {
            let mut page = ImportState::default();
            page.counts.ready = ready;
            page.arrived = Some(arrived);
            page
        };
        assert_eq!(share(&sending(8, 2)), 0.25);
        assert_eq!(share(&sending(0, 0)), 0.0);
        assert_eq!(share(&ImportState::default()), 0.0);
    }
}
