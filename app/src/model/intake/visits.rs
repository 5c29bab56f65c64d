//! Visits: pages that somebody outside looked at. Each is told whole, as messages are.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    owners::{self, Claim, Owner},
    report::{Judge, SHORT, Sent, read},
};
use crate::{
    error::{Error, FieldProblem},
    model::Asker,
    who::Action,
    wire::intake::{Heard, HeardItem, Hearing, OneOrMany, VisitReport},
};

/// The most characters of an address.
const ADDRESS: usize = 4_000;

/// Hears visits, each of an enquiry or of a contact.
pub async fn visits(asker: &Asker, sent: OneOrMany) -> Result<Heard, Error> {
    let sent: Vec<Sent<VisitReport>> = read(sent, |visit: &VisitReport| {
        let judge = Judge::default()
            .id("external_id", &visit.external_id)
            .time("at", visit.at)
            .text("title", &visit.title, SHORT)
            .text("address", &visit.address, ADDRESS);
        let judge = match &visit.enquiry {
            Some(enquiry) => judge.id("enquiry", enquiry),
            None => judge,
        };
        let mut problems = judge.done();
        if visit.enquiry.is_none() && visit.contact.is_none() {
            let sentence =
                "A visit needs the enquiry or the contact that it belongs to. Send one of them.";
            problems.push(FieldProblem::new("required", "enquiry", sentence));
        }
        problems
    })?;
    asker.reports(sent.len())?;
    asker
        .write(Action::Ingest, async |transaction| {
            hear(transaction, sent).await
        })
        .await
}

async fn hear(
    transaction: &mut PgConnection,
    sent: Vec<Sent<VisitReport>>,
) -> Result<Heard, Error> {
    let good: Vec<&VisitReport> = sent.iter().flatten().collect();
    let claims: Vec<Claim> = good
        .iter()
        .map(|visit| Claim {
            enquiry: visit.enquiry.clone(),
            contact: visit.contact,
            number: None,
        })
        .collect();
    let owners = owners::find(transaction, &claims).await?;
    let mut latest: BTreeMap<&str, (&VisitReport, &Owner)> = BTreeMap::new();
    let mut refused: BTreeMap<&str, FieldProblem> = BTreeMap::new();
    for (visit, owner) in good.iter().zip(&owners) {
        if let Some(problem) = &owner.refused {
            refused.insert(&visit.external_id, problem.clone());
            continue;
        }
        let held = latest.entry(&visit.external_id).or_insert((visit, owner));
        if order(visit) > order(held.0) {
            *held = (visit, owner);
        }
    }
    let mut outcomes = write(transaction, latest.into_values().collect()).await?;
    let items = sent.iter().map(|visit| match visit {
        Err(refused) => refused.clone(),
        Ok(visit) => match refused.get(visit.external_id.as_str()) {
            Some(problem) => HeardItem::refused(&visit.external_id, problem.clone()),
            None => {
                let outcome = outcomes.remove(&visit.external_id);
                HeardItem::new(&visit.external_id, outcome.unwrap_or(Hearing::Known))
            }
        },
    });
    Ok(Heard {
        items: items.collect(),
    })
}

/// Which of two reports of one visit stays. All that they tell takes part, so that it never is the one that came first.
fn order(visit: &VisitReport) -> (DateTime<Utc>, &str, &str, String) {
    (visit.at, &visit.address, &visit.title, whose(visit))
}

/// What a report tells of whose the visit is, as a text that the database puts in the same order. One that names an enquiry
/// comes after one that names a contact alone.
fn whose(visit: &VisitReport) -> String {
    let enquiry = visit.enquiry.as_deref().unwrap_or_default();
    let contact = visit.contact.map(|contact| contact.to_string());
    format!("{enquiry} {}", contact.unwrap_or_default())
}

/// Writes visits with different ids, in their order so that no two requests wait for each other.
async fn write(
    transaction: &mut PgConnection,
    visits: Vec<(&VisitReport, &Owner)>,
) -> Result<BTreeMap<String, Hearing>, Error> {
    let text = |of: fn(&VisitReport) -> &str| -> Vec<String> {
        visits
            .iter()
            .map(|(visit, _)| of(visit).to_owned())
            .collect()
    };
    let ids: Vec<Uuid> = visits.iter().map(|_| Uuid::now_v7()).collect();
    let times: Vec<DateTime<Utc>> = visits.iter().map(|(visit, _)| visit.at).collect();
    let enquiries: Vec<Option<Uuid>> = visits.iter().map(|(_, owner)| owner.enquiry).collect();
    let contacts: Vec<Option<Uuid>> = visits.iter().map(|(_, owner)| owner.contact).collect();
    let named: Vec<String> = visits.iter().map(|(visit, _)| whose(visit)).collect();
    let outcomes = sqlx::query!(
        r#"with given as (
             select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[], $7::uuid[],
                 $8::text[])
               as given (id, external_id, at, title, address, enquiry_id, contact_id, whose)
           ), before as (
             select held.external_id,
               (held.at, held.address, held.title, held.whose) = (given.at, given.address, given.title, given.whose) as same
             from given join visit as held on held.external_id = given.external_id
           ), written as (
             insert into visit as held (id, external_id, at, title, address, enquiry_id, contact_id, whose)
             select id, external_id, at, title, address, enquiry_id, contact_id, whose from given
             on conflict (external_id) do update
               set at = excluded.at, title = excluded.title, address = excluded.address,
                   enquiry_id = excluded.enquiry_id, contact_id = excluded.contact_id, whose = excluded.whose
               where (excluded.at, excluded.address collate "C", excluded.title collate "C", excluded.whose collate "C")
                 > (held.at, held.address collate "C", held.title collate "C", held.whose collate "C")
             returning external_id, xmax = 0 as is_new
           )
           select given.external_id as "external_id!", written.is_new, coalesce(before.same, true) as "same!"
           from given left join written using (external_id) left join before using (external_id)"#,
        &ids,
        &text(|visit| &visit.external_id),
        &times,
        &text(|visit| &visit.title),
        &text(|visit| &visit.address),
        &enquiries as &[Option<Uuid>],
        &contacts as &[Option<Uuid>],
        &named
    );
    let outcomes = outcomes.fetch_all(transaction).await?;
    let outcomes = outcomes
        .into_iter()
        .map(|row| (row.external_id, Hearing::of_written(row.is_new, row.same)));
    Ok(outcomes.collect())
}
