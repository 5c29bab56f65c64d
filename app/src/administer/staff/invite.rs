//! The window in which a colleague is invited: who it is, and then the link to hand over.
use leptos::prelude::*;

use super::{
    inputs::{StaffInputs, first_fields},
    link::shown_link,
};
use crate::{
    api::staff,
    error::Error,
    i18n::*,
    leave::Guard,
    page::{language, report},
    ui::{
        button::{Button, Look},
        dialog::{Dialog, DialogForm},
        focus::focus_soon,
    },
    wire::{roster::AccountLink, staff::Availability},
};

/// The window, which opens with `open`. `on_done` hears that somebody was invited.
#[component]
pub fn InviteWindow(open: RwSignal<bool>, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let inputs = StaffInputs::blank();
    let made = RwSignal::new(None::<AccountLink>);
    let (error, busy) = (RwSignal::new(None::<Error>), RwSignal::new(false));
    Effect::new(move |_| {
        if open.get() {
            inputs.clear();
            error.set(None);
            // The form is not made anew under whoever types already.
            if made.with_untracked(Option::is_some) {
                made.set(None);
            }
        }
    });
    let is_dirty = move || made.with_untracked(Option::is_none) && !inputs.is_blank();
    let leave = Guard::of_page().hold_window(open, is_dirty, move || open.set(false));
    let send = move || {
        if busy.get_untracked() || made.with_untracked(Option::is_some) {
            return;
        }
        busy.set(true);
        error.set(None);
        let draft = inputs.draft(Availability::default());
        leptos::task::spawn_local(async move {
            let invited = staff::invite(draft).await;
            let _ = busy.try_set(false);
            match invited {
                Ok(link) => {
                    let _ = made.try_set(Some(link));
                    focus_soon("made-link".to_owned());
                    // The page may have been left meanwhile.
                    let _ = on_done.try_run(());
                }
                Err(known @ (Error::Invalid(_) | Error::Conflict(_))) => {
                    let _ = error.try_set(Some(known));
                }
                Err(other) => report.say(other),
            }
        });
    };
    let footer = move || {
        view! {
            <Show
                when=move || made.with(Option::is_none)
                fallback=move || view! {
                    <Button look=Look::Primary on_press=move || open.set(false)>{t!(i18n, staff.done)}</Button>
                }
            >
                <Button on_press=leave>{t!(i18n, frame.cancel)}</Button>
                <Button look=Look::Primary busy=busy on_press=send>{t!(i18n, staff.invite)}</Button>
            </Show>
        }
    };
    view! {
        <Dialog
            id="invite"
            open=open
            title=move || t_string!(i18n, staff.invite_title)
            on_leave=leave
            footer=footer
        >
            {move || match made.get() {
                Some(link) => shown_link(i18n, link),
                None => view! {
                    <p>{t!(i18n, staff.invite_text)}</p>
                    {move || taken(error)}
                    <DialogForm on_send=send>
                        {first_fields(inputs, error, "invite", Signal::derive(|| false))}
                    </DialogForm>
                }
                    .into_any(),
            }}
        </Dialog>
    }
}

/// What is wrong with the whole, as an alert.
pub fn taken(error: RwSignal<Option<Error>>) -> Option<AnyView> {
    let i18n = use_i18n();
    let error = error.get()?;
    let words = match &error {
        Error::Conflict(_) => t_string!(i18n, staff.address_taken).to_owned(),
        // Of no field in particular.
        Error::Invalid(_) => error.about("")?.sentence(language(i18n)),
        other => other.sentence(language(i18n)),
    };
    Some(view! { <p class="banner danger" role="alert">{words}</p> }.into_any())
}
