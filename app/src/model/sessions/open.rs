//! The sessions by which somebody follows what happens, and which of them go on: asked for all at once, by the database's
//! one clock. Asking does not count as using them.
use uuid::Uuid;

use super::{Lifetime, interval, key::Here};
use crate::{error::Error, model::Database, who::Role};

/// A session, and who its owner was when they began to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    pub staff: Uuid,
    pub role: Role,
    pub here: Here,
}

/// Tells of each whether it goes on: neither ended nor expired, of an account that is open and has the same role. It is one
/// of a browser, or of the side panel in another product.
pub async fn go_on(
    database: &Database,
    sessions: &[OpenSession],
    lifetime: Lifetime,
) -> Result<Vec<bool>, Error> {
    let staff: Vec<Uuid> = sessions.iter().map(|session| session.staff).collect();
    let roles = sessions.iter().map(|session| session.role.as_str());
    let roles: Vec<String> = roles.map(str::to_owned).collect();
    let keys = sessions.iter().map(|session| session.here.0.clone());
    let keys: Vec<String> = keys.collect();
    let go_on = sqlx::query_scalar!(
        r#"select exists (
             select from session join staff on staff.id = session.staff_id
             where session.staff_id = opened.staff and session.data ->> 'key' = opened.key
               and staff.active and staff.role = opened.role
               and session.created_at > now() - $4::interval and session.seen_at > now() - $5::interval
           ) or exists (
             select from embed_session join staff on staff.id = embed_session.staff_id
             where embed_session.staff_id = opened.staff and embed_session.key = opened.key
               and staff.active and staff.role = opened.role and embed_session.expires_at > now()
           ) as "goes_on!"
           from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as opened (staff, role, key, number)
           order by opened.number"#,
        &staff,
        &roles,
        &keys,
        interval(lifetime.absolute),
        interval(lifetime.idle),
    );
    Ok(go_on.fetch_all(&database.pool).await?)
}
