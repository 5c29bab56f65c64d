//! Links that call and text the numbers of a contact. Whoever presses one is led to their telephone at once; that they did
//! is told to the server meanwhile, and a failure of that is said.
use contact::{Bounded, ContactId};
use leptos::prelude::*;

use crate::{
    api::activity::engage,
    i18n::*,
    numbers::{number as number_of, shown},
    page::report,
    ui::icon::Icon,
    values::words::I18n,
    wire::intake::EngagementKind,
};

/// Counts what was pressed on this page, so that what shows the activity of a contact reads it again.
#[derive(Clone, Copy)]
pub struct Calls(RwSignal<u32>);

impl Calls {
    /// Makes the count available to everything on the page.
    pub fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// The count of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// How many were written down, for what is to follow them.
    pub fn count(self) -> u32 {
        self.0.get()
    }

    /// How many were written down until now.
    pub fn count_now(self) -> u32 {
        self.0.get_untracked()
    }
}

/// Tells the server that a number is called or texted.
fn pressed(contact: ContactId, kind: EngagementKind, number: String) -> impl Fn() {
    let (report, calls) = (report(), Calls::of_page());
    move || {
        let number = Bounded::own(number.clone());
        leptos::task::spawn_local(async move {
            match engage(contact, kind, number).await {
                Ok(()) => calls.0.update(|count| *count += 1),
                Err(error) => report.say(error),
            }
        });
    }
}

/// A number that is called by pressing it.
pub fn call_link(i18n: I18n, contact: ContactId, number: &str) -> AnyView {
    let [words, link, called] = [(); 3].map(|()| number.to_owned());
    let pressed = pressed(contact, EngagementKind::Call, called);
    view! {
        <a
            class="call"
            href=format!("tel:{number}")
            title=move || t_string!(i18n, contacts.call, value = shown(&words))
            on:click=move |_| pressed()
        >
            {number_of(link)}
        </a>
    }
    .into_any()
}

/// The button that texts a number.
pub fn text_link(i18n: I18n, contact: ContactId, number: &str) -> AnyView {
    let [words, title, texted] = [(); 3].map(|()| number.to_owned());
    let pressed = pressed(contact, EngagementKind::Sms, texted);
    view! {
        <a
            class="button plain small square"
            href=format!("sms:{number}")
            aria-label=move || t_string!(i18n, contacts.text_to, value = shown(&words))
            title=move || t_string!(i18n, contacts.text_to, value = shown(&title))
            on:click=move |_| pressed()
        >
            <Icon icon=icondata_lu::LuMessageSquare/>
        </a>
    }
    .into_any()
}
