//! The lists of enquiries over the wire: what they are asked for, and a row as everybody may see it.
use chrono::{DateTime, Utc};
use contact::{
    Bounded, ContactId,
    enquiry::{Channel, Status, Tab},
    permit::Why,
    query::{Span, Total},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::activity::Visit;

/// What a list of enquiries is narrowed down to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Narrow {
    pub channel: Option<Channel>,
    /// The id that a destination has in the contact centre.
    pub destination: Option<Bounded<200>>,
    /// Who is in the room, by email address.
    pub staff: Option<Bounded<320>>,
    /// When it was opened.
    pub opened: Span,
}

/// What a page of a list of enquiries is asked for by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EnquiryQuery {
    /// Of the overview.
    pub tab: Tab,
    pub narrow: Narrow,
    /// An id of the contact centre, or words of a subject; of the reports.
    pub search: Bounded<200>,
    /// `next_cursor` of the page before.
    pub cursor: Option<Bounded<100>>,
}

impl Default for EnquiryQuery {
    fn default() -> Self {
        Self {
            tab: Tab::Open,
            narrow: Narrow::default(),
            search: Bounded::default(),
            cursor: None,
        }
    }
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Caller {
    /// A contact, by the name that it has, or had when it was deleted.
    Contact(String),
    /// Nobody's contact yet: the visitor's name, else their number, else their address.
    Visitor(String),
    Unknown,
    /// Their contact was erased.
    Erased,
}

/// An enquiry in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EnquiryRow {
    pub id: Uuid,
    pub external_id: String,
    pub caller: Caller,
    pub channel: Channel,
    pub status: Status,
    /// Empty for whoever may not see the enquiry.
    pub subject: String,
    /// The destination's name, else its id; empty where it was routed to none.
    pub destination: String,
    /// The names of those in its room, in their order.
    pub staff: Vec<String>,
    pub opened_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    /// Why whoever asks may not see it.
    pub refused: Option<Why>,
}

/// A page of a list of enquiries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EnquiryPage {
    pub items: Vec<EnquiryRow>,
    /// Where the next page starts; absent on the last one.
    pub next_cursor: Option<String>,
}

/// How many enquiries the tabs of the overview hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabCounts {
    pub open: Total,
    pub handling: Total,
    pub missed: Total,
    pub closed: Total,
}

impl TabCounts {
    /// Those of one tab.
    pub fn of(self, tab: Tab) -> Total {
        match tab {
            Tab::Open => self.open,
            Tab::Handling => self.handling,
            Tab::Missed => self.missed,
            Tab::Closed => self.closed,
        }
    }
}

/// What the filters offer, each by what the filter asks for and its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    pub destinations: Vec<(String, String)>,
    pub staff: Vec<(String, String)>,
}

/// A missed enquiry with what one wants to know before calling back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MissedEnquiry {
    pub row: EnquiryRow,
    /// Whose it is, if they are in the list: a call to them is written down.
    pub contact: Option<ContactId>,
    /// The number to call, as far as one is known.
    pub number: Option<String>,
    /// How far their clock is ahead of UTC, where their device told its time zone.
    pub minutes_ahead: Option<i32>,
    /// The last pages that they looked at, the newest first.
    pub visits: Vec<Visit>,
    pub last_said: Option<LastSaid>,
}

/// Something that a visitor said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSaid {
    pub text: String,
    pub at: DateTime<Utc>,
}

/// A page of the Enquiry Centre.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Centre {
    pub items: Vec<MissedEnquiry>,
    /// What time it was when this was answered.
    pub now: DateTime<Utc>,
    /// Where the next page starts; absent on the last one.
    pub next_cursor: Option<String>,
}
