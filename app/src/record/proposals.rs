//! The edits that wait on a contact: whose each is, from which enquiry, and every field with both values and both answers.
//! They come after the record, and only where there are any.
use contact::{Contact, ContactId, CustomField};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::{
        contacts::get,
        proposals::{accept, drop_proposed, proposals},
    },
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
        contacts::Found,
        proposals::{Proposal, ProposalState, ProposedValue},
    },
};

/// What is answered, and which fields are meant; none: all.
#[derive(Clone)]
struct Answer {
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
    let answer = Callback::new(move |answer: Answer| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let said = match answer.accepts {
                true => tu_string!(i18n, record.proposal_accepted),
                false => tu_string!(i18n, record.proposal_dropped),
            };
            let id = saved.get_untracked().0;
            match decide(answer, id).await {
                Ok(now) => {
                    report.toasts.say(said);
                    if let Some(now) = now {
                        let _ = contact.try_set(now);
                    }
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
                    let cards = found.get().into_iter();
                    cards.map(|proposal| card(i18n, proposal, &custom.get_value(), busy, answer)).collect::<Vec<_>>()
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

/// Sends an answer; the contact as it is after it, where it changed.
async fn decide(answer: Answer, contact: ContactId) -> Result<Option<Contact>, Error> {
    if !answer.accepts {
        drop_proposed(answer.proposal, answer.fields).await?;
        return Ok(None);
    }
    accept(answer.proposal, answer.fields).await?;
    match get(contact).await? {
        Found::Here(now) => Ok(Some(*now)),
        Found::Merged { .. } | Found::Deleted { .. } => Ok(None),
    }
}

fn open_values(proposal: &Proposal) -> impl Iterator<Item = &ProposedValue> {
    let values = proposal.values.iter();
    values.filter(|value| value.state == ProposalState::Open)
}

fn card(
    i18n: I18n,
    proposal: Proposal,
    custom: &[CustomField],
    busy: RwSignal<bool>,
    answer: Callback<Answer>,
) -> AnyView {
    let (id, own) = (proposal.id, proposal.own);
    let lines: Vec<_> = open_values(&proposal)
        .map(|value| line(i18n, id, own, value, custom, (busy, answer)))
        .collect();
    let all = (!own && lines.len() > 1).then(|| {
        let of_all = move |accepts| Answer {
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
    proposal: Uuid,
    own: bool,
    proposed: &ProposedValue,
    custom: &[CustomField],
    (busy, answer): (RwSignal<bool>, Callback<Answer>),
) -> AnyView {
    let field = proposed.line.field.clone();
    let name = any_name(i18n, &field, custom);
    let words = |held: &Option<serde_json::Value>| match held {
        Some(held) => view! { <bdi>{value(i18n, &field, held, custom)}</bdi> }.into_any(),
        None => view! { <span class="none">{t_string!(i18n, record.empty)}</span> }.into_any(),
    };
    let (old, new) = (words(&proposed.line.old), words(&proposed.line.new));
    let answers = (!own).then(|| {
        let [accepting, dropping] = [name.clone(), name.clone()];
        let of_field = StoredValue::new(field.clone());
        let say = move |accepts| {
            answer.run(Answer {
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
                {answers}
            </dd>
        </div>
    }
    .into_any()
}
