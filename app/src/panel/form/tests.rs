//! What comes back of a form as a browser sends it, and what becomes of that.
mod taken;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use contact::{
    Address, Contact, ContactId, CustomField, CustomKind, CustomValue, Draft, Email, EmailKind,
    Kind, Language, Network, Phone, PhoneKind, Social,
};
use strum::VariantArray;
use uuid::Uuid;

use super::{FormShown, PanelForm};
use crate::{
    error::Error,
    wire::{contacts::Known, labels::Label},
};

type Pairs = Vec<(String, String)>;

/// The attributes of a tag, which leptos always writes between double quotation marks.
fn attributes(tag: &str) -> BTreeMap<&str, String> {
    let mut attributes = BTreeMap::new();
    let mut rest = tag.trim_start();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let (value, behind) = match behind.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').expect("a closed value"),
            None => ("", behind),
        };
        let value = html_escape::decode_html_entities(value).into_owned();
        attributes.insert(name, value);
        rest = behind.trim_start();
    }
    attributes
}

/// What a browser sends of a form in which nothing is touched.
fn sent_by(html: &str) -> Pairs {
    let (mut pairs, mut templates) = (Pairs::new(), 0);
    let mut select: Option<(String, Vec<(String, bool)>)> = None;
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag
            .split_once('>')
            .unwrap_or_else(|| panic!("no whole tag: {tag} in {html}"));
        let tag = tag.trim_end_matches('/');
        let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let held = match name {
            "input" | "option" | "select" => attributes(rest),
            _ => BTreeMap::new(),
        };
        let is = |attribute: &str, value: &str| held.get(attribute).is_some_and(|it| it == value);
        let has = |attribute: &str| held.contains_key(attribute);
        match name {
            "template" => templates += 1,
            "/template" => templates -= 1,
            "select" => select = Some((held["name"].clone(), Vec::new())),
            "option" => {
                let (_, options) = select.as_mut().expect("a select");
                options.push((held["value"].clone(), has("selected")));
            }
            "/select" => {
                let (name, options) = select.take().expect("a select");
                let chosen = options.iter().rfind(|(_, chosen)| *chosen);
                let (value, _) = chosen.or(options.first()).expect("an option");
                if templates == 0 {
                    pairs.push((name, value.clone()));
                }
            }
            "input" if templates > 0 || !has("name") => {}
            // What is not ticked is not sent.
            "input" if (is("type", "checkbox") || is("type", "radio")) && !has("checked") => {}
            "input" => {
                let is_whole = ["hidden", "checkbox", "radio"].map(|kind| is("type", kind));
                let value = match is_whole.contains(&true) {
                    true => held["value"].clone(),
                    // An input of one line holds one line.
                    false => held["value"].replace(['\r', '\n'], ""),
                };
                pairs.push((held["name"].clone(), value));
            }
            _ => {}
        }
    }
    pairs
}

/// Types into the only input of this name.
fn put(pairs: &mut Pairs, name: &str, value: &str) {
    let (_, text) = pairs
        .iter_mut()
        .find(|(known, _)| known == name)
        .expect("an input");
    value.clone_into(text);
}

fn add(pairs: &mut Pairs, name: &str, value: &str) {
    pairs.push((name.to_owned(), value.to_owned()));
}

fn field(id: &str, kind: CustomKind) -> CustomField {
    let options: &[&str] = match kind.has_options() {
        true => &["Gold", "Silver", "A \"big\" <one>"],
        false => &[],
    };
    CustomField {
        id: id.to_owned(),
        name: format!("The <b>{id}"),
        kind,
        options: options.iter().map(|option| (*option).to_owned()).collect(),
    }
}

fn custom() -> Vec<CustomField> {
    vec![
        field("cf_text", CustomKind::Text),
        field("cf_number", CustomKind::Number),
        field("cf_date", CustomKind::Date),
        field("cf_one", CustomKind::DropdownSingle),
        field("cf_some", CustomKind::DropdownMultiple),
        field("cf_tick", CustomKind::Checkbox),
    ]
}

const LABELS: [&str; 3] = ["Newsletter", "VIP", "Zed"];

fn labels() -> Vec<String> {
    LABELS.map(str::to_owned).to_vec()
}

fn known() -> Known {
    let label = |name: &str| Label {
        id: Uuid::nil(),
        name: name.to_owned(),
        colour: "blue".to_owned(),
    };
    Known {
        custom: custom(),
        labels: LABELS.map(label).to_vec(),
        ..Known::default()
    }
}

fn contact(version: i64, draft: Draft) -> Contact {
    Contact {
        id: ContactId(Uuid::from_u128(7)),
        version,
        draft,
        other_first_names: Vec::new(),
        other_last_names: Vec::new(),
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn phone(kind: PhoneKind, number: &str, verified: bool) -> Phone {
    Phone {
        kind,
        number: number.to_owned(),
        verified,
    }
}

fn chan() -> Draft {
    Draft {
        first_name: "Tai Man".to_owned(),
        last_name: "Chan".to_owned(),
        company: "Acme".to_owned(),
        phones: vec![
            phone(PhoneKind::Mobile, "+85291234567", true),
            phone(PhoneKind::Work, "+85223456789", false),
        ],
        labels: vec!["VIP".to_owned()],
        ..Draft::default()
    }
}

/// A contact with a value of everything, each as awkward as it may be.
fn full() -> Draft {
    let social = |network, id: &str, verified| Social {
        network,
        id: id.to_owned(),
        verified,
    };
    let email = |kind, address: &str| Email {
        kind,
        address: address.to_owned(),
    };
    let text = |text: &str| CustomValue::Text(text.to_owned());
    let some = ["Silver", "Bronze", "Gold"].map(str::to_owned);
    let custom = [
        ("cf_text", text("two\nlines; \"quoted\" & <b>")),
        ("cf_number", CustomValue::Number(-0.125)),
        ("cf_date", text("1980-12-14")),
        ("cf_one", text("Offered no longer")),
        ("cf_some", CustomValue::Several(some.to_vec())),
        ("cf_tick", CustomValue::Checked(false)),
    ];
    Draft {
        first_name: "\u{202e}\"><script>alert(1)</script>".to_owned(),
        last_name: "O'Neill &amp; {{x}} </template></form>".to_owned(),
        kind: Kind::Customer,
        phones: vec![
            phone(PhoneKind::Mobile, "+85291234567", true),
            phone(PhoneKind::Mobile, "+447700900123", false),
            phone(PhoneKind::Work, "+85291234567", true),
            phone(PhoneKind::Other, "+12345678901234567890", false),
        ],
        emails: vec![
            email(EmailKind::Work, "chan@例子.香港"),
            email(EmailKind::Other, "o'neill+a@example.com"),
        ],
        socials: vec![
            social(Network::Messenger, "two\r\nlines", false),
            social(Network::Whatsapp, "+85291234567", true),
            social(Network::Line, "陳大文", false),
        ],
        company: "Acme\nHong Kong\tLtd".to_owned(),
        language: "zh".to_owned(),
        birth_date: NaiveDate::from_ymd_opt(1980, 2, 29),
        address: Address {
            street: "1 Example Street\r\nBlock 2".to_owned(),
            zip: "007".to_owned(),
            country: "HK".to_owned(),
            ..Address::default()
        },
        labels: ["Zed", "VIP"].map(str::to_owned).to_vec(),
        custom: custom.map(|(id, value)| (id.to_owned(), value)).into(),
        ..Draft::default()
    }
}

/// The form of a contact as a browser sends it while nothing is touched.
fn untouched(draft: &Draft) -> Pairs {
    let form = PanelForm::edit(&contact(3, draft.clone()), &known(), Language::English);
    sent_by(&form.html(Language::English, &FormShown::default()))
}

fn read(pairs: &Pairs) -> PanelForm {
    PanelForm::sent(pairs, &custom(), &labels(), Language::English).expect("a form")
}

#[test]
fn what_is_sent_back_untouched_is_what_was_there_in_every_language() {
    let nobody = Draft {
        last_name: "customer".to_owned(),
        ..Draft::default()
    };
    for draft in [nobody, chan(), full()] {
        for &language in Language::VARIANTS {
            let form = PanelForm::edit(&contact(3, draft.clone()), &known(), language);
            let html = form.html(language, &FormShown::default());
            let sent = PanelForm::sent(&sent_by(&html), &custom(), &labels(), language);
            let sent = sent.expect("a form");
            assert_eq!(sent.typed.base, draft, "{language}");
            assert_eq!(sent.typed.draft(), draft, "{language}");
            assert_eq!((sent.contact, sent.version), (form.contact, 3));
            assert_eq!(sent.lost, []);
            // Whoever reads another language by then sends it in that of before.
            let other = PanelForm::sent(&sent_by(&html), &custom(), &labels(), Language::English);
            assert_eq!(other.expect("a form").typed.draft(), draft, "{language}");
        }
    }
}

#[test]
fn nothing_that_is_typed_breaks_out_of_its_place() {
    let form = PanelForm::edit(&contact(3, full()), &known(), Language::English);
    let html = form.html(Language::English, &FormShown::default());
    assert!(!html.contains("<script"), "{html}");
    assert!(!html.contains("<b>"), "{html}");
    assert_eq!(html.matches("</form>").count(), 1);
    assert_eq!(
        html.matches("<template").count(),
        html.matches("</template>").count()
    );
}

#[test]
fn what_is_typed_is_taken_and_a_row_that_is_removed_is_gone() {
    let mut pairs = untouched(&chan());
    let rows = pairs.iter().rposition(|(name, _)| name == "phone_kind");
    let row = rows.expect("a row");
    pairs.drain(row..row + 4);
    put(&mut pairs, "company", " Bolt ");
    put(&mut pairs, "birth_date", "1 Feb 1981");
    put(&mut pairs, "address.country", "GB");
    put(&mut pairs, "cf_number", "7");
    add(&mut pairs, "label", "Zed");
    add(&mut pairs, "cf_some", "Silver");
    add(&mut pairs, "cf_tick", "Yes");
    let text = |text: &str| text.to_owned();
    let custom = [
        ("cf_number", CustomValue::Number(7.0)),
        ("cf_some", CustomValue::Several(vec![text("Silver")])),
        ("cf_tick", CustomValue::Checked(true)),
    ];
    let wanted = Draft {
        company: text("Bolt"),
        birth_date: NaiveDate::from_ymd_opt(1981, 2, 1),
        address: Address {
            country: text("GB"),
            ..Address::default()
        },
        phones: vec![phone(PhoneKind::Mobile, "+85291234567", true)],
        labels: vec![text("VIP"), text("Zed")],
        custom: custom.map(|(id, value)| (text(id), value)).into(),
        ..chan()
    };
    assert_eq!(read(&pairs).typed.draft(), wanted);
}

#[test]
fn what_is_verified_stays_whatever_is_sent_and_nobody_verifies_by_hand() {
    let verified = phone(PhoneKind::Mobile, "+85291234567", true);
    let mut pairs = untouched(&chan());
    put(&mut pairs, "phone_kind", "Home");
    put(&mut pairs, "phone_text", "+852 9999 9999");
    let phones = read(&pairs).typed.draft().phones;
    assert!(phones.contains(&verified), "{phones:?}");
    assert!(phones.contains(&phone(PhoneKind::Home, "+85299999999", false)));

    let mut pairs = untouched(&chan());
    pairs.retain(|(name, _)| !name.starts_with("phone_"));
    assert_eq!(read(&pairs).typed.draft().phones, [verified]);

    let mut pairs = untouched(&chan());
    for (name, value) in &mut pairs {
        if name == "phone_verified" {
            "true".clone_into(value);
        }
    }
    assert_eq!(read(&pairs).typed.draft(), chan());
}

#[test]
fn what_was_typed_into_a_field_that_is_gone_is_told_and_what_was_there_is_not() {
    let lost = |pairs: &Pairs| {
        let form = PanelForm::sent(pairs, &[], &["VIP".to_owned()], Language::English);
        let form = form.expect("a form");
        let said = form.lost.iter().map(|problem| problem.message.clone());
        (said.collect::<Vec<_>>(), form.typed.draft())
    };
    let held = Draft {
        labels: vec!["Zed".to_owned()],
        ..full()
    };
    let mut pairs = untouched(&held);
    let (said, draft) = lost(&pairs);
    assert_eq!(said, [""; 0]);
    assert_eq!(draft.custom, BTreeMap::new());
    put(&mut pairs, "cf_number", "12");
    add(&mut pairs, "label", "Newsletter");
    let (said, draft) = lost(&pairs);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].contains("Newsletter") && said[1].contains("12"),
        "{said:?}"
    );
    assert_eq!(draft.labels, ["Zed"], "which the contact itself tells");
}

#[test]
fn what_no_form_sends_is_refused() {
    for (name, value) in [
        ("company_name", "x"),
        ("phones", "x"),
        ("type", "Foo"),
        ("level", ""),
        ("phone_kind", "Fax"),
        ("phone_region", "Atlantis"),
        ("phone_verified", "yes"),
        ("email_region", "HK"),
        ("choice.company", "both"),
        ("contact", "7"),
        ("version", "new"),
        ("key", "x"),
    ] {
        let mut pairs = untouched(&chan());
        add(&mut pairs, name, value);
        let refused = PanelForm::sent(&pairs, &custom(), &labels(), Language::English);
        assert!(matches!(refused, Err(Error::Refused(_))), "{name} {value}");
    }
    let mut pairs = untouched(&chan());
    put(&mut pairs, "base", "{");
    let refused = PanelForm::sent(&pairs, &custom(), &labels(), Language::English);
    assert!(matches!(refused, Err(Error::Refused(_))));
    let mut pairs = untouched(&chan());
    for _ in 0..100 {
        add(&mut pairs, "email_kind", "Work");
    }
    let many = PanelForm::sent(&pairs, &custom(), &labels(), Language::English);
    assert!(many.is_ok());
    add(&mut pairs, "email_kind", "Work");
    let refused = PanelForm::sent(&pairs, &custom(), &labels(), Language::English);
    assert!(matches!(refused, Err(Error::Refused(_))));
}

#[test]
fn a_visitor_is_created_with_what_they_told_and_the_same_key_each_time() {
    let newcomer = Draft {
        labels: Vec::new(),
        ..chan()
    };
    let form = PanelForm::create(Some(&newcomer), &custom(), &labels(), Language::English);
    let html = form.html(Language::English, &FormShown::default());
    assert!(html.contains(r#"data-form="create""#), "{html}");
    let mut sent = read(&sent_by(&html));
    assert_eq!((sent.contact, sent.key), (None, form.key));
    assert_eq!(sent.typed.draft(), newcomer);

    // The answer was lost: it was made, and something else was typed since.
    let made = contact(2, newcomer.clone());
    assert!(!sent.becomes(&made));
    let mut pairs = sent_by(&html);
    put(&mut pairs, "company", "Bolt");
    let mut sent = read(&pairs);
    assert!(sent.becomes(&made));
    assert_eq!((sent.contact, sent.version), (Some(made.id), 2));
    assert_eq!(sent.typed.base, newcomer);
    assert_eq!(sent.typed.draft().company, "Bolt");
    assert_eq!(sent.lost().len(), 1, "which is said once");

    let nobody = PanelForm::create(None, &custom(), &labels(), Language::English);
    let rows = nobody.typed.lists.iter().map(Vec::len);
    assert_eq!(rows.collect::<Vec<_>>(), [1, 1, 0]);
    assert_ne!(nobody.key, form.key);
    let html = nobody.html(Language::English, &FormShown::default());
    assert_eq!(read(&sent_by(&html)).typed.draft(), Draft::default());
}
