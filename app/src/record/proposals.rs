//! The edits that wait on a contact: whose each is, from which enquiry, and every field with both values and both answers;
//! where others gave it another value meanwhile, with that one too. They come after the record, and only where there are
//! any.
use contact::{Contact, ContactId, CustomField, change};
use leptos::prelude::*;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    api::proposals::{accept, drop_proposed, proposals},
    error::Error,
    i18n::*,
    page::report,
    ui::{
        button::{Button, Look},
        when::When,
    },
    values::{
        reading::{any_name, value},
        words::I18n,
    },
    wire::{
        contacts::Saved,
        proposals::{Proposal, ProposalState, ProposedValue},
    },
};

/// What is answered, and which fields are meant; none: all.
#[derive(Clone)]
struct ProposalAnswer {
    proposal: Uuid,
    fields: Option<Vec<String>>,
    accepts: bool,
}

/// The proposals on a contact that are still to be decided. An accepted one changes the contact.
#[component]
pub fn Proposals(
    contact: RwSignal<Contact>,
    custom: StoredValue<Vec<CustomField>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let found = RwSignal::new(Vec::<Proposal>::new());
    let busy = RwSignal::new(false);
    let saved = Memo::new(move |_| contact.with(|contact| (contact.id, contact.version)));
    Effect::new(move |_| leptos::task::spawn_local(look(saved.get().0, found)));
    let answer = Callback::new(move |answer: ProposalAnswer| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let (id, version) = saved.get_untracked();
            match decide(answer, version).await {
                Ok(None) => report.toasts.say(tu_string!(i18n, record.proposal_dropped)),
                Ok(Some(Saved::Done(now))) => {
                    report
                        .toasts
                        .say(tu_string!(i18n, record.proposal_accepted));
                    let _ = contact.try_set(*now);
                }
                Ok(Some(Saved::Conflict(now))) => {
                    report.toasts.say(tu_string!(i18n, record.proposal_changed));
                    let _ = contact.try_set(*now);
                }
                Err(error) => report.say(error),
            }
            look(id, found).await;
            let _ = busy.try_set(false);
        });
    });
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <section class="proposals" aria-labelledby="proposals">
                <h2 id="proposals">{t!(i18n, record.proposals)}</h2>
                {move || {
                    let now = contact.with(|contact| change::fields(&contact.draft));
                    let custom = custom.get_value();
                    let cards = found.get().into_iter();
                    cards.map(|proposal| card(i18n, proposal, (&custom[..], &now), busy, answer)).collect::<Vec<_>>()
                }}
            </section>
        </Show>
    }
}

/// Reads what waits on a contact. What does not come is left out, and the record may be gone by the time of the answer.
async fn look(contact: ContactId, found: RwSignal<Vec<Proposal>>) {
    if let Ok(mut waiting) = proposals(contact).await {
        waiting.retain(|proposal| open_values(proposal).next().is_some());
        let _ = found.try_set(waiting);
    }
}

/// Sends an answer; what became of the contact, where it was to change. It is answered as it is shown, in this version.
async fn decide(answer: ProposalAnswer, version: i64) -> Result<Option<Saved>, Error> {
    let ProposalAnswer {
        proposal,
        fields,
        accepts,
    } = answer;
    match accepts {
        true => accept(proposal, fields, Some(version)).await.map(Some),
        false => drop_proposed(proposal, fields).await.map(|()| None),
    }
}

fn open_values(proposal: &Proposal) -> impl Iterator<Item = &ProposedValue> {
    let values = proposal.values.iter();
    values.filter(|value| value.state == ProposalState::Open)
}

fn card(
    i18n: I18n,
    proposal: Proposal,
    (custom, now): (&[CustomField], &Map<String, Value>),
    busy: RwSignal<bool>,
    answer: Callback<ProposalAnswer>,
) -> AnyView {
    let (id, own) = (proposal.id, proposal.own);
    let lines: Vec<_> = open_values(&proposal)
        .map(|value| {
            let now = now.get(&value.line.field);
            line(i18n, (id, own), (value, now), custom, (busy, answer))
        })
        .collect();
    let all = (!own && lines.len() > 1).then(|| {
        let of_all = move |accepts| ProposalAnswer {
            proposal: id,
            fields: None,
            accepts,
        };
        view! {
            <p class="buttons">
                <Button busy=busy on_press=move || answer.run(of_all(false))>{t!(i18n, record.drop_all)}</Button>
                <Button look=Look::Primary busy=busy on_press=move || answer.run(of_all(true))>
                    {t!(i18n, record.accept_all)}
                </Button>
            </p>
        }
    });
    let from = proposal.enquiry.map(
        |id| view! { " " <bdi>{t_string!(i18n, record.proposal_from, id = id).to_string()}</bdi> },
    );
    let by = t_string!(i18n, record.proposal_by, name = proposal.staff).to_string();
    let language = Signal::derive(move || i18n.get_locale().as_str());
    view! {
        <div class="proposal">
            <p><strong><bdi>{by}</bdi></strong>{from} " · " <When at=proposal.at language=language/></p>
            {own.then(|| view! { <p class="none">{t!(i18n, record.proposal_own)}</p> })}
            <dl>{lines}</dl>
            {all}
        </div>
    }
    .into_any()
}

fn line(
    i18n: I18n,
    (proposal, own): (Uuid, bool),
    (proposed, now): (&ProposedValue, Option<&Value>),
    custom: &[CustomField],
    (busy, answer): (RwSignal<bool>, Callback<ProposalAnswer>),
) -> AnyView {
    let field = proposed.line.field.clone();
    let name = any_name(i18n, &field, custom);
    let said = |held: Option<&Value>| held.map(|held| value(i18n, &field, held, custom));
    let words = |said: Option<String>| match said {
        Some(said) => view! { <bdi>{said}</bdi> }.into_any(),
        None => view! { <span class="none">{t_string!(i18n, record.empty)}</span> }.into_any(),
    };
    let [was, wanted, now] = [
        said(proposed.line.old.as_ref()),
        said(proposed.line.new.as_ref()),
        said(now),
    ];
    let now = (now != was).then(|| {
        view! { <span class="now">{t_string!(i18n, record.proposal_now)} " " {words(now)}</span> }
    });
    let (old, new) = (words(was), words(wanted));
    let answers = (!own).then(|| {
        let [accepting, dropping] = [name.clone(), name.clone()];
        let of_field = StoredValue::new(field.clone());
        let say = move |accepts| {
            answer.run(ProposalAnswer {
                proposal,
                fields: Some(vec![of_field.get_value()]),
                accepts,
            });
        };
        view! {
            <span class="answers">
                <Button
                    small=true
                    busy=busy
                    label=move || t_string!(i18n, record.accept_of, field = accepting.clone()).to_string()
                    on_press=move || say(true)
                >
                    {t!(i18n, record.accept)}
                </Button>
                <Button
                    small=true
                    look=Look::Plain
                    busy=busy
                    label=move || t_string!(i18n, record.drop_of, field = dropping.clone()).to_string()
                    on_press=move || say(false)
                >
                    {t!(i18n, record.drop)}
                </Button>
            </span>
        }
    });
    view! {
        <div>
            <dt><bdi>{name}</bdi></dt>
            <dd>
                <span class="old">{old}</span>
                <span aria-label=t_string!(i18n, record.became) role="img">" → "</span>
                <span class="new">{new}</span>
                {now}
                {answers}
            </dd>
        </div>
    }
    .into_any()
}
