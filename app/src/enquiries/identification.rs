//! Saying which contact the visitor is: another one is merged into the enquiry's own, or, where it has none, gets the
//! enquiry. It may be one whom the visitor's number or address points at, or one who is searched for.
use contact::{ContactId, merge::Choices, permit::EnquiryAction};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::enquiries::{attach, merge_beside},
    enquiries::standing::RoomStanding,
    error::Error,
    i18n::*,
    merge::{
        answers::who,
        merges::{Merges, use_merges},
        picker::{Search, offer, others},
        undo::take_back,
    },
    page::{Report, report},
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        dialog::Dialog,
    },
    values::words::{I18n, language},
    wire::{
        merge::Merged,
        room::{Identified, KnownBy},
    },
};

/// The merges of one room.
#[derive(Clone, Copy)]
pub struct Identification {
    i18n: I18n,
    report: Report,
    merges: Merges,
    standing: RoomStanding,
    enquiry: Uuid,
    /// The enquiry's contact, which is the master.
    own: Option<ContactId>,
    busy: RwSignal<bool>,
    /// Reads the room anew.
    again: Callback<()>,
}

impl Identification {
    /// The merges of the room of an enquiry.
    pub fn new(
        i18n: I18n,
        standing: RoomStanding,
        (enquiry, own): (Uuid, Option<ContactId>),
        again: Callback<()>,
    ) -> Self {
        Self {
            i18n,
            report: report(),
            merges: use_merges(),
            standing,
            enquiry,
            own,
            busy: RwSignal::new(false),
            again,
        }
    }

    /// What the table calls it.
    pub fn action(self) -> EnquiryAction {
        match self.own {
            Some(_) => EnquiryAction::Merge,
            None => EnquiryAction::Attach,
        }
    }

    fn take(self, other: ContactId) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let taken = match self.own {
                Some(own) => {
                    let choices = Choices::default();
                    let merged = merge_beside(self.enquiry, own, other, None, choices).await;
                    merged.map(made)
                }
                None => attach(self.enquiry, other).await.map(|()| None),
            };
            self.busy.set(false);
            match taken {
                Ok(merge) => {
                    self.tell(merge);
                    self.merges.suspect_anew();
                    // The room may have been left meanwhile.
                    let _ = self.again.try_run(());
                }
                Err(Error::NotPermitted(why)) => {
                    self.standing.heard(why);
                    let sentence = untrack(|| why.sentence(language(self.i18n)));
                    self.report.toasts.say(sentence);
                }
                Err(error) => self.report.say(error),
            }
        });
    }

    /// Says that it is done. A merge can be taken back as on the contact's own page, where all staff may edit.
    fn tell(self, merge: Option<Uuid>) {
        let Self {
            i18n,
            report,
            merges,
            ..
        } = self;
        let said = tu_string!(i18n, room.merged);
        match merge {
            Some(merge) => {
                let undo = move || take_back(i18n, report, merges, merge);
                report
                    .toasts
                    .offer(said, tu_string!(i18n, contact.undo), undo);
            }
            None => report.toasts.say(said),
        }
    }

    /// The question about each contact whom the visitor's number or address points at. `waits` says why none can be
    /// answered just now.
    pub fn identified(self, found: &[Identified], waits: Signal<Option<String>>) -> AnyView {
        let questions = found.iter().map(|found| self.question(found, waits));
        questions.collect::<Vec<_>>().into_any()
    }

    fn question(self, found: &Identified, waits: Signal<Option<String>>) -> AnyView {
        let i18n = self.i18n;
        let (id, by) = (found.contact.id, found.by);
        let other = who(&found.contact);
        let why_not = move || self.standing.why_not(self.action()).or_else(|| waits.get());
        let action = move || {
            view! {
                <Button
                    look=Look::Primary
                    busy=self.busy
                    disabled=Signal::derive(move || why_not().is_some())
                    on_press=move || self.take(id)
                >
                    {t!(i18n, merge.merge)}
                </Button>
            }
        };
        view! {
            <Banner tone=Tone::Accent action=action>
                <p>
                    {move || match by {
                        KnownBy::Phone => t_string!(i18n, room.same_phone),
                        KnownBy::Email => t_string!(i18n, room.same_email),
                    }}
                </p>
                {other}
                {move || why_not().map(|why| view! { <p class="why-not">{why}</p> })}
            </Banner>
        }
        .into_any()
    }
}

/// The merge that was made. Only one that names versions can meet a conflict.
fn made(merged: Merged) -> Option<Uuid> {
    match merged {
        Merged::Done { merge, .. } => Some(merge),
        Merged::Conflict(_) => None,
    }
}

/// The window in which the contact is searched for.
#[component]
pub fn FindContact(open: RwSignal<bool>, identification: Identification) -> impl IntoView {
    let i18n = identification.i18n;
    let chosen = RwSignal::new(None::<ContactId>);
    let take = move || {
        if let Some(other) = chosen.get_untracked() {
            identification.take(other);
        }
    };
    let why_not = Memo::new(move |_| identification.standing.why_not(identification.action()));
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>{t!(i18n, frame.cancel)}</Button>
            <Button
                look=Look::Primary
                busy=identification.busy
                disabled=Signal::derive(move || chosen.read().is_none() || why_not.read().is_some())
                on_press=take
            >
                {t!(i18n, merge.merge)}
            </Button>
        }
    };
    view! {
        <Dialog id="find-contact" open=open title=move || t_string!(i18n, room.find) footer=footer>
            <div role="status">
                {move || why_not.get().map(|why| view! { <p class="why-not">{why}</p> })}
            </div>
            <Finder identification chosen/>
        </Dialog>
    }
}

#[component]
fn Finder(identification: Identification, chosen: RwSignal<Option<ContactId>>) -> impl IntoView {
    let (i18n, own) = (identification.i18n, identification.own);
    chosen.set(None);
    let search = RwSignal::new(String::new());
    let found = Resource::new(
        move || search.get(),
        move |search| async move {
            match search.is_empty() {
                true => Ok(Vec::new()),
                false => others(own, search).await,
            }
        },
    );
    view! {
        <div class="stack picker">
            <p class="hint">
                {move || match own {
                    Some(_) => t_string!(i18n, room.find_to_merge),
                    None => t_string!(i18n, room.find_to_attach),
                }}
            </p>
            <Search search/>
            <div aria-live="polite">
                <Transition>
                    {move || Suspend::new(async move {
                        let found = found.await;
                        let found = found.map(|found| found.into_iter().map(|found| (found, Vec::new())).collect());
                        let search = search.get_untracked();
                        let offered = offer(i18n, chosen, &search, found);
                        // Nothing is said before something is searched for.
                        (!search.is_empty()).then_some(offered)
                    })}
                </Transition>
            </div>
        </div>
    }
}
