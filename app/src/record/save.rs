//! One save of a form at a time, whether it makes a contact or changes one: what is wrong is shown, and nothing typed is lost.
use contact::{Draft, permit::Why};
use leptos::prelude::*;

use crate::{
    error::Error,
    record::{form::Form, more::focus_problem},
    ui::focus::focus_soon,
    values::words::language,
};

/// What becomes of a form when it is saved.
#[derive(Clone, Copy)]
pub struct Save {
    form: Form,
    /// It is being sent.
    pub busy: RwSignal<bool>,
    /// Why it could not be saved at all.
    pub failure: RwSignal<Option<String>>,
    /// Why the table of enquiries forbade it, where it is made beside an enquiry.
    pub refused: RwSignal<Option<Why>>,
}

impl Save {
    /// The saves of a form.
    pub fn new(form: Form) -> Self {
        Self {
            form,
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            refused: RwSignal::new(None),
        }
    }

    /// Sends what is in the form, unless it is being sent. Then `done` hears the answer, or `lead` goes to what is wrong.
    pub fn run<T: 'static>(
        self,
        send: impl AsyncFnOnce(Draft) -> Result<T, Error> + 'static,
        done: impl FnOnce(T) + 'static,
        lead: impl FnOnce() + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.forget();
        leptos::task::spawn_local(async move {
            let saved = match self.form.finished().await {
                Ok(Some(draft)) => send(draft).await.map(Some),
                Ok(None) => Ok(None),
                Err(error) => Err(error),
            };
            // The page may have been left meanwhile.
            if self.busy.try_get_untracked().is_none() {
                return;
            }
            self.busy.set(false);
            match saved {
                Ok(Some(answer)) => done(answer),
                Ok(None) => lead(),
                Err(Error::Invalid(problems)) => {
                    self.form.answer(problems);
                    lead();
                }
                Err(Error::NotPermitted(why)) => {
                    self.refuse(why);
                    lead();
                }
                Err(error) => {
                    if self.form.report.say_in(self.failure, error) {
                        lead();
                    }
                }
            }
        });
    }

    fn refuse(self, why: Why) {
        let sentence = untrack(|| why.sentence(language(self.form.i18n)));
        self.failure.set(Some(sentence));
        self.refused.set(Some(why));
    }

    /// Hears, before it is tried, why the table of enquiries forbids it by now, or that it does not. What was typed stays, and
    /// so does the focus.
    pub fn hear(self, why: Option<Why>) {
        let stands = |why: Why| (why.status, why.relation);
        if self.refused.get_untracked().map(stands) == why.map(stands) {
            return;
        }
        match why {
            Some(why) => self.refuse(why),
            None => self.forget(),
        }
    }

    /// What was said of an earlier one is history.
    pub fn forget(self) {
        self.failure.set(None);
        self.refused.set(None);
    }

    /// Leads to why it could not be saved: the list of problems, or the one input.
    pub fn lead(self) {
        match self.failure.read_untracked().is_some() {
            true => focus_soon("problems".to_owned()),
            false => focus_problem(self.form),
        }
    }
}
