//! Who may do what beside an enquiry: the guide's table, cell by cell. Pages, server functions, the panel and the verbs
//! that write ask it, and nobody else knows it.
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::{
    enquiry::Status,
    wording::{Language, Phrase},
};

/// How somebody stands to an enquiry: the first that holds, in this order. Along it nobody is allowed less than the next.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Relation {
    InRoom,
    Administrator,
    /// Of the department that its destination belongs to.
    Supervisor,
    /// In its room before, by any report of it.
    WasInRoom,
    /// Of the staff of its destination.
    OfDestination,
    Other,
}

/// What is done from an enquiry.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EnquiryAction {
    /// See the visitor, their contact and the transcript.
    View,
    Edit,
    Note,
    Merge,
    /// Say which contact the visitor is.
    Attach,
    /// Make a contact of the visitor.
    Create,
}

/// Why something may not be done from an enquiry: the row of the table that forbids it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Why {
    pub status: Status,
    pub relation: Relation,
    pub action: EnquiryAction,
}

/// What the table allows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PermitCell {
    Refused,
    View,
    /// And view.
    Edit,
}

/// The table: no arm stands for what it does not name.
const fn cell(status: Status, relation: Relation) -> PermitCell {
    use Relation::{Administrator, InRoom, OfDestination, Other, Supervisor, WasInRoom};
    match (status, relation) {
        (Status::Ongoing | Status::FollowedUp, InRoom) => PermitCell::Edit,
        (Status::Ongoing | Status::FollowedUp, Administrator | Supervisor)
        | (
            Status::Open | Status::Missed,
            InRoom | Administrator | Supervisor | WasInRoom | OfDestination,
        )
        | (Status::Closed, InRoom | Administrator | Supervisor | WasInRoom) => PermitCell::View,
        (Status::Ongoing | Status::FollowedUp, WasInRoom | OfDestination | Other)
        | (Status::Open | Status::Missed, Other)
        | (Status::Closed, OfDestination | Other) => PermitCell::Refused,
    }
}

/// Whether somebody who stands so to an enquiry of this status may do it.
pub fn permit(status: Status, relation: Relation, action: EnquiryAction) -> Result<(), Why> {
    let cell = cell(status, relation);
    let allowed = match action {
        EnquiryAction::View => cell != PermitCell::Refused,
        EnquiryAction::Edit
        | EnquiryAction::Note
        | EnquiryAction::Merge
        | EnquiryAction::Attach
        | EnquiryAction::Create => cell == PermitCell::Edit,
    };
    allowed.then_some(()).ok_or(Why {
        status,
        relation,
        action,
    })
}

/// Whether somebody may leave an edit that was refused as a proposal: they see the enquiry, and could edit when they began.
/// How they stand to it by now does not tell that: whoever leaves its room may still be its Supervisor, and nobody in a room
/// could ever edit that was never handled.
pub fn may_propose(status: Status, relation: Relation, could_edit: bool) -> Result<(), Why> {
    permit(status, relation, EnquiryAction::View)?;
    could_edit.then_some(()).ok_or(Why {
        status,
        relation,
        action: EnquiryAction::Edit,
    })
}

/// Those who may do it from an enquiry of this status, in the order of relations.
pub fn who_may(status: Status, action: EnquiryAction) -> impl Iterator<Item = Relation> {
    let all = Relation::VARIANTS.iter().copied();
    all.filter(move |relation| permit(status, *relation, action).is_ok())
}

/// How an enquiry stands, as the beginning of a sentence.
const STANDS: [Phrase; 5] = [
    Phrase(&["This enquiry is open", "此查詢待處理", "此查询待处理"]),
    Phrase(&[
        "This enquiry is being handled",
        "此查詢正在處理",
        "此查询正在处理",
    ]),
    Phrase(&["This enquiry was missed", "此查詢已錯過", "此查询已错过"]),
    Phrase(&[
        "This enquiry is being followed up",
        "此查詢正在跟進",
        "此查询正在跟进",
    ]),
    Phrase(&["This enquiry is closed", "此查詢已結束", "此查询已结束"]),
];

const IN_ROOM: Phrase = Phrase(&["those in its room", "房間內的職員", "房间内的职员"]);
const ADMINISTRATOR: Phrase = Phrase(&["an Administrator", "管理員", "管理员"]);
const SUPERVISOR: Phrase = Phrase(&[
    "a Supervisor of its department",
    "所屬部門的主管",
    "所属部门的主管",
]);
const WAS_IN_ROOM: Phrase = Phrase(&[
    "those who were in its room",
    "曾在房間內的職員",
    "曾在房间内的职员",
]);
const OF_DESTINATION: Phrase = Phrase(&[
    "the staff of its destination",
    "所屬目的地的職員",
    "所属目的地的职员",
]);
const NOBODY: Phrase = Phrase(&["nobody", "無人", "无人"]);

const VIEW: Phrase = Phrase(&["see it", "查看", "查看"]);
const EDIT: Phrase = Phrase(&[
    "edit the contact from it",
    "從中編輯聯絡人",
    "从中编辑联系人",
]);
const NOTE: Phrase = Phrase(&["add notes from it", "從中加入備註", "从中添加备注"]);
const MERGE: Phrase = Phrase(&["merge contacts from it", "從中合併聯絡人", "从中合并联系人"]);
const ATTACH: Phrase = Phrase(&[
    "say from it who the visitor is",
    "從中指定訪客是哪位聯絡人",
    "从中指定访客是哪位联系人",
]);
const CREATE: Phrase = Phrase(&[
    "make a contact of its visitor",
    "把訪客建立為聯絡人",
    "把访客创建为联系人",
]);

const AT_HOME: Phrase = Phrase(&[
    "The contact's own page can be edited by all staff.",
    "所有職員均可在聯絡人本身的頁面編輯。",
    "所有职员均可在联系人本身的页面编辑。",
]);
const AMONG_CONTACTS: Phrase = Phrase(&[
    "All staff can create contacts in External Contacts.",
    "所有職員均可在「外部聯絡人」中建立聯絡人。",
    "所有职员均可在“外部联系人”中创建联系人。",
]);

impl Relation {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The words for those who stand so.
    fn words(self) -> Phrase {
        match self {
            Self::InRoom => IN_ROOM,
            Self::Administrator => ADMINISTRATOR,
            Self::Supervisor => SUPERVISOR,
            Self::WasInRoom => WAS_IN_ROOM,
            Self::OfDestination => OF_DESTINATION,
            Self::Other => NOBODY,
        }
    }
}

impl EnquiryAction {
    fn words(self) -> Phrase {
        match self {
            Self::View => VIEW,
            Self::Edit => EDIT,
            Self::Note => NOTE,
            Self::Merge => MERGE,
            Self::Attach => ATTACH,
            Self::Create => CREATE,
        }
    }

    /// Where it may be done by all where nobody may from an enquiry. A visitor may be nobody's contact yet.
    fn elsewhere(self) -> Phrase {
        match self {
            Self::View | Self::Edit | Self::Note | Self::Merge => AT_HOME,
            Self::Attach | Self::Create => AMONG_CONTACTS,
        }
    }
}

impl Why {
    /// How the enquiry stands, who could do it, and where else it may be done.
    pub fn sentence(self, language: Language) -> String {
        let stands = STANDS[self.status as usize].said(language);
        let action = self.action.words().said(language);
        let elsewhere = self.action.elsewhere().said(language);
        let who: Vec<_> = who_may(self.status, self.action)
            .map(|relation| relation.words().said(language))
            .collect();
        match (language, &who[..]) {
            (Language::English, []) => format!("{stands}: view only. {elsewhere}"),
            (Language::Traditional, []) => format!("{stands}：只供查看。{elsewhere}"),
            (Language::Simplified, []) => format!("{stands}：仅供查看。{elsewhere}"),
            (Language::English, [one]) => format!("{stands}, so only {one} may {action}."),
            (Language::English, [first @ .., last]) => {
                format!(
                    "{stands}, so only {} and {last} may {action}.",
                    first.join(", ")
                )
            }
            (Language::Traditional, who) => {
                format!("{stands}，只有{}可以{action}。", who.join("、"))
            }
            (Language::Simplified, who) => {
                format!("{stands}，只有{}可以{action}。", who.join("、"))
            }
        }
    }
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

#[cfg(test)]
mod tests {
    use super::{EnquiryAction, Relation, Status, Why, may_propose, permit, who_may};
    use crate::wording::Language;
    use strum::VariantArray;

    /// The table of the requirements, section 5, as it stands there.
    const TABLE: &str = "
        status      | in_room | of_destination | was_in_room | supervisor | administrator | other
        open        | v       | v              | v           | v          | v             | -
        ongoing     | e       | -              | -           | v          | v             | -
        followed_up | e       | -              | -           | v          | v             | -
        missed      | v       | v              | v           | v          | v             | -
        closed      | v       | -              | v           | v          | v             | -";

    fn cells() -> Vec<(Status, Relation, char)> {
        let mut lines = TABLE
            .trim()
            .lines()
            .map(|line| line.split('|').map(str::trim));
        let relations: Vec<Relation> = lines
            .next()
            .expect("a header")
            .skip(1)
            .map(|relation| relation.parse().expect("a relation"))
            .collect();
        let mut cells = Vec::new();
        for mut line in lines {
            let status = line.next().expect("a status").parse().expect("a status");
            for (relation, cell) in relations.iter().zip(line) {
                cells.push((status, *relation, cell.chars().next().expect("a cell")));
            }
        }
        cells
    }

    #[test]
    fn every_cell_is_that_of_the_requirements() {
        let cells = cells();
        assert_eq!(
            cells.len(),
            Status::VARIANTS.len() * Relation::VARIANTS.len()
        );
        for (status, relation, cell) in cells {
            for &action in EnquiryAction::VARIANTS {
                let wanted = match action {
                    EnquiryAction::View => cell != '-',
                    _ => cell == 'e',
                };
                assert_eq!(
                    permit(status, relation, action).is_ok(),
                    wanted,
                    "{status} {relation} {action}"
                );
            }
        }
    }

    #[test]
    fn who_may_edit_may_view_and_nothing_is_edited_when_closed() {
        for (status, relation, _) in cells() {
            for &action in EnquiryAction::VARIANTS {
                if permit(status, relation, action).is_ok() {
                    assert!(permit(status, relation, EnquiryAction::View).is_ok());
                    assert!(status != Status::Closed || action == EnquiryAction::View);
                }
            }
        }
    }

    #[test]
    fn whoever_could_edit_and_still_sees_the_enquiry_may_propose_however_they_stand_to_it_by_now() {
        for (status, relation, cell) in cells() {
            let place = format!("{status} {relation}");
            let may = may_propose(status, relation, true);
            assert_eq!(may.is_ok(), cell != '-', "{place}");
            let never_could = may_propose(status, relation, false).expect_err(&place);
            let action = match cell {
                '-' => EnquiryAction::View,
                _ => EnquiryAction::Edit,
            };
            assert_eq!(never_could.action, action, "{place}");
        }
    }

    #[test]
    fn along_the_order_of_relations_nobody_is_allowed_less_than_a_later_one() {
        for &status in Status::VARIANTS {
            for &action in EnquiryAction::VARIANTS {
                let allowed: Vec<bool> = Relation::VARIANTS
                    .iter()
                    .map(|relation| permit(status, *relation, action).is_ok())
                    .collect();
                assert!(
                    allowed.windows(2).all(|pair| pair[0] >= pair[1]),
                    "{status} {action} {allowed:?}"
                );
            }
        }
    }

    #[test]
    fn a_refusal_says_how_the_enquiry_stands_and_who_could() {
        let why = |status, relation, action| permit(status, relation, action).expect_err("refused");
        assert_eq!(
            why(
                Status::Ongoing,
                Relation::OfDestination,
                EnquiryAction::View
            )
            .to_string(),
            "This enquiry is being handled, so only those in its room, an Administrator and a Supervisor of its \
             department may see it."
        );
        assert_eq!(
            why(
                Status::FollowedUp,
                Relation::Supervisor,
                EnquiryAction::Edit
            )
            .to_string(),
            "This enquiry is being followed up, so only those in its room may edit the contact from it."
        );
        assert_eq!(
            why(Status::Closed, Relation::InRoom, EnquiryAction::Edit).to_string(),
            "This enquiry is closed: view only. The contact's own page can be edited by all staff."
        );
        for action in [EnquiryAction::Attach, EnquiryAction::Create] {
            assert_eq!(
                why(Status::Missed, Relation::InRoom, action).to_string(),
                "This enquiry was missed: view only. All staff can create contacts in External Contacts.",
                "whoever is nobody's contact has no page"
            );
        }
        assert_eq!(
            why(Status::Closed, Relation::Other, EnquiryAction::View)
                .sentence(Language::Traditional),
            "此查詢已結束，只有房間內的職員、管理員、所屬部門的主管、曾在房間內的職員可以查看。"
        );
        for (status, relation, _) in cells() {
            for &action in EnquiryAction::VARIANTS {
                let Err(why) = permit(status, relation, action) else {
                    continue;
                };
                assert!(!who_may(status, action).any(|who| who == relation));
                for &language in Language::VARIANTS {
                    assert!(!Why::sentence(why, language).is_empty());
                }
            }
        }
    }
}
