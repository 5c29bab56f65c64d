//! What others did to a contact since a member of staff last spoke with them. Somebody spoke in an enquiry in whose room they
//! stood and that was handled: one that only waits, or was missed, is no conversation. They spoke until it was closed; in one
//! that is not, until its last message, and without any, such as a call that goes on, when it was opened. The contact centre
//! tells these times, and a clock of it that is ahead counts as now.
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contact::{
    ContactId,
    change::{is_draft, place},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{error::Error, model::log::ChangeKind, who::Who, wire::panel::SinceSpoken};

/// How many of a contact's enquiries and of the entries of its log are looked at, the newest.
const ENQUIRIES: i64 = 200;
const CHANGES: i64 = 200;

/// By what kinds of entries fields were changed. A merge is told by itself.
const CHANGED: [ChangeKind; 4] = [
    ChangeKind::Updated,
    ChangeKind::ValueRestored,
    ChangeKind::ImportUndone,
    ChangeKind::ProposalAccepted,
];

/// What others did to a contact since whoever asks last spoke with them in another enquiry than this one; nothing where they
/// did nothing, or where they never spoke. Programs speak with nobody.
pub(in crate::model) async fn since(
    connection: &mut PgConnection,
    who: &Who,
    enquiry: Uuid,
    contact: ContactId,
) -> Result<Option<SinceSpoken>, Error> {
    let Who::Staff { id, email, .. } = who else {
        return Ok(None);
    };
    let spoken = sqlx::query!(
        r#"with handled as (
             select enquiry.id, enquiry.opened_at, enquiry.closed_at, own.email is not null as is_own,
               exists (select from enquiry_staff as there where there.enquiry_id = enquiry.id) as has_staff
             from enquiry
               left join enquiry_staff as own on own.enquiry_id = enquiry.id and own.email = lower($3::text)
             where enquiry.contact_id = $1 and enquiry.id <> $2
               and enquiry.status in ('ongoing', 'followed_up', 'closed')
             order by enquiry.opened_at desc, enquiry.id desc limit $4
           ), spoken as (
             select max(least(now(), coalesce(
               closed_at,
               (select message.at from enquiry_message as message where message.enquiry_id = handled.id
                order by message.at desc, message.id desc limit 1),
               opened_at))) as at
             from handled where is_own
           )
           select spoken.at as "at!",
             (select count(*) from handled where has_staff and not is_own and opened_at > spoken.at) as "enquiries!"
           from spoken where spoken.at is not null"#,
        contact.0,
        enquiry,
        email.as_str(),
        ENQUIRIES
    );
    let Some(spoken) = spoken.fetch_optional(&mut *connection).await? else {
        return Ok(None);
    };
    let changes = changes(connection, contact, spoken.at, *id).await?;
    Ok(told(spoken.at, spoken.enquiries, changes))
}

/// What somebody else did to a contact.
struct OthersChange {
    /// Their name.
    staff: String,
    is_merge: bool,
    /// The fields of the entry.
    fields: Vec<String>,
}

/// The changes of a contact since a time by others than a member of staff, and the merges into it that still hold, the newest
/// first. What an enquiry proves by itself, as a call does its number, nobody did.
async fn changes(
    connection: &mut PgConnection,
    contact: ContactId,
    since: DateTime<Utc>,
    but: Uuid,
) -> Result<Vec<OthersChange>, Error> {
    let kinds = CHANGED.map(|kind| kind.as_str().to_owned());
    let changes = sqlx::query_as!(
        OthersChange,
        r#"select coalesce(staff.name, newest.actor) as "staff!", newest.action = $5 as "is_merge!",
             array(select line ->> 'field' from jsonb_array_elements(newest.lines) as line) as "fields!"
           from (
             select number, at, staff, actor, action, source, merge_id, lines from change
             where contact_id = $1 order by number desc limit $6
           ) as newest
             left join staff on staff.id = newest.staff
             left join merge on merge.id = newest.merge_id
           where newest.at > $2 and newest.staff is distinct from $3 and newest.source <> 'enquiry'
             and (newest.action = any($4) or newest.action = $5 and merge.undone_at is null)
           order by newest.number desc"#,
        contact.0,
        since,
        but,
        &kinds[..],
        ChangeKind::Merged.as_str(),
        CHANGES
    );
    Ok(changes.fetch_all(connection).await?)
}

/// What is told of changes, the newest first, and of how many enquiries that others handled; nothing where there are none.
fn told(at: DateTime<Utc>, enquiries: i64, changes: Vec<OthersChange>) -> Option<SinceSpoken> {
    let (mut fields, mut staff, mut merges) = (BTreeSet::new(), Vec::new(), 0);
    for change in changes {
        // What a merge writes is no field that its author changed: it is told by itself.
        if change.is_merge {
            merges += 1;
            continue;
        }
        // Beside fields an entry may hold who proposed them.
        let written = change.fields.into_iter().filter(|field| is_draft(field));
        let written: Vec<String> = written.collect();
        if !written.is_empty() && !staff.contains(&change.staff) {
            staff.push(change.staff);
        }
        fields.extend(written);
    }
    if fields.is_empty() && merges == 0 && enquiries == 0 {
        return None;
    }
    let mut fields: Vec<String> = fields.into_iter().collect();
    fields.sort_by_key(|field| place(field));
    Some(SinceSpoken {
        at,
        fields,
        staff,
        merges,
        enquiries,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

    fn change(staff: &str, fields: &[&str]) -> OthersChange {
        OthersChange {
            staff: staff.to_owned(),
            is_merge: false,
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        }
    }

    fn merge(staff: &str) -> OthersChange {
        OthersChange {
            is_merge: true,
            ..change(staff, &["merged", "choices", "team"])
        }
    }

    #[test]
    fn fields_are_named_once_in_the_order_of_the_form_and_by_whom_they_were_changed_who_did_so_last_first()
     {
        let changes = vec![
            merge("Ann Ho"),
            change("Tom Lee", &["cf_size", "company"]),
            change("Kit Ho", &["proposed_by"]),
            change("Mei Chan", &["company", "first_name", "proposed_by"]),
            change("Tom Lee", &["company"]),
        ];
        let wanted = SinceSpoken {
            at: AT,
            fields: ["first_name", "company", "cf_size"]
                .map(str::to_owned)
                .to_vec(),
            staff: ["Tom Lee", "Mei Chan"].map(str::to_owned).to_vec(),
            merges: 1,
            enquiries: 2,
        };
        assert_eq!(told(AT, 2, changes), Some(wanted));
    }

    #[test]
    fn where_nothing_was_done_nothing_is_told() {
        assert_eq!(told(AT, 0, Vec::new()), None);
        let handled = told(AT, 1, Vec::new()).expect("an enquiry");
        assert_eq!((handled.enquiries, handled.staff.len()), (1, 0));
        let merged = told(AT, 0, vec![merge("Ann Ho")]).expect("a merge");
        assert_eq!((merged.merges, merged.fields.len()), (1, 0));
        assert_eq!(merged.staff, [""; 0], "who merged changed no field");
    }
}
