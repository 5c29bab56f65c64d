//! The conversations of the demo. Each is a template with choices; its number decides how it falls out, so that whoever
//! knows the number and who speaks can go on with it where it stands.
use std::collections::BTreeMap;

use app::wire::intake::Sender;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use rand::{RngExt, SeedableRng, rngs::SmallRng};

use super::chance::{digits, pick};

/// The language of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    English,
    Traditional,
    Simplified,
}

/// A conversation, not yet filled in.
#[derive(Clone, Debug)]
pub struct Talk {
    pub tongue: Tongue,
    /// The id of the destination that it goes to.
    pub destination: &'static str,
    /// chat, email or planning.
    pub medium: &'static str,
    subject: &'static str,
    lines: Vec<(Sender, &'static str)>,
}

/// Who speaks, and when it began.
#[derive(Clone, Debug)]
pub struct Speakers {
    pub first_name: String,
    pub last_name: String,
    pub agent: String,
    pub opened_at: DateTime<Utc>,
}

/// Every conversation there is.
pub fn all() -> Vec<Talk> {
    let files = [
        (Tongue::English, include_str!("talks.en.txt")),
        (Tongue::Traditional, include_str!("talks.zh-Hant.txt")),
        (Tongue::Simplified, include_str!("talks.zh-Hans.txt")),
    ];
    let mut talks: Vec<Talk> = Vec::new();
    for (tongue, file) in files {
        for line in file.lines() {
            let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
            let sender = match mark {
                "=" => {
                    let mut head = rest.splitn(3, " | ");
                    let mut part = || head.next().unwrap_or_default();
                    talks.push(Talk {
                        tongue,
                        destination: part(),
                        medium: part(),
                        subject: part(),
                        lines: Vec::new(),
                    });
                    continue;
                }
                "v" => Sender::Visitor,
                "s" => Sender::Staff,
                "-" => Sender::System,
                _ => continue,
            };
            if let Some(talk) = talks.last_mut() {
                talk.lines.push((sender, rest));
            }
        }
    }
    talks
}

impl Talk {
    /// What it is about.
    pub fn subject(&self, number: u64, speakers: &Speakers) -> String {
        Filling::new(self.tongue, number, speakers).fill(self.subject)
    }

    /// All that is said in it.
    pub fn lines(&self, number: u64, speakers: &Speakers) -> Vec<(Sender, String)> {
        let mut filling = Filling::new(self.tongue, number, speakers);
        let lines = self.lines.iter();
        lines
            .map(|(sender, text)| (*sender, filling.fill(text)))
            .collect()
    }
}

/// What takes the place of `{order}` and the like, and chance for the choices.
struct Filling {
    values: BTreeMap<&'static str, String>,
    random: SmallRng,
}

impl Filling {
    fn new(tongue: Tongue, number: u64, speakers: &Speakers) -> Self {
        let mut random = SmallRng::seed_from_u64(number);
        let values = values(tongue, speakers, &mut random);
        Self { values, random }
    }

    fn fill(&mut self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some(place) = rest.find(['[', '{', '¶']) {
            filled.push_str(&rest[..place]);
            rest = &rest[place..];
            if let Some(after) = rest.strip_prefix('¶') {
                filled.push('\n');
                rest = after;
                continue;
            }
            let is_choice = rest.starts_with('[');
            let end = if is_choice { ']' } else { '}' };
            let (inside, after) = rest[1..].split_once(end).unwrap_or((&rest[1..], ""));
            rest = after;
            if is_choice {
                let choices: Vec<&str> = inside.split('|').collect();
                let choice = pick(&choices, &mut self.random);
                filled.push_str(&self.fill(choice));
            } else {
                filled.push_str(self.values.get(inside).map_or(inside, String::as_str));
            }
        }
        filled + rest
    }
}

const PRODUCTS: [[&str; 4]; 3] = [
    [
        "cabin suitcase",
        "travel backpack",
        "garment bag",
        "City Pack",
    ],
    ["登機行李箱", "旅行背包", "西裝袋", "城市背包"],
    ["登机行李箱", "旅行背包", "西装袋", "城市背包"],
];
const HOTELS: [[&str; 3]; 3] = [
    [
        "Victoria Bay Hotel",
        "Canton Court Hotel",
        "Jade Terrace Hotel",
    ],
    ["維港灣酒店", "廣東苑酒店", "翠庭酒店"],
    ["维港湾酒店", "广东苑酒店", "翠庭酒店"],
];
const MAILBOXES: [&str; 6] = ["office", "travel", "hello", "home", "accounts", "desk"];

/// What is drawn once for a conversation.
fn values(
    tongue: Tongue,
    speakers: &Speakers,
    random: &mut SmallRng,
) -> BTreeMap<&'static str, String> {
    let language = tongue as usize;
    // Days are those of Hong Kong, where the organisation sits.
    let today = (speakers.opened_at + TimeDelta::hours(8)).date_naive();
    let day = |date: NaiveDate| match tongue {
        Tongue::English => date.format("%-d %B").to_string(),
        Tongue::Traditional | Tongue::Simplified => date.format("%-m月%-d日").to_string(),
    };
    let later = today + Days::new(random.random_range(8..30));
    let earlier = today - Days::new(random.random_range(4..13));
    let born = today - Days::new(random.random_range(8_000..24_000));
    let mailbox = digits(&format!("{}##", pick(&MAILBOXES, random)), random);
    let phones = ["+852 6### ####", "9### ####", "+852 9### ####"];
    let (month, birthday) = match tongue {
        Tongue::English => ("%B", ["%-d %B %Y", "%d/%m/%Y"]),
        Tongue::Traditional | Tongue::Simplified => ("%-m月", ["%Y年%-m月%-d日", "%Y-%m-%d"]),
    };
    let hundreds = random.random_range(3..60_u32);
    let thousands = match hundreds / 10 {
        0 => String::new(),
        thousands => format!("{thousands},"),
    };
    [
        ("first", speakers.first(tongue)),
        ("name", speakers.whole(tongue)),
        ("agent", speakers.agent.clone()),
        ("order", digits("HL-4#####", random)),
        (
            "invoice",
            digits(&format!("INV-{}-0####", today.format("%Y")), random),
        ),
        ("booking", digits("HK7#####", random)),
        ("amount", format!("HK${thousands}{}80", hundreds % 10)),
        ("product", pick(&PRODUCTS[language], random).to_owned()),
        ("hotel", pick(&HOTELS[language], random).to_owned()),
        ("date", day(later)),
        ("earlier", day(earlier)),
        ("earlier_month", earlier.format(month).to_string()),
        (
            "time",
            pick(&["10:00", "14:00", "15:30", "16:00"], random).to_owned(),
        ),
        ("nights", random.random_range(2..6).to_string()),
        ("count", random.random_range(12..64).to_string()),
        ("room", digits("1#0#", random)),
        ("phone", digits(pick(&phones, random), random)),
        ("email", format!("{mailbox}@example.com")),
        ("email2", format!("{mailbox}@example.net")),
        ("birthday", born.format(pick(&birthday, random)).to_string()),
    ]
    .into()
}

impl Speakers {
    /// As staff call the visitor.
    fn first(&self, tongue: Tongue) -> String {
        match (self.first_name.as_str(), self.last_name.as_str()) {
            ("", "") if tongue == Tongue::English => "there".to_owned(),
            ("", last_name) => last_name.to_owned(),
            (first_name, _) => first_name.to_owned(),
        }
    }

    /// As the visitor signs.
    pub fn whole(&self, tongue: Tongue) -> String {
        let [first, last] = [&self.first_name, &self.last_name];
        match tongue {
            Tongue::English => format!("{first} {last}").trim().to_owned(),
            Tongue::Traditional | Tongue::Simplified => format!("{last}{first}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_conversation_is_filled_in_whole_and_the_same_every_time() {
        let speakers = Speakers {
            first_name: "Mei".to_owned(),
            last_name: "Chan".to_owned(),
            agent: "Grace Lam".to_owned(),
            opened_at: DateTime::UNIX_EPOCH,
        };
        let talks = all();
        assert!(talks.len() >= 25, "{}", talks.len());
        for talk in talks {
            let subject = talk.subject(1, &speakers);
            let lines = talk.lines(1, &speakers);
            assert!(lines.len() >= 3, "{subject}: {lines:?}");
            assert_eq!(lines[0].0, Sender::Visitor, "{subject}");
            assert_eq!(lines, talk.lines(1, &speakers));
            let texts = lines.iter().map(|(_, text)| text.as_str());
            for text in texts.chain([subject.as_str()]) {
                assert!(!text.contains(['[', ']', '{', '}', '|', '¶']), "{text}");
                assert!(!text.trim().is_empty(), "{subject}");
            }
        }
    }

    #[test]
    fn an_enquiry_tells_by_its_subject_which_conversation_it_is() {
        let speakers = Speakers {
            first_name: "文軒".to_owned(),
            last_name: "鄺".to_owned(),
            agent: String::new(),
            opened_at: DateTime::UNIX_EPOCH,
        };
        for number in 0..50 {
            let subjects = all()
                .into_iter()
                .map(|talk| talk.subject(number, &speakers));
            let mut subjects: Vec<String> = subjects.collect();
            let count = subjects.len();
            subjects.sort_unstable();
            subjects.dedup();
            assert_eq!(subjects.len(), count);
        }
    }
}
