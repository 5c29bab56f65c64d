//! Which enquiries somebody may see, as ways to find them: the table (`contact::permit`) says which relations may see a
//! status, `relation_to` how they stand to each destination.
use contact::{
    enquiry::Status,
    permit::{EnquiryAction, Relation, who_may},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::find::{Lookup, Through};
use crate::{error::Error, who::Who};

/// How somebody stands to enquiries whose rooms they are not in.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// Their email address in lower case; absent for a program.
    email: Option<String>,
    /// To those that were routed nowhere.
    anywhere: Option<Relation>,
    destinations: Vec<(String, Relation)>,
}

impl Reach {
    /// Of whoever asks.
    pub async fn of(connection: &mut PgConnection, who: &Who) -> Result<Self, Error> {
        let Who::Staff { id, email, .. } = who else {
            return Ok(Self::default());
        };
        let rows = sqlx::query!(
            r#"select external_id as "external_id!", relation_to($1, external_id, $2) as "relation!"
               from (select '' as external_id union all select external_id from destination) as routed"#,
            Uuid::nil(),
            id
        );
        let mut reach = Self {
            email: Some(email.to_lowercase()),
            ..Self::default()
        };
        for row in rows.fetch_all(connection).await? {
            let relation: Relation = row.relation.parse().map_err(Error::broken)?;
            match row.external_id.is_empty() {
                true => reach.anywhere = Some(relation),
                false => reach.destinations.push((row.external_id, relation)),
            }
        }
        Ok(reach)
    }

    /// The ways to all enquiries of these statuses that may be seen. As nobody is allowed less than whoever comes after them
    /// in the order of relations, each relation that may see a status is a way by itself. Without `destinations` only the
    /// rooms count for those who may not see everything.
    pub fn lookups(&self, statuses: &[Status], destinations: bool) -> Vec<Lookup> {
        let mut lookups = Vec::new();
        for &status in statuses {
            let seers: Vec<Relation> = who_may(status, EnquiryAction::View).collect();
            let sees = |relation: Relation| seers.contains(&relation);
            let mut open = |through| lookups.push(Lookup { status, through });
            if self.anywhere.is_some_and(sees) {
                open(Through::All);
                continue;
            }
            let theirs = self.destinations.iter();
            let theirs = theirs.filter(|(_, relation)| destinations && sees(*relation));
            let theirs: Vec<String> = theirs.map(|(id, _)| id.clone()).collect();
            if !theirs.is_empty() {
                open(Through::Destinations(theirs));
            }
            if let (Some(email), true) = (&self.email, sees(Relation::InRoom)) {
                open(Through::Room {
                    email: email.clone(),
                    past: sees(Relation::WasInRoom),
                });
            }
        }
        lookups
    }
}
