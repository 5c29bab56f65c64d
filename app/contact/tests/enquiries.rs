//! What is known of an enquiry and its visitor from what the contact centre tells.
use chrono::{DateTime, NaiveDate, Utc};
use contact::{
    CustomField, CustomKind, CustomValue, Draft, Network, Phone, PhoneKind, Rules, Social,
    enquiry::{Channel, Enquiry, Proven, Status, Visitor, VisitorSocial, with_proof},
    known_fields::Told,
};
use serde_json::{Value, json};

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).expect("a time")
}

fn told(reports: &[(i64, Value)]) -> Told {
    let mut told = Told::default();
    for (second, fields) in reports {
        let fields = fields.as_object().expect("fields").clone();
        told.hear(at(*second), with_proof(fields.into_iter().collect()));
    }
    told
}

fn rules() -> Rules {
    Rules::new(NaiveDate::from_ymd_opt(2026, 11, 28).expect("a day"))
}

fn visitor(social: Option<(Network, &str)>) -> Visitor {
    let social = social.map(|(network, id)| VisitorSocial {
        network,
        id: id.to_owned(),
    });
    Visitor {
        social,
        ..Visitor::default()
    }
}

#[test]
fn an_enquiry_is_known_once_its_channel_and_its_status_are_told() {
    let first = at(5);
    let only = told(&[(5, json!({"status": "open"}))]);
    assert_eq!(Enquiry::of(&only, first), None);
    let both = told(&[(5, json!({"status": "open", "channel": "web_chat"}))]);
    let enquiry = Enquiry::of(&both, first).unwrap();
    assert_eq!(
        (enquiry.channel, enquiry.status),
        (Channel::WebChat, Status::Open)
    );
    assert_eq!(
        enquiry.opened_at, first,
        "when nobody says when it was opened"
    );
    assert_eq!(enquiry.closed_at, None);
}

#[test]
fn a_closed_enquiry_has_an_end_and_one_that_was_taken_up_again_has_none() {
    let opened = json!({"channel": "line", "status": "open", "opened_at": "1970-01-01T00:00:01Z"});
    let closed = told(&[(1, opened.clone()), (9, json!({"status": "closed"}))]);
    assert_eq!(Enquiry::of(&closed, at(1)).unwrap().closed_at, Some(at(9)));
    let named = json!({"status": "closed", "closed_at": "1970-01-01T00:00:08Z"});
    let closed = told(&[(1, opened.clone()), (9, named.clone())]);
    assert_eq!(Enquiry::of(&closed, at(1)).unwrap().closed_at, Some(at(8)));
    let again = told(&[(1, opened), (9, named), (10, json!({"status": "ongoing"}))]);
    assert_eq!(Enquiry::of(&again, at(1)).unwrap().closed_at, None);
}

#[test]
fn those_in_the_room_are_listed_once_each_in_any_case() {
    let staff = json!([
        "Grace@Example.com ",
        "mei@example.com",
        "grace@example.com",
        ""
    ]);
    let told = told(&[(
        1,
        json!({"channel": "email", "status": "open", "staff": staff}),
    )]);
    let enquiry = Enquiry::of(&told, at(1)).unwrap();
    assert_eq!(enquiry.staff, ["grace@example.com", "mei@example.com"]);
}

#[test]
fn a_number_is_proved_by_a_call_or_by_a_form_and_never_by_what_was_said_of_another() {
    let chat = json!({"channel": "web_chat", "status": "open", "visitor.phone": "+852 9123 4567"});
    let call =
        json!({"channel": "phone_call", "status": "open", "visitor.phone": "+852 9123 4567"});
    let proved = json!({"visitor.phone_verified": true});
    let other = json!({"visitor.phone": "+85298765432"});
    let phone = |reports: &[(i64, Value)]| {
        let enquiry = Enquiry::of(&told(reports), at(1)).unwrap();
        enquiry.visitor.proven(enquiry.channel).phone
    };
    let mine = Some("+85291234567".to_owned());
    assert_eq!(phone(&[(1, chat.clone())]), None);
    assert_eq!(phone(&[(1, call)]), mine);
    assert_eq!(phone(&[(1, chat.clone()), (1, proved.clone())]), mine);
    assert_eq!(phone(&[(1, chat), (1, proved), (2, other)]), None);
    let short = json!({"channel": "phone_call", "status": "open", "visitor.phone": "999"});
    assert_eq!(phone(&[(1, short)]), None, "it is no number of a contact");
}

#[test]
fn a_number_that_was_proved_stays_so_however_often_it_is_told_and_no_other_takes_its_proof() {
    let told_as = |phone: &str| json!({"visitor.phone": phone});
    let proved = |phone: &str| json!({"visitor.phone": phone, "visitor.phone_verified": true});
    let phone = |reports: &[(i64, Value)]| {
        let begun = json!({"channel": "web_chat", "status": "open"});
        let mut reports = reports.to_vec();
        reports.push((1, begun));
        let in_order = Enquiry::of(&told(&reports), at(1)).unwrap();
        reports.reverse();
        let reversed = Enquiry::of(&told(&reports), at(1)).unwrap();
        assert_eq!(in_order, reversed, "whatever the order of arrival");
        in_order.visitor.proven(in_order.channel).phone
    };
    let mine = Some("+85291234567".to_owned());
    let proof = || (1, proved("+85291234567"));
    assert_eq!(phone(&[proof(), (2, told_as("+85291234567"))]), mine);
    let spaced = told_as("+852 9123 4567");
    assert_eq!(phone(&[proof(), (2, spaced)]), mine, "written otherwise");
    assert_eq!(phone(&[proof(), (2, told_as("+85298765432"))]), None);
    let back = [
        proof(),
        (2, told_as("+85298765432")),
        (3, told_as("+85291234567")),
    ];
    assert_eq!(phone(&back), mine, "told again after another");
    let taken_back = json!({"visitor.phone_verified": false});
    assert_eq!(phone(&[proof(), (2, taken_back)]), None);
    let emptied = json!({"visitor.phone": null});
    let known = told(&[proof(), (2, emptied)]);
    let kept = serde_json::to_string(&known).expect("JSON");
    assert!(!kept.contains("91234567"), "nothing of it is kept: {kept}");
}

#[test]
fn an_id_is_proved_only_by_the_channel_that_delivered_it() {
    let proved = |channel: Channel, network: Network, id: &str| {
        let proven = visitor(Some((network, id))).proven(channel);
        proven.social.map(|social| social.id)
    };
    let number = Some("+85251234567".to_owned());
    assert_eq!(
        proved(Channel::Whatsapp, Network::Whatsapp, "+852 5123 4567"),
        number
    );
    assert_eq!(proved(Channel::Whatsapp, Network::Whatsapp, "nobody"), None);
    assert_eq!(
        proved(Channel::WebChat, Network::Whatsapp, "+85251234567"),
        None
    );
    assert_eq!(proved(Channel::Messenger, Network::Line, "tai"), None);
    let same = |channel, network| proved(channel, network, "tai") == Some("tai".to_owned());
    assert!(same(Channel::Messenger, Network::Messenger));
    assert!(same(Channel::Wechat, Network::Wechat));
    assert!(same(Channel::Line, Network::Line));
    assert!(same(Channel::Woztell, Network::WoztellInstagram));
    assert!(!same(Channel::Email, Network::Messenger));
}

#[test]
fn a_proof_marks_what_the_contact_has_and_adds_what_it_lacks() {
    let proven = Proven {
        phone: Some("+85291234567".to_owned()),
        social: Some(Social {
            network: Network::Line,
            id: "tai".to_owned(),
            verified: true,
        }),
    };
    let number = |kind, verified| Phone {
        kind,
        number: "+85291234567".to_owned(),
        verified,
    };
    let has = Draft {
        phones: vec![number(PhoneKind::Work, false)],
        ..Draft::default()
    };
    let marked = proven.mark(&has);
    assert_eq!(marked.phones, [number(PhoneKind::Work, true)]);
    assert_eq!(marked.socials.len(), 1);
    assert_eq!(proven.mark(&marked), marked, "once is enough");
    assert_eq!(
        proven.mark(&Draft::default()).phones,
        [number(PhoneKind::Mobile, true)]
    );
    let full = Draft {
        phones: (0..20)
            .map(|n| Phone {
                number: format!("+8529000{n:04}"),
                ..Phone::default()
            })
            .collect(),
        ..Draft::default()
    };
    assert_eq!(
        proven.mark(&full).phones,
        full.phones,
        "there is no room for another"
    );
}

#[test]
fn a_newcomer_is_read_as_an_import_reads_a_file_without_the_values_that_are_no_good() {
    let form = json!({"kind": "offline", "values": {
        "Company": "Acme; Sons", "Email": "not an address", "birthdate": "12/14/1980", "Level": "Top", "Shoe size": "44",
    }});
    let mut person = visitor(None);
    person.form = Some(serde_json::from_value(form).unwrap());
    person.phone = "+852 9123 4567".to_owned();
    person.first_name = "Tai \"Man\", Jr".to_owned();
    let draft = person.newcomer(Channel::WebChat, &rules()).unwrap();
    assert_eq!(
        (draft.first_name.as_str(), draft.last_name.as_str()),
        ("Tai \"Man\", Jr", "customer")
    );
    assert_eq!(draft.company, "Acme; Sons");
    assert_eq!(draft.birth_date, NaiveDate::from_ymd_opt(1980, 12, 14));
    assert!(draft.emails.is_empty(), "{:?}", draft.emails);
    assert_eq!(draft.level, contact::Level::Primary);
    assert_eq!(
        (draft.phones[0].number.as_str(), draft.phones[0].verified),
        ("+85291234567", false)
    );
}

/// A visitor who filled in this.
fn with_form(values: Value) -> Visitor {
    let form = json!({"kind": "pre_chat", "values": values});
    Visitor {
        form: Some(serde_json::from_value(form).expect("a form")),
        ..Visitor::default()
    }
}

/// The contact that a visitor would be.
fn newcomer(visitor: &Visitor) -> Draft {
    let mut rules = rules();
    rules.custom_fields.push(CustomField {
        id: "cf_vip".to_owned(),
        name: "Very important".to_owned(),
        kind: CustomKind::Checkbox,
        options: Vec::new(),
    });
    let newcomer = visitor.newcomer(Channel::WebChat, &rules);
    newcomer.expect("a contact")
}

#[test]
fn a_newcomer_has_what_a_form_says_under_the_id_or_the_name_of_a_custom_field() {
    for key in ["cf_vip", " cf_vip", "Very important", "very IMPORTANT"] {
        let draft = newcomer(&with_form(json!({"Company": "Acme", (key): "yes"})));
        let vip = draft.custom.get("cf_vip");
        assert_eq!(vip, Some(&CustomValue::Checked(true)), "{key}");
        assert_eq!(draft.company, "Acme", "{key}");
    }
}

#[test]
fn a_newcomer_loses_nothing_where_two_names_mean_one_column() {
    let draft = newcomer(&with_form(json!({"Last Name": "Chan", "Company": "Acme"})));
    assert_eq!(
        (draft.last_name.as_str(), draft.company.as_str()),
        ("Chan", "Acme")
    );
    let mut known = with_form(json!({
        "LAST NAME": "Wong", "Phone": "+85298765432", "Work Email": "form@example.com", "Title": "Head", "Job Title": "Chief",
    }));
    known.last_name = "Chan".to_owned();
    known.phone = "+852 9123 4567".to_owned();
    known.email = "tai@example.com".to_owned();
    let draft = newcomer(&known);
    assert_eq!(
        (draft.last_name.as_str(), draft.job_title.as_str()),
        ("Chan", "Chief")
    );
    let numbers: Vec<&str> = draft.phones.iter().map(|one| one.number.as_str()).collect();
    assert_eq!(numbers, ["+85291234567"], "the visitor's own");
    let emails: Vec<&str> = draft
        .emails
        .iter()
        .map(|one| one.address.as_str())
        .collect();
    assert_eq!(emails, ["tai@example.com"], "the visitor's own");
    let twice = json!({"Mobile": "+85291234567", "Phone": "+85298765432", "phone": "+85298765432"});
    let draft = newcomer(&with_form(twice));
    let numbers: Vec<&str> = draft.phones.iter().map(|one| one.number.as_str()).collect();
    assert_eq!(numbers, ["+85291234567", "+85298765432"], "each once");
}

#[test]
fn a_value_that_is_no_good_is_left_out_alone_whatever_its_column_is_called() {
    let draft = newcomer(&with_form(json!({
        "Phone": "9123 4567", "Birth Date": "14/12/1980", "Title": "Head", "Very important": "perhaps", "City": "#N/A",
    })));
    let kept = Draft {
        last_name: "customer".to_owned(),
        job_title: "Head".to_owned(),
        ..Draft::default()
    };
    assert_eq!(draft, kept);
    let mut known = with_form(json!({"Phone": "+85298765432"}));
    known.phone = "9123 4567".to_owned();
    assert_eq!(newcomer(&known).phones[0].number, "+85298765432");
    let many = "+85291234567;".repeat(15);
    let crowd = json!({"Mobile": many, "Work": many, "Company": "Acme"});
    let draft = newcomer(&with_form(crowd));
    assert_eq!((draft.phones.len(), draft.company.as_str()), (20, "Acme"));
}

#[test]
fn nobody_is_made_of_a_visitor_who_told_nothing() {
    assert_eq!(visitor(None).newcomer(Channel::WebChat, &rules()), None);
    let blank = json!({"kind": "pre_chat", "values": {"Company": " "}});
    let mut blank_form = visitor(None);
    blank_form.form = Some(serde_json::from_value(blank).unwrap());
    assert_eq!(blank_form.newcomer(Channel::WebChat, &rules()), None);
    let unknown = with_form(json!({"Shoe size": "44", "Email": "nobody"}));
    assert_eq!(unknown.newcomer(Channel::WebChat, &rules()), None);
    let typed = visitor(Some((Network::Line, "tai")));
    assert_eq!(typed.newcomer(Channel::WebChat, &rules()), None);
    let line = typed.newcomer(Channel::Line, &rules()).unwrap();
    assert_eq!(
        (line.last_name.as_str(), line.socials[0].id.as_str()),
        ("customer", "tai")
    );
}

#[test]
fn a_visitors_address_is_the_one_they_are_known_by_else_the_one_they_filled_in() {
    let form = json!({"kind": "offline", "values": {"EMAIL": " mei@example.com "}});
    let mut person = visitor(None);
    assert_eq!(person.address(), None);
    person.form = Some(serde_json::from_value(form).unwrap());
    assert_eq!(person.address(), Some("mei@example.com"));
    let other_name = with_form(json!({"Work email": "mei@example.com"}));
    assert_eq!(other_name.address(), Some("mei@example.com"));
    person.email = "Lee@example.com".to_owned();
    assert_eq!(person.address(), Some("Lee@example.com"));
    person.email = "nobody".to_owned();
    assert_eq!(person.address(), None);
}
