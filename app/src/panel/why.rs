//! Why something may not be done beside an enquiry, in words. The table is `contact::permit`.
use contact::permit::{EnquiryAction, permit};

use crate::{
    enquiries::standing::each_once,
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
    let reasons = actions.iter();
    each_once(reasons.filter_map(|action| why_not(i18n, room, *action)))
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
