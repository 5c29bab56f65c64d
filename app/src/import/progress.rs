//! The import under way: sent, then written by the server, which goes on by itself once it has every record.

use leptos::prelude::*;

use super::{desk::Desk, event::Event, transfer, words};
use crate::{
    i18n::*,
    ui::number::grouped,
    wire::imports::{Import, Status},
};

/// Progress with rate and time left, pause and cancel.
#[component]
pub fn ImportProgress() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let import = Memo::new(move |_| desk.page.with(|page| page.import.clone()));
    let arrived = Memo::new(move |_| desk.page.with(|page| page.arrived));
    let accepted = Memo::new(move |_| desk.page.with(|page| page.counts.accepted()));
    let trouble = Memo::new(move |_| desk.page.with(|page| page.trouble.clone()));
    let running = move || {
        import
            .get()
            .is_some_and(|import| import.status == Status::Running)
    };
    let paused = move || import.get().is_some_and(|import| import.paused);
    // The bar shows what the words beside it say: how much was sent, then how much was written.
    let share = Memo::new(move |_| {
        let share = match (arrived.get(), accepted.get()) {
            (None, _) => import.get().map_or(0.0, |import| written_share(&import)),
            (Some(_), 0) => 0.0,
            (Some(arrived), accepted) => arrived as f64 / accepted as f64,
        };
        format!("{share:.3}")
    });
    let step = move || match (arrived.get(), import.get()) {
        (Some(arrived), _) => {
            t_string!(
                i18n,
                import.sending,
                n = grouped(arrived),
                all = grouped(accepted.get())
            )
        }
        (None, Some(import)) if import.status == Status::Receiving => {
            t_string!(i18n, import.interrupted).to_owned()
        }
        (None, Some(import)) => t_string!(
            i18n,
            import.writing,
            n = grouped(import.ledger.records),
            all = grouped(import.total)
        ),
        (None, None) => String::new(),
    };
    let pace = move || {
        let import = import
            .get()
            .filter(|import| import.status == Status::Running)?;
        if import.paused {
            return Some(t_string!(i18n, import.is_paused).to_owned());
        }
        let rate = import.rate.round() as u64;
        (rate > 0).then(|| {
            let seconds = import
                .total
                .saturating_sub(import.ledger.records)
                .div_ceil(rate);
            t_string!(
                i18n,
                import.pace,
                rate = grouped(rate),
                left = words::time_left(i18n, seconds)
            )
        })
    };
    let order = move |order: &'static str| {
        let Some(id) = desk.page.with_untracked(|page| page.import_id()) else {
            desk.tell(Event::GivenUp);
            return;
        };
        leptos::task::spawn_local(async move {
            match transfer::order::<Import>(id, order).await {
                Ok(import) => desk.tell(Event::Followed(import)),
                Err(error) => desk.tell(Event::Troubled(error.to_string())),
            }
        });
    };
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
                {move || pace().map(|pace| view! { <span>{pace}</span> })}
            </p>
            <p class="hint">
                {move || {
                    if arrived.get().is_some() {
                        t_string!(i18n, import.stay)
                    } else {
                        t_string!(i18n, import.leave)
                    }
                }}
            </p>
            <Show when=move || trouble.get().is_some()>
                <div class="banner warning" role="alert">
                    <div class="text">{move || trouble.get()}</div>
                </div>
            </Show>
            <div class="buttons">
                <Show when=running>
                    <button
                        type="button"
                        class="button secondary"
                        on:click=move |_| order(if paused() { "resume" } else { "pause" })
                    >
                        {move || if paused() { t_string!(i18n, import.resume) } else { t_string!(i18n, import.pause) }}
                    </button>
                </Show>
                <button type="button" class="button secondary" on:click=move |_| order("cancel")>
                    {t!(i18n, import.cancel_import)}
                </button>
            </div>
        </section>
    }
}

/// How much of the writing is done, from 0 to 1.
fn written_share(import: &Import) -> f64 {
    if import.total == 0 || import.status == Status::Receiving {
        0.0
    } else {
        import.ledger.records as f64 / import.total as f64
    }
}
