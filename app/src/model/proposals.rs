//! Saves that wait: an edit that was refused because its enquiry was closed meanwhile is left on the contact, and somebody
//! else who may edit accepts or drops it, field by field.
use chrono::{DateTime, Utc};
use contact::{
    ContactId, Draft,
    change::{self, Line, diff},
    obstacle::Obstacle,
    permit::{EnquiryAction, may_propose, permit},
    reconcile::{keep_verified, reconcile, rejoin},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::{
        Asker,
        contacts::{self, read},
        enquiries::standing,
        log::{self, ChangeKind},
    },
    who::Action,
    wire::{
        contacts::Saved,
        proposals::{Proposal, ProposalState, ProposedValue},
    },
};

/// The most edits that wait on one contact, and that are shown.
const MOST: i64 = 100;

/// Leaves an edit of the contact of an enquiry, which was read as `base` in a version, for somebody else to decide on.
pub async fn propose(
    asker: &Asker,
    enquiry: Uuid,
    (contact, version): (ContactId, i64),
    base: Draft,
    mut draft: Draft,
) -> Result<(), Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            may(transaction, asker, enquiry, contact).await?;
            let there = read::locked(transaction, contact).await?.contact;
            if version > there.version {
                return Err(Obstacle::NoSuchVersion.into());
            }
            contacts::keep_marks(&mut draft, &base);
            // Judged is what would be saved now, with all that others saved meanwhile; proposed is what of it is the author's.
            let joined = reconcile(&base, &draft, &there.draft).decided(|_| true);
            let joined = contacts::checked(transaction, joined, &there.draft).await?;
            let own = reconcile(&there.draft, &joined, &base).decided(|_| true);
            let changes = diff(&there.draft, &joined);
            let mut lines = diff(&base, &own);
            lines.retain(|line| changes.iter().any(|change| change.field == line.field));
            if lines.is_empty() {
                return Err(Obstacle::NothingProposed.into());
            }
            insert(transaction, asker, enquiry, (contact, version), &lines).await?;
            let fields = lines.into_iter().map(|line| line.field.into());
            let line = Line {
                field: "proposal".to_owned(),
                old: None,
                new: Some(fields.collect::<Vec<serde_json::Value>>().into()),
            };
            let author = asker.author().beside_an_enquiry(None);
            log::record(
                transaction,
                &author,
                ChangeKind::Proposed,
                vec![(contact.0, vec![line])],
            )
            .await
        })
        .await
}

/// Refuses whoever could not have begun the edit, may not see the enquiry any more, or may still save.
async fn may(
    transaction: &mut PgConnection,
    asker: &Asker,
    enquiry: Uuid,
    contact: ContactId,
) -> Result<(), Error> {
    let standing = standing::standing(transaction, &asker.who, enquiry).await?;
    if permit(standing.status, standing.relation, EnquiryAction::Edit).is_ok() {
        return Err(Obstacle::SaveInstead.into());
    }
    let could_edit = sqlx::query_scalar!(
        r#"select exists (
             select from enquiry_staff join staff on lower(staff.email) = enquiry_staff.email
             where enquiry_id = $1 and staff.id = $2 and could_edit) as "could_edit!""#,
        enquiry,
        asker.who.staff_id()
    );
    let could_edit = could_edit.fetch_one(&mut *transaction).await?;
    may_propose(standing.status, standing.relation, could_edit)?;
    match standing.contact == Some(contact) {
        true => Ok(()),
        false => Err(Obstacle::AnotherContact.into()),
    }
}

async fn insert(
    transaction: &mut PgConnection,
    asker: &Asker,
    enquiry: Uuid,
    (contact, version): (ContactId, i64),
    lines: &[Line],
) -> Result<(), Error> {
    let waiting = sqlx::query_scalar!(
        r#"select count(*) as "count!" from proposal where contact_id = $1
           and exists (select from proposal_value where proposal_id = proposal.id and state = 'open')"#,
        contact.0
    );
    if waiting.fetch_one(&mut *transaction).await? >= MOST {
        return Err(Obstacle::TooManyProposals.into());
    }
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into proposal (id, contact_id, enquiry_id, staff, actor, base_version) values ($1, $2, $3, $4, $5, $6)",
        id,
        contact.0,
        enquiry,
        asker.who.id(),
        asker.who.name(),
        version
    )
    .execute(&mut *transaction)
    .await?;
    for line in lines {
        sqlx::query!(
            "insert into proposal_value (proposal_id, field, old, new) values ($1, $2, $3, $4)",
            id,
            line.field,
            line.old,
            line.new
        )
        .execute(&mut *transaction)
        .await?;
    }
    Ok(())
}

/// Lists the proposals on a contact, those that were decided on too, the newest first.
pub async fn list(asker: &Asker, contact: ContactId) -> Result<Vec<Proposal>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    read::exists(&mut connection, contact).await?;
    let rows = sqlx::query!(
        r#"select proposal.id, enquiry.external_id as "enquiry?", proposal.staff, coalesce(staff.name, proposal.actor) as "name!",
             proposal.at, base_version
           from proposal left join enquiry on enquiry.id = enquiry_id left join staff on staff.id = proposal.staff
           where proposal.contact_id = $1 order by proposal.at desc, proposal.id desc limit $2"#,
        contact.0,
        MOST
    );
    let mut proposals: Vec<Proposal> = rows
        .fetch_all(&mut *connection)
        .await?
        .into_iter()
        .map(|row| Proposal {
            id: row.id,
            enquiry: row.enquiry,
            staff: row.name,
            own: row.staff == asker.who.id(),
            at: row.at,
            base_version: row.base_version,
            values: Vec::new(),
        })
        .collect();
    let ids: Vec<Uuid> = proposals.iter().map(|proposal| proposal.id).collect();
    let values = sqlx::query!(
        "select proposal_id, field, old, new, state, decider, decided_at from proposal_value where proposal_id = any($1)",
        &ids
    );
    for row in values.fetch_all(&mut *connection).await? {
        let of = proposals.iter_mut().find(|of| of.id == row.proposal_id);
        let state: ProposalState = row.state.parse().map_err(Error::broken)?;
        if let Some(proposal) = of {
            proposal.values.push(ProposedValue {
                line: Line {
                    field: row.field,
                    old: row.old,
                    new: row.new,
                },
                state,
                decider: row.decided_at.map(|_| row.decider),
                decided_at: row.decided_at,
            });
        }
    }
    for proposal in &mut proposals {
        proposal
            .values
            .sort_by_key(|value| change::place(&value.line.field));
    }
    Ok(proposals)
}

/// A proposal whose contact is locked.
struct Waiting {
    contact: ContactId,
    /// The name of its author.
    author: String,
    values: Vec<Line>,
}

/// Accepts a proposal, or some of its fields: they are saved, and stand in the log with both names. What others saved
/// meanwhile stays; where they gave the same field another value, nothing is written, unless whoever decides has seen the
/// contact with it, in this version.
pub async fn accept(
    asker: &Asker,
    proposal: Uuid,
    fields: Option<Vec<String>>,
    seen: Option<i64>,
) -> Result<Saved, Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            let waiting = waiting(transaction, asker, proposal, fields.as_deref()).await?;
            let there = read::locked(transaction, waiting.contact).await?;
            let joined = rejoin(&waiting.values, &there.contact.draft)
                .ok_or_else(|| Error::broken("a proposed value cannot be read"))?;
            if !joined.clashes.is_empty() && seen != Some(there.contact.version) {
                return Ok(Saved::Conflict(Box::new(there.contact)));
            }
            let mut draft = joined.decided(|_| true);
            keep_verified(&mut draft, &there.contact.draft);
            let by = vec![proposed_by(None, Some(&waiting.author))];
            let kind = ChangeKind::ProposalAccepted;
            let saved = contacts::save_telling(transaction, asker, there, draft, (kind, by));
            let saved = saved.await?;
            decide(
                transaction,
                asker,
                (proposal, &waiting),
                ProposalState::Accepted,
            )
            .await?;
            Ok(Saved::Done(Box::new(saved)))
        })
        .await
}

/// Drops a proposal, or some of its fields.
pub async fn drop_proposed(
    asker: &Asker,
    proposal: Uuid,
    fields: Option<Vec<String>>,
) -> Result<(), Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            let waiting = waiting(transaction, asker, proposal, fields.as_deref()).await?;
            let line = proposed_by(Some(&waiting.author), None);
            let entry = vec![(waiting.contact.0, vec![line])];
            log::record(
                transaction,
                &asker.author(),
                ChangeKind::ProposalDropped,
                entry,
            )
            .await?;
            decide(
                transaction,
                asker,
                (proposal, &waiting),
                ProposalState::Dropped,
            )
            .await
        })
        .await
}

/// The line of the log that names the author of a proposal.
fn proposed_by(old: Option<&str>, new: Option<&str>) -> Line {
    Line {
        field: "proposed_by".to_owned(),
        old: old.map(Into::into),
        new: new.map(Into::into),
    }
}

/// Locks the contact of a proposal and reads what is still to be decided of these fields. Whoever made it cannot decide.
async fn waiting(
    transaction: &mut PgConnection,
    asker: &Asker,
    proposal: Uuid,
    fields: Option<&[String]>,
) -> Result<Waiting, Error> {
    let found = sqlx::query_scalar!("select contact_id from proposal where id = $1", proposal);
    let contact = found.fetch_optional(&mut *transaction).await?;
    read::lock(transaction, ContactId(contact.ok_or(Error::NotFound)?)).await?;
    // A merge may have moved it while its contact was waited for.
    let row = sqlx::query!(
        r#"select contact_id, proposal.staff, coalesce(staff.name, actor) as "name!"
           from proposal left join staff on staff.id = proposal.staff where proposal.id = $1 and contact_id = $2"#,
        proposal,
        contact
    );
    let row = row
        .fetch_optional(&mut *transaction)
        .await?
        .ok_or(Obstacle::ContactMerged)?;
    if row.staff == asker.who.id() {
        return Err(Obstacle::OwnProposal.into());
    }
    let open = sqlx::query_as!(
        Line,
        "select field, old, new from proposal_value
         where proposal_id = $1 and state = 'open' and ($2::text[] is null or field = any($2)) order by field",
        proposal,
        fields
    );
    let values = open.fetch_all(transaction).await?;
    if values.is_empty() {
        return Err(Obstacle::Decided.into());
    }
    Ok(Waiting {
        contact: ContactId(row.contact_id),
        author: row.name,
        values,
    })
}

async fn decide(
    transaction: &mut PgConnection,
    asker: &Asker,
    (proposal, waiting): (Uuid, &Waiting),
    state: ProposalState,
) -> Result<(), Error> {
    let fields: Vec<String> = waiting
        .values
        .iter()
        .map(|line| line.field.clone())
        .collect();
    let now: DateTime<Utc> = Utc::now();
    sqlx::query!(
        "update proposal_value set state = $3, decider = $4, decided_at = $5 where proposal_id = $1 and field = any($2)",
        proposal,
        &fields,
        <&str>::from(state),
        asker.who.name(),
        now
    )
    .execute(transaction)
    .await?;
    Ok(())
}
