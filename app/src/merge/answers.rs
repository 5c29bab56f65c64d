//! A suspected contact in a list, and the two answers to the suspicion: merge it, or remember that it is somebody else.
use contact::{Contact, ContactId};
use leptos::prelude::*;

use crate::{
    api::merge::differ,
    i18n::*,
    merge::{
        merges::Merges,
        words::{details, name},
    },
    page::Report,
    ui::button::{Button, LinkButton, Look},
    values::words::I18n,
};

/// The name of a contact, which leads to it, and what tells contacts of one name apart.
pub fn who(contact: &Contact) -> AnyView {
    view! {
        <p class="who">
            <a class="name" href=format!("/contacts/{}", contact.id)><bdi>{name(contact)}</bdi></a>
            <bdi class="soft">{details(contact)}</bdi>
        </p>
    }
    .into_any()
}

/// The buttons of both answers; a merge begins with `one` as the master, and its address says where it began.
pub fn answers(
    i18n: I18n,
    one: &Contact,
    two: &Contact,
    from: &'static str,
    on_differ: impl Into<Callback<()>>,
) -> AnyView {
    let on_differ = on_differ.into();
    let address = format!("/contacts/{}?merge={}{from}", one.id, two.id);
    let names = (name(one), name(two));
    let (first, second) = names.clone();
    let merge_words = move || {
        t_string!(
            i18n,
            merge.merge_pair,
            one = first.clone(),
            two = second.clone()
        )
        .to_string()
    };
    let (first, second) = names;
    let differ_words = move || {
        t_string!(
            i18n,
            merge.differ_pair,
            one = first.clone(),
            two = second.clone()
        )
        .to_string()
    };
    view! {
        <div class="buttons">
            <Button small=true look=Look::Plain label=differ_words on_press=on_differ>
                {move || t_string!(i18n, merge.differ)}
            </Button>
            <LinkButton small=true href=address label=merge_words>
                {move || t_string!(i18n, merge.merge)}
            </LinkButton>
        </div>
    }
    .into_any()
}

/// Remembers that two contacts are not the same person, or forgets it; the toast offers the way back. `on_end` learns
/// whether it was forgotten: the two are to be suspected again.
pub fn say_differ(
    i18n: I18n,
    (report, merges): (Report, Merges),
    two: [ContactId; 2],
    differing: bool,
    on_end: impl Fn(bool) + Copy + Send + Sync + 'static,
) {
    leptos::task::spawn_local(async move {
        let [one, other] = two;
        let said = differ(one, other, differing).await;
        let forgotten = said.is_ok() && !differing;
        match said {
            Ok(()) if differing => report.toasts.offer(
                tu_string!(i18n, merge.differing_done),
                tu_string!(i18n, contact.undo),
                move || say_differ(i18n, (report, merges), two, false, on_end),
            ),
            Ok(()) => {}
            Err(error) => report.say(error),
        }
        merges.suspect_anew();
        on_end(forgotten);
    });
}
