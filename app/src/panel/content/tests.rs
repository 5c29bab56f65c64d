//! What the panel shows of rooms as they may be.
use std::collections::HashSet;

use contact::{ContactId, Language, enquiry::Status, permit::Relation};
use serde_json::Value;
use strum::VariantArray;
use uuid::Uuid;

use super::{Done, Opened, content, older, section};
use crate::{
    panel::samples::{OWN, attribute, contact, known, missed, moment, nobody, panel, tag, text},
    wire::{
        activity::{Activity, Engagement, Visit},
        panel::{Panel, PanelSection, SinceSpoken},
        room::{Identified, KnownBy, RoomContact},
    },
};

const ENGLISH: Language = Language::English;

fn shown(panel: &Panel) -> String {
    content(ENGLISH, panel, &Opened::default(), None)
}

fn at(section: PanelSection) -> Opened {
    Opened {
        section,
        activity: Some(activity()),
    }
}

fn activity() -> Activity {
    let engagement = Engagement {
        id: Uuid::from_u128(5),
        kind: "call".to_owned(),
        number: "+85291234567".to_owned(),
        staff: "Grace Lee".to_owned(),
        at: moment(),
        seconds: Some(75),
        text: String::new(),
    };
    let visit = Visit {
        id: Uuid::from_u128(6),
        title: "Prices".to_owned(),
        address: "https://example.com/prices".to_owned(),
        at: moment(),
    };
    Activity {
        engagements: vec![engagement],
        visits: vec![visit],
        next_cursor: Some("c-2".to_owned()),
        ..Activity::default()
    }
}

fn identified(by: KnownBy) -> Identified {
    Identified {
        contact: contact(7, "Ada", "Wong"),
        by,
    }
}

/// All that can be shown of a contact at once.
fn full() -> Panel {
    let mut full = panel(Status::Ongoing, known());
    full.room.identified = vec![identified(KnownBy::Phone), identified(KnownBy::Email)];
    full.since = Some(SinceSpoken {
        at: moment(),
        fields: vec!["company".to_owned()],
        staff: vec!["Grace Lee".to_owned()],
        merges: 0,
        enquiries: 0,
    });
    full.brief = Some(missed());
    full
}

#[test]
fn a_known_contact_is_named_with_what_the_script_is_to_know_of_it() {
    let shown = shown(&full());
    let article = tag(&shown, "class=\"panel\"");
    let own = contact(OWN, "", "").id.to_string();
    for (name, wanted) in [
        ("data-state", "known"),
        ("data-contact", own.as_str()),
        ("data-version", "3"),
        ("data-enquiry", "E-1"),
        ("data-status", "ongoing"),
    ] {
        assert_eq!(attribute(article, name), wanted, "{name}");
    }
    assert!(article.contains(" data-may-edit"), "{article}");
    let fields = attribute(article, "data-fields");
    let fields: Value = serde_json::from_str(&fields).expect("an object");
    assert_eq!(fields["company"], "Company");
    assert_eq!(fields["address.city"], "City");
    assert!(!article.contains("data-said"), "nothing was done");
    let said = text(&shown);
    assert!(said.starts_with("Since you last spoke (12 Nov 2026): Grace Lee changed Company"));
    assert!(
        said.contains("Mei Chan") && said.contains("Calls on Mondays"),
        "{said}"
    );
    assert!(tag(&shown, "href=\"tel:").contains("tel:+85291234567"));
    assert!(tag(&shown, "href=\"sms:").contains("sms:+85291234567"));
    assert!(shown.contains("data-form=\"note\""));
    assert!(!shown.contains("<!>"), "nothing takes it over");
}

#[test]
fn no_id_is_given_twice() {
    let mut unknown = full();
    unknown.room.contact = nobody();
    for panel in [full(), unknown] {
        for section in PanelSection::VARIANTS {
            let shown = content(ENGLISH, &panel, &at(*section), Some(Done::Saved));
            let mut ids = HashSet::new();
            for rest in shown.split(" id=\"").skip(1) {
                let (id, _) = rest.split_once('"').expect("an end");
                assert!(ids.insert(id), "{section}: {id} is there twice");
            }
            assert!(ids.contains("section") && ids.contains("tab-profile"));
        }
    }
}

#[test]
fn the_section_that_is_open_is_the_tab_that_is_chosen() {
    for section in PanelSection::VARIANTS {
        let shown = content(ENGLISH, &full(), &at(*section), None);
        let panel = tag(&shown, "role=\"tabpanel\"");
        assert_eq!(attribute(panel, "data-open"), section.to_string());
        assert_eq!(
            attribute(panel, "aria-labelledby"),
            format!("tab-{section}")
        );
        let tab = tag(&shown, &format!("id=\"tab-{section}\""));
        assert_eq!(attribute(tab, "aria-selected"), "true");
        assert_eq!(shown.matches("aria-selected=\"true\"").count(), 1);
        assert_eq!(shown.matches("role=\"tab\"").count(), 4);
        let alone = super::section(ENGLISH, &full(), &at(*section));
        assert!(!alone.is_empty() && shown.contains(&alone), "{alone}");
    }
}

#[test]
fn what_is_older_comes_as_lines_with_the_way_on() {
    let (engagements, visits) = (PanelSection::Activity, PanelSection::Journey);
    let open = section(ENGLISH, &full(), &at(visits));
    assert!(open.contains("<ol role=\"list\"><li>"), "{open}");
    for (section, kind) in [(engagements, "activity"), (visits, "journey")] {
        let older = older(ENGLISH, section, &activity());
        assert!(
            older.starts_with("<li>") && !older.contains("<ol"),
            "{older}"
        );
        let way_on = tag(&older, "data-older");
        assert_eq!(attribute(way_on, "data-older"), "c-2");
        assert_eq!(attribute(way_on, "data-kind"), kind);
    }
    let last = Activity {
        next_cursor: None,
        ..activity()
    };
    assert!(!older(ENGLISH, visits, &last).contains("data-older"));
}

#[test]
fn what_people_typed_is_text() {
    let script = "<script>alert(1)</script>";
    let mut panel = full();
    panel.room.enquiry.subject = script.to_owned();
    panel.room.enquiry.destination = script.to_owned();
    panel.room.visitor.first_name = script.to_owned();
    panel.room.visitor.phone = script.to_owned();
    panel.room.identified[0].contact.draft.company = script.to_owned();
    panel.since.as_mut().expect("something").staff = vec![script.to_owned()];
    let brief = panel.brief.as_mut().expect("a brief");
    brief.last_said.as_mut().expect("something").text = script.to_owned();
    let mut unknown = panel.clone();
    unknown.room.contact = nobody();
    if let RoomContact::Here(contact, known) = &mut panel.room.contact {
        contact.draft.first_name = script.to_owned();
        contact.draft.job_title = script.to_owned();
        known.notes[0].text = script.to_owned();
    }
    for panel in [panel, unknown] {
        let shown = shown(&panel);
        assert!(!shown.contains("<script"), "{shown}");
        assert!(shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }
}

#[test]
fn in_a_closed_room_all_that_cannot_be_done_says_why() {
    let mut closed = full();
    closed.room.enquiry.status = Status::Closed;
    let mut unknown = closed.clone();
    unknown.room.contact = nobody();
    for (panel, does, why) in [
        (
            &closed,
            "edit",
            "This enquiry is closed: view only. The contact's own page can be edited by all staff.",
        ),
        (
            &unknown,
            "create",
            "This enquiry is closed: view only. All staff can create contacts in External Contacts.",
        ),
    ] {
        let shown = shown(panel);
        assert!(!tag(&shown, "class=\"panel\"").contains("data-may-edit"));
        for button in [
            format!("data-do=\"{does}\""),
            "data-do=\"find\"".to_owned(),
            "data-ask=".to_owned(),
        ] {
            assert!(
                tag(&shown, &button).contains(" disabled"),
                "{button}: {shown}"
            );
        }
        assert!(text(&shown).contains(why), "{shown}");
    }
    let shown = shown(&closed);
    assert!(!shown.contains("data-form="), "no note either");
    let home = format!("href=\"/contacts/{}\"", contact(OWN, "", "").id);
    let (_, reasons) = shown.split_once("class=\"why-not\"").expect("reasons");
    assert!(reasons.contains(&home), "{reasons}");
}

#[test]
fn a_supervisor_is_told_who_may() {
    let mut panel = full();
    panel.room.relation = Relation::Supervisor;
    let said = text(&shown(&panel));
    let why =
        "This enquiry is being handled, so only those in its room may edit the contact from it.";
    assert!(said.contains(why), "{said}");
}

#[test]
fn who_may_be_the_visitor_is_suggested_in_the_guide_s_words() {
    let words = [
        (
            KnownBy::Phone,
            "We identified contact with the same verified phone number as this visitor. Do you want to merge them?",
        ),
        (
            KnownBy::Email,
            "We identified contact with the same email address as this visitor. Do you want to merge them?",
        ),
    ];
    for (by, words) in words {
        let mut panel = panel(Status::Ongoing, nobody());
        panel.room.identified = vec![identified(by)];
        let shown = shown(&panel);
        assert!(text(&shown).contains(words), "{shown}");
        let button = tag(&shown, "data-ask=");
        assert_eq!(
            attribute(button, "data-ask"),
            contact(7, "", "").id.to_string()
        );
        let (_, button) = shown.split_once(button).expect("a button");
        assert!(text(&format!("<{button}")).starts_with("Merge"));
        assert!(text(&shown).contains("Ada Wong"));
    }
}

#[test]
fn what_was_done_is_said_in_the_guide_s_words() {
    for (done, words) in [
        (Done::Saved, "Saved"),
        (Done::Created, "Contact created"),
        (Done::Merged, "Contact merged"),
        (Done::Attached, "Contact merged"),
        (Done::Noted, "Note added"),
    ] {
        let shown = content(ENGLISH, &full(), &Opened::default(), Some(done));
        assert_eq!(
            attribute(tag(&shown, "class=\"panel\""), "data-said"),
            words
        );
    }
}

#[test]
fn of_a_visitor_who_is_nobody_s_contact_stands_what_they_told() {
    let mut panel = panel(Status::Ongoing, nobody());
    panel.room.visitor.last_name = "Wong".to_owned();
    panel.room.visitor.device.time_zone = "Asia/Hong_Kong".to_owned();
    let shown = shown(&panel);
    let article = tag(&shown, "class=\"panel\"");
    assert_eq!(attribute(article, "data-state"), "unknown");
    for name in ["data-contact", "data-version", "data-fields"] {
        assert!(!article.contains(name), "{name}");
    }
    let said = text(&shown);
    for wanted in [
        "This visitor is nobody's contact yet.",
        "Create contact",
        "Wong",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert!(!shown.contains("data-do=\"edit\"") && !shown.contains("data-form="));
    for (open, wanted) in [
        (PanelSection::Activity, "Nothing has happened yet"),
        (PanelSection::Journey, "Prices"),
        (PanelSection::Device, "Asia/Hong_Kong"),
    ] {
        let there = text(&section(ENGLISH, &panel, &at(open)));
        assert!(there.contains(wanted), "{open}: {there}");
    }
    let nowhere = Opened {
        section: PanelSection::Journey,
        activity: Some(Activity::default()),
    };
    let there = text(&section(ENGLISH, &panel, &nowhere));
    assert!(there.contains("No pages visited yet"), "{there}");
}

#[test]
fn of_who_is_gone_there_is_nothing_to_do() {
    let deleted = RoomContact::Deleted {
        id: ContactId(Uuid::from_u128(OWN)),
        name: "Mei Chan".to_owned(),
    };
    for (contact, home, words) in [
        (deleted, true, "This contact was deleted"),
        (RoomContact::Erased, false, "Erased contact"),
    ] {
        let shown = shown(&panel(Status::Ongoing, contact));
        let article = tag(&shown, "class=\"panel\"");
        assert_eq!(attribute(article, "data-state"), "gone");
        assert!(!article.contains("data-may-edit"));
        assert!(
            !shown.contains("<button") && !shown.contains("<form"),
            "{shown}"
        );
        assert_eq!(shown.contains("href=\"/contacts/"), home, "{shown}");
        assert!(text(&shown).contains(words), "{shown}");
    }
}
