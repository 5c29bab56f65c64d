//! Where enquiries are looked for: by status alone, by destination, or by who is in the room; each way is an index in the
//! order in which they were opened, so that a page reads little more than it shows.
use chrono::{DateTime, Utc};
use contact::{
    enquiry::Status,
    query::{COUNTED, Total},
};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::{
    error::Error,
    model::listing::{anywhere, too_slow},
    wire::overview::Narrow,
};

/// Enquiries of one status, by one way.
#[derive(Debug)]
pub(super) struct Lookup {
    pub status: Status,
    pub through: Through,
}

/// A way to enquiries.
#[derive(Debug)]
pub(super) enum Through {
    All,
    /// By the ids of destinations.
    Destinations(Vec<String>),
    /// By who is in the room, or also by who was.
    Room {
        email: String,
        past: bool,
    },
}

/// What is looked for.
#[derive(Debug)]
pub(super) struct EnquirySearch {
    /// What is found by any of them.
    lookups: Vec<Lookup>,
    narrow: Narrow,
    /// The id that it has in the contact centre.
    external_id: Option<String>,
    /// All of them stand in the subject.
    words: Vec<String>,
    oldest_first: bool,
}

impl EnquirySearch {
    /// What these lookups lead to, as far as it is narrowed down. Who is in the room is the way where there is no other.
    pub fn new(mut lookups: Vec<Lookup>, mut narrow: Narrow, oldest_first: bool) -> Self {
        let all = |lookup: &Lookup| matches!(lookup.through, Through::All);
        if lookups.iter().all(all)
            && let Some(staff) = narrow.staff.take()
        {
            for lookup in &mut lookups {
                lookup.through = Through::Room {
                    email: staff.to_lowercase(),
                    past: false,
                };
            }
        }
        Self {
            lookups,
            narrow,
            external_id: None,
            words: Vec::new(),
            oldest_first,
        }
    }

    /// The same, with this id in the contact centre.
    pub fn named(self, external_id: &str) -> Self {
        let external_id = Some(external_id.trim().to_owned());
        Self {
            external_id,
            ..self
        }
    }

    /// The same, with these words in the subject.
    pub fn with_words(self, words: &str) -> Self {
        let words = words.split_whitespace().map(str::to_owned).collect();
        Self { words, ..self }
    }

    /// Finds so many behind a place: when each was opened, and its id.
    pub async fn find(
        &self,
        connection: &mut PgConnection,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<(DateTime<Utc>, Uuid)>, Error> {
        if self.lookups.is_empty() {
            return Ok(Vec::new());
        }
        let order = match self.oldest_first {
            true => "",
            false => " desc",
        };
        let mut sql = QueryBuilder::new("select opened_at, id from (");
        for (number, lookup) in self.lookups.iter().enumerate() {
            // What two ways lead to is found once.
            sql.push(if number == 0 { "(" } else { " union (" });
            let [at, id] = self.push(&mut sql, lookup);
            if let Some((moment, last)) = after {
                let beyond = if self.oldest_first { '>' } else { '<' };
                sql.push(format_args!(" and ({at}, {id}) {beyond} ("));
                sql.push_bind(moment).push(", ").push_bind(last).push(")");
            }
            sql.push(format_args!(" order by {at}{order}, {id}{order} limit "));
            sql.push_bind(limit).push(")");
            if matches!(lookup.through, Through::Destinations(_)) {
                sql.push(" as enquiry)");
            }
        }
        sql.push(format_args!(
            ") as found order by opened_at{order}, id{order} limit "
        ));
        sql.push_bind(limit);
        let found = sql.build_query_as().persistent(false);
        found.fetch_all(connection).await.map_err(too_slow)
    }

    /// Counts them, as far as one counts. The lookups of one count lead to different enquiries.
    pub async fn count(&self, connection: &mut PgConnection) -> Result<Total, Error> {
        let mut sql = QueryBuilder::new("select count(*) from (");
        for (number, lookup) in self.lookups.iter().enumerate() {
            sql.push(if number == 0 { "(" } else { " union all (" });
            self.push(&mut sql, lookup);
            sql.push(")");
            if matches!(lookup.through, Through::Destinations(_)) {
                sql.push(" as enquiry)");
            }
        }
        sql.push(" limit ").push_bind(i64::from(COUNTED) + 1);
        sql.push(") as counted");
        let counted = sql.build_query_scalar().persistent(false);
        let counted: i64 = counted.fetch_one(connection).await.map_err(too_slow)?;
        Ok(Total::of(counted))
    }

    /// Writes what is found by a lookup, without its order; answers the columns of when it was opened, and of its id.
    fn push(&self, sql: &mut QueryBuilder<Postgres>, lookup: &Lookup) -> [&'static str; 2] {
        let status: &str = lookup.status.into();
        let (table, columns) = match &lookup.through {
            Through::All => {
                sql.push("select opened_at, id from enquiry where status = ");
                sql.push_bind(status.to_owned());
                ("enquiry", ["enquiry.opened_at", "enquiry.id"])
            }
            Through::Destinations(ids) => {
                sql.push("select enquiry.opened_at, enquiry.id from unnest(");
                sql.push_bind(ids.clone());
                sql.push(
                    "::text[]) as theirs (external_id) cross join lateral (
                       select opened_at, id from enquiry where destination = theirs.external_id and status = ",
                );
                sql.push_bind(status.to_owned());
                ("enquiry", ["enquiry.opened_at", "enquiry.id"])
            }
            Through::Room { email, past } => {
                sql.push("select room.opened_at, room.enquiry_id as id from enquiry_staff as room");
                // All else that is asked stands with the room too.
                if !self.words.is_empty() || self.external_id.is_some() {
                    sql.push(" join enquiry on enquiry.id = room.enquiry_id and enquiry.status = ");
                    sql.push_bind(status.to_owned());
                }
                sql.push(" where room.email = ").push_bind(email.clone());
                sql.push(" and room.status = ").push_bind(status.to_owned());
                if !past {
                    sql.push(" and room.place is not null");
                }
                ("room", ["room.opened_at", "room.enquiry_id"])
            }
        };
        self.push_narrow(sql, table, columns);
        columns
    }

    /// Writes what is asked of each, by the columns of its table.
    fn push_narrow(&self, sql: &mut QueryBuilder<Postgres>, table: &str, [at, id]: [&str; 2]) {
        let Narrow {
            channel,
            destination,
            staff,
            opened,
        } = &self.narrow;
        if let Some(channel) = channel {
            sql.push(format_args!(" and {table}.channel = "));
            sql.push_bind(<&str>::from(*channel).to_owned());
        }
        if let Some(destination) = destination {
            sql.push(format_args!(" and {table}.destination = "));
            sql.push_bind(destination.to_string());
        }
        if let Some(staff) = staff {
            sql.push(format_args!(
                " and exists (select from enquiry_staff as there
                   where there.enquiry_id = {id} and there.place is not null and there.email = "
            ));
            sql.push_bind(staff.to_lowercase()).push(")");
        }
        if let Some(from) = opened.from {
            sql.push(format_args!(" and {at} >= ")).push_bind(from);
        }
        if let Some(before) = opened.before {
            sql.push(format_args!(" and {at} < ")).push_bind(before);
        }
        if let Some(external_id) = &self.external_id {
            sql.push(" and enquiry.external_id = ");
            sql.push_bind(external_id.clone());
        }
        // Each by itself: the index of subjects answers no `ilike all (…)`.
        for word in &self.words {
            sql.push(" and enquiry.subject ilike ");
            sql.push_bind(anywhere(word));
        }
    }
}

#[cfg(test)]
mod tests {
    use contact::enquiry::Status;
    use sqlx::QueryBuilder;

    use super::{EnquirySearch, Lookup, Narrow, Through};

    #[test]
    fn words_are_asked_for_one_by_one_of_enquiries_whose_status_is_named_as_their_index_wants_it() {
        for through in [
            Through::All,
            Through::Destinations(vec!["support".to_owned()]),
            Through::Room {
                email: "mei@example.org".to_owned(),
                past: true,
            },
        ] {
            let lookup = Lookup {
                status: Status::Closed,
                through,
            };
            let sought = EnquirySearch::new(vec![lookup], Narrow::default(), false);
            let sought = sought.with_words("late  refund");
            let mut sql = QueryBuilder::new("");
            sought.push(&mut sql, &sought.lookups[0]);
            let sql = sql.into_string();
            assert_eq!(sql.matches("enquiry.subject ilike $").count(), 2, "{sql}");
            let own = ["from enquiry where", "and enquiry.status = $"];
            assert!(own.iter().any(|part| sql.contains(part)), "{sql}");
        }
    }
}
