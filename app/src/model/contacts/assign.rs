//! What may be assigned to many contacts at once: type, level, team, group and labels, with the terms that filters find
//! them by. Names, numbers and addresses are not touched, and so neither is anything verified.
use std::collections::HashMap;

use contact::{
    Draft,
    change::{Line, diff},
    search::Keys,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::stored::Stored;
use crate::{
    error::Error,
    model::{
        copy_text::array,
        log::{self, Author, ChangeKind},
    },
};

/// Contacts on their way into the database, a column each, with their entries in the log.
#[derive(Default)]
pub(in crate::model) struct Assignments {
    pub ids: Vec<Uuid>,
    kinds: Vec<String>,
    levels: Vec<String>,
    teams: Vec<String>,
    groups: Vec<String>,
    labels: Vec<String>,
    terms: Vec<String>,
    entries: Vec<(Uuid, Vec<Line>)>,
}

impl Assignments {
    /// Adds what a contact becomes; false where it is that already.
    pub fn add(
        &mut self,
        id: Uuid,
        stored: &Stored,
        mut wanted: Stored,
        names: &HashMap<Uuid, String>,
    ) -> bool {
        let worn = wanted.labels.iter().filter_map(|id| names.get(id));
        wanted.draft.labels = worn.cloned().collect();
        let lines = diff(&stored.draft, &wanted.draft);
        if lines.is_empty() {
            return false;
        }
        let others: Vec<&str> = wanted.other_names.iter().map(String::as_str).collect();
        let keys = Keys::of(&wanted.whole(), &others, &wanted.labels, wanted.import);
        let Draft {
            kind,
            level,
            team,
            group,
            ..
        } = wanted.draft;
        self.ids.push(id);
        self.kinds.push(kind.to_string());
        self.levels.push(level.to_string());
        self.teams.push(team);
        self.groups.push(group);
        self.labels.push(array(&wanted.labels));
        self.terms.push(array(&keys.terms));
        self.entries.push((id, lines));
        true
    }

    /// Writes the contacts and their log.
    pub async fn send(self, transaction: &mut PgConnection, author: &Author) -> Result<(), Error> {
        sqlx::query!(
            "update contact set version = version + 1, updated_at = now(), kind = wanted.kind, level = wanted.level,
                 team = wanted.team, group_name = wanted.group_name, labels = wanted.labels::uuid[],
                 terms = wanted.terms::integer[]
             from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                  as wanted (id, kind, level, team, group_name, labels, terms)
             where contact.id = wanted.id",
            &self.ids,
            &self.kinds,
            &self.levels,
            &self.teams,
            &self.groups,
            &self.labels,
            &self.terms
        )
        .execute(&mut *transaction)
        .await?;
        log::record(transaction, author, ChangeKind::Updated, self.entries).await
    }
}
