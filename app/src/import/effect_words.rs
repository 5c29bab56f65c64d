//! What is said of what the import will do: what the records of a list are, what was chosen for them, and what the button does.
use contact::effect::{EffectClass, EffectCounts, OnDuplicate};
use preview::effect::EffectList;

use super::stage::{ImportState, Stage};
use crate::{i18n::*, ui::number::grouped, values::words::I18n};

/// What the records of a list are.
pub fn name(i18n: I18n, list: EffectList) -> &'static str {
    match list {
        EffectList::Class(EffectClass::New) => t_string!(i18n, import.import_effect.are_new),
        EffectList::Class(EffectClass::Exists) => t_string!(i18n, import.import_effect.exists),
        EffectList::Class(EffectClass::Unchanged) => {
            t_string!(i18n, import.import_effect.unchanged)
        }
        EffectList::Class(EffectClass::Changed) => t_string!(i18n, import.import_effect.changed),
        EffectList::Class(EffectClass::Again) => t_string!(i18n, import.import_effect.twice),
        EffectList::Class(EffectClass::Conflict) => t_string!(i18n, import.import_effect.conflict),
        EffectList::Skipped => t_string!(i18n, import.import_effect.skipped),
    }
}

/// What is done with a record whose contact exists.
fn choice(i18n: I18n, choice: OnDuplicate) -> &'static str {
    match choice {
        OnDuplicate::Create => t_string!(i18n, import.duplicates_create),
        OnDuplicate::Skip => t_string!(i18n, import.duplicates_skip),
        OnDuplicate::Update => t_string!(i18n, import.duplicates_update),
    }
}

/// What is done with the records of a class for which nothing else is chosen: `As with all: Skip`.
pub fn as_with_all(i18n: I18n, page: &ImportState) -> String {
    let choice = choice(i18n, page.options.duplicates);
    t_string!(i18n, import.import_effect.as_with_all, choice = choice)
}

/// … and with one record of it: what was chosen for its class, or for all.
pub fn as_with_others(i18n: I18n, page: &ImportState, class: EffectClass) -> String {
    match page.effect.classes.of(class) {
        Some(chosen) => {
            let choice = choice(i18n, chosen);
            t_string!(i18n, import.import_effect.as_with_these, choice = choice)
        }
        None => as_with_all(i18n, page),
    }
}

/// How many records have contacts already.
pub fn existing(i18n: I18n, records: u64) -> String {
    match records {
        0 => t_string!(i18n, import.import_effect.exists_none).to_owned(),
        1 => t_string!(i18n, import.import_effect.exists_one).to_owned(),
        n => t_string!(i18n, import.import_effect.exists_many, n = grouped(n)),
    }
}

/// What the button does, in numbers: `Confirm: create 40,112, update 7,790`. Nothing where that is not known, or where a
/// question comes first.
pub fn button(i18n: I18n, page: &ImportState) -> Option<String> {
    if page.stage == Stage::Judged && page.lacking > 0 {
        return None;
    }
    let counts = page.effect.known()?.counts;
    let create = || {
        t_string!(
            i18n,
            import.import_effect.create,
            n = grouped(counts.create)
        )
    };
    let update = || {
        t_string!(
            i18n,
            import.import_effect.update,
            n = grouped(counts.update)
        )
    };
    let what = match (counts.create, counts.update) {
        (0, 0) => no_contact(i18n, counts),
        (_, 0) => create(),
        (0, _) => update(),
        _ => t_string!(
            i18n,
            import.import_effect.both,
            create = create(),
            update = update()
        ),
    };
    Some(t_string!(i18n, import.import_effect.button, what = what))
}

/// What the button does where it makes and changes no contact.
fn no_contact(i18n: I18n, counts: EffectCounts) -> String {
    match (counts.skip, counts.unchanged + counts.fail) {
        (1, 0) => t_string!(i18n, import.import_effect.skip_one).to_owned(),
        (n @ 2.., 0) => t_string!(i18n, import.import_effect.skip_all, n = grouped(n)),
        _ => t_string!(i18n, import.import_effect.change_nothing).to_owned(),
    }
}

/// What becomes of the records that neither make nor change a contact.
pub fn others(i18n: I18n, page: &ImportState) -> Option<String> {
    let counts = page.effect.known()?.counts;
    let unchanged = match counts.unchanged {
        0 => None,
        1 => Some(t_string!(i18n, import.import_effect.stays_unchanged).to_owned()),
        n => Some(t_string!(
            i18n,
            import.import_effect.stay_unchanged,
            n = grouped(n)
        )),
    };
    let skipped = match counts.skip {
        0 => None,
        1 => Some(t_string!(i18n, import.import_effect.is_skipped).to_owned()),
        n => Some(t_string!(
            i18n,
            import.import_effect.are_skipped,
            n = grouped(n)
        )),
    };
    let failed = match counts.fail {
        0 => None,
        1 => Some(t_string!(i18n, import.import_effect.one_will_fail).to_owned()),
        n => Some(t_string!(
            i18n,
            import.import_effect.will_fail,
            n = grouped(n)
        )),
    };
    let parts: Vec<String> = [unchanged, skipped, failed].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
