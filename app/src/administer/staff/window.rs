//! What stands in the window of a member of staff, and how it is read and saved.
use leptos::prelude::*;
use uuid::Uuid;

use super::{inputs::StaffInputs, workplaces::Workplaces};
use crate::{
    api::staff,
    error::Error,
    i18n::*,
    page::{Report, report},
    ui::focus::focus_soon,
    wire::{
        account::Session,
        roster::{AccountLink, StaffEntry},
        staff::StaffChange,
    },
};

/// The window and what stands in it.
#[derive(Clone, Copy)]
pub struct PersonWindow {
    pub open: RwSignal<bool>,
    pub report: Report,
    pub inputs: StaffInputs,
    pub workplaces: Workplaces,
    /// Who it is about, as the server last said.
    pub entry: RwSignal<Option<StaffEntry>>,
    /// Where they are signed in; absent while that is not known.
    pub sessions: RwSignal<Option<Vec<Session>>>,
    /// The link that was just made for them.
    pub made: RwSignal<Option<AccountLink>>,
    pub error: RwSignal<Option<Error>>,
    pub busy: RwSignal<bool>,
    /// Whether it is being asked whether a password is to be taken away.
    pub asking: RwSignal<bool>,
    /// Whose window was asked for last.
    wanted: StoredValue<Option<Uuid>>,
    /// The list is out of date.
    changed: Callback<()>,
}

impl PersonWindow {
    /// A window that is closed. `changed` hears that the list is out of date.
    pub fn new(changed: Callback<()>) -> Self {
        Self {
            open: RwSignal::new(false),
            report: report(),
            inputs: StaffInputs::blank(),
            workplaces: Workplaces::new(),
            entry: RwSignal::new(None),
            sessions: RwSignal::new(None),
            made: RwSignal::new(None),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            asking: RwSignal::new(false),
            wanted: StoredValue::new(None),
            changed,
        }
    }

    /// Opens it for somebody, once they are known.
    pub fn show(self, id: Uuid) {
        self.wanted.set_value(Some(id));
        self.made.set(None);
        self.error.set(None);
        self.sessions.set(None);
        leptos::task::spawn_local(async move {
            let known = staff::entry(id).await;
            if self.wanted.try_get_value() != Some(Some(id)) {
                return;
            }
            match known {
                Ok(entry) => {
                    self.inputs.show(entry.staff.draft.clone());
                    self.workplaces.show(&entry);
                    self.entry.set(Some(entry));
                    self.open.set(true);
                    self.look_for_sessions(id);
                }
                Err(error) => {
                    self.report.say(error);
                    // Whoever cannot be shown is not beside the list either.
                    self.close();
                }
            }
        });
    }

    /// Closes it, whatever stands in it.
    pub fn close(self) {
        self.wanted.set_value(None);
        self.open.set(false);
    }

    /// Reads anew what became of the account; what is typed stays.
    pub fn look_again(self) {
        let _ = self.changed.try_run(());
        let Some(id) = self.wanted.try_get_value().flatten() else {
            return;
        };
        leptos::task::spawn_local(async move {
            let known = staff::entry(id).await;
            if let Ok(entry) = known
                && self.wanted.try_get_value() == Some(Some(id))
            {
                self.entry.set(Some(entry));
            }
        });
        self.look_for_sessions(id);
    }

    fn look_for_sessions(self, id: Uuid) {
        leptos::task::spawn_local(async move {
            let known = staff::sessions(id).await;
            if let Ok(sessions) = known
                && self.wanted.try_get_value() == Some(Some(id))
            {
                self.sessions.set(Some(sessions));
            }
        });
    }

    /// What differs from what is known.
    fn change(self) -> StaffChange {
        let known = self.entry.get_untracked();
        let known = known.map(|entry| entry.staff.draft);
        known.map_or_else(StaffChange::default, |known| self.inputs.change_of(&known))
    }

    /// Whether something typed would be lost.
    pub fn is_dirty(self) -> bool {
        self.change() != StaffChange::default() || self.workplaces.is_dirty()
    }

    /// Says what was refused, in its place.
    pub fn refuse(self, error: Error) {
        match error {
            known @ (Error::Invalid(_) | Error::Conflict(_)) => {
                let wrong = wrong_place(&known);
                let _ = self.error.try_set(Some(known));
                focus_soon(wrong);
            }
            other => self.report.say(other),
        }
    }

    /// Saves what has changed, and closes the window.
    pub fn save(self) {
        let Some(id) = self
            .wanted
            .get_value()
            .filter(|_| !self.busy.get_untracked())
        else {
            return;
        };
        let (change, places) = (self.change(), self.workplaces.wanted());
        let i18n = self.workplaces.i18n;
        self.busy.set(true);
        self.error.set(None);
        leptos::task::spawn_local(async move {
            let saved = save(id, change, places).await;
            let _ = self.busy.try_set(false);
            match saved {
                Ok(()) => {
                    self.report.toasts.say(tu_string!(i18n, staff.saved));
                    // The page may have been left meanwhile.
                    if self.wanted.try_get_value() == Some(Some(id)) {
                        self.close();
                    }
                    let _ = self.changed.try_run(());
                }
                Err(error) => self.refuse(error),
            }
        });
    }
}

/// The id of the first field that has to be corrected; an address that is taken is a conflict.
fn wrong_place(error: &Error) -> String {
    let column = match error {
        Error::Invalid(problems) => problems
            .first()
            .map_or("", |problem| problem.column.as_str()),
        _ => "email",
    };
    match column {
        "" => "person-standing".to_owned(),
        column => format!("person-{}", column.replace('_', "-")),
    }
}

/// Saves what has changed, and where somebody works where that has.
async fn save(id: Uuid, change: StaffChange, places: Option<Vec<Uuid>>) -> Result<(), Error> {
    if change != StaffChange::default() {
        staff::change(id, change).await?;
    }
    match places {
        Some(places) => staff::place(id, places).await,
        None => Ok(()),
    }
}
