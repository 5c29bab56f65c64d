//! Why something may not be done beside an enquiry, in words. The table is `contact::permit`.
use contact::permit::{EnquiryAction, permit};

use crate::{
    values::words::{I18n, language},
    wire::room::{Room, RoomContact},
};

/// Why something may not be done; nothing where it may.
pub fn why_not(i18n: I18n, room: &Room, action: EnquiryAction) -> Option<String> {
    let why = permit(room.enquiry.status, room.relation, action).err()?;
    Some(why.sentence(language(i18n)))
}

/// Why some of these may not be done, each reason once.
pub fn why_none_of(i18n: I18n, room: &Room, actions: &[EnquiryAction]) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for reason in actions
        .iter()
        .filter_map(|action| why_not(i18n, room, *action))
    {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

/// What the table calls it to say which contact the visitor is: another one is merged into the enquiry's own, or, where it
/// has none, gets the enquiry.
pub fn identification(room: &Room) -> EnquiryAction {
    match room.contact {
        RoomContact::Here(..) => EnquiryAction::Merge,
        RoomContact::Nobody { .. } | RoomContact::Deleted { .. } | RoomContact::Erased => {
            EnquiryAction::Attach
        }
    }
}
