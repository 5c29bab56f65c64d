//! Contact.csv, as it is read: one task walks the contacts and writes chunks, and waits while nobody takes them, so that
//! memory stays the same however many there are. Every download is logged with who, what and how many.
//! Whoever takes the chunks must not keep the task waiting for a client, since it holds a connection to the database.
use std::io;

use contact::{
    Contact, CustomField, Draft,
    export::{Export, Table},
    query::{Query, selection::Selection},
};
use futures::TryStreamExt;
use sqlx::{Connection, Executor, PgConnection, Postgres, QueryBuilder};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::{
    error::Error,
    model::{
        Asker, Database,
        contacts::row::ContactRow,
        downloads::{DownloadKind, DownloadUnderWay},
        fields,
        listing::{Conditions, Order},
    },
    who::Action,
};

/// How many contacts are read and written at a time.
const CHUNK: usize = 500;

/// A piece of the file, and how many contacts stand in it.
pub struct ExportChunk {
    pub bytes: Vec<u8>,
    pub contacts: u64,
}

/// A file that is being made.
#[derive(Debug)]
pub struct Download {
    pub chunks: mpsc::Receiver<Result<ExportChunk, Error>>,
    /// To be held until somebody has the file.
    pub under_way: DownloadUnderWay,
}

/// Starts a download of the contacts that are selected, or of all that a query finds, whatever page it asks for: in the
/// order of the query, or as they were created. A person downloads one file at a time.
pub async fn contacts(asker: &Asker, selection: &Selection) -> Result<Download, Error> {
    let database = asker.read(Action::ExportContacts)?;
    let under_way = asker
        .shared
        .downloads
        .begin(&asker.who, DownloadKind::Contacts)?;
    let turn = asker.shared.downloads.turn().await?;
    let mut connection = database.heavy.acquire().await?.detach();
    let download = log(asker, selection).await?;
    let (database, selection) = (database.clone(), selection.clone());
    let (sender, chunks) = mpsc::channel(2);
    tokio::spawn(async move {
        let mut written = 0;
        if let Err(error) = run(&mut connection, &selection, &sender, &mut written).await {
            // Nobody left to tell is no fault.
            let _ = sender.send(Err(error)).await;
        }
        drop(sender);
        let _ = connection.close().await;
        drop(turn);
        if let Err(error) = count(&database, download, written).await {
            tracing::error!(%download, written, %error, "a download was not counted");
        }
    });
    Ok(Download { chunks, under_way })
}

async fn run(
    connection: &mut PgConnection,
    selection: &Selection,
    sender: &mpsc::Sender<Result<ExportChunk, Error>>,
    written: &mut u64,
) -> Result<(), Error> {
    let (conditions, query) = match selection {
        Selection::These(ids) => (Conditions::these(ids), Query::default()),
        Selection::All(query) => (
            Conditions::of(connection, query).await?,
            Query::clone(query),
        ),
    };
    let fields = fields::active(connection).await?;
    let line = has_line(connection, &conditions).await?;
    let header = Export::new(Vec::new(), &fields, line)
        .and_then(Export::finish)
        .map_err(Error::broken)?;
    if sender
        .send(Ok(ExportChunk {
            bytes: header,
            contacts: 0,
        }))
        .await
        .is_err()
    {
        return Ok(());
    }
    // The first contacts come at once when indexes are followed and nothing is sorted.
    connection
        .execute("set enable_seqscan = off; set jit = off")
        .await?;
    if conditions.is_empty() {
        connection
            .execute("set enable_sort = off; set enable_hashjoin = off")
            .await?;
    }
    let mut sql = wanted(&query, &conditions);
    let mut rows = sql.build_query_as::<ContactRow>().fetch(connection);
    let mut drafts = Vec::with_capacity(CHUNK);
    loop {
        let row = rows.try_next().await?;
        let last = row.is_none();
        drafts.extend(row.map(|row| Contact::from(row).draft));
        if drafts.len() == CHUNK || last && !drafts.is_empty() {
            let bytes = write(&drafts, &fields, line).map_err(Error::broken)?;
            *written += drafts.len() as u64;
            let contacts = drafts.len() as u64;
            if sender
                .send(Ok(ExportChunk { bytes, contacts }))
                .await
                .is_err()
            {
                return Ok(());
            }
            drafts.clear();
        }
        if last {
            return Ok(());
        }
    }
}

fn write(drafts: &[Draft], fields: &[CustomField], line: bool) -> io::Result<Vec<u8>> {
    let mut export = Export::continued(
        Table::continued(Vec::with_capacity(256 * drafts.len())),
        fields,
        line,
    );
    drafts.iter().try_for_each(|draft| export.write(draft))?;
    export.finish()
}

fn wanted(query: &Query, conditions: &Conditions) -> QueryBuilder<Postgres> {
    let by = match query.sort {
        Some(_) => Order::of(query, conditions).by("hit."),
        None => "hit.id".to_owned(),
    };
    let mut sql = QueryBuilder::new(
        "select whole.* from (select id, sort_name, sort_company, updated_at from contact where ",
    );
    conditions.push(&mut sql);
    sql.push(format_args!(
        ") as hit join contact_whole as whole on whole.id = hit.id order by {by}"
    ));
    sql
}

/// Whether any of the contacts is on LINE: then the file has a column for it.
async fn has_line(
    connection: &mut PgConnection,
    conditions: &Conditions,
) -> Result<bool, sqlx::Error> {
    let mut sql = QueryBuilder::new(
        "select exists (select from contact_social join contact on contact.id = contact_id where network = 'line' and ",
    );
    conditions.push(&mut sql);
    sql.push(")");
    sql.build_query_scalar().fetch_one(connection).await
}

/// Writes down that a download began.
async fn log(asker: &Asker, selection: &Selection) -> Result<Uuid, Error> {
    let address = match selection {
        Selection::These(ids) => format!("{} selected", ids.len()),
        Selection::All(query) => Query {
            cursor: None,
            ..Query::clone(query)
        }
        .address(),
    };
    asker.write(Action::ExportContacts, async |transaction| {
                let id = Uuid::now_v7();
                sqlx::query!(
                    "insert into download (id, staff, actor, query, contacts) values ($1, $2, $3, $4, 0)",
                    id,
                    asker.who.staff_id(),
                    asker.who.name(),
                    address
                )
                .execute(transaction)
                .await?;
                Ok(id)
            })
        .await
}

/// Writes down how many contacts were sent.
async fn count(database: &Database, download: Uuid, contacts: u64) -> Result<(), Error> {
    database
        .write(async |transaction| {
            sqlx::query!(
                "update download set contacts = $2 where id = $1",
                download,
                contacts as i64
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
        .await
}
