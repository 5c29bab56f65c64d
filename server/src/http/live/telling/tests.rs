use contact::{ContactId, permit::Relation};

use super::*;

fn at(number: i64) -> Position {
    Position { epoch: 1, number }
}

fn contact(number: i64, id: u128, import: Option<u128>) -> Happened {
    Happened {
        position: at(number),
        what: What::Contact {
            id: ContactId(Uuid::from_u128(id)),
            version: Some(2),
            change: "Updated".to_owned(),
            fields: vec!["company".to_owned()],
            import: import.map(Uuid::from_u128),
        },
    }
}

fn enquiry(number: i64, id: u128) -> Happened {
    let id = Uuid::from_u128(id);
    Happened {
        position: at(number),
        what: What::Enquiry { id, left: None },
    }
}

fn staff(number: i64, id: u128) -> Happened {
    Happened {
        position: at(number),
        what: What::Staff {
            id: Uuid::from_u128(id),
            destination: None,
        },
    }
}

fn viewer(enquiry: u128, staff: u128, may_view: bool) -> Viewer {
    Viewer {
        enquiry: Uuid::from_u128(enquiry),
        staff: Uuid::from_u128(staff),
        relation: match may_view {
            true => Relation::OfDestination,
            false => Relation::Other,
        },
        may_view,
    }
}

/// What somebody hears who stands at a position: each news with the position that it says its reader stands at.
fn heard(telling: &Telling, staff: u128, stands: i64) -> Vec<(Option<i64>, String)> {
    read(telling.told(Uuid::from_u128(staff), at(stands)))
}

/// What stands in frames.
fn read(bytes: Option<Bytes>) -> Vec<(Option<i64>, String)> {
    let text = bytes.map(|bytes| String::from_utf8(bytes.to_vec()).expect("UTF-8"));
    let text = text.unwrap_or_default();
    let frames = text.split("\n\n").filter(|frame| !frame.is_empty());
    let frames = frames.map(|frame| {
        let data = frame.lines().find_map(|line| line.strip_prefix("data: "));
        let news: News = serde_json::from_str(data.expect("data")).expect("news");
        let word = match news {
            News::Contact { id, .. } => format!("contact {}", id.0.as_u128()),
            News::ManyContacts => "many".to_owned(),
            News::ManyEnquiries => "many enquiries".to_owned(),
            News::Enquiry { id } => format!("enquiry {}", id.as_u128()),
            News::Gone { id } => format!("gone {}", id.as_u128()),
            News::Enquiries => "enquiries".to_owned(),
            News::Imports => "imports".to_owned(),
            News::Resync => "resync".to_owned(),
        };
        let id = frame.lines().find_map(|line| line.strip_prefix("id: "));
        let id = id.map(|id| id.parse::<Position>().expect("a position").number);
        (id, word)
    });
    frames.collect()
}

fn words(heard: &[(Option<i64>, String)]) -> Vec<&str> {
    heard.iter().map(|(_, word)| word.as_str()).collect()
}

#[test]
fn each_hears_what_happened_after_they_stood_and_of_an_enquiry_what_they_may() {
    let happened = [contact(3, 7, None), enquiry(4, 9), contact(6, 8, None)];
    let viewers = [viewer(9, 1, true), viewer(9, 2, false)];
    let telling = Telling::made((at(2), at(8)), &happened, &viewers);
    assert!(telling.is_about_enquiries());
    let whole = |own: Option<&str>| -> Vec<(Option<i64>, String)> {
        let mut all = vec![(Some(3), "contact 7".to_owned())];
        all.extend(own.map(|own| (None, own.to_owned())));
        all.push((Some(4), "enquiries".to_owned()));
        all.push((Some(8), "contact 8".to_owned()));
        all
    };
    assert_eq!(heard(&telling, 1, 2), whole(Some("enquiry 9")));
    assert_eq!(heard(&telling, 2, 2), whole(Some("gone 9")));
    assert_eq!(heard(&telling, 3, 2), whole(None));
    assert_eq!(heard(&telling, 3, 1), whole(None));
    for staff in [1, 3] {
        assert_eq!(words(&heard(&telling, staff, 4)), ["contact 8"]);
        assert!(heard(&telling, staff, 8).is_empty());
    }
    assert_eq!(
        (telling.behind(at(4)), telling.behind(at(9))),
        (at(8), at(9))
    );
}

#[test]
fn whose_standing_changed_looks_at_all_enquiries_anew_and_others_hear_all_the_same_of_the_lists() {
    let happened = [enquiry(3, 9), staff(4, 1), staff(5, 2), staff(6, 1)];
    let telling = Telling::made((at(2), at(6)), &happened, &[viewer(9, 3, true)]);
    let own = ["many enquiries", "enquiries"];
    let all = heard(&telling, 1, 2);
    assert_eq!(words(&all)[1..], own, "where it changed last");
    assert_eq!((all[0].0, all[2].0), (Some(3), Some(6)));
    assert_eq!(words(&heard(&telling, 1, 3)), own);
    assert_eq!(words(&heard(&telling, 2, 3)), own);
    assert!(heard(&telling, 2, 5).is_empty());
    assert_eq!(words(&heard(&telling, 3, 2)), ["enquiry 9", "enquiries"]);
    assert_eq!(words(&heard(&telling, 4, 2)), ["enquiries"]);
    assert!(heard(&telling, 4, 3).is_empty());
}

#[test]
fn it_is_asked_by_which_destinations_some_may_have_ceased_to_stand_to_an_enquiry() {
    let [id, leaver, left] = [9, 1, 5].map(Uuid::from_u128);
    let happened = |what| Happened {
        position: at(3),
        what,
    };
    let happened = [
        enquiry(3, 8),
        staff(3, 2),
        happened(What::Enquiry {
            id,
            left: Some(left),
        }),
        happened(What::Staff {
            id: leaver,
            destination: Some(left),
        }),
    ];
    let wanted = Partings {
        enquiries: vec![(id, left)],
        staff: vec![(leaver, left)],
    };
    assert_eq!(partings(&happened), wanted);
}

#[test]
fn what_happened_again_is_told_where_it_happened_last() {
    let happened = [enquiry(3, 9), contact(4, 7, None), enquiry(5, 9)];
    let telling = Telling::made((at(2), at(5)), &happened, &[viewer(9, 1, true)]);
    let all = heard(&telling, 1, 2);
    assert_eq!(words(&all), ["contact 7", "enquiry 9", "enquiries"]);
    assert_eq!(words(&heard(&telling, 1, 4)), ["enquiry 9", "enquiries"]);
}

#[test]
fn many_contacts_of_an_import_or_of_a_reading_are_one_and_nobody_stands_before_them() {
    let import = Uuid::from_u128(5);
    let mut happened = vec![Happened {
        position: at(3),
        what: What::Contacts { import },
    }];
    happened.push(contact(4, 100, None));
    happened.extend((200..250).map(|id| contact(5, id, Some(6))));
    let telling = Telling::made((at(2), at(5)), &happened, &[]);
    let all = heard(&telling, 1, 2);
    assert_eq!(words(&all)[..3], ["many", "contact 100", "contact 200"]);
    assert_eq!(all.len(), 52);
    assert!(!telling.is_about_enquiries());

    let mut happened = vec![enquiry(3, 9)];
    happened.extend((0..201).map(|id| contact(4 + i64::try_from(id).expect("small"), id, None)));
    let telling = Telling::made((at(2), at(300)), &happened, &[viewer(9, 1, true)]);
    let all = heard(&telling, 1, 2);
    assert_eq!(words(&all), ["enquiry 9", "enquiries", "many"]);
    assert_eq!(
        all[1].0, None,
        "whoever breaks off here hears of all contacts"
    );
    assert_eq!(all[2].0, Some(300));
    assert_eq!(words(&heard(&telling, 2, 100)), ["many"]);
}

#[test]
fn too_many_enquiries_are_one_and_nobody_is_told_to_look_at_anything_else() {
    let mut happened = vec![contact(3, 7, None)];
    happened.extend((0..501).map(|id| enquiry(4 + i64::try_from(id).expect("small"), id)));
    let telling = Telling::made((at(2), at(600)), &happened, &[]);
    assert!(!telling.is_about_enquiries(), "nobody was asked of");
    let all = heard(&telling, 1, 2);
    assert_eq!(words(&all), ["contact 7", "many enquiries", "enquiries"]);
    let stands: Vec<_> = all.iter().map(|(stands, _)| *stands).collect();
    assert_eq!(stands, [None, None, Some(600)]);
}

#[test]
fn to_look_anew_is_told_wherever_somebody_stands() {
    let telling = Telling::resync(at(5));
    for stands in [1, 5, 9] {
        assert_eq!(heard(&telling, 1, stands), [(Some(5), "resync".to_owned())]);
        assert_eq!(telling.behind(at(stands)), at(5));
    }
}

#[test]
fn whoever_hears_only_some_news_is_told_no_other_and_stands_at_the_end_all_the_same() {
    let happened = [
        contact(3, 7, None),
        enquiry(4, 9),
        contact(5, 8, None),
        enquiry(6, 5),
    ];
    let viewers = [
        viewer(9, 1, true),
        viewer(9, 2, false),
        viewer(5, 1, true),
        viewer(5, 2, true),
    ];
    let telling = Telling::made((at(2), at(8)), &happened, &viewers);
    let id = Uuid::from_u128(9);
    let is_such = |news: &News| match news {
        News::Contact { id, .. } => id.0.as_u128() == 7,
        News::Enquiry { id: told } | News::Gone { id: told } => *told == id,
        _ => false,
    };
    let told =
        |staff: u128, stands| read(telling.told_of(Uuid::from_u128(staff), at(stands), is_such));
    let own = |word: &str| {
        vec![
            (Some(3), "contact 7".to_owned()),
            (Some(8), word.to_owned()),
        ]
    };
    assert_eq!(told(1, 2), own("enquiry 9"));
    assert_eq!(told(2, 2), own("gone 9"));
    assert_eq!(told(3, 2), [(Some(8), "contact 7".to_owned())]);
    assert_eq!(words(&told(1, 3)), ["enquiry 9"]);
    for (staff, stands) in [(1, 4), (1, 8), (3, 3)] {
        assert!(told(staff, stands).is_empty(), "{staff} {stands}");
    }
    for (staff, is_told) in [(1, true), (2, true), (3, false)] {
        let holds = telling.holds(Uuid::from_u128(staff), |news| {
            matches!(news, News::Enquiry { id: told } | News::Gone { id: told } if *told == id)
        });
        assert_eq!(holds, is_told, "{staff}");
    }
    assert!(telling.is_over(at(8)) && !telling.is_over(at(7)));
    assert!(!telling.is_of_imports() && !Telling::resync(at(5)).is_of_imports());
    let resync = Telling::resync(at(5));
    let anew = resync.told_of(Uuid::from_u128(1), at(9), |news| *news == News::Resync);
    assert_eq!(read(anew), [(Some(5), "resync".to_owned())]);
    assert!(!resync.is_over(at(9)));
}
