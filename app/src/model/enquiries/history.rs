//! What stands above the transcript of an enquiry, for those whom the table lets view it.
use contact::{enquiry::Visitor, name::full_name};
use uuid::Uuid;

use super::summary;
use crate::{
    error::Error,
    model::{Asker, contacts},
    who::Action,
    wire::transcript::{EnquiryOwner, TranscriptHead},
};

/// Reads what stands above the transcript.
pub async fn read(asker: &Asker, enquiry: Uuid) -> Result<TranscriptHead, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    let viewed = summary::read(&mut connection, &asker.who, enquiry).await?;
    let owner = match viewed.standing.contact {
        _ if viewed.erased => EnquiryOwner::Erased,
        Some(id) => {
            let draft = contacts::read::read(&mut connection, id).await?.draft;
            EnquiryOwner::Contact(id, full_name(&draft.first_name, &draft.last_name))
        }
        None => {
            let Visitor {
                first_name,
                last_name,
                ..
            } = &viewed.known.visitor;
            EnquiryOwner::Visitor(full_name(first_name, last_name))
        }
    };
    Ok(TranscriptHead {
        enquiry: viewed.summary(),
        owner,
    })
}
