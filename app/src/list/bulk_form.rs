//! What is filled in before something is done to many contacts at once, and what is missing for it.
use contact::{Kind, Level};

use crate::wire::bulk::BulkAction;

/// What a window is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkSubject {
    Labels,
    Type,
    Level,
    Group,
    Team,
    Delete,
}

/// What is filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// The labels are taken off, not put on.
    pub off: bool,
    pub labels: Vec<String>,
    /// Typed as a label and not chosen.
    pub left_over: String,
    /// The value that is not of labels, or the number that confirms a delete.
    pub value: String,
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// How many contacts are deleted.
    Count,
    /// This is another number.
    OtherCount(String),
    /// This is no label yet.
    LeftOver(String),
    Label,
}

impl BulkSubject {
    /// The value that a window begins with.
    pub fn first_value(self) -> String {
        match self {
            Self::Type => Kind::default().to_string(),
            Self::Level => Level::default().to_string(),
            _ => String::new(),
        }
    }

    /// What is to be done to so many contacts.
    pub fn action(self, filled: Filled, count: u32) -> Result<BulkAction, Missing> {
        let Filled {
            off,
            labels,
            left_over,
            value,
        } = filled;
        let (typed, text) = (value.trim().replace(',', ""), left_over.trim());
        match self {
            Self::Labels if !text.is_empty() => Err(Missing::LeftOver(text.to_owned())),
            Self::Labels if labels.is_empty() => Err(Missing::Label),
            Self::Labels if off => Ok(BulkAction::RemoveLabels(labels)),
            Self::Labels => Ok(BulkAction::AddLabels(labels)),
            // Nothing else than a type or a level can be chosen.
            Self::Type => Ok(BulkAction::SetType(Kind::parse(&value).unwrap_or_default())),
            Self::Level => Ok(BulkAction::SetLevel(
                Level::parse(&value).unwrap_or_default(),
            )),
            Self::Group => Ok(BulkAction::SetGroup(value)),
            Self::Team => Ok(BulkAction::SetTeam(value)),
            Self::Delete if typed.is_empty() => Err(Missing::Count),
            Self::Delete if typed != count.to_string() => Err(Missing::OtherCount(typed)),
            Self::Delete => Ok(BulkAction::Delete),
        }
    }
}

#[cfg(test)]
mod tests {
    use contact::Kind;

    use super::{BulkAction, BulkSubject, Filled, Missing};

    fn value(value: &str) -> Filled {
        Filled {
            value: value.to_owned(),
            ..Filled::default()
        }
    }

    #[test]
    fn a_delete_is_confirmed_by_the_number_of_contacts_however_it_is_written() {
        let delete = |typed: &str| BulkSubject::Delete.action(value(typed), 1_204);
        assert_eq!(delete(" 1204 "), Ok(BulkAction::Delete));
        assert_eq!(delete("1,204"), Ok(BulkAction::Delete));
        assert_eq!(delete(""), Err(Missing::Count));
        assert_eq!(delete("1203"), Err(Missing::OtherCount("1203".to_owned())));
    }

    #[test]
    fn labels_are_put_on_or_taken_off_once_one_is_chosen_and_no_text_is_left() {
        let labels = |labels: &[&str], left_over: &str, off| {
            let filled = Filled {
                off,
                labels: labels.iter().map(|name| (*name).to_owned()).collect(),
                left_over: left_over.to_owned(),
                ..Filled::default()
            };
            BulkSubject::Labels.action(filled, 2)
        };
        let vip = vec!["VIP".to_owned()];
        assert_eq!(
            labels(&["VIP"], " ", false),
            Ok(BulkAction::AddLabels(vip.clone()))
        );
        assert_eq!(
            labels(&["VIP"], "", true),
            Ok(BulkAction::RemoveLabels(vip))
        );
        assert_eq!(labels(&[], "", false), Err(Missing::Label));
        let left_over = Missing::LeftOver("gold".to_owned());
        assert_eq!(labels(&["VIP"], "gold ", false), Err(left_over));
    }

    #[test]
    fn a_window_begins_with_the_usual_choice_and_an_empty_team_takes_the_team_off() {
        let usual = value(&BulkSubject::Type.first_value());
        assert_eq!(
            BulkSubject::Type.action(usual, 2),
            Ok(BulkAction::SetType(Kind::default()))
        );
        let none = value(&BulkSubject::Team.first_value());
        assert_eq!(
            BulkSubject::Team.action(none, 2),
            Ok(BulkAction::SetTeam(String::new()))
        );
    }
}
