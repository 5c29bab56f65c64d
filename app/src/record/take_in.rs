//! What comes into an open form when its contact is saved elsewhere on the page, such as by what was heard in the chat:
//! all that contradicts nothing typed. What is typed stays where it stands.
use contact::{Draft, reconcile::reconcile};

use crate::record::typed::{Entry, List, Typed, entries_of, texts_of, written};

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
}

/// Where a value of a list stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListRow {
    /// In this row of the form.
    Old(usize),
    New(Entry),
}

/// What a form shows once it has taken in what its contact holds by now; nothing where that contradicts what is typed.
pub fn taken_in(typed: &Typed, now: &Draft, grouped: impl Fn(&str) -> String) -> Option<TakenIn> {
    let joined = reconcile(&typed.base, &typed.draft(), now);
    if !joined.clashes.is_empty() {
        return None;
    }
    let joined = joined.draft;
    let [was, is] = [&typed.base, &joined].map(|draft| texts_of(draft, typed.reader));
    let texts = typed.texts.iter().zip(was).zip(is);
    let texts = texts.map(|((text, was), is)| (*text == was).then_some(is));
    let custom = typed.custom.iter().map(|(field, text)| {
        let written = |draft| written(field, draft, typed.reader);
        (*text == written(&typed.base)).then(|| written(&joined))
    });
    let mut entries = entries_of(&joined, grouped);
    let lists = std::array::from_fn(|place| {
        let entries = std::mem::take(&mut entries[place]);
        rows(List::ALL[place], &typed.lists[place], entries)
    });
    Some(TakenIn {
        texts: texts.collect(),
        lists,
        custom: custom.collect(),
        labels: joined.labels,
    })
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

#[cfg(test)]
mod tests {
    use contact::{CustomKind, Draft, Phone, PhoneKind, heard::Offer};

    use super::{Entry, List, ListRow, TakenIn, taken_in};
    use crate::record::typed::{
        TEXTS,
        tests::{field, put, untouched},
    };

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
        let shown = taken_in(&typed, &now, str::to_owned).expect("no contradiction");
        assert_eq!(text(&shown, "company"), None, "it is typed");
        let birthday = text(&shown, "birth_date");
        assert_eq!(birthday.as_deref(), Some("14 Dec 1980"));
        assert_eq!(shown.custom, [Some(String::new())]);
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
    fn what_contradicts_what_is_typed_stays_out_until_the_save_asks() {
        let mut typed = untouched(&chan(), &[]);
        put(&mut typed, "company", "Acme");
        let now = Draft {
            company: "Bolt".to_owned(),
            ..chan()
        };
        assert_eq!(taken_in(&typed, &now, str::to_owned), None);
    }

    #[test]
    fn what_cannot_be_read_yet_is_typed_too() {
        let mut typed = untouched(&chan(), &[]);
        put(&mut typed, "birth_date", "03/04/1985");
        let now = Draft {
            birth_date: "1980-12-14".parse().ok(),
            labels: vec!["VIP".to_owned()],
            ..chan()
        };
        let shown = taken_in(&typed, &now, str::to_owned).expect("no contradiction");
        assert_eq!(text(&shown, "birth_date"), None);
        assert_eq!(shown.labels, ["VIP"]);
        assert_eq!(shown.lists[List::Phones as usize], [ListRow::Old(0)]);
    }
}
