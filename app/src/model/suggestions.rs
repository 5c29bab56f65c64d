//! Who may be the same person as a contact: a few bounded look-ups by the indexes that are there, each with its reason.
use std::collections::{BTreeMap, BTreeSet};

use contact::{
    Contact, ContactId, Draft, Network,
    likeness::{Likeness, Reason, strength},
    search::sort_key,
    sound::{company_key, company_start, name_key},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::contacts::read;
use crate::{error::Error, model::Asker, who::Action, wire::merge::Suggestion};

/// The most contacts that are suggested.
const MOST: usize = 10;
/// How many contacts are asked for that share one number or address.
const EACH: i64 = 20;
/// How many contacts of one company are compared by name. Of a larger one, those of exactly this name are found too.
const COLLEAGUES: i64 = 1_000;

/// Who may be the same person, each with the reasons.
#[derive(Default)]
struct AlikeContacts(BTreeMap<Uuid, BTreeSet<Reason>>);

impl AlikeContacts {
    fn note(&mut self, id: Uuid, kind: Likeness, value: String) {
        let reason = Reason { kind, value };
        self.0.entry(id).or_default().insert(reason);
    }
}

/// Lists who may be the same person as a contact, the likeliest first.
pub async fn list(asker: &Asker, id: ContactId) -> Result<Vec<Suggestion>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.lists.acquire().await?;
    let row = read::row(&mut connection, id).await?;
    if row.deleted_at.is_some() {
        return Ok(Vec::new());
    }
    let contact = Contact::from(row);
    let mut found = AlikeContacts::default();
    by_phone(&mut connection, &contact, &mut found).await?;
    by_email(&mut connection, &contact, &mut found).await?;
    by_name(&mut connection, &contact, &mut found).await?;
    for other in not_same(&mut connection, id).await? {
        found.0.remove(&other);
    }
    let mut likely: Vec<(Uuid, Vec<Reason>)> = found
        .0
        .into_iter()
        .map(|(id, reasons)| (id, reasons.into_iter().collect()))
        .collect();
    likely.sort_by_key(|(_, reasons)| (-strength(reasons), -(reasons.len() as i64)));
    likely.truncate(MOST);
    let ids: Vec<Uuid> = likely.iter().map(|(id, _)| *id).collect();
    let mut contacts = read(&mut connection, &ids).await?;
    Ok(likely
        .into_iter()
        .filter_map(|(id, reasons)| {
            Some(Suggestion {
                contact: contacts.remove(&id)?,
                strength: strength(&reasons),
                reasons,
            })
        })
        .collect())
}

/// Reads contacts by id.
pub(super) async fn read(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Contact>, Error> {
    let rows = read::rows(connection, ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.into())).collect())
}

/// The numbers under which somebody can be called or reached by WhatsApp.
fn numbers(draft: &Draft) -> BTreeSet<String> {
    let whatsapp = draft
        .socials
        .iter()
        .filter(|social| social.network == Network::Whatsapp)
        .map(|social| &social.id);
    let phones = draft.phones.iter().map(|phone| &phone.number);
    phones.chain(whatsapp).cloned().collect()
}

async fn by_phone(
    connection: &mut PgConnection,
    contact: &Contact,
    found: &mut AlikeContacts,
) -> Result<(), Error> {
    let numbers: Vec<String> = numbers(&contact.draft).into_iter().collect();
    let holders = sqlx::query!(
        r#"select wanted.key as "key!", holder.contact_id as "id!" from unnest($1::text[]) as wanted (key)
           cross join lateral (
             (select contact_id from contact_phone join contact on contact.id = contact_id
              where number = wanted.key and deleted_at is null and contact_id <> $2 limit $3)
             union
             (select contact_id from contact_social join contact on contact.id = contact_id
              where account = wanted.key and network = 'whatsapp' and deleted_at is null and contact_id <> $2 limit $3)
           ) as holder"#,
        &numbers,
        contact.id.0,
        EACH
    );
    for row in holders.fetch_all(connection).await? {
        found.note(row.id, Likeness::Phone, row.key);
    }
    Ok(())
}

async fn by_email(
    connection: &mut PgConnection,
    contact: &Contact,
    found: &mut AlikeContacts,
) -> Result<(), Error> {
    let addresses = contact.draft.emails.iter();
    // As the index of addresses has them.
    let addresses: Vec<String> = addresses
        .map(|email| email.address.to_ascii_lowercase())
        .collect();
    let holders = sqlx::query!(
        r#"select wanted.key as "key!", holder.contact_id from unnest($1::text[]) as wanted (key)
           cross join lateral (
             select contact_id from contact_email join contact on contact.id = contact_id
             where lower(address) = wanted.key and deleted_at is null and contact_id <> $2 limit $3
           ) as holder"#,
        &addresses,
        contact.id.0,
        EACH
    );
    for row in holders.fetch_all(connection).await? {
        found.note(row.contact_id, Likeness::Email, row.key);
    }
    Ok(())
}

async fn by_name(
    connection: &mut PgConnection,
    contact: &Contact,
    found: &mut AlikeContacts,
) -> Result<(), Error> {
    let draft = &contact.draft;
    let (name, company) = (
        name_key(&draft.first_name, &draft.last_name),
        company_key(&draft.company),
    );
    if name.is_empty() || company.is_empty() {
        return Ok(());
    }
    let folded = sort_key(&draft.company);
    let start = company_start(&folded);
    let (first, last) = (sort_key(&draft.first_name), sort_key(&draft.last_name));
    let colleagues = sqlx::query!(
        r#"(select id as "id!", first_name as "first_name!", last_name as "last_name!", company as "company!"
            from contact where deleted_at is null and sort_company >= $1 and sort_company < $2 limit $3)
           union all
           (select id, first_name, last_name, company from contact
            where deleted_at is null and sort_name = any($4) limit $5)"#,
        start,
        format!("{start}\u{10ffff}"),
        COLLEAGUES,
        &[format!("{last} {first}"), format!("{first} {last}")],
        COLLEAGUES / 10
    );
    for row in colleagues.fetch_all(connection).await? {
        let same = row.id != contact.id.0
            && name_key(&row.first_name, &row.last_name) == name
            && company_key(&row.company) == company;
        if same {
            found.note(row.id, Likeness::Name, draft.company.clone());
        }
    }
    Ok(())
}

/// Who is known not to be the same person as a contact.
pub(super) async fn not_same(
    connection: &mut PgConnection,
    id: ContactId,
) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(r#"select not_same_as($1) as "id!""#, id.0)
        .fetch_all(connection)
        .await
}
