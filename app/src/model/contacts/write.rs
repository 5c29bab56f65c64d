//! How a contact is written: its row with its search keys, and its lists.
use std::collections::BTreeMap;

use contact::{Contact, ContactId, CustomValue, Draft, search::Keys};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::{error::Error, model::labels, who::Who};

/// Writes a contact whole: its row with its search keys, and those of its lists that differ from `before`. With the
/// draft go the other first and last names.
pub(in crate::model) async fn put(
    transaction: &mut PgConnection,
    who: &Who,
    id: ContactId,
    before: Option<(&Contact, Option<Uuid>)>,
    (draft, names): (&Draft, [&[String]; 2]),
) -> Result<(), Error> {
    let mut labels = labels::ids(transaction, &draft.labels).await?;
    let mut whole = draft.clone();
    if before.is_some() {
        let unseen = unseen(transaction, id).await?;
        labels.extend(unseen.labels);
        let values = unseen.custom.0.into_iter();
        whole
            .custom
            .extend(values.filter(|(field, _)| !draft.custom.contains_key(field)));
    }
    let draft = &whole;
    let others: Vec<&str> = names
        .iter()
        .copied()
        .flatten()
        .map(String::as_str)
        .collect();
    let keys = Keys::of(
        draft,
        &others,
        &labels,
        before.and_then(|(_, import)| import),
    );
    sqlx::query!(
        "insert into contact
         (id, created_by, first_name, last_name, kind, level, company, job_title, team, group_name, language, birth_date,
          street, city, state, zip, country, labels, custom, search, terms, sort_name, sort_company, other_first_names,
          other_last_names)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
          $24, $25)
         on conflict (id) do update set
          version = contact.version + 1, updated_at = now(),
          first_name = excluded.first_name, last_name = excluded.last_name, kind = excluded.kind, level = excluded.level,
          company = excluded.company, job_title = excluded.job_title, team = excluded.team,
          group_name = excluded.group_name, language = excluded.language, birth_date = excluded.birth_date,
          street = excluded.street, city = excluded.city, state = excluded.state, zip = excluded.zip,
          country = excluded.country, labels = excluded.labels, custom = excluded.custom, search = excluded.search,
          terms = excluded.terms, sort_name = excluded.sort_name, sort_company = excluded.sort_company,
          other_first_names = excluded.other_first_names, other_last_names = excluded.other_last_names",
        id.0,
        who.staff_id(),
        draft.first_name,
        draft.last_name,
        draft.kind.as_str(),
        draft.level.as_str(),
        draft.company,
        draft.job_title,
        draft.team,
        draft.group,
        draft.language,
        draft.birth_date,
        draft.address.street,
        draft.address.city,
        draft.address.state,
        draft.address.zip,
        draft.address.country,
        &labels,
        Json(&draft.custom) as _,
        keys.search,
        &keys.terms,
        keys.sort_name,
        keys.sort_company,
        names[0],
        names[1]
    )
    .execute(&mut *transaction)
    .await?;
    let nothing = Draft::default();
    let before = before.map_or(&nothing, |(contact, _)| &contact.draft);
    lists(transaction, id, before, draft).await?;
    Ok(())
}

/// What a contact holds of labels and fields that were deleted, and that may come back.
struct Unseen {
    labels: Vec<Uuid>,
    custom: Json<BTreeMap<String, CustomValue>>,
}

async fn unseen(transaction: &mut PgConnection, id: ContactId) -> Result<Unseen, sqlx::Error> {
    let unseen = sqlx::query_as!(
        Unseen,
        r#"select
             array(
               select held.id from unnest(labels) with ordinality as held (id, place)
               join deleted_label on deleted_label.id = held.id order by place
             ) as "labels!",
             (
               select coalesce(jsonb_object_agg(held.id, held.value), '{}') from jsonb_each(custom) as held (id, value)
               join custom_field on custom_field.id = held.id and not active
             ) as "custom!: Json<BTreeMap<String, CustomValue>>"
           from contact where id = $1"#,
        id.0
    );
    unseen.fetch_one(transaction).await
}

/// Writes the lists of a contact that differ from what was there.
async fn lists(
    transaction: &mut PgConnection,
    id: ContactId,
    before: &Draft,
    draft: &Draft,
) -> Result<(), sqlx::Error> {
    if before.phones != draft.phones {
        sqlx::query!("delete from contact_phone where contact_id = $1", id.0)
            .execute(&mut *transaction)
            .await?;
        sqlx::query!(
            "insert into contact_phone (contact_id, position, kind, number, verified)
             select $1, place - 1, kind, number, verified
             from unnest($2::text[], $3::text[], $4::bool[]) with ordinality as phone (kind, number, verified, place)",
            id.0,
            &draft.phones.iter().map(|phone| phone.kind.to_string()).collect::<Vec<_>>(),
            &draft.phones.iter().map(|phone| phone.number.clone()).collect::<Vec<_>>(),
            &draft.phones.iter().map(|phone| phone.verified).collect::<Vec<_>>()
        )
        .execute(&mut *transaction)
        .await?;
    }
    if before.emails != draft.emails {
        sqlx::query!("delete from contact_email where contact_id = $1", id.0)
            .execute(&mut *transaction)
            .await?;
        sqlx::query!(
            "insert into contact_email (contact_id, position, kind, address)
             select $1, place - 1, kind, address
             from unnest($2::text[], $3::text[]) with ordinality as email (kind, address, place)",
            id.0,
            &draft
                .emails
                .iter()
                .map(|email| email.kind.to_string())
                .collect::<Vec<_>>(),
            &draft
                .emails
                .iter()
                .map(|email| email.address.clone())
                .collect::<Vec<_>>()
        )
        .execute(&mut *transaction)
        .await?;
    }
    if before.socials != draft.socials {
        sqlx::query!("delete from contact_social where contact_id = $1", id.0)
            .execute(&mut *transaction)
            .await?;
        sqlx::query!(
            "insert into contact_social (contact_id, position, network, account, verified)
             select $1, place - 1, network, account, verified
             from unnest($2::text[], $3::text[], $4::bool[]) with ordinality as social (network, account, verified, place)",
            id.0,
            &draft.socials.iter().map(|social| social.network.to_string()).collect::<Vec<_>>(),
            &draft.socials.iter().map(|social| social.id.clone()).collect::<Vec<_>>(),
            &draft.socials.iter().map(|social| social.verified).collect::<Vec<_>>()
        )
        .execute(transaction)
        .await?;
    }
    Ok(())
}

/// Writes the new state of a contact that a merge or its undo made, verified values and other names too.
pub(in crate::model) async fn rewrite(
    transaction: &mut PgConnection,
    who: &Who,
    before: (&Contact, Option<Uuid>),
    new: &Contact,
) -> Result<(), Error> {
    let names = [&new.other_first_names[..], &new.other_last_names];
    put(transaction, who, new.id, Some(before), (&new.draft, names)).await
}
