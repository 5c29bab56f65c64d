//! Who reads a stream, and what they hear of all that is told: a page everything that its reader may hear, a side panel only
//! what is of the enquiry that it stands beside and of the contact that this belongs to. Whose the enquiry is may change while
//! the panel is open: it is looked up again wherever a telling may say so, before anything of that telling is written.
use app::{
    error::Error,
    model::{Asker, panel},
    who::Action,
    wire::live::{News, Position, is_merge},
};
use axum::body::Bytes;
use contact::ContactId;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{patience::within_patience, telling::Telling};

/// Who reads a stream.
#[derive(Debug)]
pub enum StreamReader {
    /// A member of staff, on a page that may show anything.
    Page(Uuid),
    /// Beside an enquiry.
    Panel(Box<PanelReader>),
}

impl StreamReader {
    /// The member of staff.
    pub fn staff(&self) -> Uuid {
        match self {
            Self::Page(staff) => *staff,
            Self::Panel(reader) => reader.staff,
        }
    }

    /// Looks what a panel shows, once its stream is open, so that no change of it is missed.
    pub async fn look(&mut self) -> Result<(), Error> {
        match self {
            Self::Page(_) => Ok(()),
            Self::Panel(reader) => Box::pin(reader.look()).await,
        }
    }

    /// What they are told who stand at a position; nothing where there is nothing for them. May be asked again where it was
    /// broken off.
    pub async fn told(
        &mut self,
        telling: &Telling,
        position: Position,
        turns: &Semaphore,
    ) -> Option<Bytes> {
        match self {
            Self::Page(staff) => telling.told(*staff, position),
            // In a place of its own: the streams of pages hold no room for what a panel asks.
            Self::Panel(reader) => Box::pin(reader.told(telling, position, turns)).await,
        }
    }

    /// The one contact that a panel shows.
    pub fn contact(&self) -> Option<ContactId> {
        match self {
            Self::Page(_) => None,
            Self::Panel(reader) => reader.shown.contact,
        }
    }

    /// Whether they may be told who else looks at a contact.
    pub fn may_look_at(&self, contact: ContactId) -> bool {
        match self {
            Self::Page(_) => true,
            Self::Panel(reader) => reader.shown.contact == Some(contact),
        }
    }
}

/// Who reads a panel, and the enquiry that it stands beside.
#[derive(Debug)]
pub struct PanelReader {
    asker: Asker,
    staff: Uuid,
    /// The id that the enquiry has in the contact centre, by which a panel is let in.
    external_id: String,
    shown: ShownBeside,
    /// What it shows could not be looked up.
    is_stale: bool,
}

impl PanelReader {
    /// A member of staff who asks beside an enquiry, of which nothing was looked up yet.
    pub fn new(asker: Asker, staff: Uuid, external_id: String) -> Self {
        Self {
            asker,
            staff,
            external_id,
            shown: ShownBeside::default(),
            is_stale: true,
        }
    }

    async fn told(
        &mut self,
        telling: &Telling,
        position: Position,
        turns: &Semaphore,
    ) -> Option<Bytes> {
        if telling.is_over(position) {
            return None;
        }
        let shown = self.shown;
        if self.is_stale || telling.holds(self.staff, |news| shown.may_change_with(news)) {
            let _turn = turns.acquire().await;
            if within_patience(self.look()).await.is_err() {
                // It was logged, and is tried again with what is told next. Until then the panel asks for itself.
                self.shown.contact = None;
                return Telling::resync(telling.to).told(self.staff, position);
            }
        }
        let shown = self.shown;
        telling.told_of(self.staff, position, |news| shown.hears(news))
    }

    /// Looks which enquiry it is, as soon as that was reported, and whose, as far as its reader may view it.
    async fn look(&mut self) -> Result<(), Error> {
        self.is_stale = true;
        let enquiry = match self.shown.enquiry {
            Some(enquiry) => Some(enquiry),
            None => {
                let database = self.asker.read(Action::ReadContacts)?;
                seen(panel::enquiry(database, &self.external_id).await)?
            }
        };
        let contact = match enquiry {
            Some(enquiry) => seen(panel::own(&self.asker, enquiry).await)?.flatten(),
            None => None,
        };
        self.shown = ShownBeside { enquiry, contact };
        self.is_stale = false;
        Ok(())
    }
}

/// Nothing where there is no such thing, and for whoever may not see it.
fn seen<T>(found: Result<T, Error>) -> Result<Option<T>, Error> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound | Error::NotPermitted(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What a panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct ShownBeside {
    /// Absent until it was reported.
    enquiry: Option<Uuid>,
    /// Absent where it is nobody's, and for whoever may not view the enquiry.
    contact: Option<ContactId>,
}

impl ShownBeside {
    /// Whether such news is told here: of these two, and of what may be either.
    fn hears(self, news: &News) -> bool {
        match news {
            News::Contact { id, .. } => self.contact == Some(*id),
            News::Enquiry { id } | News::Gone { id } => self.enquiry == Some(*id),
            News::ManyContacts | News::ManyEnquiries | News::Resync => true,
            News::Enquiries | News::Imports => false,
        }
    }

    /// Whether something else may be shown after such news than before.
    fn may_change_with(self, news: &News) -> bool {
        match news {
            News::Enquiry { id } | News::Gone { id } => {
                self.enquiry.is_none_or(|enquiry| enquiry == *id)
            }
            News::ManyEnquiries | News::Resync => true,
            // Of a contact with very many enquiries not all that move along are told of.
            News::Contact { id, change, .. } => self.contact == Some(*id) && is_merge(change),
            News::ManyContacts | News::Enquiries | News::Imports => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENQUIRY: Uuid = Uuid::from_u128(9);
    const CONTACT: ContactId = ContactId(Uuid::from_u128(7));

    fn contact(id: ContactId) -> News {
        News::Contact {
            id,
            version: Some(2),
            change: "Updated".to_owned(),
            fields: vec!["company".to_owned()],
        }
    }

    /// News of these two, and what may be of either, each with whether another contact or enquiry may be shown after it.
    fn own() -> [(News, bool); 6] {
        [
            (contact(CONTACT), false),
            (News::Enquiry { id: ENQUIRY }, true),
            (News::Gone { id: ENQUIRY }, true),
            (News::ManyContacts, false),
            (News::ManyEnquiries, true),
            (News::Resync, true),
        ]
    }

    fn of_others() -> [News; 5] {
        let other = Uuid::from_u128(8);
        [
            contact(ContactId(other)),
            News::Enquiry { id: other },
            News::Gone { id: other },
            News::Enquiries,
            News::Imports,
        ]
    }

    #[test]
    fn a_panel_hears_of_its_enquiry_and_contact_and_what_may_be_of_either_and_nothing_else() {
        let shown = ShownBeside {
            enquiry: Some(ENQUIRY),
            contact: Some(CONTACT),
        };
        for (news, may_change) in own() {
            assert!(shown.hears(&news), "{news:?}");
            assert_eq!(shown.may_change_with(&news), may_change, "{news:?}");
        }
        for news in of_others() {
            assert!(!shown.hears(&news), "{news:?}");
            assert!(!shown.may_change_with(&news), "{news:?}");
        }
    }

    #[test]
    fn where_its_contact_is_merged_or_a_merge_is_undone_it_may_be_another_one_s() {
        let shown = ShownBeside {
            enquiry: Some(ENQUIRY),
            contact: Some(CONTACT),
        };
        let merge = |id, change: &str| News::Contact {
            id,
            version: Some(2),
            change: change.to_owned(),
            fields: Vec::new(),
        };
        for change in ["Merged", "Merge undone"] {
            assert!(shown.may_change_with(&merge(CONTACT, change)), "{change}");
            let other = ContactId(Uuid::from_u128(8));
            assert!(!shown.may_change_with(&merge(other, change)), "{change}");
        }
    }

    #[test]
    fn an_enquiry_that_was_not_reported_may_be_any_that_is_told_and_is_told_once_it_is_known() {
        let shown = ShownBeside::default();
        for news in [News::Enquiry { id: ENQUIRY }, News::ManyEnquiries] {
            assert!(shown.may_change_with(&news), "{news:?}");
        }
        for news in [
            contact(CONTACT),
            News::Enquiry { id: ENQUIRY },
            News::Gone { id: ENQUIRY },
            News::Enquiries,
        ] {
            assert!(!shown.hears(&news), "{news:?}");
        }
    }

    #[test]
    fn an_enquiry_that_is_nobody_s_tells_of_no_contact() {
        let shown = ShownBeside {
            enquiry: Some(ENQUIRY),
            contact: None,
        };
        assert!(!shown.hears(&contact(CONTACT)));
        assert!(shown.hears(&News::Enquiry { id: ENQUIRY }));
    }

    #[test]
    fn what_is_not_there_and_what_may_not_be_seen_is_nothing_and_a_fault_stays_one() {
        assert_eq!(seen(Ok(1)), Ok(Some(1)));
        assert_eq!(seen::<u8>(Err(Error::NotFound)), Ok(None));
        let fault = Error::Unavailable { id: String::new() };
        assert_eq!(seen::<u8>(Err(fault.clone())), Err(fault));
    }
}
