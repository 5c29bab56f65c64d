use proptest::{collection, option, prelude::*, sample::select};

use super::{
    columns::{Columns, Shows},
    selection::Selection,
    *,
};
use crate::{
    contact::ContactId,
    field::Part,
    words::{Kind, Text},
};

fn texts() -> impl Strategy<Value = Vec<String>> {
    collection::btree_set("[\\PC&&[^ ]]{1,8}", 0..4)
        .prop_map(|set| set.into_iter().filter(|text| text.trim() == text).collect())
}

fn moments() -> impl Strategy<Value = Option<DateTime<Utc>>> {
    option::of(
        (0i64..4_000_000_000, 0u32..1_000_000).prop_filter_map("a time", |(second, micro)| {
            DateTime::from_timestamp(second, micro * 1_000)
        }),
    )
}

fn queries() -> impl Strategy<Value = Query> {
    let texts = (texts(), texts(), texts(), texts(), texts(), texts());
    let moments = (moments(), moments(), moments(), moments());
    let total = prop_oneof![
        (0..COUNTED).prop_map(Total::Exactly),
        Just(Total::AtLeast { at_least: COUNTED })
    ];
    let cursor =
        (any::<u8>(), "[^\0]{0,20}", any::<u128>(), total).prop_map(|(rank, key, id, total)| {
            Cursor {
                rank,
                key,
                id: Uuid::from_u128(id),
                total,
            }
        });
    let kinds: Vec<String> = Kind::ALL.iter().map(Kind::to_string).collect();
    let sort = (select(By::VARIANTS.to_vec()), any::<bool>())
        .prop_map(|(by, descending)| Sort { by, descending });
    let rest = (
        select(vec![Matching::Any, Matching::All, Matching::None]),
        option::of(any::<bool>()),
        option::of(any::<u128>().prop_map(Uuid::from_u128)),
        option::of(sort),
        1..=LONGEST_PAGE,
        option::of(cursor),
    );
    (texts, moments, rest).prop_map(move |(texts, moments, rest)| Query {
        search: texts.0.concat(),
        company: texts.1.concat(),
        labels: texts.2,
        matching: rest.0,
        words: [
            ("type", kinds[..texts.3.len()].to_vec()),
            ("level", vec!["Tertiary".into()]),
            ("team", texts.3),
            ("group", texts.4),
            ("language", vec!["zh".into()]),
            ("country", vec!["HK".into()]),
        ]
        .into_iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| (name.to_owned(), values))
        .collect(),
        phone: rest.1,
        email: rest.1.map(|has| !has),
        created: Span {
            from: moments.0,
            before: moments.1,
        },
        updated: Span {
            from: moments.2,
            before: moments.3,
        },
        import: rest.2,
        updated_by_import: rest.2.map(|id| Uuid::from_u128(!id.as_u128())),
        custom: BTreeMap::from([("cf_size".to_owned(), texts.5)])
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .collect(),
        sort: rest.3,
        limit: rest.4,
        cursor: rest.5,
    })
}

proptest! {
    #[test]
    fn a_query_survives_its_address(query in queries()) {
        let address = query.address();
        prop_assert_eq!(Query::of_address(&address), Ok(query));
    }

    #[test]
    fn no_parameter_panics(name in "search|label|sort|limit|cursor|created_from|cf_a|x", value in any::<String>()) {
        let _ = Query::read([(name, value)]);
    }
}

#[test]
fn the_default_has_no_address() {
    assert_eq!(Query::default().address(), "");
    assert!(
        !Query {
            sort: "name".parse().ok(),
            limit: 100,
            ..Query::default()
        }
        .is_narrowed()
    );
    assert!(
        !Query {
            matching: Matching::None,
            ..Query::default()
        }
        .is_narrowed()
    );
    assert!(
        Query {
            phone: Some(true),
            ..Query::default()
        }
        .is_narrowed()
    );
}

#[test]
fn what_makes_no_sense_is_refused_in_a_sentence() {
    for (name, value, sentence) in [
        (
            "limit",
            "501",
            "limit: \"501\" must be a number from 1 to 500.",
        ),
        ("limit", "0", "limit: \"0\" must be a number from 1 to 500."),
        ("match", "some", "match: \"some\" must be any, all or none."),
        (
            "type",
            "Friend",
            "type: \"Friend\" must be Lead, Customer, Prospect or Others.",
        ),
        ("page", "2", "There is no parameter \"page\" here."),
        (
            "cursor",
            "x",
            "cursor: \"x\" must be the next_cursor of the page before.",
        ),
    ] {
        assert_eq!(Query::read([(name, value)]), Err(sentence.to_owned()));
    }
    assert!(Query::read([("search", "é".repeat(200))]).is_ok());
    assert!(Query::read([("search", "é".repeat(201))]).is_err());
}

#[test]
fn a_part_of_an_address_is_read_as_a_browser_reads_it() {
    for (address, search) in [
        ("search=a+b", "a b"),
        ("search=%E9%99%B3", "陳"),
        ("search=100%", "100%"),
        ("search=%zz", "%zz"),
        ("&search=x&&", "x"),
        ("search", ""),
    ] {
        let query = Query::of_address(address).expect(address);
        assert_eq!(query.search, search, "{address}");
    }
}

#[test]
fn one_tick_less_than_all_leaves_the_others_in_sight() {
    let [one, two, three] = [1, 2, 3].map(|number| ContactId(Uuid::from_u128(number)));
    let mut selection = Selection::default();
    assert!(selection.is_empty());
    selection.tick(one, true, []);
    assert!(selection.contains(one) && !selection.contains(two));
    selection = Selection::all(Query {
        search: "smith".into(),
        limit: 500,
        ..Query::default()
    });
    let Selection::All(query) = &selection else {
        panic!("not all")
    };
    assert_eq!(query.limit, LIMIT);
    assert!(selection.contains(three) && !selection.is_empty());
    selection.tick(two, false, [one, two, three]);
    assert_eq!(selection, Selection::These([one, three].into()));
}

#[test]
fn columns_survive_being_written() {
    let usual = Columns::default();
    assert_eq!(
        usual.to_string(),
        "name.company.type.labels.phone.email.updated"
    );
    let mut columns = usual.clone();
    let [kind, team, company] = [
        Part::Kind,
        Part::Text(Text::Team),
        Part::Text(Text::Company),
    ]
    .map(Shows::Part);
    columns.show(kind, false);
    columns.show(team, true);
    columns.shift(team, false);
    columns.resize(company, 184);
    let written = columns.to_string();
    assert_eq!(written, "name.company-184.labels.phone.email.team.updated");
    assert_eq!(written.parse(), Ok(columns));
}

#[test]
fn every_field_is_a_column_under_a_name_of_its_own() {
    let names: Vec<&str> = Shows::all().map(Shows::as_str).collect();
    // Kept views name them.
    assert_eq!(
        names,
        [
            "name",
            "company",
            "type",
            "labels",
            "phone",
            "email",
            "updated",
            "level",
            "job_title",
            "team",
            "group",
            "language",
            "birth_date",
            "zip",
            "street",
            "city",
            "state",
            "country",
            "socials",
            "created"
        ]
    );
}

#[test]
fn the_name_is_always_the_first_column() {
    let mut columns = Columns::default();
    columns.show(Shows::Name, false);
    columns.shift(Shows::Name, true);
    columns.shift(Shows::Part(Part::Text(Text::Company)), false);
    assert_eq!(columns, Columns::default());
    for text in ["", "company-168", "nonsense", "name-x.age-3"] {
        let columns: Columns = text.parse().expect(text);
        assert_eq!(
            columns.iter().next().map(|column| column.shows),
            Some(Shows::Name),
            "{text}"
        );
    }
    let twice: Columns = "name-64.email-9999.email-100".parse().expect("columns");
    assert_eq!(twice.to_string(), "name-64.email-100");
}
