//! The people of `serve --demo`: believable contacts of many countries and scripts. The same every time, so that
//! pictures and tests of the demo stay comparable. What a contact centre would report of them stands in `demo/`, and so does a
//! host that shows the side panel.
mod chance;
mod engagements;
mod enquiries;
pub mod example_host;
pub mod live;
pub mod organisation;
mod said;
mod staff;
mod talk;
mod visitor;

use app::{
    error::Error,
    model::{
        Asker, fields,
        imports::{self, Files, Start},
        labels,
    },
    wire::{
        fields::FieldDraft,
        imports::{FileReading, ImportId, ImportOptions, Source},
        labels::LabelDraft,
    },
};
use chrono::{Days, NaiveDate};
use contact::{
    Address, CustomField, CustomKind, CustomValue, Draft, Email, EmailKind, Kind, Level, Network,
    Phone, PhoneKind, Social, export::Export,
};
use rand::{Rng, RngExt, SeedableRng, rngs::SmallRng, seq::IndexedRandom};

use self::chance::{digits, pick, some};

/// How many contacts the demo starts with.
pub const CONTACTS: usize = 5_000;

/// The labels of the demo and their colours.
pub const LABELS: [(&str, &str); 8] = [
    ("VIP", "amber"),
    ("Newsletter", "blue"),
    ("Trial", "teal"),
    ("Partner", "purple"),
    ("Do not call", "red"),
    ("Renewal due", "orange"),
    ("Wholesale", "green"),
    ("Event 2026", "pink"),
];

const COMPANIES: [&str; 24] = [
    "Harbour Lights Trading",
    "Blue Lantern Travel",
    "Kestrel Logistics",
    "Juniper & Rowe",
    "Northwind Foods",
    "Silver Birch Insurance",
    "Copperfield Tools",
    "Lotus Garden Hotels",
    "Meridian Textiles",
    "Osprey Telecom",
    "Paper Crane Press",
    "Quayside Energy",
    "Red Maple Software",
    "Saffron Kitchen Group",
    "Tidewater Shipping",
    "Umber Architects",
    "Velvet Hour Coffee",
    "Willow & Wren Clinics",
    "Yellow Door Estates",
    "Zephyr Cycles",
    "恒生達貿易有限公司",
    "株式会社さくら商事",
    "Bäckerei Sonnenschein GmbH",
    "Société Lumière",
];

const JOBS: [&str; 14] = [
    "Head of Marketing, Asia Division",
    "Manager, HR and Administration",
    "Buyer",
    "Managing Director",
    "Office Manager",
    "Operations Lead",
    "Procurement Officer",
    "Chief Financial Officer",
    "Personal Assistant",
    "Shop Owner",
    "Support Engineer",
    "Travel Coordinator",
    "Warehouse Supervisor",
    "Consultant",
];

/// Fills an empty database the way a customer would: labels and custom fields first, then an import of one file.
/// Does nothing the second time. Tells the import, which goes on in the background.
pub async fn fill(operator: &Asker, files: &Files, today: NaiveDate) -> anyhow::Result<ImportId> {
    let start = Start {
        source: Source::Command,
        options: ImportOptions::default(),
        file_name: "demo.csv".to_owned(),
        key: Some("demo".to_owned()),
        request: None,
        browser_failed: 0,
        browser_skipped: 0,
        reading: FileReading::default(),
        recipe: None,
        choices: Vec::new(),
    };
    let (id, new) = imports::begin(operator, start).await?;
    if !new {
        return Ok(id);
    }
    for (name, colour) in LABELS {
        let draft = LabelDraft {
            name: Some(name.to_owned()),
            colour: Some(colour.to_owned()),
        };
        already(labels::create(operator, draft).await.map(drop))?;
    }
    for CustomField {
        id,
        name,
        kind,
        options,
    } in custom_fields()
    {
        let draft = FieldDraft {
            id: Some(id),
            name,
            kind,
            options,
        };
        already(fields::create(operator, draft).await.map(drop))?;
    }
    let fields = fields::list(operator).await?;
    let mut file = Export::new(Vec::new(), &fields, true)?;
    for person in contacts(CONTACTS, today) {
        file.write(&person)?;
    }
    let mut number = 0;
    for part in file.finish()?.chunks(contact::export::LARGEST_PART) {
        number += 1;
        imports::receive_part(operator, files, id, number, part.to_vec().into()).await?;
    }
    imports::seal(operator, files, id, number).await?;
    Ok(id)
}

/// What is there already need not be made.
fn already(made: Result<(), Error>) -> Result<(), Error> {
    match made {
        Err(Error::Conflict(_)) => Ok(()),
        other => other,
    }
}

/// The custom fields of the demo.
pub fn custom_fields() -> Vec<CustomField> {
    let field = |id: &str, name: &str, kind, options: &[&str]| CustomField {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        options: options.iter().map(|option| (*option).to_owned()).collect(),
    };
    vec![
        field("cf_account", "Account number", CustomKind::Text, &[]),
        field(
            "cf_plan",
            "Plan",
            CustomKind::DropdownSingle,
            &["Starter", "Business", "Enterprise"],
        ),
        field("cf_renewal", "Renewal date", CustomKind::Date, &[]),
        field("cf_seats", "Seats", CustomKind::Number, &[]),
    ]
}

/// Makes the first `count` contacts of the demo. `today` is when the youngest of the dates end.
pub fn contacts(count: usize, today: NaiveDate) -> impl Iterator<Item = Draft> {
    let groups: Vec<Population> = include_str!("demo/places.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(Population::parse)
        .collect();
    let mut random = SmallRng::seed_from_u64(7);
    (0..count).map(move |number| person(number, today, &groups, &mut random))
}

/// People who share a country and a language.
struct Population {
    country: &'static str,
    language: &'static str,
    weight: u32,
    mobiles: Vec<&'static str>,
    cities: Vec<&'static str>,
    streets: Vec<&'static str>,
    first_names: Vec<&'static str>,
    last_names: Vec<&'static str>,
}

impl Population {
    fn parse(line: &'static str) -> Self {
        let mut parts = line.split(" | ");
        let mut part = || parts.next().unwrap_or_default();
        let list = |text: &'static str| text.split(", ").collect::<Vec<_>>();
        let mut head = part().split(' ');
        let mut word = || head.next().unwrap_or_default();
        Self {
            country: word(),
            language: word(),
            weight: word().parse().unwrap_or(1),
            mobiles: list(part()),
            cities: list(part()),
            streets: list(part()),
            first_names: list(part()),
            last_names: list(part()),
        }
    }
}

fn person(number: usize, today: NaiveDate, groups: &[Population], random: &mut impl Rng) -> Draft {
    let group = groups
        .choose_weighted(random, |group| group.weight)
        .unwrap_or(&groups[0]);
    let mut city = pick(&group.cities, random).split('/').map(str::to_owned);
    let company = some(random, 0.7).then(|| pick(&COMPANIES, random).to_owned());
    let mobile = digits(pick(&group.mobiles, random), random);
    let handle = format!("{}{}", pick(&HANDLES, random), 1000 + number);
    let mut draft = Draft {
        first_name: pick(&group.first_names, random).to_owned(),
        last_name: pick(&group.last_names, random).to_owned(),
        kind: pick(
            &[
                Kind::Lead,
                Kind::Lead,
                Kind::Prospect,
                Kind::Customer,
                Kind::Customer,
                Kind::Others,
            ],
            random,
        ),
        level: pick(
            &[
                Level::Primary,
                Level::Primary,
                Level::Primary,
                Level::Secondary,
                Level::Tertiary,
            ],
            random,
        ),
        language: group.language.to_owned(),
        address: Address {
            street: format!(
                "{} {}",
                random.random_range(1..240),
                pick(&group.streets, random)
            ),
            city: city.next().unwrap_or_default(),
            state: city.next().unwrap_or_default(),
            zip: city.next().unwrap_or_default(),
            country: group.country.to_owned(),
        },
        ..Draft::default()
    };
    draft.phones = phones(group, mobile.clone(), random);
    draft.emails = emails(&handle, company.as_deref(), random);
    draft.socials = socials(&handle, mobile, random);
    if let Some(company) = company {
        draft.company = company;
        draft.job_title = pick(&JOBS, random).to_string();
        draft.team = pick(&["", "Accounts", "Purchasing", "Front desk"], random).to_string();
        draft.group = pick(&["", "Retail", "Wholesale", "Hospitality"], random).to_string();
    }
    if some(random, 0.3) {
        draft.birth_date = today.checked_sub_days(Days::new(random.random_range(7_000..27_000)));
    }
    for (label, _) in LABELS {
        if some(random, 0.14) {
            draft.labels.push(label.to_owned());
        }
    }
    if draft.kind == Kind::Customer {
        draft.custom.extend(account(number, today, random));
    }
    draft
}

fn phones(group: &Population, mobile: String, random: &mut impl Rng) -> Vec<Phone> {
    let phone = |kind, number| Phone {
        kind,
        number,
        verified: false,
    };
    let mobile = some(random, 0.9).then(|| phone(PhoneKind::Mobile, mobile));
    let work = some(random, 0.25).then(|| digits(pick(&group.mobiles, random), random));
    let work = work.map(|number| phone(PhoneKind::Work, number));
    mobile.into_iter().chain(work).collect()
}

fn emails(handle: &str, company: Option<&str>, random: &mut impl Rng) -> Vec<Email> {
    let domain = company.map_or_else(|| "example.com".to_owned(), domain);
    let all = [
        (EmailKind::Work, 0.85, domain),
        (EmailKind::Personal, 0.2, "example.net".to_owned()),
    ];
    let some = all.into_iter().filter(|(_, share, _)| some(random, *share));
    some.map(|(kind, _, domain)| Email {
        kind,
        address: format!("{handle}@{domain}"),
    })
    .collect()
}

fn socials(handle: &str, mobile: String, random: &mut impl Rng) -> Vec<Social> {
    let all = [
        (Network::Whatsapp, 0.35, mobile),
        (Network::Wechat, 0.12, format!("wx_{handle}")),
        (Network::Line, 0.08, handle.to_owned()),
        (Network::Linkedin, 0.15, format!("in/{handle}")),
    ];
    let some = all.into_iter().filter(|(_, share, _)| some(random, *share));
    some.map(|(network, _, id)| Social {
        network,
        id,
        verified: false,
    })
    .collect()
}

/// What a customer has ordered, in custom fields.
fn account(number: usize, today: NaiveDate, random: &mut impl Rng) -> [(String, CustomValue); 4] {
    let plan = pick(&["Starter", "Business", "Enterprise"], random).to_string();
    let renewal = today
        .checked_add_days(Days::new(random.random_range(1..400)))
        .unwrap_or(today);
    let number = CustomValue::Text(format!("A-{:06}", 100_000 + number));
    let seats = CustomValue::Number(f64::from(random.random_range(1..250_u32)));
    [
        ("cf_account".to_owned(), number),
        ("cf_plan".to_owned(), CustomValue::Text(plan)),
        (
            "cf_renewal".to_owned(),
            CustomValue::Text(renewal.to_string()),
        ),
        ("cf_seats".to_owned(), seats),
    ]
}

/// The part of an address before the @ need not follow the name: many people write theirs in another script.
const HANDLES: [&str; 12] = [
    "sunny", "river", "maple", "comet", "lotus", "pearl", "cedar", "amber", "skye", "finch",
    "coral", "hazel",
];

/// A reserved name, so that no message of the demo can ever reach anybody.
fn domain(company: &str) -> String {
    let word: String = company
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(12)
        .collect::<String>()
        .to_lowercase();
    if word.is_empty() {
        "example.org".to_owned()
    } else {
        format!("{word}.example")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date")
    }

    #[test]
    fn the_demo_is_the_same_every_time_and_speaks_many_languages() {
        let people: Vec<Draft> = contacts(CONTACTS, today()).collect();
        assert_eq!(people.len(), CONTACTS);
        assert_eq!(people, contacts(CONTACTS, today()).collect::<Vec<_>>());
        let mut countries: Vec<&str> = people
            .iter()
            .map(|one| one.address.country.as_str())
            .collect();
        countries.sort_unstable();
        countries.dedup();
        assert!(countries.len() >= 28, "{countries:?}");
    }

    #[test]
    fn every_contact_of_the_demo_is_valid() {
        let rules = contact::Rules {
            custom_fields: custom_fields(),
            ..contact::Rules::new(today())
        };
        for person in contacts(CONTACTS, today()) {
            let checked = person.clone().check(&rules);
            assert!(checked.is_ok(), "{person:?}: {checked:?}");
        }
    }
}
