//! What keeps a form from being saved: each sentence at the input that it is about.
use chrono::NaiveDate;
use contact::{Code, Part, Problem, Rules, date::Unclear, field::field_of, reconcile::Clash};
use serde_json::Value;

use crate::{
    error::FieldProblem,
    i18n::*,
    record::typed::{List, TEXTS, Typed, id_of, iso},
    ui::when::local_time,
    values::{
        day,
        words::{I18n, language},
    },
    wire::contacts::LastEdit,
};

/// Something wrong, and the input that it is about; the id is empty where it is about none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub id: String,
    pub what: Wrong,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// What the rules say.
    Rule(Problem),
    /// What the server says.
    Said(FieldProblem),
    /// A number without the code of its country.
    NoCountryCode,
    /// What is typed as a day is none, or may be two.
    NoDay(String, Unclear),
    /// A label was typed, and not taken.
    LabelLeft(String),
    /// Others made something else of it meanwhile: who, as far as that was told, and what, in words.
    Contested(Option<LastEdit>, String),
}

impl Trouble {
    /// Says it.
    pub fn sentence(&self, i18n: I18n) -> String {
        match &self.what {
            Wrong::Rule(problem) => problem.sentence(language(i18n)),
            Wrong::Said(problem) => problem.sentence(language(i18n)),
            Wrong::NoCountryCode => t_string!(i18n, record.no_country_code).to_owned(),
            Wrong::NoDay(text, unclear) => day::unclear(i18n, text, *unclear),
            Wrong::LabelLeft(text) => t_string!(i18n, record.label_left, text = text.clone()),
            Wrong::Contested(edit, theirs) => contested(i18n, edit.as_ref(), theirs.clone()),
        }
    }
}

/// Who made something else of a field, and what. Only ever said in the browser, whose clock it takes.
fn contested(i18n: I18n, edit: Option<&LastEdit>, value: String) -> String {
    let Some(edit) = edit else {
        return t_string!(i18n, record.contested_unknown, value);
    };
    let (time, name) = (local_time(edit.at), edit.staff.clone());
    match edit.own {
        true => t_string!(i18n, record.contested_own, value, time),
        false => t_string!(i18n, record.contested, name, value, time),
    }
}

/// Finds what is wrong with what is typed, input by input.
pub fn judge(typed: &Typed, today: NaiveDate) -> Vec<Trouble> {
    let custom = typed.custom.iter();
    let rules = Rules {
        custom_fields: custom.map(|(field, _)| field.clone()).collect(),
        ..Rules::new(today)
    };
    let problems = typed.draft().check_since(&typed.base, &rules).err();
    let problems = problems.unwrap_or_default();
    let mut troubles: Vec<_> = problems
        .iter()
        .filter_map(|problem| trouble(typed, problem))
        .collect();
    for (id, text) in typed.days() {
        if let Err(unclear) = iso(text) {
            // What the rules say of it is about files.
            troubles.retain(|trouble| trouble.id != id);
            let what = Wrong::NoDay(text.to_owned(), unclear);
            troubles.push(Trouble { id, what });
        }
    }
    let left_over = typed.label.trim();
    if !left_over.is_empty() {
        troubles.push(Trouble {
            id: "labels".to_owned(),
            what: Wrong::LabelLeft(left_over.to_owned()),
        });
    }
    troubles
}

/// Finds the input that holds what a problem is about.
fn trouble(typed: &Typed, problem: &Problem) -> Option<Trouble> {
    let entry = List::ALL.into_iter().find_map(|list| {
        let entries = typed.lists[list as usize].iter();
        let mut meant = entries.filter(|entry| {
            list.meant(&entry.kind, &entry.text) == problem.value
                && list.column(&entry.kind) == problem.column
        });
        meant.next().map(|entry| (list, entry))
    });
    let id = match entry {
        Some((list, entry)) => format!("{}-{}", list.word(), entry.key),
        None => id_of_column(typed, &problem.column),
    };
    let what = match problem.code {
        // The server completes a number by the numbering plan of its country.
        Code::E02 if entry.is_some_and(|(_, entry)| !entry.region.is_empty()) => return None,
        Code::E02 => Wrong::NoCountryCode,
        _ => Wrong::Rule(problem.clone()),
    };
    Some(Trouble { id, what })
}

/// The id of the input that holds what others changed too: of a list, the row of a value that they made another of. Empty
/// where there is none.
pub fn id_of_clash(typed: &Typed, clash: &Clash) -> String {
    let named = |list: &List| list.field() == clash.field;
    let Some(list) = List::ALL.into_iter().find(named) else {
        return match clash.field.starts_with("cf_") {
            true => clash.field.clone(),
            false => id_of(&clash.field),
        };
    };
    let values = |side: &Option<Value>| {
        let values = side.as_ref().and_then(Value::as_array);
        values.cloned().unwrap_or_default()
    };
    let theirs = values(&clash.theirs);
    let mut mine = values(&clash.mine);
    mine.retain(|value| !theirs.contains(value));
    let mut entries = typed.lists[list as usize].iter();
    let entry = entries.find(|entry| {
        let meant = list.meant(&entry.kind, &entry.text);
        mine.iter().any(|value| value[list.key()] == meant)
    });
    entry.map_or_else(String::new, |entry| {
        format!("{}-{}", list.word(), entry.key)
    })
}

/// The id of the input that a column of the template is typed into; empty where it is none.
pub fn id_of_column(typed: &Typed, column: &str) -> String {
    if let Some(field) = TEXTS.iter().find(|field| field.header == column) {
        return id_of(field.name);
    }
    if column == field_of(Part::Labels).header {
        return "labels".to_owned();
    }
    let mut custom = typed.custom.iter();
    let custom = custom.find(|(field, _)| field.name == column);
    custom
        .map(|(field, _)| field.id.clone())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use contact::{CustomKind, Draft, date::Unclear, reconcile::Clash};
    use serde_json::json;

    use super::{Trouble, Typed, Wrong, id_of_clash, judge};
    use crate::record::typed::{
        Entry,
        tests::{field, put, untouched},
    };

    fn troubles(typed: &Typed) -> Vec<Trouble> {
        judge(typed, NaiveDate::from_ymd_opt(2026, 11, 28).expect("a day"))
    }

    fn named() -> Typed {
        let mut typed = untouched(&Draft::default(), &[field("cf_day", CustomKind::Date)]);
        put(&mut typed, "last_name", "Chan");
        typed
    }

    fn phone(text: &str, region: &str) -> Entry {
        Entry {
            key: 7,
            kind: "Mobile".to_owned(),
            text: text.to_owned(),
            region: region.to_owned(),
            ..Entry::default()
        }
    }

    #[test]
    fn a_good_form_has_no_trouble() {
        assert_eq!(troubles(&named()), []);
    }

    #[test]
    fn a_problem_stands_at_its_input() {
        let mut typed = named();
        typed.lists[1].push(Entry {
            key: 3,
            kind: "Work".to_owned(),
            text: "chan at acme".to_owned(),
            ..Entry::default()
        });
        let found = troubles(&typed);
        let [
            Trouble {
                id,
                what: Wrong::Rule(_),
            },
        ] = &found[..]
        else {
            panic!("{found:?}");
        };
        assert_eq!(id, "email-3");
    }

    #[test]
    fn a_number_needs_the_code_of_its_country_or_the_country() {
        let mut typed = named();
        typed.lists[0].push(phone("9123 4567", ""));
        let wanted = Trouble {
            id: "phone-7".to_owned(),
            what: Wrong::NoCountryCode,
        };
        assert_eq!(troubles(&typed), [wanted]);
        typed.lists[0] = vec![phone("9123 4567", "HK")];
        assert_eq!(troubles(&typed), []);
    }

    #[test]
    fn a_day_that_reads_two_ways_is_asked_about_once() {
        let mut typed = named();
        typed.custom[0].1 = "03/04/1985".to_owned();
        let found = troubles(&typed);
        assert!(
            matches!(&found[..], [Trouble { id, what: Wrong::NoDay(_, Unclear::Two(..)) }] if id == "cf_day"),
            "{found:?}"
        );
    }

    #[test]
    fn a_label_that_was_not_taken_is_asked_about() {
        let mut typed = named();
        typed.label = " VIP ".to_owned();
        let wanted = Trouble {
            id: "labels".to_owned(),
            what: Wrong::LabelLeft("VIP".to_owned()),
        };
        assert_eq!(troubles(&typed), [wanted]);
    }

    #[test]
    fn what_others_changed_too_is_said_at_the_input_that_holds_it() {
        let mut typed = named();
        typed.lists[0].extend([phone("+852 2345 6789", ""), phone("+852 9123 4567", "")]);
        typed.lists[0][1].key = 8;
        let clash = |field: &str, mine, theirs| Clash {
            field: field.to_owned(),
            mine,
            theirs,
        };
        let numbers = |kind: &str| {
            let number = |number: &str, kind: &str| json!({"type": kind, "number": number, "verified": false});
            Some(json!([
                number("+85223456789", "Work"),
                number("+85291234567", kind)
            ]))
        };
        let phones = clash("phones", numbers("Mobile"), numbers("Home"));
        assert_eq!(id_of_clash(&typed, &phones), "phone-8");
        let removed = clash("phones", None, numbers("Home"));
        assert_eq!(id_of_clash(&typed, &removed), "");
        for (field, id) in [
            ("birth_date", "birth-date"),
            ("address.city", "address-city"),
            ("labels", "labels"),
            ("cf_day", "cf_day"),
        ] {
            let one = clash(field, Some(json!("A")), None);
            assert_eq!(id_of_clash(&typed, &one), id);
        }
    }
}
