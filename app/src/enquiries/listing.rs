//! A list whose question is the address. The server writes its first answer into the document; later ones come when the
//! address changes, and every few seconds while somebody is at the page, so that it lives.
use std::time::Duration;

use leptos::{ev, prelude::*};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    error::Error,
    i18n::*,
    page::{report, unread},
    ui::{badge::Tone, banner::Banner, button::Button, skeleton::Skeleton},
    values::words::I18n,
};

/// How often the list is asked for anew.
const EVERY: Duration = Duration::from_secs(10);
/// For how long after the last key or press somebody is at the page. What is asked by itself keeps a session going, which is
/// to end where nobody is.
const AT_THE_PAGE: f64 = 5.0 * 60.0 * 1000.0;

/// A list, as far as it has been answered.
pub struct Listing<T: Send + Sync + 'static> {
    first: Resource<Result<T, Error>>,
    /// What was answered to what the address asks for now; none while that is on its way.
    answer: RwSignal<Option<Result<T, Error>>>,
    /// Counts the questions after the first, so that a slow answer never overwrites a later one.
    asked: StoredValue<u32>,
    load: Callback<()>,
}

impl<T: Send + Sync> Clone for Listing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Listing<T> {}

/// What stands in the place of a list.
#[derive(Clone, PartialEq)]
enum Stands {
    Content,
    /// Rows to come.
    Skeleton,
    Failure(Error),
}

impl<T> Listing<T>
where
    T: Clone + PartialEq + Send + Sync + Serialize + DeserializeOwned + 'static,
{
    /// Asks what the address asks for, now and whenever it changes.
    pub fn new<Q, F>(
        question: Signal<Q>,
        ask: impl Fn(Q) -> F + Copy + Send + Sync + 'static,
    ) -> Self
    where
        Q: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let report = report();
        let question = Memo::new(move |_| question.get());
        let first = Resource::new(|| (), move |()| ask(question.get_untracked()));
        let answer = RwSignal::new(None::<Result<T, Error>>);
        // The number of the newest question, and of the one that was answered last.
        let (asked, answered) = (StoredValue::new(0_u32), StoredValue::new(0_u32));
        let load = move |by_itself: bool| {
            // What somebody has asked for is not asked again before it is answered.
            let is_asked = || asked.get_value() != answered.get_value();
            if by_itself && (answer.with_untracked(Option::is_none) || is_asked()) {
                return;
            }
            asked.update_value(|asked| *asked += 1);
            let number = asked.get_value();
            let asking = ask(question.get_untracked());
            leptos::task::spawn_local(async move {
                let found = asking.await;
                if asked.try_get_value() != Some(number) {
                    return;
                }
                answered.set_value(number);
                match found {
                    // What is shown stays; the next try comes soon.
                    Err(_) if by_itself => {}
                    Err(error) => {
                        report.hear(&error);
                        answer.set(Some(Err(error)));
                    }
                    Ok(found)
                        if answer
                            .with_untracked(|shown| shown.as_ref() == Some(&Ok(found.clone()))) => {
                    }
                    Ok(found) => answer.set(Some(Ok(found))),
                }
            });
        };
        let ask_anew = move || {
            answer.set(None);
            load(false);
        };
        Effect::watch(move || question.get(), move |_, _, _| ask_anew(), false);
        while_somebody_is_here(move || load(true));
        Self {
            first,
            answer,
            asked,
            load: Callback::new(move |()| load(false)),
        }
    }

    /// The list as `show` makes it of its content, rows to come while that is on its way, or why it cannot be read.
    pub fn view(self, show: impl Fn(Signal<T>) -> AnyView + Copy + Send + Sync + 'static) -> AnyView
    where
        T: Default,
    {
        self.drawn(true, show)
    }

    /// The same where something stands without its content too.
    pub fn always(
        self,
        show: impl Fn(Signal<T>) -> AnyView + Copy + Send + Sync + 'static,
    ) -> AnyView
    where
        T: Default,
    {
        self.drawn(false, show)
    }

    fn drawn(
        self,
        is_all: bool,
        show: impl Fn(Signal<T>) -> AnyView + Copy + Send + Sync + 'static,
    ) -> AnyView
    where
        T: Default,
    {
        let Self {
            first,
            answer,
            load,
            ..
        } = self;
        let i18n = use_i18n();
        let stands = Memo::new(move |_| {
            answer.with(|answer| match answer {
                None if is_all => Stands::Skeleton,
                Some(Err(error)) => Stands::Failure(error.clone()),
                None | Some(Ok(_)) => Stands::Content,
            })
        });
        let shown = Signal::derive(move || answer.get().and_then(Result::ok).unwrap_or_default());
        view! {
            <Transition fallback=move || is_all.then(|| to_come(i18n))>
                {move || Suspend::new(async move {
                    self.begin_with(first.await);
                    move || match stands.get() {
                        Stands::Content => show(shown),
                        Stands::Skeleton => to_come(i18n),
                        Stands::Failure(error) => view! {
                            <Banner tone=Tone::Danger>{unread(&error)}</Banner>
                            <p><Button on_press=load>{t!(i18n, frame.retry)}</Button></p>
                        }
                            .into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }

    /// Shows the first answer, unless something else has been asked by the time that it comes.
    fn begin_with(self, first: Result<T, Error>) {
        if self.asked.get_value() == 0 && self.answer.with_untracked(Option::is_none) {
            self.answer.set(Some(first));
        }
    }
}

/// Enquiries to come.
pub fn to_come(i18n: I18n) -> AnyView {
    view! { <Skeleton label=move || t_string!(i18n, enquiries.loading)/> }.into_any()
}

/// Does something every few seconds while the page is in sight and somebody is at it.
fn while_somebody_is_here(act: impl Fn() + Copy + 'static) {
    Effect::new(move |_| {
        let last = StoredValue::new(js_sys::Date::now());
        let used = [
            window_event_listener(ev::keydown, move |_| last.set_value(js_sys::Date::now())),
            window_event_listener(ev::pointerdown, move |_| {
                last.set_value(js_sys::Date::now())
            }),
            window_event_listener(ev::pointermove, move |_| {
                last.set_value(js_sys::Date::now())
            }),
        ];
        let ticking = set_interval_with_handle(
            move || {
                let rested = js_sys::Date::now() - last.get_value();
                if rested < AT_THE_PAGE && !document().hidden() {
                    act();
                }
            },
            EVERY,
        );
        on_cleanup(move || {
            used.into_iter().for_each(|listening| listening.remove());
            if let Ok(ticking) = ticking {
                ticking.clear();
            }
        });
    });
}
