//! Choosing the second contact: those that share something come first, each with the reason; a search finds any other.
use std::time::Duration;

use contact::{Contact, ContactId, likeness::Reason, query::Query};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{
    api::{
        contacts::{get, list},
        merge::suggestions,
    },
    browser::clock::Rest,
    error::Error,
    i18n::*,
    merge::{
        card::side,
        undo::back,
        words::{details, name, reasons},
    },
    page::{Page, unread},
    ui::{
        avatar::Avatar,
        badge::{Badge, Tone},
        banner::Banner,
        button::{Button, LinkButton, Look},
        field::SearchField,
    },
    values::words::I18n,
    wire::contacts::Found,
};

/// How many contacts a search offers.
const OFFERED: u16 = 10;

/// The pause in typing after which the search begins.
const REST: Duration = Duration::from_millis(150);

/// Who could be merged: why, where there is a reason.
pub type Candidates = Result<Vec<(Contact, Vec<Reason>)>, Error>;

/// The choice of whom to merge into a contact.
pub fn page(id: ContactId) -> AnyView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let (search, chosen) = (
        RwSignal::new(String::new()),
        RwSignal::new(None::<ContactId>),
    );
    let found = Resource::new(
        move || search.get(),
        move |search| async move { candidates(id, search).await },
    );
    let next = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(other) = chosen.get_untracked() {
            navigate(&format!("/contacts/{id}?merge={other}"), Default::default());
        }
    };
    view! {
        <Page title=move || t_string!(i18n, merge.title) before=move || back(i18n, id)>
            <form class="merge picker" on:submit=next>
                {master(i18n, id)}
                <p class="soft">{move || t_string!(i18n, merge.pick_text)}</p>
                <Search search/>
                <div aria-live="polite">
                    <Transition>
                        {move || Suspend::new(async move {
                            let found = found.await;
                            offer(i18n, chosen, &search.read_untracked(), found)
                        })}
                    </Transition>
                </div>
                <footer>
                    <LinkButton href=format!("/contacts/{id}")>{move || t_string!(i18n, frame.cancel)}</LinkButton>
                    <Button look=Look::Primary submit=true disabled=Signal::derive(move || chosen.read().is_none())>
                        {move || t_string!(i18n, merge.next)}
                    </Button>
                </footer>
            </form>
        </Page>
    }
    .into_any()
}

/// Whom to merge another contact into.
fn master(i18n: I18n, id: ContactId) -> AnyView {
    let master = Resource::new(
        || (),
        move |()| async move {
            match get(id).await {
                Ok(Found::Here(contact)) => Some(*contact),
                _ => None,
            }
        },
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let master = master.await?;
                let called = name(&master);
                Some(view! {
                    {side(i18n, &master, true)}
                    <h2>{move || t_string!(i18n, merge.pick_title, name = called.clone()).to_string()}</h2>
                })
            })}
        </Transition>
    }
    .into_any()
}

/// The field in which any other contact is searched for, once the typing rests.
#[component]
pub fn Search(search: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(String::new());
    let rest = Rest::after(REST);
    let type_on = move |text: String| {
        typed.set(text);
        rest.then(move || search.set(typed.get_untracked().trim().to_owned()));
    };
    view! {
        <SearchField
            id="merge-search"
            label=move || t_string!(i18n, contacts.search)
            hint=move || t_string!(i18n, contacts.search_hint)
            value=typed
            on_input=type_on
        />
    }
}

/// Those to choose from, or that there are none. Whoever was chosen and is not among them, so that nobody sees it, is chosen
/// no more.
pub fn offer(
    i18n: I18n,
    chosen: RwSignal<Option<ContactId>>,
    search: &str,
    candidates: Candidates,
) -> AnyView {
    let is_offered = |id: ContactId| {
        let mut offered = candidates.iter().flatten();
        offered.any(|(contact, _)| contact.id == id)
    };
    if chosen.get_untracked().is_some_and(|id| !is_offered(id)) {
        chosen.set(None);
    }
    match candidates {
        Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
        Ok(candidates) if candidates.is_empty() => {
            let words = match search {
                "" => t_string!(i18n, merge.none_suggested).to_owned(),
                search => t_string!(i18n, merge.none_found, search = search.to_owned()).to_string(),
            };
            view! { <p class="none">{words}</p> }.into_any()
        }
        Ok(candidates) => {
            let candidates = candidates.into_iter();
            let candidates =
                candidates.map(|(contact, reasons)| candidate(chosen, &contact, &reasons));
            view! {
                <div class="candidates" role="radiogroup" aria-label=t_string!(i18n, merge.candidates)>
                    {candidates.collect::<Vec<_>>()}
                </div>
            }
            .into_any()
        }
    }
}

/// Those that share something with the contact, or those that a search finds; never itself.
async fn candidates(id: ContactId, search: String) -> Candidates {
    let likely = suggestions(id).await?;
    if search.is_empty() {
        let likely = likely
            .into_iter()
            .map(|likely| (likely.contact, likely.reasons));
        return Ok(likely.collect());
    }
    let reasons = |contact: &Contact| {
        let likely = likely.iter().find(|likely| likely.contact.id == contact.id);
        likely
            .map(|likely| likely.reasons.clone())
            .unwrap_or_default()
    };
    let others = others(Some(id), search).await?.into_iter();
    let mut others: Vec<_> = others
        .map(|contact| (reasons(&contact), contact))
        .map(|(reasons, contact)| (contact, reasons))
        .collect();
    others.sort_by_key(|(_, reasons)| reasons.is_empty());
    others.truncate(OFFERED.into());
    Ok(others)
}

/// Those whom a search finds, but for one of them.
pub async fn others(but: Option<ContactId>, search: String) -> Result<Vec<Contact>, Error> {
    let query = Query {
        search,
        // One may be the contact itself.
        limit: OFFERED + 1,
        ..Query::default()
    };
    let mut found = list(query).await?.items;
    found.retain(|contact| Some(contact.id) != but);
    Ok(found)
}

fn candidate(chosen: RwSignal<Option<ContactId>>, contact: &Contact, shared: &[Reason]) -> AnyView {
    let i18n = use_i18n();
    let id = contact.id;
    let called = name(contact);
    let why = (!shared.is_empty()).then(|| {
        view! {
            <Badge tone=Tone::Success>{t_string!(i18n, merge.suggested)}</Badge>
            {reasons(i18n, shared)}
        }
    });
    view! {
        <label class="candidate">
            <input
                type="radio"
                name="merge"
                value=id.to_string()
                prop:checked=move || chosen.get() == Some(id)
                on:change=move |_| chosen.set(Some(id))
            />
            <Avatar name=called.clone()/>
            <span class="who">
                <bdi class="name">{called}</bdi>
                <bdi class="soft">{details(contact)}</bdi>
                <span class="reasons">{why}</span>
            </span>
        </label>
    }
    .into_any()
}
