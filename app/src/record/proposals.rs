//! The edits that wait on a contact: whose each is, from which enquiry, and every field with both values and both answers;
//! where others gave it another value meanwhile, with that one too. They come after the record, and only where there are
//! any.
use contact::{Contact, ContactId, CustomField, change};
use leptos::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    api::proposals::{accept, drop_proposed, proposals},
    error::Error,
    i18n::*,
    page::report,
    record::own_writes::OwnWrites,
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
    /// Counts how often they are to be looked at anew.
    again: RwSignal<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (report, writes) = (report(), OwnWrites::of_record());
    let found = RwSignal::new(Vec::<Proposal>::new());
    let busy = RwSignal::new(false);
    let saved = Memo::new(move |_| contact.with(|contact| (contact.id, contact.version)));
    Effect::new(move |_| {
        again.track();
        leptos::task::spawn_local(look(saved.get().0, found));
    });
    let answer = Callback::new(move |answer: ProposalAnswer| {
        busy.set(true);
        let write = writes.begin();
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
            drop(write);
        });
    });
    // Another language draws them anew: nothing in a card follows it by itself.
    let drawn = move |proposal: &Proposal| {
        let open = open_values(proposal).map(|value| value.line.field.clone());
        let open = open.collect::<Vec<_>>();
        (proposal.id, open, i18n.get_locale().as_str())
    };
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <section class="proposals" aria-labelledby="proposals">
                <h2 id="proposals">{t!(i18n, record.proposals)}</h2>
                <For each=move || found.get() key=drawn let:proposal>
                    {card(i18n, proposal, (contact, custom), (busy, answer))}
                </For>
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
    of: (RwSignal<Contact>, StoredValue<Vec<CustomField>>),
    (busy, answer): (RwSignal<bool>, Callback<ProposalAnswer>),
) -> AnyView {
    let (id, own) = (proposal.id, proposal.own);
    let lines: Vec<_> = open_values(&proposal)
        .map(|value| line(i18n, (id, own), value, of, (busy, answer)))
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
    proposed: &ProposedValue,
    (contact, custom): (RwSignal<Contact>, StoredValue<Vec<CustomField>>),
    (busy, answer): (RwSignal<bool>, Callback<ProposalAnswer>),
) -> AnyView {
    let field = proposed.line.field.clone();
    let name = any_name(i18n, &field, &custom.get_value());
    let said = {
        let field = field.clone();
        move |held: Option<&Value>| held.map(|held| value(i18n, &field, held, &custom.get_value()))
    };
    let words = move |said: Option<String>| match said {
        Some(said) => view! { <bdi>{said}</bdi> }.into_any(),
        None => view! { <span class="none">{t_string!(i18n, record.empty)}</span> }.into_any(),
    };
    let [was, wanted] = [&proposed.line.old, &proposed.line.new].map(|held| said(held.as_ref()));
    let (old, new) = (words(was.clone()), words(wanted));
    // Others may give it another value while it is looked at.
    let of_now = field.clone();
    let now = Memo::new(move |_| {
        let held = contact.with(|contact| change::fields(&contact.draft).remove(&of_now));
        said(held.as_ref())
    });
    let now = move || {
        let now = now.get();
        (now != was).then(|| {
            view! { <span class="now">{t_string!(i18n, record.proposal_now)} " " {words(now)}</span> }
        })
    };
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
