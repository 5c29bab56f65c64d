//! The conditions of a query in SQL. Each is asked twice where the index knows only numbers: by a term, which the index
//! answers, and by the column itself, which has the last word.
use chrono::{DateTime, TimeDelta, Utc};
use contact::{
    ContactId, Part,
    query::{Matching, Query, Span},
    search::{Facet, NO_COMPANY, Search, TermReading, sort_key},
};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

/// What the contacts of a list must fulfil.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Conditions {
    search: Option<Search>,
    /// Terms that a contact holds, every one.
    all: Vec<i32>,
    /// Terms of which it holds at least one, for each list.
    any: Vec<Vec<i32>>,
    labels: Option<(Matching, Vec<Uuid>)>,
    /// Stands in the company's sort key.
    company: Option<String>,
    /// Columns of closed lists, with the words of which one must stand there.
    words: Vec<(&'static str, Vec<String>)>,
    created: Span,
    updated: Span,
    import: Option<Uuid>,
    updated_by_import: Option<Uuid>,
    /// One of these.
    ids: Option<Vec<Uuid>>,
}

impl Conditions {
    /// Only these contacts, as far as they are in the list.
    pub fn these<'a>(ids: impl IntoIterator<Item = &'a ContactId>) -> Self {
        Self {
            ids: Some(ids.into_iter().map(|id| id.0).collect()),
            ..Self::default()
        }
    }

    /// The same, of these contacts only.
    pub fn among(self, ids: &[ContactId]) -> Self {
        Self {
            ids: Some(ids.iter().map(|id| id.0).collect()),
            ..self
        }
    }

    /// Reads a query; the names of labels are looked up.
    pub async fn of(connection: &mut PgConnection, query: &Query) -> Result<Self, sqlx::Error> {
        let mut conditions = Self {
            search: Search::parse(&query.search),
            all: Vec::new(),
            any: Vec::new(),
            labels: None,
            company: Some(sort_key(&query.company)).filter(|company| !company.is_empty()),
            words: Vec::new(),
            created: query.created,
            updated: query.updated,
            import: query.import,
            updated_by_import: query.updated_by_import,
            ids: None,
        };
        if !query.labels.is_empty() {
            conditions.label(connection, query).await?;
        }
        if let Some(company) = &conditions.company {
            conditions.all.extend(TermReading::part(company).all);
        }
        for (field, values) in query.facets() {
            conditions.one_of(values.iter().map(|value| Facet::Word(field, value)));
            let column = column(field.part).map(|column| (column, values.to_vec()));
            conditions.words.extend(column);
        }
        conditions.one_of(query.phone.map(Facet::Phone).into_iter());
        conditions.one_of(query.email.map(Facet::Email).into_iter());
        conditions.one_of(query.import.map(Facet::Import).into_iter());
        for (id, values) in &query.custom {
            conditions.one_of(values.iter().map(|value| Facet::Custom(id, value)));
        }
        Ok(conditions)
    }

    /// What is searched for.
    pub fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// Tells whether every contact fulfils them.
    pub fn is_empty(&self) -> bool {
        let spans = [
            self.created.from,
            self.created.before,
            self.updated.from,
            self.updated.before,
        ];
        self.search.is_none()
            && self.all.is_empty()
            && self.any.is_empty()
            && self.labels.is_none()
            && self.company.is_none()
            && self.updated_by_import.is_none()
            && self.ids.is_none()
            && spans.iter().all(Option::is_none)
    }

    /// Some of the contacts, where they alone are likely to be too many to count: those of filters without a search, or
    /// of a search for hardly any letters read in one way.
    pub fn broad_part(&self) -> Option<Self> {
        let search = match &self.search {
            None => None,
            Some(search) => {
                let broad = search
                    .readings
                    .iter()
                    .rev()
                    .find(|reading| reading.all.len() <= 1)?;
                Some(Search::of(vec![broad.clone()]))
            }
        };
        self.company.is_none().then(|| Self {
            search,
            ..self.clone()
        })
    }

    async fn label(
        &mut self,
        connection: &mut PgConnection,
        query: &Query,
    ) -> Result<(), sqlx::Error> {
        let folded: Vec<String> = query
            .labels
            .iter()
            .map(|name| contact::label::fold(name))
            .collect();
        let ids: Vec<Uuid> = sqlx::query_scalar("select id from label where folded = any($1)")
            .bind(&folded)
            .fetch_all(connection)
            .await?;
        let facets = ids.iter().map(|id| Facet::Label(*id).term());
        match query.matching {
            // A label that does not exist is on no contact.
            Matching::All if ids.len() < folded.len() => self.any.push(Vec::new()),
            Matching::All => self.all.extend(facets),
            Matching::Any => self.any.push(facets.collect()),
            Matching::None => {}
        }
        self.labels = Some((query.matching, ids));
        Ok(())
    }

    fn one_of<'a>(&mut self, facets: impl Iterator<Item = Facet<'a>>) {
        let mut terms: Vec<i32> = facets.map(Facet::term).collect();
        match terms.len() {
            0 => {}
            1 => self.all.append(&mut terms),
            _ => self.any.push(terms),
        }
    }

    /// Writes them behind a `where`, for a row of `contact`.
    pub fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("deleted_at is null");
        match &self.search {
            None => self.terms(sql, &TermReading::default()),
            Some(search) => self.readings(sql, &search.readings),
        }
        if let Some((matching, ids)) = &self.labels {
            sql.push(match matching {
                Matching::Any => " and labels && ",
                Matching::All => " and labels @> ",
                Matching::None => " and not labels && ",
            });
            sql.push_bind(ids.clone());
        }
        if let Some(company) = &self.company {
            sql.push(" and sort_company like ")
                .push_bind(anywhere(company));
            sql.push(" and sort_company <> ").push_bind(NO_COMPANY);
        }
        for (column, values) in &self.words {
            sql.push(format_args!(" and {column} = any("))
                .push_bind(values.clone())
                .push(")");
        }
        if let Some(import) = self.import {
            sql.push(" and import_id = ").push_bind(import);
        }
        if let Some(import) = self.updated_by_import {
            sql.push(" and id = any(array(select contact_id from import_record where outcome = 'updated' and import_id = ")
                .push_bind(import)
                .push("))");
        }
        if let Some(ids) = &self.ids {
            sql.push(" and id = any(").push_bind(ids.clone()).push(")");
        }
        span(sql, "created_at", self.created);
        span(sql, "updated_at", self.updated);
        // An id holds the time it was made, shortly before its row: the primary key narrows the time of creation down.
        let slack = TimeDelta::hours(1);
        if let Some(from) = self.created.from {
            sql.push(" and id >= ").push_bind(first_id(from - slack));
        }
        if let Some(before) = self.created.before {
            sql.push(" and id < ").push_bind(first_id(before + slack));
        }
    }

    /// One of these readings, or nothing if there are none.
    pub fn readings(&self, sql: &mut QueryBuilder<Postgres>, readings: &[TermReading]) {
        for (at, reading) in readings.iter().enumerate() {
            sql.push(if at == 0 { " and (true" } else { " or true" });
            self.terms(sql, reading);
            for part in &reading.parts {
                sql.push(" and search like ").push_bind(anywhere(part));
            }
        }
        if !readings.is_empty() {
            sql.push(")");
        }
    }

    /// One condition a list of terms, those of the filters and those of the search together: the index starts from the
    /// rarest.
    fn terms(&self, sql: &mut QueryBuilder<Postgres>, reading: &TermReading) {
        let all: Vec<i32> = self.all.iter().chain(&reading.all).copied().collect();
        if !all.is_empty() {
            sql.push(" and terms @> ").push_bind(all);
        }
        for any in self.any.iter().chain(&reading.any) {
            sql.push(" and terms && ").push_bind(any.clone());
        }
    }
}

/// The column of a closed list. Free text is compared folded, by its term alone.
fn column(part: Part) -> Option<&'static str> {
    Some(match part {
        Part::Kind => "kind",
        Part::Level => "level",
        Part::Language => "language",
        Part::Country => "country",
        _ => return None,
    })
}

fn span(sql: &mut QueryBuilder<Postgres>, column: &str, span: Span) {
    if let Some(from) = span.from {
        sql.push(format_args!(" and {column} >= ")).push_bind(from);
    }
    if let Some(before) = span.before {
        sql.push(format_args!(" and {column} < ")).push_bind(before);
    }
}

/// The smallest id that could have been made at a time.
fn first_id(at: DateTime<Utc>) -> Uuid {
    Uuid::from_u128((at.timestamp_millis().max(0) as u128) << 80)
}

/// The text literally, anywhere in another.
pub fn anywhere(text: &str) -> String {
    format!(
        "%{}%",
        text.replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_")
    )
}
