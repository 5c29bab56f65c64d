//! Destinations as programs read them; `intake` hears of them.
use crate::{error::Error, model::Asker, who::Action, wire::destinations::Destination};

/// Lists so many destinations by the id that they have in the contact centre, those behind `after` if given; and tells how
/// many there are.
pub async fn list(
    asker: &Asker,
    limit: u16,
    after: Option<&str>,
) -> Result<(Vec<Destination>, u64), Error> {
    let database = asker.read(Action::ReadReports)?;
    let rows = sqlx::query_as!(
        Destination,
        r#"select id, external_id, name, department,
             array(select email from destination_staff where destination_id = destination.id order by email) as "staff!"
           from destination where external_id > $1 order by external_id limit $2"#,
        after.unwrap_or_default(),
        i64::from(limit)
    );
    let rows = rows.fetch_all(&database.pool).await?;
    let total = sqlx::query_scalar!(r#"select count(*) as "count!" from destination"#);
    let total = total.fetch_one(&database.pool).await?;
    Ok((rows, total.unsigned_abs()))
}

/// Reads a destination by the id that it has in the contact centre.
pub async fn get(asker: &Asker, external_id: &str) -> Result<Destination, Error> {
    let database = asker.read(Action::ReadReports)?;
    // No id holds one, and the database knows no such text.
    if external_id.contains('\0') {
        return Err(Error::NotFound);
    }
    let row = sqlx::query_as!(
        Destination,
        r#"select id, external_id, name, department,
             array(select email from destination_staff where destination_id = destination.id order by email) as "staff!"
           from destination where external_id = $1"#,
        external_id
    );
    row.fetch_optional(&database.pool)
        .await?
        .ok_or(Error::NotFound)
}
