//! An enquiry that a page shows follows what happens to it: it is read anew by the door that it came by. From the moment at
//! which it may be seen no longer nothing of it is shown, whoever is at the page.
use std::time::Duration;

use contact::{ContactId, permit::Why};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::overview::list_these,
    browser::attention::in_attendance,
    error::Error,
    live::{follow, follow_what_was_read},
    wire::{
        live::News,
        overview::EnquiryRow,
        room::{Room, RoomContact},
    },
};

/// How long a page waits, in milliseconds, before it asks once more what has happened to its enquiry.
pub const PAUSE: u32 = 1_000;

/// How long it waits before it looks once more whether the enquiry may still be seen, where something happened to any.
const LOOK: u32 = 15_000;

/// How soon it asks again what could not be answered: nobody tells of it once more.
pub const AGAIN: Duration = Duration::from_secs(5);

/// What is heard of an enquiry that is shown.
pub enum EnquiryHeard<T> {
    /// What is to be shown of it by now.
    Stands(T),
    /// Why it may be seen no longer.
    Refused(Why),
    /// It may be seen no longer; why is on its way.
    Gone,
}

/// Hears of an enquiry until the part of the page that asked is gone. What is shown of it is read when something happened to
/// it, or to what `besides` names.
pub fn follow_enquiry<T, F>(
    enquiry: Uuid,
    besides: impl Fn(&News) -> bool + 'static,
    read: impl Fn() -> F + Copy + 'static,
    hear: impl Fn(EnquiryHeard<T>) + Copy + 'static,
) where
    T: 'static,
    F: Future<Output = Result<T, Error>> + 'static,
{
    // Only the answer to the last question counts.
    let asked = StoredValue::new(0_u32);
    let ask = move || ask(asked, read, hear);
    // Its row, which all staff may see, says why.
    let ask_why = move || {
        let number = turn(asked);
        leptos::task::spawn_local(async move {
            let row = row_of(enquiry).await;
            if asked.try_get_value() != Some(number) {
                return;
            }
            match row.map(|row| row.refused) {
                Some(Some(why)) => hear(EnquiryHeard::Refused(why)),
                // It may be seen again by now; or by its own door it is said why not.
                Some(None) | None => ask(),
            }
        });
    };
    // Who stands to it in no way any more, as it was routed elsewhere, is told of it by name no more either.
    let look = in_attendance(move || {
        let number = asked.get_value();
        leptos::task::spawn_local(async move {
            let refused = row_of(enquiry).await.and_then(|row| row.refused);
            if let (true, Some(why)) = (asked.try_get_value() == Some(number), refused) {
                hear(EnquiryHeard::Refused(why));
            }
        });
    });
    follow(LOOK, move |news| {
        if news.contains(&News::Enquiries) {
            look();
        }
    });
    let (ask_soon, ask_why_soon) = (in_attendance(ask), in_attendance(ask_why));
    follow_what_was_read(PAUSE, move |news| {
        let is_gone = |news: &News| matches!(news, News::Gone { id } if *id == enquiry);
        if news.iter().any(is_gone) {
            hear(EnquiryHeard::Gone);
            ask_why_soon();
        } else if news
            .iter()
            .any(|news| is_of(news, enquiry) || besides(news))
        {
            ask_soon();
        }
    });
}

fn turn(asked: StoredValue<u32>) -> u32 {
    asked.update_value(|asked| *asked += 1);
    asked.get_value()
}

/// Reads what is to be shown of an enquiry, until that is answered or asked anew.
fn ask<T, F>(
    asked: StoredValue<u32>,
    read: impl Fn() -> F + Copy + 'static,
    hear: impl Fn(EnquiryHeard<T>) + Copy + 'static,
) where
    T: 'static,
    F: Future<Output = Result<T, Error>> + 'static,
{
    let number = turn(asked);
    leptos::task::spawn_local(async move {
        let found = read().await;
        // The page may be gone by then.
        let counts = move || asked.try_get_value() == Some(number);
        if !counts() {
            return;
        }
        match found {
            Ok(found) => hear(EnquiryHeard::Stands(found)),
            Err(Error::NotPermitted(why)) => hear(EnquiryHeard::Refused(why)),
            // What is shown stays meanwhile.
            Err(error) if is_passing(&error) => set_timeout(
                move || {
                    if counts() {
                        ask(asked, read, hear);
                    }
                },
                AGAIN,
            ),
            // It stays until something is heard again.
            Err(_) => {}
        }
    });
}

/// Whether the same may well be answered a little later.
pub fn is_passing(error: &Error) -> bool {
    matches!(error, Error::Unreachable | Error::Unavailable { .. })
}

/// The row of an enquiry, as far as it can be read.
async fn row_of(enquiry: Uuid) -> Option<EnquiryRow> {
    let rows = list_these(vec![enquiry]).await;
    rows.ok()?.into_iter().next()
}

/// Whether something happened to an enquiry, as far as one hears of it.
pub fn is_of(news: &News, enquiry: Uuid) -> bool {
    match news {
        News::Enquiry { id } => *id == enquiry,
        News::ManyEnquiries | News::Resync => true,
        News::Gone { .. }
        | News::Contact { .. }
        | News::ManyContacts
        | News::Enquiries
        | News::Imports => false,
    }
}

/// Whether something happened to the contact of a room.
pub fn is_of_contact(news: &News, room: &Room) -> bool {
    let contact: Option<ContactId> = match &room.contact {
        RoomContact::Here(contact, _) => Some(contact.id),
        RoomContact::Deleted { id, .. } => Some(*id),
        RoomContact::Nobody { .. } | RoomContact::Erased => None,
    };
    match news {
        News::Contact { id, .. } => contact == Some(*id),
        News::ManyContacts => contact.is_some(),
        News::Enquiry { .. }
        | News::Gone { .. }
        | News::ManyEnquiries
        | News::Enquiries
        | News::Imports
        | News::Resync => false,
    }
}
