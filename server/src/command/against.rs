//! The database that `external-contacts check` compares a file with: only ever the one that is named, and nothing is written
//! there. And what an import of the file would do, in words.

use app::{
    error::Error,
    model::{
        Asker, Database,
        imports::{self, ForeseenImport, ImportForeseer},
    },
    who::Who,
    wire::{imports::MatchBy, recipes::ImportRecipe},
};
use contact::{CustomField, check::verdict::Verdict, effect::choices::RecordChoices};
use tokio::runtime::Runtime;

/// An open database, and the records that are compared with it.
pub struct Against {
    runtime: Runtime,
    operator: Asker,
    foreseer: ImportForeseer,
}

impl Against {
    /// Opens the database at this address.
    pub fn open(url: &str, recipe: &ImportRecipe) -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::broken)?;
        // The pools of connections live in it.
        let inside = runtime.enter();
        let database = Database::at(url).map_err(|_| {
            Error::Refused(format!(
                "\"{url}\" is not an address such as postgres://user@host/name."
            ))
        })?;
        drop(inside);
        let operator = Asker::here(database, Who::Operator);
        Ok(Self {
            foreseer: ImportForeseer::new(&operator, recipe),
            operator,
            runtime,
        })
    }

    /// The custom fields of that database.
    pub fn custom_fields(&self) -> Result<Vec<CustomField>, Error> {
        let rules = self.runtime.block_on(imports::rules(&self.operator))?;
        Ok(rules.custom_fields)
    }

    /// Takes a record.
    pub fn take(&mut self, verdict: &Verdict) -> Result<(), Error> {
        match self.foreseer.take(verdict) {
            true => self.runtime.block_on(self.foreseer.look()),
            false => Ok(()),
        }
    }

    /// What was found in all.
    pub fn end(self) -> Result<ForeseenImport, Error> {
        self.runtime.block_on(self.foreseer.end())
    }
}

/// Why the database cannot be compared with, for who typed its address: there is no page here with text that is still there.
pub fn refusal(error: &Error) -> String {
    match error {
        Error::Unavailable { .. } | Error::Unreachable => {
            "The database does not answer. See whether its address is right and whether it is up."
                .to_owned()
        }
        Error::Broken { .. } => "The database cannot be read. See whether its address names the database of External Contacts, \
                                 and whether its user may read there."
            .to_owned(),
        error => error.to_string(),
    }
}

/// A number of things, whose name has two forms.
pub fn number(number: u64, one: &str, several: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        number => format!("{number} {several}"),
    }
}

/// What an import would do, and what to do next, for people: a sentence each. What would happen to no record is not told.
pub fn sentences(foreseen: ForeseenImport, choices: &RecordChoices) -> Vec<String> {
    let ForeseenImport {
        created,
        updated,
        unchanged,
        skipped,
        conflicts,
        existing,
        twice,
    } = foreseen;
    // Several records may be of one contact, so that updates are counted and not contacts.
    let deeds = [
        (created, "create", "contact", "contacts"),
        (updated, "make", "update", "updates"),
        (unchanged, "find nothing new in", "record", "records"),
        (skipped, "skip", "record", "records"),
        (
            conflicts,
            "fail with",
            "record that matches several contacts",
            "records that match several contacts",
        ),
    ];
    let deeds = deeds.into_iter().filter(|(count, ..)| *count > 0);
    let deeds: Vec<String> = deeds
        .map(|(count, deed, one, several)| format!("{deed} {}", number(count, one, several)))
        .collect();
    let have = |records| number(records, "record has", "records have");
    let key = match choices.matching {
        MatchBy::Phone => "phone number",
        MatchBy::Email => "email address",
        MatchBy::Any => "phone number or email address",
    };
    let mut said = vec![match deeds.split_last() {
        None => "An import would do nothing, since no record can be imported.".to_owned(),
        Some((last, [])) => format!("An import would {last}."),
        Some((last, before)) => format!("An import would {} and {last}.", before.join(", ")),
    }];
    if existing > 0 {
        said.push(format!(
            "{} a contact already, with the same {key}.",
            have(existing)
        ));
    }
    if twice > 0 {
        said.push(format!(
            "{} the {key} of an earlier record of the file.",
            have(twice)
        ));
    }
    if existing + twice > 0 && choices.create_all() {
        said.push(
            "Their contacts would be created once more: to prevent that, add --duplicates update or --duplicates skip."
                .to_owned(),
        );
    }
    if conflicts > 0 {
        said.push(
            "A record that matches several contacts updates none: merge those contacts first, or choose create or skip for \
             \"conflict\" in the \"classes\" of a recipe."
                .to_owned(),
        );
    }
    said.push(match deeds.is_empty() {
        true => "Nothing was written.".to_owned(),
        false => "Nothing was written. To import, run external-contacts import with this file and these choices.".to_owned(),
    });
    said
}

#[cfg(test)]
mod tests {
    use app::wire::imports::OnDuplicate;

    use super::*;

    const IMPORT: &str = "Nothing was written. To import, run external-contacts import with this file and these choices.";

    fn by(duplicates: OnDuplicate, matching: MatchBy) -> RecordChoices {
        RecordChoices {
            duplicates,
            matching,
            ..RecordChoices::default()
        }
    }

    #[test]
    fn what_would_happen_to_no_record_is_not_told() {
        let created = ForeseenImport {
            created: 3,
            ..ForeseenImport::default()
        };
        let create = by(OnDuplicate::Create, MatchBy::Any);
        let said = sentences(created, &create);
        assert_eq!(said, ["An import would create 3 contacts.", IMPORT]);
        let said = sentences(ForeseenImport::default(), &create);
        let nothing = "An import would do nothing, since no record can be imported.";
        assert_eq!(said, [nothing, "Nothing was written."]);
    }

    #[test]
    fn one_is_not_several_and_what_to_do_is_said() {
        let one = ForeseenImport {
            created: 1,
            updated: 1,
            unchanged: 1,
            skipped: 1,
            conflicts: 1,
            existing: 1,
            twice: 1,
        };
        let said = sentences(one, &by(OnDuplicate::Update, MatchBy::Phone));
        assert_eq!(
            said[..3],
            [
                "An import would create 1 contact, make 1 update, find nothing new in 1 record, skip 1 record and fail with 1 record \
                 that matches several contacts.",
                "1 record has a contact already, with the same phone number.",
                "1 record has the phone number of an earlier record of the file.",
            ]
        );
        assert!(said[3].contains("merge those contacts"), "{said:?}");
        assert_eq!(said[4..], [IMPORT]);
        let again = ForeseenImport {
            created: 2,
            existing: 2,
            ..ForeseenImport::default()
        };
        let said = sentences(again, &by(OnDuplicate::Create, MatchBy::Email));
        assert_eq!(
            said[..2],
            [
                "An import would create 2 contacts.",
                "2 records have a contact already, with the same email address.",
            ]
        );
        assert!(said[2].contains("--duplicates update"), "{said:?}");
    }
}
