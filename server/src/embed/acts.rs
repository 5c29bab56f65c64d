//! What is done in the panel besides the form: a note, a search for the contact, a merge or the first contact of a visitor,
//! and saying that somebody is looking. The table of enquiries decides on each.
use app::{
    error::Error,
    model::{Asker, contacts, enquiries::room, listing, panel, presence},
    panel::{content::Done, find, question},
    wire::{
        contacts::{FieldName, Found},
        merge::Merged,
        panel::Panel,
        room::RoomContact,
    },
};
use axum::{http::StatusCode, response::Html};
use contact::{
    Contact, ContactId,
    merge::Choices,
    obstacle::Obstacle,
    permit::{EnquiryAction, permit},
    query,
};
use serde::{Deserialize, Deserializer, de::Error as _};
use uuid::Uuid;

use super::{asked::AskedBeside, shown};
use crate::http::extract::{Json, Query, UrlEncoded};

/// What the form of a note sends.
#[derive(Deserialize)]
pub struct NoteSent {
    contact: ContactId,
    text: String,
}

/// `POST /embed/note`: adds a note about the contact.
pub async fn note(
    asked: AskedBeside,
    UrlEncoded(NoteSent { contact, text }): UrlEncoded<NoteSent>,
) -> Result<Html<String>, Error> {
    room::note(&asked.asker, asked.enquiry, contact, text).await?;
    shown::after(&asked, Done::Noted).await
}

/// What is searched for.
#[derive(Deserialize)]
pub struct FindAddress {
    search: Option<String>,
}

/// `GET /embed/find`: the field to search in, or whom it finds.
pub async fn find(
    asked: AskedBeside,
    Query(FindAddress { search }): Query<FindAddress>,
) -> Result<Html<String>, Error> {
    let (panel, own) = to_identify(&asked).await?;
    let html = match search.as_deref().map(str::trim) {
        None => find::search(asked.language, &panel),
        Some(search) => {
            let others = others(&asked.asker, own, search).await?;
            find::found(asked.language, &panel, search, &others)
        }
    };
    Ok(Html(html))
}

/// Who is asked about.
#[derive(Deserialize)]
pub struct QuestionAddress {
    contact: ContactId,
}

/// `GET /embed/question`: the question before a merge, or before a visitor becomes a contact who is there.
pub async fn question(
    asked: AskedBeside,
    Query(QuestionAddress { contact }): Query<QuestionAddress>,
) -> Result<Html<String>, Error> {
    let (panel, own) = to_identify(&asked).await?;
    let other = listed(&asked.asker, contact).await?;
    if Some(other.id) == own {
        return Err(Obstacle::ContactMerged.into());
    }
    let html = question::question(asked.language, &panel, &other);
    Ok(Html(html))
}

/// What the answer to that question sends.
#[derive(Deserialize)]
pub struct MergeSent {
    /// The contact that the enquiry had when the question was asked.
    #[serde(deserialize_with = "perhaps")]
    contact: Option<ContactId>,
    other: ContactId,
}

/// Reads an id; an empty text is none.
fn perhaps<'de, D: Deserializer<'de>>(from: D) -> Result<Option<ContactId>, D::Error> {
    let text = String::deserialize(from)?;
    let id = (!text.is_empty()).then(|| text.parse::<ContactId>());
    id.transpose().map_err(D::Error::custom)
}

/// `POST /embed/merge`: merges another contact into that of the enquiry, or gives the enquiry to them where it is nobody's.
pub async fn merge(
    asked: AskedBeside,
    UrlEncoded(MergeSent { contact, other }): UrlEncoded<MergeSent>,
) -> Result<Html<String>, Error> {
    let Some(own) = contact else {
        room::attach(&asked.asker, asked.enquiry, other).await?;
        return shown::after(&asked, Done::Attached).await;
    };
    // The answer is about these two, and not about whom one of them became part of since it was asked.
    let versions = [
        version(&asked.asker, own, Obstacle::AnotherContact).await?,
        version(&asked.asker, other, Obstacle::ContactMerged).await?,
    ];
    let (ids, choices) = ([own, other], Choices::default());
    match room::merge(&asked.asker, asked.enquiry, ids, Some(versions), choices).await? {
        Merged::Done { .. } => shown::after(&asked, Done::Merged).await,
        // Somebody was faster, just now.
        Merged::Conflict(_) => Err(Obstacle::BeingWritten.into()),
    }
}

/// The version of a contact in the list; of one that was merged, what stands in the way.
async fn version(asker: &Asker, id: ContactId, merged: Obstacle) -> Result<i64, Error> {
    match contacts::get(asker, id).await? {
        Found::Here(contact) => Ok(contact.version),
        Found::Merged { .. } => Err(merged.into()),
        Found::Deleted { .. } => Err(Error::NotFound),
    }
}

/// What the panel says every few seconds while it is in sight.
#[derive(Deserialize)]
pub struct PanelBeat {
    tab: Uuid,
    /// The fields that are changed in it; absent once it is left.
    fields: Option<Vec<FieldName>>,
}

/// `POST /embed/beat`: says that the contact of the enquiry is in sight. Nobody looks at one that there is not yet.
pub async fn beat(
    asked: AskedBeside,
    Json(PanelBeat { tab, fields }): Json<PanelBeat>,
) -> Result<StatusCode, Error> {
    if let Some(own) = panel::own(&asked.asker, asked.enquiry).await? {
        presence::beat(&asked.asker, own, tab, fields).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The panel of whoever may say from it which contact the visitor is, and the contact that it has. Nobody is merged into one
/// that is gone.
async fn to_identify(asked: &AskedBeside) -> Result<(Panel, Option<ContactId>), Error> {
    let panel = asked.panel().await?;
    let (action, own) = match &panel.room.contact {
        RoomContact::Here(contact, _) => (EnquiryAction::Merge, Some(contact.id)),
        RoomContact::Nobody { .. } => (EnquiryAction::Attach, None),
        RoomContact::Deleted { .. } | RoomContact::Erased => return Err(Error::NotFound),
    };
    permit(panel.room.enquiry.status, panel.room.relation, action)?;
    Ok((panel, own))
}

/// Those whom a search finds, but for the enquiry's own contact; nobody before anything is searched for.
async fn others(
    asker: &Asker,
    own: Option<ContactId>,
    search: &str,
) -> Result<Vec<Contact>, Error> {
    let query = query::Query::read([("search", search)]).map_err(Error::Refused)?;
    if query.search.is_empty() {
        return Ok(Vec::new());
    }
    let query = query::Query {
        // One may be its own, and one more says that there are more.
        limit: find::OFFERED + 2,
        ..query
    };
    let mut found = listing::list(asker, &query).await?.items;
    found.retain(|contact| Some(contact.id) != own);
    Ok(found)
}

/// A contact that is in the list; one that was merged stands for the contact that it became.
async fn listed(asker: &Asker, id: ContactId) -> Result<Contact, Error> {
    let found = match contacts::get(asker, id).await? {
        Found::Merged { into } => contacts::get(asker, into).await?,
        found => found,
    };
    match found {
        Found::Here(contact) => Ok(*contact),
        Found::Deleted { .. } | Found::Merged { .. } => Err(Error::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use contact::ContactId;
    use serde::de::value::{Error, StrDeserializer};
    use uuid::Uuid;

    use super::perhaps;

    #[test]
    fn an_empty_id_is_none_and_anything_else_must_be_one() {
        let read = |text: &str| perhaps(StrDeserializer::<Error>::new(text));
        assert_eq!(read(""), Ok(None));
        let id = Uuid::max();
        assert_eq!(read(&id.to_string()), Ok(Some(ContactId(id))));
        assert!(read("7").is_err());
        assert!(read(" ").is_err());
    }
}
