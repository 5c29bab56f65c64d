//! There is never no Administrator: whoever takes a role, an account or a password away locks all Administrators first and
//! asks here. One who was invited and has never come in can do nothing, and so does not count where another can.
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::{Error, FieldProblem};

/// The Administrators whose accounts are open, each with whether they can sign in.
pub(in crate::model) struct OpenAdministrators(Vec<(Uuid, bool)>);

/// Locks all Administrators, in one order, so that two cannot step down at the same moment. Whoever locks an account that
/// may become or stop being one does this first.
pub(in crate::model) async fn lock(
    transaction: &mut PgConnection,
) -> Result<OpenAdministrators, Error> {
    let rows = sqlx::query!(
        r#"select id, password_hash is not null as "able!" from staff
           where role = 'administrator' and active order by id for update"#
    )
    .fetch_all(transaction)
    .await?;
    let rows = rows.into_iter().map(|row| (row.id, row.able));
    Ok(OpenAdministrators(rows.collect()))
}

impl OpenAdministrators {
    /// Whether nobody would be left who can do what an Administrator does.
    pub(super) fn is_last(&self, id: Uuid) -> bool {
        let Some((_, able)) = self.0.iter().find(|(known, _)| *known == id) else {
            return false;
        };
        let mut others = self.0.iter().filter(|(known, _)| *known != id);
        // Of those who cannot come in, any is as good as another.
        !others.any(|(_, other_able)| *other_able || !able)
    }
}

/// Refuses to take the last one away.
pub(super) fn refused() -> Error {
    let sentences = [
        "This is the last Administrator. Make somebody else an Administrator first.",
        "這是最後一位管理員。請先讓另一位職員成為管理員。",
        "这是最后一位管理员。请先让另一位职员成为管理员。",
    ];
    let sentences = sentences.map(str::to_owned);
    let problem = FieldProblem::said("last_administrator", "role", sentences);
    Error::Invalid(vec![problem])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_never_in_is_no_administrator_where_another_can_come_in() {
        let [one, two, three] = [1, 2, 3].map(Uuid::from_u128);
        for (open, id, is_last) in [
            (vec![(one, true)], one, true),
            (vec![(one, true), (two, true)], one, false),
            (vec![(one, true), (two, false)], one, true),
            (vec![(one, true), (two, false)], two, false),
            (vec![(one, false)], one, true),
            (vec![(one, false), (two, false)], one, false),
            (vec![(one, true), (two, true)], three, false),
        ] {
            assert_eq!(OpenAdministrators(open).is_last(id), is_last);
        }
    }
}
