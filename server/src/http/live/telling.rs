//! What is told of one reading of what happened: of contacts the same to everybody, of enquiries only to those who may view
//! them. It holds ids, versions and the names of fields, never a value.
use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
};

use app::{
    error::Error,
    model::{
        Database,
        enquiries::viewers::{Partings, Viewer, viewers},
        events::{Happened, What},
    },
    wire::live::{News, Position},
};
use axum::body::Bytes;
use uuid::Uuid;

/// More contacts of one reading than these are told as one.
const OF_READING: usize = 200;
/// More enquiries than these at once, which is more than a merge moves, are told as one: it is not asked who may view each.
/// While a contact centre reports so many, whoever shows none of them is left alone.
const ENQUIRIES: usize = 500;

/// What is told of what happened between two positions.
#[derive(Debug)]
pub struct Telling {
    from: Position,
    pub to: Position,
    frames: Vec<NewsFrame>,
    /// Where many contacts or enquiries were told as one: before, no frame says where its reader stands, since some of them may have
    /// happened before it and be told after it.
    many: Option<Position>,
    /// Those to whom something is told that others do not hear.
    named: HashSet<Uuid>,
    /// What all others hear, and how many news that are.
    common: (Bytes, u64),
    /// Whoever stands anywhere is to look anew.
    resync: bool,
    /// It had to be asked who may view what it tells of.
    about_enquiries: bool,
}

/// One news.
#[derive(Debug)]
struct NewsFrame {
    position: Position,
    /// Who hears it, where that is not everybody.
    whose: Option<HashSet<Uuid>>,
    news: News,
    json: String,
}

impl NewsFrame {
    fn is_for(&self, staff: Uuid) -> bool {
        let whose = self.whose.as_ref();
        whose.is_none_or(|whose| whose.contains(&staff))
    }
}

/// Of an enquiry, those who may view it, and those who may not but stand to it, or did.
type Hearers = [HashSet<Uuid>; 2];

impl Telling {
    /// Says that what happened up to a position cannot be told.
    pub fn resync(to: Position) -> Self {
        let frame = NewsFrame {
            position: to,
            whose: None,
            news: News::Resync,
            json: json(&News::Resync),
        };
        Self {
            resync: true,
            ..Self::in_frames((to, to), vec![frame], None)
        }
    }

    /// Tells these members of staff, given in order, what happened between two positions.
    pub async fn of(
        database: &Database,
        (from, to): (Position, Position),
        happened: &[Happened],
        staff: &[Uuid],
    ) -> Result<Self, Error> {
        let enquiries: Vec<Uuid> = enquiries(happened).into_iter().collect();
        let viewers = match enquiries.len() {
            1..=ENQUIRIES => viewers(database, &enquiries, staff, &partings(happened)).await?,
            _ => Vec::new(),
        };
        Ok(Self::made((from, to), happened, &viewers))
    }

    /// The same, once it is known who may view its enquiries.
    fn made(between: (Position, Position), happened: &[Happened], viewers: &[Viewer]) -> Self {
        let crowds = Crowds::of(happened);
        let mut hearers: HashMap<Uuid, Hearers> = HashMap::new();
        for viewer in viewers {
            let of_enquiry = hearers.entry(viewer.enquiry).or_default();
            of_enquiry[usize::from(!viewer.may_view)].insert(viewer.staff);
        }
        let (mut frames, mut told, mut many) = (Vec::new(), HashSet::new(), None);
        // From the end: what happened more than once is told where it happened last.
        for Happened { position, what } in happened.iter().rev() {
            let is_many = crowds.hold(what);
            let news = match (is_many, what) {
                (true, What::Enquiry { .. }) => {
                    vec![(News::ManyEnquiries, None), (News::Enquiries, None)]
                }
                (true, _) => vec![(News::ManyContacts, None)],
                (false, what) => news(what, &mut hearers),
            };
            if is_many {
                many = many.max(Some(*position));
            }
            // What one hears alone, all others may be told all the same.
            let alone = match what {
                What::Staff { id, .. } => Some(*id),
                What::Contact { .. }
                | What::Contacts { .. }
                | What::Enquiry { .. }
                | What::Import { .. } => None,
            };
            for (news, whose) in news.into_iter().rev() {
                let json = json(&news);
                if told.insert((alone, json.clone())) {
                    frames.push(NewsFrame {
                        position: *position,
                        whose,
                        news,
                        json,
                    });
                }
            }
        }
        frames.reverse();
        let is_named = |Happened { what, .. }: &Happened| {
            matches!(what, What::Enquiry { .. }) && !crowds.hold(what)
        };
        Self {
            about_enquiries: happened.iter().any(is_named),
            ..Self::in_frames(between, frames, many)
        }
    }

    fn in_frames(
        (from, to): (Position, Position),
        frames: Vec<NewsFrame>,
        many: Option<Position>,
    ) -> Self {
        let named = frames.iter().filter_map(|frame| frame.whose.as_ref());
        let named = named.flatten().copied().collect();
        let common = frames.iter().filter(|frame| frame.whose.is_none());
        Self {
            common: written(common, many, to),
            from,
            to,
            frames,
            many,
            named,
            resync: false,
            about_enquiries: false,
        }
    }

    /// Whether it tells of enquiries, and so only to those of whom it was asked whether they may view them.
    pub fn is_about_enquiries(&self) -> bool {
        self.about_enquiries
    }

    /// Whether it tells of nothing but what imports wrote, chunk by chunk.
    pub fn is_of_imports(&self) -> bool {
        let is_of_import =
            |frame: &NewsFrame| matches!(frame.news, News::ManyContacts | News::Imports);
        self.frames.iter().all(is_of_import)
    }

    /// Whether whoever stands at a position has heard all of it.
    pub fn is_over(&self, position: Position) -> bool {
        !self.resync && position >= self.to
    }

    /// Whether somebody is told such news, wherever they stand.
    pub fn holds(&self, staff: Uuid, is_such: impl Fn(&News) -> bool) -> bool {
        let mut frames = self.frames.iter();
        frames.any(|frame| frame.is_for(staff) && is_such(&frame.news))
    }

    /// What somebody is told who stands at a position; nothing where there is nothing for them.
    pub fn told(&self, staff: Uuid, position: Position) -> Option<Bytes> {
        if self.is_over(position) {
            return None;
        }
        let is_common = position <= self.from && !self.named.contains(&staff);
        match self.resync || is_common {
            true => counted(self.common.clone()),
            false => self.told_of(staff, position, |_| true),
        }
    }

    /// The same, to somebody who hears no other news than such.
    pub fn told_of(
        &self,
        staff: Uuid,
        position: Position,
        is_such: impl Fn(&News) -> bool,
    ) -> Option<Bytes> {
        if self.is_over(position) {
            return None;
        }
        let frames = self.frames.iter().filter(|frame| {
            let is_new = self.resync || frame.position > position;
            is_new && frame.is_for(staff) && is_such(&frame.news)
        });
        counted(written(frames, self.many, self.to))
    }

    /// Where somebody stands once they were told.
    pub fn behind(&self, position: Position) -> Position {
        match self.resync {
            true => self.to,
            false => position.max(self.to),
        }
    }
}

/// The enquiries of which something happened.
fn enquiries(happened: &[Happened]) -> HashSet<Uuid> {
    let enquiries = happened.iter().filter_map(|happened| match happened.what {
        What::Enquiry { id, .. } => Some(id),
        What::Contact { .. } | What::Contacts { .. } | What::Staff { .. } | What::Import { .. } => {
            None
        }
    });
    enquiries.collect()
}

/// By which destinations some may have ceased to stand to these enquiries.
fn partings(happened: &[Happened]) -> Partings {
    let mut partings = Partings::default();
    for Happened { what, .. } in happened {
        match *what {
            What::Enquiry {
                id,
                left: Some(destination),
            } => partings.enquiries.push((id, destination)),
            What::Staff {
                id,
                destination: Some(destination),
            } => partings.staff.push((id, destination)),
            What::Contact { .. }
            | What::Contacts { .. }
            | What::Enquiry { .. }
            | What::Staff { .. }
            | What::Import { .. } => {}
        }
    }
    partings
}

/// Whether the contacts, and the enquiries, of a reading are too many to be named.
struct Crowds {
    contacts: bool,
    enquiries: bool,
}

impl Crowds {
    fn of(happened: &[Happened]) -> Self {
        let is_contact = |happened: &&Happened| matches!(happened.what, What::Contact { .. });
        Self {
            contacts: happened.iter().filter(is_contact).count() > OF_READING,
            enquiries: enquiries(happened).len() > ENQUIRIES,
        }
    }

    fn hold(&self, what: &What) -> bool {
        match what {
            What::Contact { .. } => self.contacts,
            What::Contacts { .. } => true,
            What::Enquiry { .. } => self.enquiries,
            What::Staff { .. } | What::Import { .. } => false,
        }
    }
}

/// The news of one thing that happened, each with those who hear it, where that is not everybody. Who may view an enquiry is
/// taken out of `hearers`: it is told once.
fn news(what: &What, hearers: &mut HashMap<Uuid, Hearers>) -> Vec<(News, Option<HashSet<Uuid>>)> {
    match what {
        What::Contact {
            id,
            version,
            change,
            fields,
            import: _,
        } => {
            let news = News::Contact {
                id: *id,
                version: *version,
                change: change.clone(),
                fields: fields.clone(),
            };
            vec![(news, None)]
        }
        What::Contacts { .. } => vec![(News::ManyContacts, None)],
        What::Enquiry { id, left: _ } => {
            let [viewers, gone] = hearers.remove(id).unwrap_or_default();
            let told = [
                (News::Enquiry { id: *id }, viewers),
                (News::Gone { id: *id }, gone),
            ];
            let told = told.into_iter().filter(|(_, whose)| !whose.is_empty());
            let told = told.map(|(news, whose)| (news, Some(whose)));
            told.chain([(News::Enquiries, None)]).collect()
        }
        // It may be any that they show; and they may come to see others.
        What::Staff { id, .. } => {
            let told = [News::ManyEnquiries, News::Enquiries].into_iter();
            let whose = HashSet::from([*id]);
            told.map(|news| (news, Some(whose.clone()))).collect()
        }
        What::Import { .. } => vec![(News::Imports, None)],
    }
}

fn json(news: &News) -> String {
    serde_json::to_string(news).unwrap_or_default()
}

/// What is told, if it is anything, and how many news that are.
fn counted((frames, number): (Bytes, u64)) -> Option<Bytes> {
    metrics::counter!("live_news_total").increment(number);
    (number > 0).then_some(frames)
}

/// Writes frames, and counts them. The last of each position says that its reader stands there, and the last of all that
/// they stand at the end.
fn written<'a>(
    frames: impl Iterator<Item = &'a NewsFrame>,
    many: Option<Position>,
    to: Position,
) -> (Bytes, u64) {
    let mut frames = frames.peekable();
    let (mut text, mut number) = (String::new(), 0);
    while let Some(NewsFrame { position, json, .. }) = frames.next() {
        let stands = match frames.peek() {
            None => Some(to),
            Some(next) => {
                let is_last =
                    next.position > *position && many.is_none_or(|many| *position >= many);
                is_last.then_some(*position)
            }
        };
        // Writing into a text does not fail.
        if let Some(stands) = stands {
            let _ = writeln!(text, "id: {stands}");
        }
        let _ = write!(text, "data: {json}\n\n");
        number += 1;
    }
    (text.into(), number)
}

#[cfg(test)]
mod tests;
