//! What an import would do, over the wire: digests of a file's phones and emails, and what is to be done with records whose
//! contact exists.
use contact::{
    Bounded, ContactId,
    effect::{COMPARED_TEXT, ChoiceRun, KEY_TEXT, KeyHit},
};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::{
        effect::{ComingImport, EffectCheck, ExistingContact},
        imports::ImportId,
    },
};

/// Begins to look at what an import would do; ends the look that the same account began before.
#[server(endpoint = "imports/effect/begin", input = Json)]
pub async fn begin() -> Result<EffectCheck, Error> {
    crate::model::imports::effect::begin(&crate::request::asker()?).await
}

/// Tells which of some records have contacts already: a line of digests for each.
#[server(endpoint = "imports/effect/hits", input = Json)]
pub async fn hits(check: Uuid, keys: Bounded<KEY_TEXT>) -> Result<Vec<KeyHit>, Error> {
    crate::model::imports::effect::hits(&crate::request::asker()?, check, &keys).await
}

/// Tells which of some records, in the JSON of `VeiledRecord`s, say nothing that their contact does not hold already.
#[server(endpoint = "imports/effect/compare", input = Json)]
pub async fn compare(check: Uuid, records: Bounded<COMPARED_TEXT>) -> Result<Vec<u32>, Error> {
    crate::model::imports::effect::compare(&crate::request::asker()?, check, &records).await
}

/// Shows some contacts as they stand.
#[server(endpoint = "imports/effect/contacts", input = Json)]
pub async fn existing(ids: Vec<ContactId>) -> Result<Vec<ExistingContact>, Error> {
    crate::model::imports::effect::existing(&crate::request::asker()?, ids).await
}

/// Takes what is to be done with single records of an import that is still on its way.
#[server(endpoint = "imports/effect/choose", input = Json)]
pub async fn choose(id: ImportId, runs: Vec<ChoiceRun>) -> Result<(), Error> {
    crate::model::imports::choices::choose(&crate::request::asker()?, id, runs).await
}

/// Takes the contacts that an import which is still on its way is to change.
#[server(endpoint = "imports/effect/expect", input = Json)]
pub async fn expect(id: ImportId, contacts: Vec<ContactId>) -> Result<(), Error> {
    crate::model::imports::choices::expect(&crate::request::asker()?, id, contacts).await
}

/// Finds an import under way that is to change a contact.
#[server(endpoint = "imports/effect/coming", input = Json)]
pub async fn coming(contact: ContactId) -> Result<Option<ComingImport>, Error> {
    crate::model::imports::effect::coming(&crate::request::asker()?, contact).await
}
