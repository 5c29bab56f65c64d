//! `/enquiries/{id}/transcript`: the chat history of an enquiry, with what the enquiry was. A message of it has an address.
use contact::permit::{EnquiryAction, Relation, Why, permit};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use crate::{
    api::transcript::history,
    enquiries::{
        following::{EnquiryHeard, PAUSE, follow_enquiry, is_of},
        transcript::Transcript,
    },
    error::Error,
    i18n::*,
    live::follow,
    page::{Back, Page, unreadable::Unreadable},
    ui::{badge::Badge, button::LinkButton, copy::CopyButton, empty::Empty, when::When},
    values::{
        enquiry::{channel_name, status_name},
        message::address,
        staff::names,
        words::{I18n, language},
    },
    wire::{
        live::News,
        transcript::{EnquiryOwner, TranscriptHead},
    },
};

/// The page of a chat history.
#[component]
pub fn History() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| Uuid::parse_str(&id).ok())
    });
    let query = use_query_map();
    let message = Memo::new(move |_| query.read().get("message").filter(|name| !name.is_empty()));
    let first = Resource::new(
        move || id.get(),
        |id| async move { history(id.ok_or(Error::NotFound)?).await },
    );
    // Whoever could not see it may be allowed to by now.
    follow(PAUSE, move |news| {
        let is_of_it = |id| news.iter().any(|news| is_of(news, id));
        let has_failed = first.with_untracked(|first| matches!(first, Some(Err(_))));
        if has_failed && id.get_untracked().is_some_and(is_of_it) {
            first.refetch();
        }
    });
    let before = move || {
        let to = Signal::derive(move || match id.get() {
            Some(id) => format!("/enquiries/{id}"),
            None => "/enquiries".to_owned(),
        });
        view! { <Back to=to label=move || t_string!(i18n, transcript.back)/> }
    };
    view! {
        <Page title=move || t_string!(i18n, transcript.history) before=before>
            <Transition>
                {move || Suspend::new(async move {
                    match (id.get_untracked(), first.await) {
                        (Some(id), Ok(head)) => read(i18n, id, head, message),
                        (_, Err(error)) => failed(i18n, error, Callback::new(move |()| first.refetch())),
                        (None, Ok(_)) => ().into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}

/// A chat history that was read, as long as it may be seen.
fn read(i18n: I18n, id: Uuid, head: TranscriptHead, message: Memo<Option<String>>) -> AnyView {
    let head = RwSignal::new(head);
    let refused = RwSignal::new(None);
    let hear = move |heard: EnquiryHeard<TranscriptHead>| match heard {
        EnquiryHeard::Stands(now) => {
            if head.with_untracked(|head| *head != now) {
                head.set(now);
            }
            refused.set(None);
        }
        EnquiryHeard::Refused(why) => refused.set(Some(why)),
        // Whoever stands otherwise to it is told so at once.
        EnquiryHeard::Gone => {
            let status = head.with_untracked(|head| head.enquiry.status);
            refused.set(permit(status, Relation::Other, EnquiryAction::View).err());
        }
    };
    let is_of_owner = move |news: &News| match news {
        News::Contact { id, .. } => head.with_untracked(
            |head| matches!(&head.owner, EnquiryOwner::Contact(owner, _) if owner == id),
        ),
        _ => false,
    };
    follow_enquiry(id, is_of_owner, move || history(id), hear);
    let unseen_by = Memo::new(move |_| refused.get());
    (move || match unseen_by.get() {
        Some(why) => unseen(i18n, why),
        None => view! {
            {move || head.with(|head| facts(i18n, id, head, message))}
            <Transcript enquiry=id message=message/>
        }
        .into_any(),
    })
    .into_any()
}

/// Why there is nothing to see.
fn failed(i18n: I18n, error: Error, again: Callback<()>) -> AnyView {
    if let Error::NotPermitted(why) = error {
        return unseen(i18n, why);
    }
    view! {
        <Unreadable title=move || t_string!(i18n, transcript.failed) error again=Some(again)/>
    }
    .into_any()
}

/// What stands in place of what the table forbids to see. That is no fault, and another try changes nothing.
fn unseen(i18n: I18n, why: Why) -> AnyView {
    view! {
        <Empty
            icon=icondata_lu::LuLock
            title=move || t_string!(i18n, transcript.refused)
            text=move || why.sentence(language(i18n))
        >
            <LinkButton href="/contacts".to_owned()>{t!(i18n, frame.to_contacts)}</LinkButton>
        </Empty>
    }
    .into_any()
}

/// What the enquiry was.
fn facts(i18n: I18n, id: Uuid, head: &TranscriptHead, message: Memo<Option<String>>) -> AnyView {
    let TranscriptHead { enquiry, owner } = head;
    let (status, tone) = status_name(i18n, enquiry.status);
    let locale = Signal::derive(move || i18n.get_locale().as_str());
    let text = |text: &str| view! { <bdi>{text.to_owned()}</bdi> }.into_any();
    let owner = match owner {
        EnquiryOwner::Contact(contact, name) => {
            view! { <a href=format!("/contacts/{contact}")><bdi>{name.clone()}</bdi></a> }
                .into_any()
        }
        EnquiryOwner::Visitor(name) if !name.is_empty() => text(name),
        EnquiryOwner::Visitor(_) => text(t_string!(i18n, transcript.visitor)),
        EnquiryOwner::Erased => text(t_string!(i18n, transcript.erased)),
    };
    let some = |words: &str| (!words.is_empty()).then(|| text(words));
    let closed = enquiry
        .closed_at
        .map(|at| view! { <When at=at language=locale/> }.into_any());
    let facts = [
        (t_string!(i18n, transcript.of), Some(owner)),
        (
            t_string!(i18n, transcript.channel),
            some(channel_name(i18n, enquiry.channel)),
        ),
        (
            t_string!(i18n, transcript.destination),
            some(&enquiry.destination),
        ),
        (
            t_string!(i18n, transcript.in_room),
            (!enquiry.staff.is_empty()).then(|| names(&enquiry.staff)),
        ),
        (
            t_string!(i18n, transcript.opened),
            Some(view! { <When at=enquiry.opened_at language=locale/> }.into_any()),
        ),
        (t_string!(i18n, transcript.closed), closed),
    ];
    let facts = facts.into_iter().filter_map(|(name, held)| {
        let held = held?;
        Some(view! { <div><dt>{name}</dt><dd>{held}</dd></div> })
    });
    view! {
        <div class="history">
            <p class="head">
                <Badge tone=tone>{status}</Badge>
                <code><bdi>{enquiry.external_id.clone()}</bdi></code>
                <bdi>{enquiry.subject.clone()}</bdi>
                {move || message.get().map(|message| link(i18n, id, &message))}
            </p>
            <dl>{facts.collect::<Vec<_>>()}</dl>
        </div>
    }
    .into_any()
}

/// The message that the address names, for somebody else.
fn link(i18n: I18n, id: Uuid, message: &str) -> AnyView {
    let path = address(id, message);
    // The server does not know under which name it is reached.
    let origin = match cfg!(feature = "ssr") {
        true => String::new(),
        false => window().location().origin().unwrap_or_default(),
    };
    view! {
        <CopyButton
            value=format!("{origin}{path}")
            label=move || t_string!(i18n, transcript.copy_link)
            done=move || t_string!(i18n, transcript.copied)
        />
    }
    .into_any()
}
