use super::*;

const CHAN: ContactId = ContactId(Uuid::from_u128(1));
const LEE: ContactId = ContactId(Uuid::from_u128(2));
const MEI: Uuid = Uuid::from_u128(11);
const TOM: Uuid = Uuid::from_u128(12);

fn heartbeat(contact: ContactId, staff: Uuid, tab: u128, fields: Option<&[&str]>) -> Heartbeat {
    let fields = fields.map(|fields| fields.iter().map(|field| (*field).to_owned()).collect());
    Heartbeat {
        contact,
        staff,
        name: if staff == MEI { "Mei Chan" } else { "Tom Lee" }.to_owned(),
        tab: Uuid::from_u128(tab),
        fields,
    }
}

/// Who all look at a contact, with what they are changing.
fn people(tabs: &Tabs, contact: ContactId) -> Vec<(String, String)> {
    let people = tabs.presence(contact).people.into_iter();
    let people = people.map(|person| (person.name, person.fields.join(" ")));
    people.collect()
}

fn named(name: &str, fields: &str) -> (String, String) {
    (name.to_owned(), fields.to_owned())
}

#[test]
fn somebody_who_looks_twice_is_one_who_changes_what_is_changed_in_both() {
    let (mut tabs, until) = (Tabs::default(), Instant::now());
    for (tab, fields) in [(1, &["team", "company"][..]), (2, &["city", "team"][..])] {
        let changed = tabs.take_in(heartbeat(CHAN, TOM, tab, Some(fields)), until);
        assert_eq!(changed, BTreeSet::from([CHAN]));
    }
    let changed = tabs.take_in(heartbeat(CHAN, MEI, 3, Some(&[])), until);
    assert_eq!(changed, BTreeSet::from([CHAN]));
    assert_eq!(
        people(&tabs, CHAN),
        [named("Tom Lee", "city company team"), named("Mei Chan", "")]
    );
    assert!(people(&tabs, LEE).is_empty());
    assert_eq!(tabs.shown_to(TOM).collect::<Vec<_>>(), [CHAN]);
}

#[test]
fn only_what_is_new_is_told() {
    let (mut tabs, until) = (Tabs::default(), Instant::now());
    let mut take_in = |fields| tabs.take_in(heartbeat(CHAN, MEI, 1, fields), until);
    assert_eq!(take_in(None), BTreeSet::new(), "nobody was there");
    assert_eq!(take_in(Some(&[])), BTreeSet::from([CHAN]));
    assert_eq!(take_in(Some(&[])), BTreeSet::new());
    assert_eq!(take_in(Some(&["team"])), BTreeSet::from([CHAN]));
    assert_eq!(take_in(Some(&["team"])), BTreeSet::new());
    assert_eq!(take_in(None), BTreeSet::from([CHAN]));
    assert_eq!(take_in(None), BTreeSet::new());
}

#[test]
fn whoever_has_been_silent_for_too_long_is_gone() {
    let (mut tabs, begin) = (Tabs::default(), Instant::now());
    let second = |second| begin + Duration::from_secs(second);
    tabs.take_in(heartbeat(CHAN, MEI, 1, Some(&[])), second(9));
    tabs.take_in(heartbeat(CHAN, TOM, 2, Some(&[])), second(9));
    tabs.take_in(heartbeat(LEE, TOM, 3, Some(&[])), second(9));
    tabs.take_in(heartbeat(CHAN, MEI, 1, Some(&[])), second(13));
    assert!(tabs.expire(second(8)).is_empty());
    assert_eq!(tabs.expire(second(9)), BTreeSet::from([CHAN, LEE]));
    assert_eq!(people(&tabs, CHAN), [named("Mei Chan", "")]);
    assert_eq!(tabs.expire(second(13)), BTreeSet::from([CHAN]));
    assert!(tabs.0.is_empty());
}

#[test]
fn of_one_account_so_many_tabs_are_known_and_the_silent_give_way() {
    let (mut tabs, begin) = (Tabs::default(), Instant::now());
    let until = |second| begin + Duration::from_secs(second);
    tabs.take_in(heartbeat(LEE, TOM, 1, Some(&[])), until(0));
    tabs.take_in(heartbeat(LEE, MEI, 1, Some(&[])), until(1));
    for tab in 2..=24 {
        tabs.take_in(heartbeat(CHAN, MEI, tab, Some(&[])), until(2));
    }
    assert_eq!(tabs.0.len(), EACH + 1);
    let changed = tabs.take_in(heartbeat(CHAN, MEI, 25, Some(&[])), until(3));
    assert_eq!(changed, BTreeSet::from([CHAN, LEE]));
    assert_eq!(people(&tabs, LEE), [named("Tom Lee", "")]);
}

#[test]
fn each_is_told_of_the_others_and_whoever_does_not_look_of_nobody() {
    let present = |number: u128| Present {
        staff: Uuid::from_u128(number),
        name: format!("Agent {number}"),
        fields: vec!["company".to_owned()],
    };
    let presence = Presence {
        contact: CHAN,
        people: (1..=30).map(present).collect(),
    };
    let told = |staff: u128| frames([&presence].into_iter(), Uuid::from_u128(staff));
    assert_eq!(told(31), None);
    let told = told(2).expect("a frame");
    let told = std::str::from_utf8(&told).expect("UTF-8");
    assert!(!told.contains("id: "), "{told}");
    let json = told
        .strip_prefix("event: presence\ndata: ")
        .expect("its type");
    let told: Presence = serde_json::from_str(json).expect("presence");
    assert_eq!(told.contact, CHAN);
    let others: Vec<_> = told
        .people
        .iter()
        .map(|person| person.staff.as_u128())
        .collect();
    let all: Vec<u128> = [1].into_iter().chain(3..=21).collect();
    assert_eq!(others, all);
}
