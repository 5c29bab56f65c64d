//! How a page reads a contact anew that it shows already: by the door that it came by.
use contact::{Contact, ContactId, CustomField};
use uuid::Uuid;

use crate::{
    api::{
        activity::last_device,
        contacts::{get, notes},
        room::read_room,
    },
    error::Error,
    record::news::{Departure, Question},
    wire::{
        activity::Device,
        contacts::{Found, Note},
        labels::Label,
        room::RoomContact,
    },
};

/// Where a contact is shown, and so by which door it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactDoor {
    /// On its own page.
    Home,
    /// In the room of an enquiry.
    Room(Uuid),
}

/// What stands under the id of a contact by now.
pub enum NowThere {
    Contact(Box<Contact>),
    Nothing(Departure),
}

/// What was asked. What did not come, or was not asked, is absent.
#[derive(Default)]
pub struct ReadAnew {
    pub there: Option<NowThere>,
    pub notes: Option<Vec<Note>>,
    pub device: Option<Option<Device>>,
    pub custom: Option<Vec<CustomField>>,
    pub labels: Option<Vec<Label>>,
}

impl ContactDoor {
    /// Reads what is asked about a contact. A room is read as a whole.
    pub async fn read(self, id: ContactId, question: Question) -> Result<ReadAnew, Error> {
        let enquiry = match self {
            Self::Home => return at_home(id, question).await,
            Self::Room(enquiry) => enquiry,
        };
        match read_room(enquiry).await?.contact {
            RoomContact::Here(contact, known) if contact.id == id => Ok(ReadAnew {
                there: Some(NowThere::Contact(contact)),
                notes: Some(known.notes),
                device: Some(known.device),
                custom: Some(known.custom),
                labels: Some(known.labels),
            }),
            // What became of it is told at home.
            _ => {
                let contact = true;
                at_home(
                    id,
                    Question {
                        contact,
                        ..question
                    },
                )
                .await
            }
        }
    }
}

async fn at_home(id: ContactId, question: Question) -> Result<ReadAnew, Error> {
    let there = async {
        match question.contact {
            true => there(id).await.map(Some),
            false => Ok(None),
        }
    };
    let notes = async {
        match question.notes {
            true => notes(id).await.ok(),
            false => None,
        }
    };
    let device = async {
        match question.device {
            true => last_device(id).await.ok(),
            false => None,
        }
    };
    let (there, notes, device) = futures::join!(there, notes, device);
    Ok(ReadAnew {
        there: there?,
        notes,
        device,
        ..ReadAnew::default()
    })
}

async fn there(id: ContactId) -> Result<NowThere, Error> {
    Ok(match get(id).await {
        Ok(Found::Here(contact)) => NowThere::Contact(contact),
        Ok(Found::Deleted { .. }) => NowThere::Nothing(Departure::Deleted),
        Ok(Found::Merged { into }) => NowThere::Nothing(Departure::Merged(into)),
        Err(Error::NotFound) => NowThere::Nothing(Departure::Erased),
        Err(error) => return Err(error),
    })
}
