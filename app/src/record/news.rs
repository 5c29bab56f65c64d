//! What news mean for a contact that is shown: what is to be asked about it, what of the answer is new, and who is said to
//! have changed it.
use chrono::{DateTime, Utc};
use contact::{
    Contact, ContactId,
    change::{diff, place},
};

use crate::wire::{
    contacts::{LastEdit, Removal},
    live::{News, is_merge},
};

/// What was heard of a contact since it was last asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unasked {
    /// The newest version that was named.
    version: i64,
    /// What is to be asked whatever its version is.
    anyhow: Question,
}

/// What is to be asked about a contact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Question {
    pub contact: bool,
    pub notes: bool,
    pub device: bool,
    pub proposals: bool,
}

impl Question {
    const NOTHING: Self = Self {
        contact: false,
        notes: false,
        device: false,
        proposals: false,
    };
    const ALL: Self = Self {
        contact: true,
        notes: true,
        device: true,
        proposals: true,
    };

    fn or(self, other: Self) -> Self {
        Self {
            contact: self.contact || other.contact,
            notes: self.notes || other.notes,
            device: self.device || other.device,
            proposals: self.proposals || other.proposals,
        }
    }

    /// What a change that the log calls so may have changed besides the contact itself.
    fn about(change: &str) -> Self {
        match change {
            "Note added" | "Note deleted" => Self {
                notes: true,
                ..Self::NOTHING
            },
            "Proposal left" | "Proposal accepted" | "Proposal dropped" => Self {
                proposals: true,
                ..Self::NOTHING
            },
            _ if is_merge(change) => Self::ALL,
            _ => Self::NOTHING,
        }
    }
}

/// Whether news may be of any contact, and are heard by all pages at once.
pub fn is_of_many(news: &News) -> bool {
    matches!(news, News::ManyContacts | News::Resync)
}

impl Unasked {
    /// Hears news on a page that shows this contact.
    pub fn hear(&mut self, id: ContactId, news: &[News]) {
        for one in news {
            let anyhow = match one {
                News::Contact {
                    id: of,
                    version,
                    change,
                    ..
                } if *of == id => {
                    self.version = self.version.max(version.unwrap_or_default());
                    let about = Question::about(change);
                    // It has no version any more once it was erased.
                    let contact = about.contact || version.is_none();
                    Question { contact, ..about }
                }
                News::ManyContacts => Question {
                    contact: true,
                    ..Question::NOTHING
                },
                News::Resync => Question::ALL,
                _ => Question::NOTHING,
            };
            self.anyhow = self.anyhow.or(anyhow);
        }
    }

    /// Keeps a question that is to be asked once more.
    pub fn keep(&mut self, question: Question) {
        self.anyhow = self.anyhow.or(question);
    }

    /// Asks what is there by now, whatever was heard.
    pub fn ask_what_is_there(&mut self) {
        self.anyhow.contact = true;
    }

    /// What is to be asked where this version is shown; nothing where all that was named is shown.
    pub fn question(self, shown: i64) -> Option<Question> {
        let newer = Question {
            contact: self.version > shown,
            ..Question::NOTHING
        };
        let question = self.anyhow.or(newer);
        (question != Question::NOTHING).then_some(question)
    }
}

/// The fields in which two states of a contact differ, in the order of the form.
pub fn changed(shown: &Contact, now: &Contact) -> Vec<String> {
    let lines = diff(&shown.draft, &now.draft).into_iter();
    let mut fields: Vec<String> = lines.map(|line| line.field).collect();
    fields.sort_by_key(|field| place(field));
    let others = [
        (
            "other_first_names",
            &shown.other_first_names,
            &now.other_first_names,
        ),
        (
            "other_last_names",
            &shown.other_last_names,
            &now.other_last_names,
        ),
    ];
    let others = others.into_iter().filter(|(_, old, new)| old != new);
    fields.extend(others.map(|(field, ..)| field.to_owned()));
    fields
}

/// Who changed something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changer {
    /// Whoever reads it, in another window.
    You,
    Named(String),
    /// The log does not tell.
    Somebody,
}

/// What one person changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedBy {
    pub who: Changer,
    /// When they changed the last of it.
    pub at: Option<DateTime<Utc>>,
    pub fields: Vec<String>,
}

/// Adds to what was said who changed these fields, each person once.
pub fn credit(said: &mut Vec<ChangedBy>, fields: &[String], edits: &[LastEdit]) {
    for field in fields {
        let edit = edits.iter().find(|edit| edit.field == *field);
        let at = edit.map(|edit| edit.at);
        let who = match edit {
            Some(edit) if edit.own => Changer::You,
            Some(edit) => Changer::Named(edit.staff.clone()),
            None => Changer::Somebody,
        };
        match said.iter_mut().find(|said| said.who == who) {
            Some(said) => {
                said.at = said.at.max(at);
                said.fields.retain(|known| known != field);
                said.fields.push(field.clone());
            }
            None => said.push(ChangedBy {
                who,
                at,
                fields: vec![field.clone()],
            }),
        }
    }
}

/// What became of a contact that has left the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// Into the bin.
    Deleted,
    /// Into another contact.
    Merged(ContactId),
    Erased,
}

/// A contact that has left the list while it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departed {
    pub how: Departure,
    /// Who did it, as far as that was told.
    pub by: Option<Removal>,
}

#[cfg(test)]
mod tests {
    use contact::Draft;
    use uuid::Uuid;

    use super::*;

    const SHOWN: ContactId = ContactId(Uuid::from_u128(1));
    const OTHER: ContactId = ContactId(Uuid::from_u128(2));

    fn contact(id: ContactId, version: Option<i64>, change: &str) -> News {
        News::Contact {
            id,
            version,
            change: change.to_owned(),
            fields: Vec::new(),
        }
    }

    /// What is asked by a page that shows version 3.
    fn asked(news: &[News]) -> Option<Question> {
        let mut unasked = Unasked::default();
        unasked.hear(SHOWN, news);
        unasked.question(3)
    }

    #[test]
    fn only_a_newer_version_of_what_is_shown_is_asked_for() {
        let only_contact = Some(Question {
            contact: true,
            ..Question::NOTHING
        });
        assert_eq!(asked(&[contact(SHOWN, Some(4), "Updated")]), only_contact);
        assert_eq!(asked(&[contact(SHOWN, Some(3), "Updated")]), None);
        assert_eq!(asked(&[contact(OTHER, Some(9), "Updated")]), None);
        let later = [
            contact(SHOWN, Some(5), "Updated"),
            contact(SHOWN, Some(2), "Updated"),
        ];
        assert_eq!(asked(&later), only_contact);
        let elsewhere = [
            News::Enquiries,
            News::Imports,
            News::Gone { id: Uuid::nil() },
            News::Enquiry { id: Uuid::nil() },
        ];
        assert_eq!(asked(&elsewhere), None);
    }

    #[test]
    fn what_has_no_newer_version_is_asked_about_by_what_it_is() {
        let note = asked(&[contact(SHOWN, Some(3), "Note added")]);
        let notes = Question {
            notes: true,
            ..Question::NOTHING
        };
        assert_eq!(note, Some(notes));
        let proposal = asked(&[contact(SHOWN, Some(3), "Proposal left")]);
        let proposals = Question {
            proposals: true,
            ..Question::NOTHING
        };
        assert_eq!(proposal, Some(proposals));
        let only_contact = Some(Question {
            contact: true,
            ..Question::NOTHING
        });
        for news in [contact(SHOWN, None, "Erased"), News::ManyContacts] {
            assert_eq!(asked(std::slice::from_ref(&news)), only_contact, "{news:?}");
        }
        // Both contacts of a merge are told of by themselves.
        assert_eq!(asked(&[contact(OTHER, Some(8), "Merged")]), None);
        for news in [contact(SHOWN, Some(4), "Merged"), News::Resync] {
            assert_eq!(
                asked(std::slice::from_ref(&news)),
                Some(Question::ALL),
                "{news:?}"
            );
        }
    }

    #[test]
    fn what_is_asked_once_more_is_asked_whatever_is_shown_by_then() {
        let mut unasked = Unasked::default();
        unasked.keep(Question {
            contact: true,
            ..Question::NOTHING
        });
        assert!(
            unasked
                .question(i64::MAX)
                .is_some_and(|question| question.contact)
        );
        assert_eq!(Unasked::default().question(0), None);
    }

    #[test]
    fn what_changed_is_told_in_the_order_of_the_form() {
        let shown = Contact {
            id: SHOWN,
            version: 3,
            draft: Draft::default(),
            other_first_names: Vec::new(),
            other_last_names: Vec::new(),
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        };
        let mut now = shown.clone();
        now.draft = Draft {
            last_name: "Chan".to_owned(),
            team: "North".to_owned(),
            company: "Acme".to_owned(),
            ..Draft::default()
        };
        now.other_last_names = vec!["Lee".to_owned()];
        assert_eq!(
            changed(&shown, &now),
            ["last_name", "company", "team", "other_last_names"]
        );
        assert_eq!(changed(&now, &now), [""; 0]);
    }

    #[test]
    fn everybody_who_changed_something_is_said_once_with_all_of_it() {
        let edit = |field: &str, staff: &str, own, minute: i64| LastEdit {
            field: field.to_owned(),
            staff: staff.to_owned(),
            own,
            at: DateTime::UNIX_EPOCH + chrono::Duration::minutes(minute),
        };
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let fields: Vec<String> = names(&["company", "team", "phones", "level"]);
        let edits = [
            edit("company", "Mei Chan", false, 1),
            edit("team", "Tom Lee", true, 2),
            edit("phones", "Mei Chan", false, 3),
        ];
        let mut said = Vec::new();
        credit(&mut said, &fields, &edits);
        let changed_by = |who, minute: Option<i64>, fields: &[&str]| ChangedBy {
            who,
            at: minute.map(|minute| DateTime::UNIX_EPOCH + chrono::Duration::minutes(minute)),
            fields: names(fields),
        };
        let mei = || Changer::Named("Mei Chan".to_owned());
        assert_eq!(
            said,
            [
                changed_by(mei(), Some(3), &["company", "phones"]),
                changed_by(Changer::You, Some(2), &["team"]),
                changed_by(Changer::Somebody, None, &["level"]),
            ]
        );
        // Later she changes one of them again, and another.
        let more = [
            edit("company", "Mei Chan", false, 9),
            edit("emails", "Mei Chan", false, 9),
        ];
        credit(&mut said, &names(&["company", "emails"]), &more);
        assert_eq!(
            said[0],
            changed_by(mei(), Some(9), &["phones", "company", "emails"])
        );
        assert_eq!(said.len(), 3);
    }
}
