//! How whoever asks stands to an enquiry, and what the table (`contact::permit`) allows them from there. `Asker::write` asks
//! before and after its work: after it, the enquiry is locked, so that it cannot be closed between the answer and the commit.
use contact::{
    ContactId,
    enquiry::Status,
    obstacle::Obstacle,
    permit::{EnquiryAction, Relation, permit},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    who::{Action, Who},
};

/// What is done from an enquiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FromEnquiry {
    pub enquiry: Uuid,
    pub action: EnquiryAction,
    /// The contact that it is done to: the enquiry's, and no other.
    pub contact: Option<ContactId>,
    /// The message of the enquiry that told it, where one did.
    pub message: Option<Uuid>,
}

/// How somebody stands to an enquiry, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub status: Status,
    pub relation: Relation,
    pub contact: Option<ContactId>,
}

/// How somebody stands to an enquiry.
pub async fn standing(
    connection: &mut PgConnection,
    who: &Who,
    enquiry: Uuid,
) -> Result<Standing, Error> {
    let row = sqlx::query!(
        r#"select status as "status!", contact_id, relation_to(id, destination, $2) as "relation!"
           from enquiry where id = $1 and status is not null"#,
        enquiry,
        who.staff_id()
    );
    let row = row
        .fetch_optional(connection)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Standing {
        status: row.status.parse().map_err(Error::broken)?,
        relation: row.relation.parse().map_err(Error::broken)?,
        contact: row.contact_id.map(ContactId),
    })
}

/// The subject of an enquiry for whoever may view it, and for a program that may read what was reported. For others, to
/// whom a list shows that there is such an enquiry, it is empty.
pub fn shown_subject(who: &Who, (status, relation): (Status, Relation), subject: String) -> String {
    let may_view = permit(status, relation, EnquiryAction::View).is_ok();
    match may_view || who.may(Action::ReadReports).is_ok() {
        true => subject,
        false => String::new(),
    }
}

impl Standing {
    /// Refuses what the table does not allow, with the reason.
    pub fn may(self, action: EnquiryAction) -> Result<Self, Error> {
        permit(self.status, self.relation, action)?;
        Ok(self)
    }
}

/// Refuses what may not be done from an enquiry as it stands.
pub async fn ask(connection: &mut PgConnection, who: &Who, from: FromEnquiry) -> Result<(), Error> {
    let standing = standing(connection, who, from.enquiry).await?;
    let standing = standing.may(from.action)?;
    match from.contact {
        Some(contact) if standing.contact != Some(contact) => Err(Obstacle::AnotherContact.into()),
        _ => Ok(()),
    }
}

/// Asks again at the end of a transaction that has written, and holds the enquiry as it is until the commit.
pub async fn ask_last(
    transaction: &mut PgConnection,
    who: &Who,
    from: FromEnquiry,
) -> Result<(), Error> {
    sqlx::query!(
        "select id from enquiry where id = $1 for share",
        from.enquiry
    )
    .fetch_optional(&mut *transaction)
    .await?;
    ask(transaction, who, from).await
}

#[cfg(test)]
mod tests {
    use contact::{
        enquiry::Status,
        permit::{EnquiryAction, Relation, permit},
    };
    use strum::VariantArray;
    use uuid::Uuid;

    use super::shown_subject;
    use crate::who::{Role, Scope, Who};

    #[test]
    fn a_subject_is_for_those_who_may_view_the_enquiry_and_for_programs_that_may_read_enquiries() {
        let program = |scope| Who::Token {
            id: Uuid::nil(),
            name: "nightly".to_owned(),
            scopes: vec![Scope::ReadContacts, scope],
        };
        let agent = Who::Staff {
            id: Uuid::nil(),
            name: "Mei".to_owned(),
            email: "mei@example.org".to_owned(),
            role: Role::Agent,
            withheld: Vec::new(),
        };
        for &status in Status::VARIANTS {
            for &relation in Relation::VARIANTS {
                let may_view = permit(status, relation, EnquiryAction::View).is_ok();
                for (who, sees) in [
                    (&agent, may_view),
                    (&program(Scope::WriteContacts), may_view),
                    (&program(Scope::ReadEnquiries), true),
                ] {
                    let shown = shown_subject(who, (status, relation), "Refund".to_owned());
                    assert_eq!(shown == "Refund", sees, "{status} {relation} {who:?}");
                    assert_eq!(shown.is_empty(), !sees);
                }
            }
        }
    }
}
