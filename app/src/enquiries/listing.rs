//! A list whose question is the address. The server writes its first answer into the document; later ones come when the
//! address changes, and by themselves when something has happened, as long as somebody is at the page.
use std::{pin::Pin, time::Duration};

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    api::overview::list_these,
    browser::attention::in_attendance,
    error::Error,
    i18n::*,
    live::follow,
    page::{Report, report, unread},
    ui::{badge::Tone, banner::Banner, button::Button, skeleton::Skeleton},
    values::words::I18n,
    wire::{live::News, overview::EnquiryRow},
};

/// How often the list is asked for anew where nothing is heard of what happens.
const EVERY: Duration = Duration::from_secs(60);

/// What is shown of a list, and what becomes of it when the list is asked for anew by itself.
pub trait ListContent: Clone + Default + PartialEq + Send + Sync + 'static {
    /// What the list is answered with.
    type Answer;

    /// What is shown of an answer that somebody waits for.
    fn of(answer: Self::Answer) -> Self;

    /// Which enquiries that are shown a newer answer does not hold.
    fn missing(&self, newer: &Self::Answer) -> Vec<Uuid>;

    /// Takes in a newer answer, and how those stand by now that it does not hold.
    fn follow(&mut self, newer: Self::Answer, others: &[EnquiryRow]);
}

/// A list, as far as it has been answered.
pub struct Listing<A: Send + Sync + 'static, T: Send + Sync + 'static> {
    first: Resource<Result<A, Error>>,
    /// What is shown of what the address asks for now; none while that is on its way.
    shown: RwSignal<Option<Result<T, Error>>>,
    ask: Callback<(), ComingAnswer<A>>,
    /// The number of the newest question after the first, and of the one that was answered last, so that a slow answer never
    /// overwrites a later one.
    asked: StoredValue<u32>,
    answered: StoredValue<u32>,
    /// Something has happened that is still to be asked about.
    is_due: StoredValue<bool>,
    report: Report,
}

/// An answer on its way.
type ComingAnswer<A> = Pin<Box<dyn Future<Output = Result<A, Error>> + Send>>;

impl<A: Send + Sync, T: Send + Sync> Clone for Listing<A, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: Send + Sync, T: Send + Sync> Copy for Listing<A, T> {}

/// What stands in the place of a list.
#[derive(Clone, PartialEq)]
enum Stands {
    Content,
    /// Rows to come.
    Skeleton,
    Failure(Error),
}

impl<A, T> Listing<A, T>
where
    A: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    T: ListContent,
    T::Answer: From<A>,
{
    /// Asks what the address asks for, now and whenever it changes; and by itself when something has happened, at most once
    /// in so many milliseconds.
    pub fn new<Q, F>(
        question: Signal<Q>,
        ask: impl Fn(Q) -> F + Copy + Send + Sync + 'static,
        pause: u32,
    ) -> Self
    where
        Q: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<A, Error>> + Send + 'static,
    {
        let question = Memo::new(move |_| question.get());
        let asking = move |()| -> ComingAnswer<A> { Box::pin(ask(question.get_untracked())) };
        let listing = Self {
            first: Resource::new(|| (), move |()| ask(question.get_untracked())),
            shown: RwSignal::new(None),
            ask: Callback::new(asking),
            asked: StoredValue::new(0),
            answered: StoredValue::new(0),
            is_due: StoredValue::new(false),
            report: report(),
        };
        let ask_anew = move || {
            listing.shown.set(None);
            listing.load();
        };
        Effect::watch(move || question.get(), move |_, _, _| ask_anew(), false);
        listing.go_along(pause);
        listing
    }

    /// Hears of what happens, and looks for itself now and then.
    fn go_along(self, pause: u32) {
        let ask = in_attendance(move || self.ask_by_itself());
        follow(pause, move |news| {
            if news.iter().any(concerns) {
                ask();
            }
        });
        Effect::new(move |_| {
            if let Ok(ticking) = set_interval_with_handle(ask, EVERY) {
                on_cleanup(move || ticking.clear());
            }
        });
    }

    fn turn(self) -> u32 {
        self.asked.update_value(|asked| *asked += 1);
        self.asked.get_value()
    }

    /// Whether the answer to the question of this number still counts. The page may be gone by the time of an answer.
    fn counts(self, number: u32) -> bool {
        let counts = self.asked.try_get_value() == Some(number);
        if counts {
            self.answered.set_value(number);
        }
        counts
    }

    /// Asks for somebody who waits for it.
    fn load(self) {
        let (number, asking) = (self.turn(), self.ask.run(()));
        leptos::task::spawn_local(async move {
            let found = asking.await;
            if !self.counts(number) {
                return;
            }
            if let Err(error) = &found {
                self.report.hear(error);
            }
            let found = found.map(|answer| T::of(answer.into()));
            self.shown.set(Some(found));
            self.catch_up();
        });
    }

    /// Asks by itself what has become of what is shown. What somebody has asked for is not asked again before it is answered.
    fn ask_by_itself(self) {
        let is_asked = self.asked.get_value() != self.answered.get_value();
        if is_asked || self.shown.with_untracked(Option::is_none) {
            self.is_due.set_value(true);
            return;
        }
        let (number, asking) = (self.turn(), self.ask.run(()));
        leptos::task::spawn_local(async move {
            let newer = self.newer(asking).await;
            if !self.counts(number) {
                return;
            }
            // Where nothing could be read, what is shown stays; the next try comes soon.
            if let Ok((newer, others)) = newer {
                self.take_in(newer, &others);
            }
            self.catch_up();
        });
    }

    /// A newer answer, and how those who are shown stand by now that it does not hold.
    async fn newer(self, asking: ComingAnswer<A>) -> Result<(T::Answer, Vec<EnquiryRow>), Error> {
        let newer = asking.await?.into();
        let missing = self.shown.try_with_untracked(|shown| match shown {
            Some(Ok(content)) => content.missing(&newer),
            None | Some(Err(_)) => Vec::new(),
        });
        let missing = missing.unwrap_or_default();
        let others = match missing.is_empty() {
            true => Vec::new(),
            false => list_these(missing).await?,
        };
        Ok((newer, others))
    }

    fn take_in(self, newer: T::Answer, others: &[EnquiryRow]) {
        let content = match self.shown.get_untracked() {
            Some(Ok(mut content)) => {
                content.follow(newer, others);
                content
            }
            None | Some(Err(_)) => T::of(newer),
        };
        let content = Some(Ok(content));
        if self.shown.with_untracked(|shown| *shown != content) {
            self.shown.set(content);
        }
    }

    /// Asks about what has happened while an answer was on its way.
    fn catch_up(self) {
        if self.is_due.get_value() {
            self.is_due.set_value(false);
            self.ask_by_itself();
        }
    }

    /// Changes what is shown of the list. An answer that is on its way is none to that: it is asked for once more.
    pub fn change<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let changed = self.shown.try_update(|shown| match shown {
            Some(Ok(content)) => Some(change(content)),
            None | Some(Err(_)) => None,
        });
        let changed = changed.flatten()?;
        let number = self.turn();
        self.answered.set_value(number);
        self.ask_by_itself();
        Some(changed)
    }

    /// The list as `show` makes it of its content, rows to come while that is on its way, or why it cannot be read.
    pub fn view(
        self,
        show: impl Fn(Signal<T>) -> AnyView + Copy + Send + Sync + 'static,
    ) -> AnyView {
        self.drawn(true, show)
    }

    /// The same where something stands without its content too.
    pub fn always(
        self,
        show: impl Fn(Signal<T>) -> AnyView + Copy + Send + Sync + 'static,
    ) -> AnyView {
        self.drawn(false, show)
    }

    fn drawn(
        self,
        is_all: bool,
        show: impl Fn(Signal<T>) -> AnyView + Copy + Send + Sync + 'static,
    ) -> AnyView {
        let Self { first, shown, .. } = self;
        let i18n = use_i18n();
        let stands = Memo::new(move |_| {
            shown.with(|shown| match shown {
                None if is_all => Stands::Skeleton,
                Some(Err(error)) => Stands::Failure(error.clone()),
                None | Some(Ok(_)) => Stands::Content,
            })
        });
        let content = Memo::new(move |_| {
            shown.with(|shown| match shown {
                Some(Ok(content)) => content.clone(),
                None | Some(Err(_)) => T::default(),
            })
        });
        view! {
            <Transition fallback=move || is_all.then(|| to_come(i18n))>
                {move || Suspend::new(async move {
                    self.begin_with(first.await);
                    move || match stands.get() {
                        Stands::Content => show(content.into()),
                        Stands::Skeleton => to_come(i18n),
                        Stands::Failure(error) => view! {
                            <Banner tone=Tone::Danger>{unread(&error)}</Banner>
                            <p><Button on_press=move || self.load()>{t!(i18n, frame.retry)}</Button></p>
                        }
                            .into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }

    /// Shows the first answer, unless something else has been asked by the time that it comes.
    fn begin_with(self, first: Result<A, Error>) {
        if self.asked.get_value() == 0 && self.shown.with_untracked(Option::is_none) {
            let first = first.map(|answer| T::of(answer.into()));
            self.shown.set(Some(first));
            self.catch_up();
        }
    }
}

/// Whether a list of enquiries may be out of date by what happened: in what it holds, or in what somebody in it is called.
fn concerns(news: &News) -> bool {
    match news {
        News::Enquiries | News::Gone { .. } | News::ManyContacts | News::Resync => true,
        News::Contact {
            version,
            change,
            fields,
            ..
        } => {
            let is_name = |field: &String| ["first_name", "last_name"].contains(&field.as_str());
            let is_merge = change.starts_with("Merge");
            // Of a new one no enquiry is known yet.
            let is_named = change != "Created" && fields.iter().any(is_name);
            version.is_none() || is_merge || is_named
        }
        News::Enquiry { .. } | News::ManyEnquiries | News::Imports => false,
    }
}

/// Enquiries to come.
pub fn to_come(i18n: I18n) -> AnyView {
    view! { <Skeleton label=move || t_string!(i18n, enquiries.loading)/> }.into_any()
}

#[cfg(test)]
mod tests {
    use contact::ContactId;
    use uuid::Uuid;

    use super::{News, concerns};

    #[test]
    fn a_contact_concerns_the_lists_by_its_name_or_by_whose_enquiries_it_has() {
        let contact = |version, change: &str, fields: &[&str]| News::Contact {
            id: ContactId(Uuid::nil()),
            version,
            change: change.to_owned(),
            fields: fields.iter().map(|&field| field.to_owned()).collect(),
        };
        for (news, is_of_lists) in [
            (contact(Some(2), "Updated", &["company"]), false),
            (contact(Some(2), "Updated", &["last_name"]), true),
            (contact(Some(1), "Created", &["last_name"]), false),
            (contact(Some(3), "Merged", &[]), true),
            (contact(Some(4), "Merge undone", &[]), true),
            (contact(None, "Deleted", &[]), true),
            (News::Enquiries, true),
            (News::Resync, true),
            (News::Imports, false),
        ] {
            assert_eq!(concerns(&news), is_of_lists, "{news:?}");
        }
    }
}
