//! What the check found, as one line; and the two Confirms, each saying what it does.

use leptos::{html, prelude::*};

use crate::{
    browser::connection::use_connection,
    i18n::*,
    import::{
        desk::Desk,
        effect::ForeseenEffects,
        effect_words,
        event::ImportEvent,
        existing::DuplicatesChoice,
        problem_code::folded_code,
        purpose::Purpose,
        stage::{Alike, Hindrance, ImportState, Stage},
        words,
    },
    request::signed_in,
    values::words::I18n,
    wire::imports::OnDuplicate,
};

/// The verdict bar; it counts up while the file is being judged.
#[component]
pub fn Verdict() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let parts = Memo::new(move |_| {
        desk.page
            .with(|page| words::verdict(i18n, page.reading.as_ref(), &page.columns, page.counts))
    });
    let share = Memo::new(move |_| {
        desk.page.with(|page| {
            page.busy.then(|| {
                if page.size == 0 {
                    String::from("0")
                } else {
                    format!("{:.3}", page.read as f64 / page.size as f64)
                }
            })
        })
    });
    view! {
        <section class="verdict" aria-label=move || t_string!(i18n, import.verdict)>
            <p class="counts">
                {move || {
                    parts
                        .get()
                        .into_iter()
                        .map(|(class, part)| view! { <span class=class>{part}</span> })
                        .collect_view()
                }}
            </p>
            <Show when=move || share.get().is_some()>
                <progress
                    class="progress"
                    max="1"
                    value=move || share.get()
                    aria-label=move || t_string!(i18n, import.progress)
                ></progress>
            </Show>
            <Notes/>
        </section>
    }
}

/// Why the file as a whole cannot be imported.
#[component]
pub fn Refused() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let why = Memo::new(move |_| desk.page.with(|page| page.refusal.clone()));
    view! {
        <div class="banner danger" role="alert">
            <div class="text">
                <p>
                    <strong>
                        {move || t_string!(i18n, import.refused, name = desk.page.with(|page| page.file_name.clone()))}
                    </strong>
                </p>
                <p>{move || why.get().map(|why| why.message)}</p>
                <Choices/>
            </div>
        </div>
        // Not in the banner, which is read out.
        {move || {
            let why = why.get()?;
            Some(folded_code(i18n, why.code?, move || why.message.clone()))
        }}
    }
}

/// Columns that mean the same, field by field: one click takes one of them and ignores the others.
#[component]
fn Choices() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let alike = Memo::new(move |_| desk.page.with(ImportState::alike));
    let choose = move |columns: &[(u32, String)], at: u32| {
        for (other, _) in columns.iter().filter(|(other, _)| *other != at) {
            desk.tell(ImportEvent::Matched(*other, String::new()));
        }
    };
    let buttons = move |Alike { field, columns }: Alike| {
        let all = columns.clone();
        let button = move |(at, header): (u32, String)| {
            let all = all.clone();
            view! {
                <button type="button" class="button secondary small" on:click=move |_| choose(&all, at)>
                    {t_string!(i18n, import.take_column, header = header)}
                </button>
            }
        };
        let buttons = columns.into_iter().map(button).collect::<Vec<_>>();
        view! { <p class="actions"><bdi>{field}</bdi> {buttons}</p> }
    };
    view! {
        <For each=move || alike.get() key=|alike| format!("{alike:?}") let(alike)>
            {buttons(alike)}
        </For>
    }
}

/// What there is to say about the header and above it.
#[component]
fn Notes() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let notes = Memo::new(move |_| {
        desk.page.with(|page| {
            let judgement = page.judgement.as_ref();
            judgement.map_or_else(Vec::new, |judgement| judgement.notes.clone())
        })
    });
    view! {
        <For each=move || notes.get() key=String::clone let(note)>
            <p class="hint"><bdi>{note.clone()}</bdi></p>
        </For>
    }
}

/// `Confirm`, what it will do, and what to do about contacts that exist already. On `/check` only the failed records
/// can be had.
#[component]
pub fn Confirmation(purpose: Purpose) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let member = signed_in().is_some();
    let stage = Memo::new(move |_| desk.page.with(|page| page.stage));
    let asks = Memo::new(move |_| {
        desk.page
            .with(|page| page.stage == Stage::Judged && page.lacking > 0)
    });
    let counts = Memo::new(move |_| desk.page.with(|page| page.counts));
    // Where somebody exists it is the first thing on the page.
    let chosen_above = Memo::new(move |_| desk.page.with(|page| page.effect.met));
    let trouble = Memo::new(move |_| desk.page.with(ImportState::trouble));
    let effect = move || desk.page.with(|page| sentence(i18n, page, purpose));
    view! {
        <NewLabels/>
        // Not in the foot, which stays in sight: what may be long would lie over the records.
        <Show when=move || purpose == Purpose::Import>
            <ForeseenEffects/>
        </Show>
        <section class="confirmation" aria-label=move || t_string!(i18n, import.next_step)>
            <Show when=move || purpose == Purpose::Import && stage.get() == Stage::Judged && !chosen_above.get()>
                <DuplicatesChoice/>
            </Show>
            <Show when=move || trouble.get().is_some()>
                <div class="banner danger trouble" role="alert">
                    <div class="text">{move || trouble.get()}</div>
                </div>
            </Show>
            <div class="buttons">
                <p class="effect" id="effect">{effect}</p>
                <Show when=move || { counts.get().failed > 0 && (purpose == Purpose::Check || stage.get() == Stage::Judged) }>
                    <button type="button" class="button secondary" on:click=move |_| desk.error_detail()>
                        {t!(i18n, import.download_failed)}
                    </button>
                </Show>
                <Show when=move || stage.get() == Stage::CountryQuestion>
                    <button type="button" class="button secondary" on:click=move |_| desk.tell(ImportEvent::Back)>
                        {t!(i18n, import.back)}
                    </button>
                </Show>
                <Show when=move || { purpose == Purpose::Check && asks.get() }>
                    <button type="button" class="button secondary" on:click=move |_| desk.tell(ImportEvent::Confirmed)>
                        {t!(i18n, import.country_codes)}
                    </button>
                </Show>
                <Show
                    when=move || purpose == Purpose::Import
                    fallback=move || {
                        view! {
                            <a class="button primary" href="/contacts/import">
                                {match member {
                                    true => t_string!(i18n, import.go_on),
                                    false => t_string!(i18n, import.sign_in),
                                }}
                            </a>
                        }
                    }
                >
                    <ConfirmButton/>
                </Show>
            </div>
        </section>
    }
}

/// `Confirm`, which says what it will do.
#[component]
fn ConfirmButton() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let hindrance = Memo::new(move |_| desk.page.with(|page| page.may_confirm().err()));
    let confirm = NodeRef::<html::Button>::new();
    go_on_after_sign_in(confirm);
    let words = move || {
        let words = desk.page.with(|page| effect_words::button(i18n, page));
        words.unwrap_or_else(|| t_string!(i18n, import.confirm).to_owned())
    };
    view! {
        <button
            type="button"
            class="button primary"
            node_ref=confirm
            aria-describedby="effect"
            disabled=move || hindrance.get().is_some()
            on:click=move |_| desk.tell(ImportEvent::Confirmed)
        >
            {words}
        </button>
    }
}

/// Whoever had to sign in again goes on where they were sent away.
fn go_on_after_sign_in(confirm: NodeRef<html::Button>) {
    let recovered = use_connection().recovered;
    let go_on = move || {
        let here = document().active_element();
        let is_lost = here.is_none_or(|here| here.matches("body, h1") == Ok(true));
        if let Some(confirm) = confirm.get_untracked().filter(|_| is_lost) {
            // What cannot take the focus leaves it where it is.
            let _ = confirm.focus();
        }
    };
    Effect::watch(
        move || recovered.get(),
        move |_, _, _| request_animation_frame(go_on),
        false,
    );
}

/// What `Confirm` will do, or why it cannot be pressed.
fn sentence(i18n: I18n, page: &ImportState, purpose: Purpose) -> String {
    let asks = page.stage == Stage::Judged && page.lacking > 0;
    match page.may_confirm().err() {
        Some(Hindrance::Busy) => t_string!(i18n, import.busy).to_owned(),
        None if purpose == Purpose::Check => String::new(),
        Some(Hindrance::Looking) => t_string!(i18n, import.import_effect.waits).to_owned(),
        Some(Hindrance::Nothing) => t_string!(i18n, import.nothing).to_owned(),
        Some(Hindrance::Unanswered) => t_string!(i18n, import.unanswered).to_owned(),
        Some(Hindrance::NoCountry) => t_string!(i18n, import.no_country).to_owned(),
        None if page.counts.accepted() == 0 && !asks => words::nothing(i18n, page.counts),
        None if asks => t_string!(i18n, import.then_question).to_owned(),
        None => beside_button(i18n, page),
    }
}

/// What the button leaves to say: it tells how many contacts are made and changed, where that is known. There the choice of
/// what becomes of existing ones may stand beside it, and all of it takes one line.
fn beside_button(i18n: I18n, page: &ImportState) -> String {
    let (counts, duplicates) = (page.counts, page.options.duplicates);
    let is_told = page.effect.known().is_some() && duplicates != OnDuplicate::Create;
    let said = match effect_words::others(i18n, page) {
        None if !is_told => return words::effect(i18n, counts, duplicates),
        said => said,
    };
    let stay_out = (counts.failed > 0).then(|| words::stay_out(i18n, counts.failed));
    let parts: Vec<String> = said.into_iter().chain(stay_out).collect();
    parts.join(" ")
}

/// The labels that do not exist yet (W03), before they are created.
#[component]
fn NewLabels() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let labels = Memo::new(move |_| {
        desk.page.with(|page| {
            page.judgement
                .as_ref()
                .map(|judgement| judgement.new_labels.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <Show when=move || labels.with(|labels| !labels.is_empty())>
            <p class="new-labels">
                {t!(i18n, import.new_labels)}
                {move || {
                    labels.get().into_iter().map(|label| view! { " " <bdi class="badge">{label}</bdi> }).collect_view()
                }}
            </p>
        </Show>
    }
}
