//! What can be done with an edit that the table of enquiries forbids by now, in the form where it still stands: it can be
//! left as a proposal, on which somebody else decides, or be taken to the contact's own page.
use contact::permit::may_propose;
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::proposals::propose,
    i18n::*,
    page::report,
    record::edit::Editor,
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
    },
    values::words::language,
};

/// The offer, below the sentence that refuses the save.
pub fn proposing(editor: Editor, enquiry: Uuid) -> AnyView {
    let i18n = use_i18n();
    let report = report();
    let busy = RwSignal::new(false);
    let why_not = move || {
        let why = editor.save.refused.get()?;
        // Who stands before this form could edit when they began.
        let refused = may_propose(why.status, why.relation, true).err()?;
        Some(refused.sentence(language(i18n)))
    };
    let leave = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (contact, version, base, draft) = editor.typed();
        leptos::task::spawn_local(async move {
            let left = propose(enquiry, contact, version, base, draft).await;
            // The room may have been left meanwhile.
            if busy.try_set(false).is_some() {
                return;
            }
            match left {
                Ok(()) => {
                    report.toasts.say(tu_string!(i18n, record.proposal_left));
                    editor.leave();
                }
                Err(error) => report.say(error),
            }
        });
    };
    let action = move || {
        view! {
            <Button
                look=Look::Primary
                busy=busy
                disabled=Signal::derive(move || why_not().is_some())
                on_press=leave
            >
                {t!(i18n, record.leave_proposal)}
            </Button>
        }
    };
    let home = move || format!("/contacts/{}", editor.contact.read().id);
    view! {
        <div class="refused">
            <Banner tone=Tone::Warning action=action>
                <p>{t!(i18n, room.kept)}</p>
                <p><a href=home target="_blank">{t!(i18n, room.at_home)}</a></p>
                {move || why_not().map(|why| view! { <p class="why-not">{why}</p> })}
            </Banner>
        </div>
    }
    .into_any()
}
