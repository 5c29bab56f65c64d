//! Who looks at a contact, and which of its fields they are changing: said from server to server, and stored nowhere. Whoever
//! says nothing any more is gone.
use std::collections::BTreeSet;

use contact::{ContactId, custom::definition, field::named};
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgNotification;
use uuid::Uuid;

use super::Asker;
use crate::{
    error::Error,
    who::{Action, Who},
    wire::contacts::FieldName,
};

/// The channel of the database on which open pages say that they are there.
pub(super) const CHANNEL: &str = "presence";
/// Of more fields these many are named. A notification has less than 8,000 bytes, a Field ID at most 64 and the name of a
/// colleague at most 100 characters.
const MOST_FIELDS: usize = 100;

/// What a tab says every few seconds while a contact is in sight in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heartbeat {
    pub contact: ContactId,
    pub staff: Uuid,
    pub name: String,
    /// Somebody may look at a contact in more than one.
    pub tab: Uuid,
    /// The names of the fields that are changed in it; absent once the contact is left.
    pub fields: Option<Vec<String>>,
}

impl Heartbeat {
    /// What was heard, where it is one.
    pub fn heard(notification: &PgNotification) -> Option<Self> {
        let is_one = notification.channel() == CHANNEL;
        is_one.then(|| serde_json::from_str(notification.payload()).ok())?
    }
}

/// Says to all servers that whoever asks looks at a contact, and which of its fields they are changing; none once they have
/// left it. It writes nothing and counts as no write; whoever says it too often is refused.
pub async fn beat(
    asker: &Asker,
    contact: ContactId,
    tab: Uuid,
    fields: Option<Vec<FieldName>>,
) -> Result<(), Error> {
    let database = asker.read(Action::ReadContacts)?;
    let Who::Staff { id, name, .. } = &asker.who else {
        return Err(Error::Forbidden);
    };
    asker.beats()?;
    let heartbeat = Heartbeat {
        contact,
        staff: *id,
        name: name.clone(),
        tab,
        fields: fields.map(known),
    };
    let heartbeat = serde_json::to_string(&heartbeat).map_err(Error::broken)?;
    // Nothing is stored, so that its commit need not wait for the disk.
    let said = sqlx::query!(
        "select pg_notify($1, $2) from set_config('synchronous_commit', 'off', true)",
        CHANNEL,
        heartbeat
    );
    said.execute(&database.pool).await?;
    Ok(())
}

/// What can be the name of a field, each once. Anything else that is sent is told to nobody.
fn known(fields: Vec<FieldName>) -> Vec<String> {
    let fields = fields.into_iter().map(FieldName::into_string);
    let is_known = |field: &String| named(field).is_some() || definition::id(field.clone()).is_ok();
    let known: BTreeSet<String> = fields.filter(is_known).collect();
    known.into_iter().take(MOST_FIELDS).collect()
}

#[cfg(test)]
mod tests {
    use contact::ContactId;
    use uuid::Uuid;

    use super::{Heartbeat, MOST_FIELDS, known};
    use crate::wire::contacts::FieldName;

    #[test]
    fn only_names_of_fields_are_told() {
        let sent = [
            "phones",
            "Acme",
            "cf_size",
            "cf_ Acme",
            "phones",
            "address.city",
        ];
        let sent = sent.map(FieldName::own).to_vec();
        assert_eq!(known(sent), ["address.city", "cf_size", "phones"]);
    }

    #[test]
    fn the_longest_fits_into_a_notification() {
        let longest = |number: usize| FieldName::own(format!("cf_{number:061}"));
        let fields = known((0..2 * MOST_FIELDS).map(longest).collect());
        assert_eq!(fields.len(), MOST_FIELDS);
        let heartbeat = Heartbeat {
            contact: ContactId(Uuid::max()),
            staff: Uuid::max(),
            name: "𠮷".repeat(100),
            tab: Uuid::max(),
            fields: Some(fields),
        };
        let said = serde_json::to_string(&heartbeat).expect("JSON");
        assert!(said.len() < 8_000, "{} bytes", said.len());
    }
}
