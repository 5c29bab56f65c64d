//! What is told of contacts while their list is open, and what follows from it: which of them the list is asked about, which
//! rows are drawn anew, and how many stand in none yet. It knows neither browser nor server, as `asking.rs`.
use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use contact::{Contact, ContactId};

use crate::{
    error::Error,
    wire::{
        among::{MOST_AMONG, ShownAmong},
        contacts::WrittenPhones,
        live::News,
    },
};

/// The versions in which contacts are shown.
pub type Versions = BTreeMap<ContactId, i64>;

/// Why a contact that is shown will not be there when the list is asked anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowDeparture {
    Deleted,
    /// Its values are not those that the list asks for.
    Unlisted,
}

/// What the list does not show, though it would if it were asked anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unshown {
    #[default]
    Nothing,
    /// So many contacts that stand in no row.
    New(usize),
    /// More was changed than was asked about.
    Many,
}

/// What happens.
#[derive(Clone, Debug)]
pub enum ListEvent {
    /// This was told. Nobody is busy with the rows: asking the list anew would disturb nobody.
    Told { news: Vec<News>, idle: bool },
    /// Somebody looks at the list, and nothing of their own is under way; or no longer.
    Watched(bool),
    /// Somebody has changed contacts by this page, so that the list is about to be asked anew.
    OwnChange,
    /// The list is being asked anew, which answers all that was told before.
    AskedAnew,
    /// The list was answered; true where it shows contacts, or that there are none.
    Listed(bool),
    /// It was not, and shows what it showed before.
    NotAskedAnew,
    /// More contacts are shown behind the others.
    Appended,
    /// The answer to the question of this number.
    Answered(u32, Result<ShownAmong, Error>),
    /// Three seconds are over, which were counted under this number.
    PauseOver(u32),
    /// It is a while ago that the contacts were counted.
    CountPauseOver,
}

/// What has to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum FollowUp {
    /// Ask, under this number, which of these contacts the list shows.
    Ask(u32, Vec<ContactId>),
    /// Count three seconds under this number.
    Pause(u32),
    /// Draw the rows of these contacts anew.
    Redraw(Vec<Contact>, WrittenPhones),
    /// Count the contacts anew, and say when that is a while ago.
    Count,
    /// Ask the list anew.
    AskAnew,
}

/// What stands in the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Contents {
    /// Nothing yet, or a failure.
    #[default]
    None,
    /// What is about to give way to an answer.
    AskedAnew,
    Listed,
}

/// Whether the list may be asked about changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Pause {
    #[default]
    Over,
    AfterQuestion,
    /// What is told meanwhile may be what this page itself has changed.
    AfterOwnChange,
}

/// What was told, what is asked, and what has come of it.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    rows: Contents,
    watched: bool,
    /// What nobody has asked about yet, each with the version that it has now; none once it is erased.
    told: BTreeMap<ContactId, Option<i64>>,
    /// More than that was told.
    many: bool,
    /// The list is to be asked anew as soon as it may be.
    outdated: bool,
    /// The number of the newest question, and what it is about until it is answered.
    number: u32,
    asked: Option<Vec<ContactId>>,
    pause: Pause,
    pause_number: u32,
    /// They were counted just now; true where they are to be counted once more after a while.
    counted: Option<bool>,
    /// Contacts that would stand among the rows.
    new: BTreeSet<ContactId>,
    departed: BTreeMap<ContactId, RowDeparture>,
}

impl Changes {
    /// Takes what happened, while contacts are shown in these versions, and answers what has to be done.
    pub fn take(&mut self, happened: ListEvent, shown: &Versions) -> Vec<FollowUp> {
        let mut follow_ups = match happened {
            ListEvent::Told { news, idle } => {
                self.hear(news, idle, shown);
                Vec::new()
            }
            ListEvent::Watched(watched) => {
                self.watched = watched;
                Vec::new()
            }
            ListEvent::OwnChange => vec![self.begin_pause(Pause::AfterOwnChange)],
            ListEvent::AskedAnew => {
                self.forget();
                Vec::new()
            }
            ListEvent::Listed(listed) => {
                self.rows = if listed {
                    Contents::Listed
                } else {
                    Contents::None
                };
                self.departed.clear();
                Vec::new()
            }
            ListEvent::NotAskedAnew => {
                self.rows = Contents::Listed;
                // Something may have changed, and nobody knows what.
                self.many = true;
                Vec::new()
            }
            ListEvent::CountPauseOver => match self.counted.take() {
                Some(true) => self.count(true).into_iter().collect(),
                _ => Vec::new(),
            },
            ListEvent::Answered(number, answer) if number == self.number => {
                let asked = self.asked.take();
                asked.map_or_else(Vec::new, |asked| self.learn(asked, answer, shown))
            }
            ListEvent::PauseOver(number) if number == self.pause_number => {
                self.pause = Pause::Over;
                Vec::new()
            }
            // A question that the list has answered meanwhile, and seconds that are counted anew.
            ListEvent::Answered(..) | ListEvent::PauseOver(_) | ListEvent::Appended => Vec::new(),
        };
        self.new.retain(|id| !shown.contains_key(id));
        follow_ups.extend(self.go_on(shown));
        follow_ups
    }

    /// What the list would show besides.
    pub fn unshown(&self) -> Unshown {
        match (self.rows, self.many, self.new.len()) {
            (Contents::None, ..) | (_, false, 0) => Unshown::Nothing,
            (_, true, _) => Unshown::Many,
            (_, false, new) => Unshown::New(new),
        }
    }

    /// The contacts that are shown and would not be.
    pub fn departed(&self) -> &BTreeMap<ContactId, RowDeparture> {
        &self.departed
    }

    fn hear(&mut self, news: Vec<News>, idle: bool, shown: &Versions) {
        for one in news {
            match one {
                News::Contact { id, version, .. } => {
                    self.told.insert(id, version);
                }
                News::ManyContacts => self.hear_of_many(),
                News::Resync if idle => self.outdated = true,
                News::Resync => self.hear_of_many(),
                News::Enquiry { .. }
                | News::Gone { .. }
                | News::ManyEnquiries
                | News::Enquiries
                | News::Imports => {}
            }
        }
        self.drop_known(shown);
        if self.told.len() > MOST_AMONG {
            self.told.clear();
            self.hear_of_many();
        }
    }

    fn hear_of_many(&mut self) {
        match self.pause {
            Pause::AfterOwnChange => self.outdated = true,
            Pause::Over | Pause::AfterQuestion => self.many = true,
        }
    }

    /// Leaves out what is shown in that version already, as after a change by this page.
    fn drop_known(&mut self, shown: &Versions) {
        self.told
            .retain(|id, version| match (shown.get(id), *version) {
                (Some(shown), Some(version)) => version > *shown,
                _ => true,
            });
    }

    fn forget(&mut self) {
        self.rows = Contents::AskedAnew;
        self.told.clear();
        self.many = false;
        self.outdated = false;
        self.asked = None;
        self.counted = self.counted.map(|_| false);
        self.new.clear();
    }

    fn learn(
        &mut self,
        asked: Vec<ContactId>,
        answer: Result<ShownAmong, Error>,
        shown: &Versions,
    ) -> Vec<FollowUp> {
        let Ok(answer) = answer else {
            // Something changed, and nobody knows what.
            self.many = true;
            return Vec::new();
        };
        let found: BTreeSet<ContactId> = answer.items.iter().map(|contact| contact.id).collect();
        let (mut counts_change, mut may_change) = (false, false);
        for id in asked {
            let is_found = found.contains(&id);
            counts_change |= match (shown.contains_key(&id), is_found) {
                (true, true) => self.departed.remove(&id).is_some(),
                (true, false) => {
                    let departure = match answer.deleted.contains(&id) {
                        true => RowDeparture::Deleted,
                        false => RowDeparture::Unlisted,
                    };
                    self.departed.insert(id, departure).is_none()
                }
                (false, true) if answer.here.contains(&id) => self.new.insert(id),
                // Whether it is counted by now, or is no longer, only counting tells.
                (false, _) => {
                    may_change = true;
                    self.new.remove(&id)
                }
            };
        }
        let is_newer = |contact: &Contact| {
            let version = shown.get(&contact.id);
            version.is_some_and(|version| contact.version > *version)
        };
        let rows: Vec<Contact> = answer.items.into_iter().filter(is_newer).collect();
        let redraw = (!rows.is_empty()).then_some(FollowUp::Redraw(rows, answer.written));
        let count = (counts_change || may_change).then(|| self.count(counts_change));
        redraw.into_iter().chain(count.flatten()).collect()
    }

    /// Counts, now where the number is known to be another, else only if that was not done just now: others change contacts
    /// all the time, and few of them are in this list.
    fn count(&mut self, is_certain: bool) -> Option<FollowUp> {
        match self.counted.is_some() && !is_certain {
            true => self.counted = Some(true),
            false => self.counted = Some(false),
        }
        (self.counted == Some(false)).then_some(FollowUp::Count)
    }

    /// Asks about what was told, unless nobody looks, a question is under way or was asked just now.
    fn go_on(&mut self, shown: &Versions) -> Vec<FollowUp> {
        let may_ask = self.watched
            && self.rows == Contents::Listed
            && self.pause == Pause::Over
            && self.asked.is_none();
        if !may_ask {
            return Vec::new();
        }
        if mem::take(&mut self.outdated) {
            return vec![FollowUp::AskAnew, self.begin_pause(Pause::AfterQuestion)];
        }
        self.drop_known(shown);
        if self.told.is_empty() {
            return Vec::new();
        }
        let ids: Vec<ContactId> = mem::take(&mut self.told).into_keys().collect();
        self.number += 1;
        self.asked = Some(ids.clone());
        vec![
            FollowUp::Ask(self.number, ids),
            self.begin_pause(Pause::AfterQuestion),
        ]
    }

    fn begin_pause(&mut self, pause: Pause) -> FollowUp {
        self.pause = pause;
        self.pause_number += 1;
        FollowUp::Pause(self.pause_number)
    }
}

#[cfg(test)]
mod tests;
