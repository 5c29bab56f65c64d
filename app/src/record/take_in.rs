//! What comes into an open form when its contact is saved elsewhere, by others or by what was heard in the chat: all that
//! contradicts nothing typed. What is typed stays where it stands, and is to be decided on where others changed it too.
use std::collections::BTreeMap;

use contact::{
    Draft, Part,
    change::{apply, fields},
    reconcile::reconcile,
};
use serde_json::{Map, Value};

use crate::record::typed::{Entry, List, TEXTS, Typed, entries_of, iso, texts_of, written};

/// What a form shows with a newer state of its contact. What is absent stays as it is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenIn {
    /// In the order of `TEXTS`.
    pub texts: Vec<Option<String>>,
    /// In the order of `List::ALL`.
    pub lists: [Vec<ListRow>; 3],
    pub labels: Vec<String>,
    /// In the order of the form.
    pub custom: Vec<Option<String>>,
    /// What the form starts from now: that newer state, but for the fields that are to be decided on.
    pub base: Draft,
    /// The names of the fields that are typed into and that others changed too, of which nothing was chosen yet.
    pub open: Vec<String>,
}

/// Where a value of a list stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListRow {
    /// In this row of the form.
    Old(usize),
    New(Entry),
}

/// What a form shows once it has taken in what its contact holds by now. `choices` tells by the names of fields that both
/// changed whether what is typed stands.
pub fn taken_in(
    typed: &Typed,
    now: &Draft,
    choices: &BTreeMap<String, bool>,
    grouped: impl Fn(&str) -> String,
) -> TakenIn {
    let mine = typed.draft();
    let joined = reconcile(&typed.base, &mine, now);
    let [old, own, new] = [&typed.base, &mine, now].map(fields);
    let clashes = joined.clashes.iter().map(|clash| clash.field.clone());
    let unread = unread(typed).filter(|field| old.get(*field) != new.get(*field));
    let mut open: Vec<String> = clashes.chain(unread.map(str::to_owned)).collect();
    open.retain(|field| !choices.contains_key(field));
    let is_theirs = |field: &str| choices.get(field) == Some(&false);
    let is_typed = |field: &str| {
        let is_open = open.iter().any(|open| open == field);
        !is_theirs(field) && (is_open || own.get(field) != old.get(field))
    };
    let decided = joined.decided(|field| choices.get(field) == Some(&true));
    let draft = with(&decided, &open, &own);

    let [was, is] = [&typed.base, &draft].map(|draft| texts_of(draft, typed.reader));
    let texts = TEXTS.iter().zip(was).zip(is).map(|((field, was), is)| {
        let comes = is_theirs(field.name) || (was != is && !is_typed(field.name));
        comes.then_some(is)
    });
    let custom = typed.custom.iter().map(|(field, _)| {
        let [was, is] = [&typed.base, &draft].map(|draft| written(field, draft, typed.reader));
        let comes = is_theirs(&field.id) || (was != is && !is_typed(&field.id));
        comes.then_some(is)
    });
    let held = fields(&draft);
    let stays = |field: &str| held.get(field) == own.get(field);
    let mut entries = entries_of(&draft, grouped);
    let lists = std::array::from_fn(|place| {
        let (list, entries) = (List::ALL[place], std::mem::take(&mut entries[place]));
        match stays(list.field()) {
            true => (0..typed.lists[place].len()).map(ListRow::Old).collect(),
            false => {
                let rows = rows(list, &typed.lists[place], entries);
                match is_typed(list.field()) {
                    true => unmoved(rows),
                    false => rows,
                }
            }
        }
    });
    TakenIn {
        texts: texts.collect(),
        custom: custom.collect(),
        labels: match stays("labels") {
            true => typed.labels.clone(),
            false => draft.labels.clone(),
        },
        base: with(now, &open, &old),
        lists,
        open,
    }
}

/// The fields whose inputs hold what cannot be read yet, so that nothing of it stands in the draft.
fn unread(typed: &Typed) -> impl Iterator<Item = &'static str> {
    let texts = TEXTS.iter().zip(&typed.texts);
    let unread = texts.filter(|(field, text)| field.part == Part::BirthDate && iso(text).is_err());
    unread.map(|(field, _)| field.name)
}

/// A draft in which these fields are as they are there.
fn with(draft: &Draft, names: &[String], there: &Map<String, Value>) -> Draft {
    let values = names.iter().map(|name| (&**name, there.get(name)));
    apply(draft, values).unwrap_or_else(|| draft.clone())
}

/// The rows of a list that holds these values: each in the row where it stands already, and last those that wait to be
/// typed into.
fn rows(list: List, old: &[Entry], entries: Vec<Entry>) -> Vec<ListRow> {
    let mut left: Vec<usize> = (0..old.len()).collect();
    let mut rows = Vec::with_capacity(old.len());
    for entry in entries {
        let holds = |place: &usize| {
            let row = &old[*place];
            let meant = |of: &Entry| list.meant(&of.kind, &of.text);
            (&row.kind, row.verified, meant(row)) == (&entry.kind, entry.verified, meant(&entry))
        };
        rows.push(match left.iter().position(holds) {
            Some(place) => ListRow::Old(left.remove(place)),
            None => ListRow::New(entry),
        });
    }
    left.retain(|place| old[*place].text.trim().is_empty());
    rows.extend(left.into_iter().map(ListRow::Old));
    rows
}

/// The same rows, of which those that stood there stay in their order, so that none is moved away under the one who types
/// into it: a draft sorts them by their types anyway. What is new stays behind what it follows.
fn unmoved(rows: Vec<ListRow>) -> Vec<ListRow> {
    let mut groups = vec![(None, Vec::new())];
    for row in rows {
        if let ListRow::Old(place) = row {
            groups.push((Some(place), Vec::new()));
        }
        if let Some((_, group)) = groups.last_mut() {
            group.push(row);
        }
    }
    groups.sort_by_key(|(place, _)| *place);
    groups.into_iter().flat_map(|(_, group)| group).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use contact::{CustomKind, Draft, Phone, PhoneKind, heard::Offer};

    use super::{Entry, List, ListRow, TakenIn};
    use crate::record::typed::{
        TEXTS, Typed,
        tests::{field, put, untouched},
    };

    /// What the form shows with a newer state while nothing is chosen.
    fn taken_in(typed: &Typed, now: &Draft) -> TakenIn {
        super::taken_in(typed, now, &BTreeMap::new(), str::to_owned)
    }

    fn chan() -> Draft {
        Draft {
            last_name: "Chan".to_owned(),
            phones: vec![Phone {
                kind: PhoneKind::Mobile,
                number: "+85291234567".to_owned(),
                verified: true,
            }],
            ..Draft::default()
        }
    }

    fn text(shown: &TakenIn, name: &str) -> Option<String> {
        let place = TEXTS.iter().position(|field| field.name == name);
        shown.texts[place.expect("a field")].clone()
    }

    fn row(text: &str) -> Entry {
        Entry {
            kind: "Mobile".to_owned(),
            text: text.to_owned(),
            region: "HK".to_owned(),
            ..Entry::default()
        }
    }

    #[test]
    fn what_was_heard_meanwhile_comes_into_the_form_beside_what_is_typed() {
        let mut typed = untouched(&chan(), &[field("cf_size", CustomKind::Text)]);
        put(&mut typed, "company", "Acme");
        typed.lists[0].extend([row("6123 4567"), row(" ")]);
        let mut now = chan();
        for offer in [
            Offer::Phone("+85267654321".to_owned()),
            Offer::Email("chan@example.com".to_owned()),
            Offer::Birthday("1980-12-14".parse().expect("a day")),
        ] {
            offer.add(&mut now);
        }
        let shown = taken_in(&typed, &now);
        assert_eq!((shown.open.len(), &shown.base), (0, &now));
        assert_eq!(text(&shown, "company"), None, "it is typed");
        let birthday = text(&shown, "birth_date");
        assert_eq!(birthday.as_deref(), Some("14 Dec 1980"));
        assert_eq!(shown.custom, [None]);
        let [phones, emails, socials] = &shown.lists;
        let [
            ListRow::Old(0),
            ListRow::New(heard),
            ListRow::Old(1),
            ListRow::Old(2),
        ] = &phones[..]
        else {
            panic!("{phones:?}");
        };
        assert_eq!(heard.text, "+85267654321");
        assert!(matches!(&emails[..], [ListRow::New(email)] if email.text == "chan@example.com"));
        assert!(socials.is_empty());
    }

    #[test]
    fn what_contradicts_what_is_typed_waits_and_the_rest_comes_in() {
        let mut typed = untouched(&chan(), &[]);
        put(&mut typed, "company", "Acme");
        let now = Draft {
            company: "Bolt".to_owned(),
            team: "North".to_owned(),
            ..chan()
        };
        let shown = taken_in(&typed, &now);
        assert_eq!(shown.open, ["company"]);
        assert_eq!(text(&shown, "company"), None);
        assert_eq!(text(&shown, "team").as_deref(), Some("North"));
        let base = Draft {
            company: String::new(),
            ..now.clone()
        };
        assert_eq!(shown.base, base, "the server still asks about the company");
        // Whatever is saved next, nothing is asked twice.
        typed.base = shown.base;
        put(&mut typed, "team", "North");
        let later = Draft {
            team: "South".to_owned(),
            ..now.clone()
        };
        let shown = taken_in(&typed, &later);
        assert_eq!(shown.open, ["company"]);
        assert_eq!(text(&shown, "team").as_deref(), Some("South"));
        // They took it back.
        let back = Draft {
            company: String::new(),
            ..now
        };
        assert_eq!(taken_in(&typed, &back).open, [""; 0]);
    }

    #[test]
    fn what_was_chosen_stands_in_the_form_and_is_asked_about_no_more() {
        let mut typed = untouched(&chan(), &[field("cf_size", CustomKind::Text)]);
        put(&mut typed, "company", "Acme");
        put(&mut typed, "team", "East ");
        typed.custom[0].1 = "M".to_owned();
        let mut now = Draft {
            company: "Bolt".to_owned(),
            team: "North".to_owned(),
            ..chan()
        };
        let size = contact::CustomValue::Text("L".to_owned());
        now.custom.insert("cf_size".to_owned(), size);
        let choices = [("company", true), ("team", false), ("cf_size", false)];
        let choices = BTreeMap::from(choices.map(|(field, mine)| (field.to_owned(), mine)));
        let shown = super::taken_in(&typed, &now, &choices, str::to_owned);
        assert_eq!((shown.open.len(), &shown.base), (0, &now));
        assert_eq!(text(&shown, "company"), None);
        assert_eq!(text(&shown, "team").as_deref(), Some("North"));
        assert_eq!(shown.custom, [Some("L".to_owned())]);
    }

    #[test]
    fn a_list_that_both_changed_stays_as_it_is_typed() {
        let phone = |number: &str, kind| Phone {
            kind,
            number: number.to_owned(),
            verified: false,
        };
        let base = Draft {
            last_name: "Chan".to_owned(),
            phones: vec![phone("+85291234567", PhoneKind::Mobile)],
            ..Draft::default()
        };
        let mut typed = untouched(&base, &[]);
        typed.lists[0][0].kind = PhoneKind::Work.as_str().to_owned();
        typed.lists[0].push(row("6123"));
        let now = Draft {
            phones: vec![
                phone("+85291234567", PhoneKind::Home),
                phone("+85267654321", PhoneKind::Mobile),
            ],
            ..base.clone()
        };
        let shown = taken_in(&typed, &now);
        assert_eq!(shown.open, ["phones"]);
        assert_eq!(shown.lists[0], [ListRow::Old(0), ListRow::Old(1)]);
        assert_eq!(shown.base, base);
        // Mine stands for the number that both changed; theirs comes beside it.
        let choices = BTreeMap::from([("phones".to_owned(), true)]);
        let shown = super::taken_in(&typed, &now, &choices, str::to_owned);
        let [ListRow::New(theirs), ListRow::Old(0), ListRow::Old(1)] = &shown.lists[0][..] else {
            panic!("{:?}", shown.lists[0]);
        };
        assert_eq!(theirs.text, "+85267654321");
        assert_eq!((shown.open.len(), shown.base), (0, now));
    }

    #[test]
    fn what_cannot_be_read_yet_is_typed_too() {
        let mut typed = untouched(&chan(), &[]);
        put(&mut typed, "birth_date", "03/04/1985");
        put(&mut typed, "company", "Acme ");
        let now = Draft {
            birth_date: "1980-12-14".parse().ok(),
            labels: vec!["VIP".to_owned()],
            ..chan()
        };
        let shown = taken_in(&typed, &now);
        assert_eq!(text(&shown, "birth_date"), None);
        assert_eq!(shown.open, ["birth_date"]);
        assert_eq!(shown.base.birth_date, None);
        assert_eq!(text(&shown, "company"), None, "a space is being typed");
        assert_eq!(shown.labels, ["VIP"]);
        assert_eq!(shown.lists[List::Phones as usize], [ListRow::Old(0)]);
    }
}
