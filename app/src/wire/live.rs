//! What the stream of `GET /live` tells open pages: ids, versions and the names of fields, never a value. Whoever shows one
//! of them asks anew, by the door that it came by.
use std::{fmt, str::FromStr};

use contact::ContactId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a reader stands in what happened: nothing up to there is news to them. Positions grow in the order in which what
/// happened could first be read; written `EPOCH.NUMBER`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Position {
    /// A database that was restored from a copy begins a new one.
    pub epoch: i32,
    pub number: i64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.epoch, self.number)
    }
}

impl FromStr for Position {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let position = text.split_once('.').and_then(|(epoch, number)| {
            let (epoch, number) = (epoch.parse().ok()?, number.parse().ok()?);
            (epoch >= 0 && number >= 0).then_some(Self { epoch, number })
        });
        position.ok_or_else(|| format!("“{text}” is no position, such as 1.204."))
    }
}

impl From<Position> for String {
    fn from(position: Position) -> Self {
        position.to_string()
    }
}

impl TryFrom<String> for Position {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum News {
    /// A contact was written.
    Contact {
        id: ContactId,
        /// The version that it has now; absent once it was erased.
        version: Option<i64>,
        /// What was done, as the change log says it: `Created`, `Updated`, `Deleted`, `Merged`, …
        change: String,
        /// The names of the fields that were written, as in the change log.
        fields: Vec<String>,
    },
    /// More contacts were written at once than are named, by an import or for many: any that is shown may be among them.
    ManyContacts,
    /// An enquiry that this reader may view was told anew: its status, its contact or who is in its room.
    Enquiry { id: Uuid },
    /// An enquiry that this reader may view no longer.
    Gone { id: Uuid },
    /// More enquiries were told anew at once than are named: any that is shown may be among them.
    ManyEnquiries,
    /// The lists of enquiries and their counts are not what they were.
    Enquiries,
    /// An import began, went on or ended.
    Imports,
    /// What happened since cannot be told: everything that is shown may be out of date.
    Resync,
}

/// Whether a change, as the log calls it, is a merge or one that is taken back.
pub fn is_merge(change: &str) -> bool {
    matches!(change, "Merged" | "Merge undone")
}

/// Who else looks at a contact now. It is told on the stream beside the news, as it is and not as it came about: it has no
/// position, nobody is told it again, and whoever is told anew forgets what they were told before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    pub contact: ContactId,
    pub people: Vec<Present>,
}

/// Somebody who looks at a contact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Present {
    pub staff: Uuid,
    pub name: String,
    /// The names of the fields that they are changing, as in the change log; never what is typed.
    pub fields: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::{News, Position, Presence, Present};

    #[test]
    fn a_position_is_written_as_epoch_and_number_and_read_back() {
        let position = Position {
            epoch: 2,
            number: 1_204,
        };
        assert_eq!(position.to_string(), "2.1204");
        assert_eq!("2.1204".parse(), Ok(position));
        for wrong in ["", "2", "2.", ".4", "-1.4", "1.-4", "1.4.5", "one.4"] {
            assert!(wrong.parse::<Position>().is_err(), "{wrong}");
        }
        assert!(position > "1.9999".parse().expect("a position"));
    }

    #[test]
    fn news_read_as_their_type_and_what_it_is_about() {
        let json = serde_json::to_string(&News::Resync).expect("JSON");
        assert_eq!(json, r#"{"type":"resync"}"#);
        let contact = News::Contact {
            id: contact::ContactId(uuid::Uuid::nil()),
            version: Some(3),
            change: "Updated".to_owned(),
            fields: vec!["company".to_owned()],
        };
        let json = serde_json::to_string(&contact).expect("JSON");
        assert_eq!(
            json,
            r#"{"type":"contact","id":"00000000-0000-0000-0000-000000000000","version":3,"change":"Updated","fields":["company"]}"#
        );
        assert_eq!(serde_json::from_str::<News>(&json).expect("news"), contact);
    }

    #[test]
    fn who_else_is_there_reads_as_names_and_is_no_news() {
        let presence = Presence {
            contact: contact::ContactId(uuid::Uuid::nil()),
            people: vec![Present {
                staff: uuid::Uuid::nil(),
                name: "Mei Chan".to_owned(),
                fields: vec!["company".to_owned()],
            }],
        };
        let json = serde_json::to_string(&presence).expect("JSON");
        assert_eq!(
            json,
            r#"{"contact":"00000000-0000-0000-0000-000000000000","people":[{"staff":"00000000-0000-0000-0000-000000000000","name":"Mei Chan","fields":["company"]}]}"#
        );
        assert_eq!(
            serde_json::from_str::<Presence>(&json).expect("presence"),
            presence
        );
        assert!(serde_json::from_str::<News>(&json).is_err());
    }
}
