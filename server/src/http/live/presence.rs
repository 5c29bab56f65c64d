//! Who looks at which contact, by what their pages say every few seconds on any server. It is kept in memory only, until it is
//! said no more, and told to nobody but those who look at the same contact.
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use app::{
    model::presence::Heartbeat,
    wire::live::{Presence, Present},
};
use axum::body::Bytes;
use contact::ContactId;
use tokio::{
    sync::broadcast,
    time::{Instant, sleep},
};
use uuid::Uuid;

/// How many tabs one account may have contacts in sight in; of more, that counts which was heard of last.
const EACH: usize = 24;
/// How many others somebody is told of, those first who are changing something.
const MOST: usize = 20;
/// How many changes a stream may lag behind before it is told what there is.
const LAG: usize = 256;
/// How often in the time that a tab is taken to be there it is asked which have been silent for so long.
const LOOKS: u32 = 32;

/// Who looks at which contact.
#[derive(Debug)]
pub struct Attendance {
    /// How long a tab is taken to be there after it has said so.
    lifetime: Duration,
    tabs: Mutex<Tabs>,
    changes: broadcast::Sender<Arc<Presence>>,
}

impl Attendance {
    /// Nobody yet.
    pub fn lasting(lifetime: Duration) -> Self {
        Self {
            lifetime,
            tabs: Mutex::default(),
            changes: broadcast::Sender::new(LAG),
        }
    }

    /// Hears from now on of each contact, whenever others look at it than before or change something else, who all these are.
    pub fn follow(&self) -> broadcast::Receiver<Arc<Presence>> {
        self.changes.subscribe()
    }

    /// Takes in what a tab says.
    pub fn hear(&self, heartbeat: Heartbeat) {
        let mut tabs = self.tabs();
        let changed = tabs.take_in(heartbeat, Instant::now() + self.lifetime);
        self.tell(&tabs, changed);
    }

    /// Forgets the tabs that have been silent for too long, for as long as it is polled.
    pub async fn expire(&self) {
        loop {
            sleep(self.lifetime / LOOKS).await;
            let mut tabs = self.tabs();
            let changed = tabs.expire(Instant::now());
            self.tell(&tabs, changed);
        }
    }

    /// Forgets everybody.
    pub fn forget(&self) {
        *self.tabs() = Tabs::default();
    }

    /// What somebody is to be told now of such contacts; nothing where they look at none of them.
    pub fn told_to(&self, staff: Uuid, is_such: impl Fn(ContactId) -> bool) -> Option<Bytes> {
        let tabs = self.tabs();
        let shown = tabs.shown_to(staff).filter(|id| is_such(*id));
        let all: Vec<Presence> = shown.map(|id| tabs.presence(id)).collect();
        frames(all.iter(), staff)
    }

    /// While nobody else takes in anything, so that what came last is told last.
    fn tell(&self, tabs: &Tabs, changed: BTreeSet<ContactId>) {
        for contact in changed {
            // Nobody may be following any more.
            let _ = self.changes.send(Arc::new(tabs.presence(contact)));
        }
    }

    /// A panic cannot leave this half-written, so it goes on being used.
    fn tabs(&self) -> MutexGuard<'_, Tabs> {
        self.tabs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who all look at contacts, as somebody is told who looks at some of them too: without themselves.
pub fn frames<'a>(all: impl Iterator<Item = &'a Presence>, staff: Uuid) -> Option<Bytes> {
    let mut frames = String::new();
    for Presence { contact, people } in all {
        let (own, others): (Vec<_>, Vec<_>) =
            people.iter().partition(|person| person.staff == staff);
        if own.is_empty() {
            continue;
        }
        let presence = Presence {
            contact: *contact,
            people: others.into_iter().take(MOST).cloned().collect(),
        };
        let json = serde_json::to_string(&presence).unwrap_or_default();
        // Writing into a text does not fail. It names no position: it is no part of what happened.
        let _ = write!(frames, "event: presence\ndata: {json}\n\n");
    }
    (!frames.is_empty()).then(|| frames.into())
}

/// The contact that is in sight in a tab, whose tab it is, and its number.
type TabKey = (ContactId, Uuid, Uuid);

/// The tabs in which contacts are in sight.
#[derive(Debug, Default)]
struct Tabs(BTreeMap<TabKey, KnownTab>);

/// What a tab said last.
#[derive(Debug)]
struct KnownTab {
    name: String,
    fields: Vec<String>,
    /// When it is taken to be gone.
    until: Instant,
}

impl Tabs {
    /// Takes in what a tab says; gives the contacts of which something else is to be told than before. A tab that is new is
    /// such a change, also of somebody who is known: it has not been told anything yet.
    fn take_in(&mut self, heartbeat: Heartbeat, until: Instant) -> BTreeSet<ContactId> {
        let Heartbeat {
            contact,
            staff,
            name,
            tab,
            fields,
        } = heartbeat;
        let key = (contact, staff, tab);
        let Some(fields) = fields else {
            return self.0.remove(&key).map(|_| contact).into_iter().collect();
        };
        let now = KnownTab {
            name,
            fields,
            until,
        };
        let before = self.0.get(&key);
        let is_same =
            before.is_some_and(|before| (&before.name, &before.fields) == (&now.name, &now.fields));
        self.0.insert(key, now);
        if is_same {
            return BTreeSet::new();
        }
        let surplus = self.surplus(staff);
        if let Some(surplus) = &surplus {
            self.0.remove(surplus);
        }
        let surplus = surplus.map(|(contact, ..)| contact);
        surplus.into_iter().chain([contact]).collect()
    }

    /// The tab that was silent for longest, where an account has more than it may have.
    fn surplus(&self, staff: Uuid) -> Option<TabKey> {
        let own = self.0.iter().filter(|((_, of, _), _)| *of == staff);
        let own: Vec<_> = own.collect();
        let silent = own.iter().min_by_key(|(_, tab)| tab.until);
        silent.filter(|_| own.len() > EACH).map(|(key, _)| **key)
    }

    /// Forgets the tabs that are taken to be gone; gives their contacts.
    fn expire(&mut self, now: Instant) -> BTreeSet<ContactId> {
        let gone = self.0.iter().filter(|(_, tab)| tab.until <= now);
        let gone: BTreeSet<ContactId> = gone.map(|((contact, ..), _)| *contact).collect();
        if !gone.is_empty() {
            self.0.retain(|_, tab| tab.until > now);
        }
        gone
    }

    /// The contacts that somebody looks at.
    fn shown_to(&self, staff: Uuid) -> impl Iterator<Item = ContactId> {
        let own = self.0.keys().filter(|(_, of, _)| *of == staff);
        let own: BTreeSet<ContactId> = own.map(|(contact, ..)| *contact).collect();
        own.into_iter()
    }

    /// Who all look at a contact, each once; those first who are changing something.
    fn presence(&self, contact: ContactId) -> Presence {
        let all = self.0.range((contact, Uuid::nil(), Uuid::nil())..);
        let all = all.take_while(|((of, ..), _)| *of == contact);
        let mut people: Vec<Present> = Vec::new();
        for ((_, staff, _), tab) in all {
            match people.last_mut().filter(|last| last.staff == *staff) {
                Some(person) => person.fields.extend_from_slice(&tab.fields),
                None => people.push(Present {
                    staff: *staff,
                    name: tab.name.clone(),
                    fields: tab.fields.clone(),
                }),
            }
        }
        for person in &mut people {
            person.fields.sort_unstable();
            person.fields.dedup();
        }
        people.sort_by_cached_key(|person| (person.fields.is_empty(), person.name.clone()));
        Presence { contact, people }
    }
}

#[cfg(test)]
mod tests;
