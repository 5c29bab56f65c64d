//! Whose calls, messages and visits are: their enquiry's contact, else the contact that they name, else the one contact
//! that has their number.
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use contact::{ContactId, obstacle::Obstacle};
use sqlx::{Executor, PgConnection};
use uuid::Uuid;

use super::{
    mapping::who_has,
    report::{TRIES, erased},
};
use crate::{
    error::{Error, FieldProblem},
    model::contacts::read::end,
};

/// What a report says of whose it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Claim {
    /// The id that its enquiry has in the contact centre.
    pub enquiry: Option<String>,
    pub contact: Option<ContactId>,
    pub number: Option<String>,
}

/// Whose a report is: both are locked until the transaction ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Owner {
    pub enquiry: Option<Uuid>,
    pub contact: Option<Uuid>,
    pub refused: Option<FieldProblem>,
}

/// An enquiry, as far as it says whose it is.
#[derive(Clone, Copy, PartialEq)]
struct Named {
    id: Uuid,
    contact: Option<Uuid>,
    erased: bool,
}

/// Finds whose each report is and locks the contacts, then the enquiries, each in the order of their ids. Enquiries that
/// are not known yet are begun.
pub(super) async fn find(
    transaction: &mut PgConnection,
    claims: &[Claim],
) -> Result<Vec<Owner>, Error> {
    let names: BTreeSet<&str> = claims
        .iter()
        .filter_map(|claim| claim.enquiry.as_deref())
        .collect();
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    for _ in 0..TRIES {
        let enquiries = look(transaction, &names).await?;
        let before = owners(transaction, claims, &enquiries).await?;
        let contacts: BTreeSet<Uuid> = before.iter().filter_map(|owner| owner.contact).collect();
        let contacts: Vec<Uuid> = contacts.into_iter().collect();
        transaction.execute("savepoint locked").await?;
        lock_contacts(transaction, &contacts).await?;
        begin(transaction, &names).await?;
        lock_enquiries(transaction, &names).await?;
        let enquiries = look(transaction, &names).await?;
        let after = owners(transaction, claims, &enquiries).await?;
        if before
            .iter()
            .zip(&after)
            .all(|(before, after)| before.contact == after.contact)
        {
            return Ok(after);
        }
        transaction.execute("rollback to savepoint locked").await?;
    }
    Err(Obstacle::BeingWritten.into())
}

async fn look(
    transaction: &mut PgConnection,
    names: &[String],
) -> Result<BTreeMap<String, Named>, Error> {
    let found = sqlx::query!(
        "select external_id, id, contact_id, erased from enquiry where external_id = any($1)",
        names
    );
    let found = found.fetch_all(transaction).await?;
    let found = found.into_iter().map(|row| {
        let named = Named {
            id: row.id,
            contact: row.contact_id,
            erased: row.erased,
        };
        (row.external_id, named)
    });
    Ok(found.collect())
}

async fn begin(transaction: &mut PgConnection, names: &[String]) -> Result<(), Error> {
    let ids: Vec<Uuid> = names.iter().map(|_| Uuid::now_v7()).collect();
    sqlx::query!(
        "insert into enquiry (id, external_id) select * from unnest($1::uuid[], $2::text[]) on conflict do nothing",
        &ids,
        names
    )
    .execute(transaction)
    .await?;
    Ok(())
}

async fn lock_contacts(transaction: &mut PgConnection, ids: &[Uuid]) -> Result<(), Error> {
    sqlx::query!(
        "select id from contact where id = any($1) order by id for share",
        ids
    )
    .fetch_all(transaction)
    .await?;
    Ok(())
}

async fn lock_enquiries(transaction: &mut PgConnection, names: &[String]) -> Result<(), Error> {
    sqlx::query!(
        "select id from enquiry where external_id = any($1) order by external_id for share",
        names
    )
    .fetch_all(transaction)
    .await?;
    Ok(())
}

async fn owners(
    transaction: &mut PgConnection,
    claims: &[Claim],
    enquiries: &BTreeMap<String, Named>,
) -> Result<Vec<Owner>, Error> {
    let mut named = BTreeMap::new();
    let mut numbered = BTreeMap::new();
    let mut owners = Vec::with_capacity(claims.len());
    for claim in claims {
        let enquiry = claim.enquiry.as_ref().and_then(|name| enquiries.get(name));
        let mut owner = Owner {
            enquiry: enquiry.map(|enquiry| enquiry.id),
            contact: enquiry.and_then(|enquiry| enquiry.contact),
            refused: enquiry.filter(|enquiry| enquiry.erased).map(|_| erased()),
        };
        if let (None, None, Some(contact)) = (owner.contact, &owner.refused, claim.contact) {
            let known = match named.entry(contact.0) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(named_contact(transaction, contact).await?),
            };
            match known {
                Ok(contact) => owner.contact = Some(*contact),
                Err(problem) => owner.refused = Some(problem.clone()),
            }
        }
        if let (None, None, Some(number)) = (owner.contact, &owner.refused, &claim.number) {
            let known = match numbered.entry(number) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(place) => *place.insert(who_has(transaction, number).await?.one()),
            };
            owner.contact = known.map(|contact| contact.0);
        }
        owners.push(owner);
    }
    Ok(owners)
}

/// The contact that a report names, or the one it was merged into.
async fn named_contact(
    transaction: &mut PgConnection,
    contact: ContactId,
) -> Result<Result<Uuid, FieldProblem>, Error> {
    match end(transaction, contact).await {
        Ok(contact) => Ok(Ok(contact.0)),
        Err(Error::NotFound) => {
            let gone = sqlx::query!(
                "select at from erasure where contact_id = $1 limit 1",
                contact.0
            );
            if gone.fetch_optional(transaction).await?.is_some() {
                return Ok(Err(erased()));
            }
            let sentence = format!("contact: there is no contact {contact}.");
            Ok(Err(FieldProblem::new("not_found", "contact", sentence)))
        }
        Err(error) => Err(error),
    }
}
