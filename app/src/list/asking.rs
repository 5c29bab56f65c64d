//! What the list asks the server for, and which answers count: events in, commands out. It knows neither browser nor server,
//! so that every order in which questions and answers can come is tested as plain Rust.
use contact::{
    ContactId,
    query::{LONGEST_PAGE, Query},
};

use crate::{error::Error, list::window::AHEAD, trail::Answer, wire::contacts::ContactPage};

/// How many are asked for at a time, when nobody is in a hurry.
const MORE: u16 = 100;

/// What an address asks for, or why it makes no sense.
pub type Asked = Result<Query, String>;

/// What happens to the list.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
pub enum Event {
    /// The address asks for this.
    Asked(Asked),
    /// What is shown may be out of date: so many rows of it are in use.
    Outdated(usize),
    /// The answer that the server wrote into the document.
    First(Answer),
    /// The answer to the question of this number.
    Answered(u32, Answer),
    /// The rows up to this one are in sight, or nearly.
    Neared(usize),
    /// The contacts behind this cursor.
    More(String, Answer),
    /// Somebody pressed Enter for what this search finds; none for typing on.
    Sought(Option<String>),
    /// Somebody goes down into the rows that this search finds.
    WentDown(String),
}

/// What has to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Forget what belonged to the list before: what was ticked, and how far it was scrolled.
    Forget,
    /// Ask this question of so many rows, in place of the one before.
    Ask(u32, Asked, usize),
    /// Ask for the contacts behind this cursor.
    AskMore(String, Query),
    /// Show this answer.
    Show(Answer),
    /// What is shown stays: it could not be asked anew.
    Keep(Error),
    /// Show these contacts behind those that are shown.
    Append(ContactPage),
    /// Open the only contact that was found.
    Open(ContactId),
    /// Go to the first row.
    Visit,
}

/// What somebody does with what a search finds, once that is there.
#[derive(Clone, Copy, Debug)]
enum Then {
    OpenTheOnlyOne,
    GoDown,
}

/// What is asked and what has come of it.
#[derive(Clone, Debug)]
pub struct Asking {
    asked: Asked,
    /// The number of the newest question.
    number: u32,
    /// It is not answered yet.
    waiting: bool,
    /// Where it fails, what is shown is better than why there is nothing newer.
    keeps: bool,
    /// What is shown is what the address asks for, and no failure.
    shows: bool,
    /// The search that was answered last, and the one whose only hit is to be opened.
    answered: String,
    /// The search that somebody waits for, and what they do then.
    sought: Option<(String, Then)>,
    /// What is shown: how many contacts, where the next ones start, and the contact where there is only one.
    loaded: usize,
    next: Option<String>,
    only: Option<ContactId>,
    /// Where the contacts start that are being asked for besides.
    more: Option<String>,
}

impl Asking {
    /// A list that shows this answer, or none yet.
    pub fn new(asked: Asked, shown: Option<&Answer>) -> Self {
        let mut asking = Self {
            answered: search_of(&asked),
            asked,
            number: 0,
            waiting: false,
            keeps: false,
            shows: false,
            sought: None,
            loaded: 0,
            next: None,
            only: None,
            more: None,
        };
        if let Some(answer) = shown {
            asking.learn(answer);
        }
        asking
    }

    /// Takes what happened, and answers what has to be done.
    pub fn take(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Asked(asked) if asked == self.asked => Vec::new(),
            Event::Asked(asked) => {
                self.asked = asked;
                self.shows = false;
                vec![Command::Forget, self.ask(0)]
            }
            Event::Outdated(rows) => vec![self.ask(rows)],
            Event::First(answer) if self.number == 0 => {
                self.learn(&answer);
                vec![Command::Show(answer)]
            }
            Event::Answered(number, Err(error)) if number == self.number && self.keeps => {
                self.waiting = false;
                vec![Command::Keep(error)]
            }
            Event::Answered(number, answer) if number == self.number => {
                self.waiting = false;
                self.answered = search_of(&self.asked);
                self.learn(&answer);
                let opened = self.go_on();
                std::iter::once(Command::Show(answer))
                    .chain(opened)
                    .collect()
            }
            // A newer question is on its way.
            Event::First(_) | Event::Answered(..) => Vec::new(),
            Event::Neared(last) => self.near(last).into_iter().collect(),
            Event::More(cursor, answer) => self.append(&cursor, answer).into_iter().collect(),
            Event::Sought(search) => {
                self.sought = search.map(|search| (search, Then::OpenTheOnlyOne));
                self.go_on().into_iter().collect()
            }
            Event::WentDown(search) => {
                self.sought = Some((search, Then::GoDown));
                self.go_on().into_iter().collect()
            }
        }
    }

    fn ask(&mut self, rows: usize) -> Command {
        self.number += 1;
        self.waiting = true;
        self.keeps = self.shows;
        self.more = None;
        Command::Ask(self.number, self.asked.clone(), rows)
    }

    fn learn(&mut self, answer: &Answer) {
        let page = answer.as_ref().ok();
        self.shows = page.is_some();
        self.loaded = page.map_or(0, |page| page.items.len());
        self.next = page.and_then(|page| page.next_cursor.clone());
        self.only = match page.map(|page| &page.items[..]) {
            Some([only]) => Some(only.id),
            _ => None,
        };
    }

    /// Opens the only contact that the search found, or goes down into its rows, where somebody waits for that and the
    /// answer is there.
    fn go_on(&mut self) -> Option<Command> {
        let (sought, then) = self.sought.as_ref()?;
        if search_of(&self.asked) != *sought || self.answered != *sought {
            return None;
        }
        let then = *then;
        self.sought = None;
        match then {
            Then::OpenTheOnlyOne => self.only.map(Command::Open),
            Then::GoDown => Some(Command::Visit),
        }
    }

    /// Asks for the next contacts when the end of those that are loaded comes near.
    fn near(&mut self, last: usize) -> Option<Command> {
        let cursor = self.next.clone()?;
        if self.more.is_some() || self.waiting || last + AHEAD <= self.loaded {
            return None;
        }
        let behind = last > self.loaded + usize::from(MORE);
        let query = Query {
            cursor: cursor.parse().ok(),
            limit: if behind { LONGEST_PAGE } else { MORE },
            ..self.asked.clone().unwrap_or_default()
        };
        self.more = Some(cursor.clone());
        Some(Command::AskMore(cursor, query))
    }

    fn append(&mut self, cursor: &String, answer: Answer) -> Option<Command> {
        // The list may be another one by now, or be read anew.
        if self.more.as_ref() != Some(cursor) {
            return None;
        }
        self.more = None;
        let page = answer.ok()?;
        self.loaded += page.items.len();
        self.next.clone_from(&page.next_cursor);
        self.only = None;
        Some(Command::Append(page))
    }
}

/// What is searched for.
pub fn search_of(asked: &Asked) -> String {
    asked
        .as_ref()
        .map(|query| query.search.clone())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
