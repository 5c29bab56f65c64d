//! The transcript of an enquiry: the newest messages at once, older ones as one scrolls up, what can be found in them, and
//! what of them the contact lacks.
use contact::Contact;
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::transcript::messages,
    enquiries::{
        find::Find,
        message::{ContactMessage, day_of, line},
        reader::{Reader, SaidSince, place},
        shown_pages::{ShownPage, ShownPages},
    },
    i18n::*,
    page::unreadable::Unreadable,
    ui::{
        button::{Button, LinkButton},
        changes::ShowChanges,
        empty::Empty,
        focus::put,
    },
};

/// The messages of an enquiry, with what can be found in them, and what of them the contact lacks.
#[component]
pub fn Transcript(
    enquiry: Uuid,
    /// The message that is wanted, where the address names it: its links stay on the page then.
    #[prop(optional, into)]
    message: Option<Signal<Option<String>>>,
    /// The contact beside it, where the page shows it: what it has is not offered.
    #[prop(optional, into)]
    contact: Signal<Option<Contact>>,
    /// Hears of the contact to which something was added.
    #[prop(optional, into)]
    on_change: Option<Callback<Contact>>,
    /// Why nothing can be added to it just now.
    #[prop(optional, into)]
    why_not: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let reader = Reader::new(i18n, enquiry, contact, on_change, why_not);
    let first = Resource::new(
        || (),
        move |()| {
            messages(
                enquiry,
                place(message.and_then(|message| message.get_untracked())),
            )
        },
    );
    if let Some(message) = message {
        reader.follow(message);
        // Where nothing could be read, another address is another try.
        let read_anew = move || {
            if reader.scroller.get_untracked().is_none() {
                first.refetch();
            }
        };
        Effect::watch(move || message.get(), move |_, _, _| read_anew(), false);
    }
    view! {
        <div class="transcript">
            <Find reader on_page=message.is_some()/>
            {news(reader)}
            <Transition>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok(page) => {
                            reader.pages.set(ShownPages::of(page));
                            area(reader)
                        }
                        Err(error) => view! {
                            <Unreadable
                                title=move || t_string!(i18n, transcript.failed)
                                error
                                again=Some(Callback::new(move |()| first.refetch()))
                            >
                                {message.is_some().then(|| view! {
                                    <LinkButton href=format!("/enquiries/{enquiry}/transcript")>
                                        {t!(i18n, transcript.to_newest)}
                                    </LinkButton>
                                })}
                            </Unreadable>
                        }
                            .into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// How much was said since: where it stands there already that is read out, else it comes into sight by a button.
fn news(reader: Reader) -> AnyView {
    let i18n = reader.i18n;
    let count = |said: SaidSince| format!("{}{}", said.count, if said.more { "+" } else { "" });
    let shown = move || {
        let said = reader.said.get().filter(|said| said.is_shown)?;
        Some(match said.count {
            1 => t_string!(i18n, transcript.shown_one).to_owned(),
            _ => t_string!(i18n, transcript.shown_new, count = count(said)),
        })
    };
    let unshown = move || {
        let said = reader.said.get().filter(|said| !said.is_shown)?;
        Some(match said.count {
            1 => t_string!(i18n, transcript.unshown_one).to_owned(),
            _ => t_string!(i18n, transcript.unshown_new, count = count(said)),
        })
    };
    let show = move || {
        reader.look();
        if let Some(area) = reader.scroller.get_untracked() {
            put(&area);
        }
    };
    view! {
        <p class="quiet" role="status">{shown}</p>
        <div class="over-edge"><ShowChanges words=Signal::derive(unshown) on_show=show/></div>
    }
    .into_any()
}

/// The area in which the messages scroll.
fn area(reader: Reader) -> AnyView {
    let i18n = reader.i18n;
    view! {
        <div
            class="messages"
            role="region"
            tabindex="0"
            aria-label=move || t_string!(i18n, transcript.title)
            aria-busy=move || reader.busy.get().then_some("true")
            node_ref=reader.scroller
            on:scroll=move |_| reader.scrolled()
        >
            <div>
                {move || beginning(reader)}
                // Another language draws them anew: nothing in a message follows it by itself.
                <For each=move || reader.pages.with(ShownPages::shown) key=move |shown| (shown.key(), i18n.get_locale().as_str()) let:shown>
                    {messages_of(reader, &shown)}
                </For>
                <p class="end">
                    <Button small=true busy=reader.busy icon=icondata_lu::LuRefreshCw on_press=move || reader.look()>
                        {t!(i18n, transcript.look)}
                    </Button>
                </p>
            </div>
        </div>
    }    .into_any()
}

/// What stands above the first message.
fn beginning(reader: Reader) -> AnyView {
    let i18n = reader.i18n;
    if reader.pages.with(ShownPages::is_empty) {
        return view! {
            <Empty
                icon=icondata_lu::LuMessagesSquare
                title=move || t_string!(i18n, transcript.none)
                text=move || t_string!(i18n, transcript.none_text)
            />
        }
        .into_any();
    }
    match reader.pages.with(ShownPages::older) {
        Some(_) => view! {
            <p class="end">
                <Button small=true busy=reader.busy icon=icondata_lu::LuArrowUp on_press=move || reader.older()>
                    {t!(i18n, transcript.older)}
                </Button>
            </p>
        }
        .into_any(),
        None => view! { <p class="end">{t!(i18n, transcript.beginning)}</p> }.into_any(),
    }
}

/// The messages of a page, with the days on which they begin.
fn messages_of(reader: Reader, shown: &ShownPage) -> AnyView {
    let before = RwSignal::from(shown.before.clone());
    let mut previous = None;
    let lines = shown.page.items.iter().map(|held| {
        let at = held.at;
        let earlier = previous.replace(at);
        let day = day_of(reader, at, move || earlier.or_else(|| before.get()));
        let of = ContactMessage {
            held,
            contact: shown.page.contact,
        };
        line(reader, of, day)
    });
    view! { <ol role="list">{lines.collect::<Vec<_>>()}</ol> }.into_any()
}
