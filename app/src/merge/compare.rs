//! The comparison: the Master Contact at the left, what differs with a choice each, and the result beside it, live.
use contact::{Contact, ContactId, merge::Refused};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{
    api::{fields, labels, merge::compare},
    error::Error,
    i18n::*,
    leave::Guard,
    merge::{
        card::{card, side},
        choosing::{differing, equal, lists},
        comparing::Comparing,
        merges::use_merges,
        undo::{back, suspicions, take_back},
        words::{moving, name},
    },
    page::{Page, report, unreadable::Unreadable},
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, LinkButton, Look},
    },
    values::words::{I18n, language},
    wire::merge::Comparison,
};

/// The page that compares two contacts and merges them.
pub fn page(master: ContactId, other: ContactId) -> AnyView {
    let i18n = use_i18n();
    let read = Resource::new(
        || (),
        move |()| async move {
            let (sides, custom, labels) =
                futures::join!(compare(master, other), fields::list(), labels::list());
            // Without these there is still the contact.
            sides.map(|sides| {
                (
                    sides,
                    custom.unwrap_or_default(),
                    labels.unwrap_or_default(),
                )
            })
        },
    );
    let there = move |(sides, custom, labels)| {
        view_of(Comparing {
            i18n,
            sides: RwSignal::new(sides),
            choices: RwSignal::default(),
            custom: StoredValue::new(custom),
            labels: StoredValue::new(labels),
            notice: RwSignal::new(None),
            busy: RwSignal::new(false),
        })
    };
    view! {
        <Page title=move || t_string!(i18n, merge.title) before=move || back(i18n, master)>
            <Transition>
                {move || Suspend::new(async move {
                    match read.await {
                        Ok(read) => there(read),
                        Err(error) => failed(i18n, master, error),
                    }
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

fn failed(i18n: I18n, master: ContactId, error: Error) -> AnyView {
    view! {
        <Unreadable title=move || t_string!(i18n, merge.title) error again=None>
            <LinkButton href=format!("/contacts/{master}?merge=")>{move || t_string!(i18n, merge.another)}</LinkButton>
        </Unreadable>
    }
    .into_any()
}

fn view_of(comparing: Comparing) -> AnyView {
    let Comparing { i18n, sides, .. } = comparing;
    let (report, merges, navigate) = (report(), use_merges(), use_navigate());
    let list = suspicions();
    Guard::of_page().hold(move || comparing.is_dirty());
    let result = Memo::new(move |_| comparing.result());
    let done = move |merge, contact: Contact| {
        report.toasts.offer(
            tu_string!(i18n, merge.done),
            tu_string!(i18n, contact.undo),
            move || take_back(i18n, report, merges, merge),
        );
        // The address first: what is shown anew must no longer ask to compare the two.
        let there = format!("/contacts/{}", contact.id);
        merges.next.set_value(list.is_some());
        navigate(list.unwrap_or(&there), Default::default());
        request_animation_frame(move || merges.add());
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if result.with_untracked(Result::is_ok) {
            comparing.send(report, done.clone());
        }
    };
    view! {
        <form class="merge compare" on:submit=send>
            {move || comparing.notice.get().map(|words| view! { <Banner tone=Tone::Danger>{words}</Banner> })}
            {move || sides.with(|sides| heads(comparing, sides))}
            <div class="columns">
                <div class="choosing">
                    {move || sides.with(|sides| choosing(comparing, sides))}
                </div>
                <aside aria-labelledby="merge-result">
                    <h2 id="merge-result">{move || t_string!(i18n, merge.result)}</h2>
                    {move || result.with(|result| shown(comparing, result))}
                    {move || sides.with(|sides| moves(comparing, sides))}
                </aside>
            </div>
            {buttons(comparing, result, list)}
        </form>
    }
    .into_any()
}

/// What can be done: choose another, leave it, merge.
fn buttons(
    Comparing {
        i18n, sides, busy, ..
    }: Comparing,
    result: Memo<Result<Contact, Refused>>,
    list: Option<&'static str>,
) -> AnyView {
    let master = move || sides.with(|sides| format!("/contacts/{}", sides.master.id));
    view! {
        <footer>
            <LinkButton href=Signal::derive(move || master() + "?merge=")>
                {move || t_string!(i18n, merge.another)}
            </LinkButton>
            <LinkButton href=Signal::derive(move || list.map_or_else(master, str::to_owned))>
                {move || t_string!(i18n, frame.cancel)}
            </LinkButton>
            <Button
                look=Look::Primary
                submit=true
                busy=busy
                disabled=Signal::derive(move || result.with(Result::is_err))
                icon=icondata_lu::LuMerge
            >
                {move || t_string!(i18n, merge.title)}
            </Button>
        </footer>
    }
    .into_any()
}

/// The two, the master first and marked.
fn heads(comparing: Comparing, sides: &Comparison) -> AnyView {
    let i18n = comparing.i18n;
    let other = name(&sides.other);
    view! {
        <div class="sides">
            {side(i18n, &sides.master, true)}
            <Button
                icon=icondata_lu::LuArrowLeftRight
                label=move || t_string!(i18n, merge.swap, name = other.clone()).to_string()
                on_press=move || comparing.swap()
            />
            {side(i18n, &sides.other, false)}
        </div>
    }
    .into_any()
}

fn choosing(comparing: Comparing, sides: &Comparison) -> AnyView {
    let i18n = comparing.i18n;
    view! {
        <section>
            <h2>{t_string!(i18n, merge.differing)}</h2>
            {differing(comparing, sides)}
            {equal(comparing, sides)}
        </section>
        <section>
            <h2>{t_string!(i18n, merge.kept)}</h2>
            <p class="soft">{t_string!(i18n, merge.kept_text)}</p>
            {lists(comparing, sides)}
        </section>
    }
    .into_any()
}

fn shown(comparing: Comparing, result: &Result<Contact, Refused>) -> AnyView {
    match result {
        Ok(contact) => {
            let (custom, labels) = (comparing.custom.get_value(), comparing.labels.get_value());
            let card = card(comparing.i18n, contact, &custom, &labels);
            view! { <div class="result">{card}</div> }.into_any()
        }
        Err(refused) => {
            let words = refused.sentence(language(comparing.i18n));
            view! { <Banner tone=Tone::Danger>{words}</Banner> }.into_any()
        }
    }
}

fn moves(comparing: Comparing, sides: &Comparison) -> AnyView {
    let i18n = comparing.i18n;
    let called = name(&sides.other);
    let notes: Vec<_> = sides.notes_of_other.iter().map(|note| note.id).collect();
    let held = sides.held_by_other;
    let leads = t_string!(i18n, merge.leads, name = called.clone()).to_string();
    let words = move || {
        let out = |id: &_| {
            comparing
                .choices
                .with(|choices| choices.without.notes.contains(id))
        };
        let kept = notes.iter().filter(|id| !out(id)).count();
        match moving(i18n, held, kept as i64) {
            words if words.is_empty() => {
                t_string!(i18n, merge.moves_nothing, name = called.clone()).to_string()
            }
            words => words,
        }
    };
    view! {
        <h3>{t_string!(i18n, merge.moves)}</h3>
        <p>{words}</p>
        <p class="soft">{leads}</p>
    }
    .into_any()
}
