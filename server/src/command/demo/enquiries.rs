//! The enquiries of the demo: who came, by which channel, about what, who was there for them and what was said. A number
//! decides all of it, so that one can be told again as it was, and gone on with.
use app::wire::{enquiries::ReportedEnquiry, intake::Sender};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use contact::{
    ContactId,
    enquiry::{Channel, Status},
};
use rand::{Rng, RngExt, SeedableRng, rngs::SmallRng, seq::IndexedRandom};
use serde_json::{Value, json};

use super::{
    chance::some,
    said::{count, message, messages},
    staff::{self, AFTER_HOURS, LOGIN},
    talk::{Speakers, Talk, Tongue, all},
    visitor::{DemoVisitor, Pool},
};

/// How many enquiries the demo starts with.
pub const ENQUIRIES: u64 = 300;
/// Those that are not closed, in blocks: the number that each begins with.
const NOT_CLOSED: [(u64, Status); 4] = [
    (289, Status::Open),
    (275, Status::Ongoing),
    (265, Status::Missed),
    (257, Status::FollowedUp),
];
/// The one that goes on for days.
const LONG: u64 = 252;
/// How many messages that one has.
const LONG_MESSAGES: usize = 600;
/// Every twelfth belongs to the contact who stands first in the list.
const OF_FIRST: u64 = 12;
/// Those have the login in their room, and so has every seventh.
const OF_LOGIN: u64 = 7;
/// When the day of the organisation begins and ends, by the hour in Hong Kong.
const DAY: std::ops::Range<u32> = 8..21;

/// By which way visitors come: the more often it stands here, the more. Its length is a prime, so that it falls in step with
/// nothing else.
const CHANNELS: [Channel; 23] = {
    use Channel::{Email, Line, Messenger, PhoneCall, WebChat, Wechat, Whatsapp, Woztell};
    [
        WebChat, PhoneCall, Whatsapp, Email, WebChat, Messenger, PhoneCall, Whatsapp, Wechat,
        WebChat, Email, Line, Whatsapp, PhoneCall, WebChat, Woztell, Wechat, Email, WebChat,
        Whatsapp, PhoneCall, Messenger, Line,
    ]
};

/// An enquiry as the host tells it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The id that it has in the contact centre.
    pub id: String,
    pub status: Status,
    pub opened_at: DateTime<Utc>,
    pub report: Value,
    /// The contact whom somebody in its room says that it is, where the channel does not.
    pub attach: Option<ContactId>,
    /// Those in its room.
    pub staff: Vec<&'static str>,
    pub messages: Vec<Value>,
}

/// The id that an enquiry of this number has in the contact centre.
pub fn id(number: u64) -> String {
    format!("demo-{number:04}")
}

/// The number of an enquiry that the demo told.
fn number(id: &str) -> Option<u64> {
    id.strip_prefix("demo-")?.parse().ok()
}

/// An enquiry of the first ones, as it stands at a time.
pub fn first(number: u64, pool: &Pool, now: DateTime<Utc>) -> Planned {
    let mut random = SmallRng::seed_from_u64(1_000_000 + number);
    let mut blocks = NOT_CLOSED.iter();
    let block = blocks.find(|(first, _)| number >= *first);
    let (status, ago) = match block {
        Some((_, Status::Open)) => (Status::Open, random.random_range(1..50)),
        Some((_, Status::Ongoing)) => (Status::Ongoing, random.random_range(5..180)),
        Some((_, Status::Missed)) => (Status::Missed, random.random_range(40..1_100)),
        Some((_, status)) => (*status, random.random_range(150..2_000)),
        None if number == LONG => (Status::Closed, 7 * 24 * 60),
        None => {
            // Ninety days back for the first, some hours for the last; the nearer the more.
            let share = (257 - number) as f64 / 256.;
            let minutes = share.powf(1.6) * 90. * 24. * 60.;
            (Status::Closed, 120 + minutes as i64)
        }
    };
    let mut opened_at =
        now - TimeDelta::minutes(ago) - TimeDelta::seconds(random.random_range(0..60));
    if status == Status::Closed && !is_day(opened_at) && some(&mut random, 0.75) {
        opened_at -= TimeDelta::hours(11);
    }
    plan(number, status, (opened_at, now), pool)
}

/// An enquiry with a number, opened at a time and as it stands at another.
pub fn plan(
    number: u64,
    status: Status,
    (opened_at, now): (DateTime<Utc>, DateTime<Utc>),
    pool: &Pool,
) -> Planned {
    let random = &mut SmallRng::seed_from_u64(number);
    let visitor = visitor(number, pool, random);
    let channel = channel(number, &visitor);
    let talk = talk(number, (channel, visitor.tongue()), random);
    let waits = channel == Channel::Email || number == LONG;
    let destination = match waits || is_day(opened_at) {
        true => talk.destination,
        false => AFTER_HOURS,
    };
    let staff = match status {
        Status::Open | Status::Missed => Vec::new(),
        Status::Ongoing | Status::FollowedUp | Status::Closed => room(number, destination, random),
    };
    let speakers = Speakers {
        first_name: visitor.draft.first_name.clone(),
        last_name: visitor.draft.last_name.clone(),
        agent: staff
            .first()
            .map_or("", |email| staff::name(email))
            .to_owned(),
        opened_at,
    };
    let closed_at = (status == Status::Closed).then(|| closed(number, channel, (opened_at, now)));
    let lines = match number {
        LONG => long(&talk, &speakers),
        _ => talk.lines(number, &speakers),
    };
    let count = count(status, &lines, random);
    let until = closed_at.unwrap_or(now);
    let messages = messages(
        &lines[..count],
        (status, &speakers, talk.tongue),
        (opened_at, until),
    );
    let told = visitor.told(channel, random);
    let mut report = json!({
        "event_at": until, "channel": channel, "status": status, "destination": destination, "staff": staff,
        "subject": talk.subject(number, &speakers), "opened_at": opened_at, "visitor": told,
    });
    if let Some(closed_at) = closed_at {
        report["closed_at"] = json!(closed_at);
    }
    let is_attached = !staff.is_empty() && !visitor.is_told_by(channel);
    Planned {
        id: id(number),
        status,
        opened_at,
        report,
        attach: visitor
            .contact
            .filter(|_| is_attached)
            .map(|contact| contact.id),
        staff,
        messages,
    }
}

/// What is said next in an enquiry that is in hand: nothing where all has been said.
pub fn next(enquiry: &ReportedEnquiry, said: usize, now: DateTime<Utc>) -> Option<Value> {
    let number = number(&enquiry.external_id)?;
    let known = &enquiry.enquiry;
    let agent = known.staff.first().map_or("", |email| staff::name(email));
    let speakers = Speakers {
        first_name: known.visitor.first_name.clone(),
        last_name: known.visitor.last_name.clone(),
        agent: agent.to_owned(),
        opened_at: known.opened_at,
    };
    let mut talks = all().into_iter();
    // It is known again by what it is about.
    let talk = talks.find(|talk| talk.subject(number, &speakers) == known.subject)?;
    let lines = talk.lines(number, &speakers);
    let line = lines.get(said)?;
    Some(message(said, line, (&speakers, talk.tongue), now))
}

/// Whether somebody is there but those of the night.
fn is_day(at: DateTime<Utc>) -> bool {
    DAY.contains(&(at + TimeDelta::hours(8)).hour())
}

fn visitor<'p>(number: u64, pool: &'p Pool, random: &mut impl Rng) -> DemoVisitor<'p> {
    let contact = match number {
        ..=ENQUIRIES if number.is_multiple_of(OF_FIRST) => pool.first(),
        _ if some(random, 0.3) => None,
        _ => pool.anybody(random),
    };
    contact.map_or_else(|| DemoVisitor::stranger(random), DemoVisitor::known)
}

/// By which way they came: nobody calls without a number.
fn channel(number: u64, visitor: &DemoVisitor) -> Channel {
    let channel = CHANNELS[(number % CHANNELS.len() as u64) as usize];
    match channel {
        _ if number == LONG => Channel::Messenger,
        Channel::PhoneCall | Channel::Whatsapp if visitor.number().is_none() => Channel::WebChat,
        channel => channel,
    }
}

/// What they talk about.
fn talk(number: u64, (channel, tongue): (Channel, Tongue), random: &mut impl Rng) -> Talk {
    let medium = match channel {
        _ if number == LONG => "planning",
        Channel::Email if tongue != Tongue::Simplified => "email",
        _ => "chat",
    };
    let tongue = if number == LONG {
        Tongue::English
    } else {
        tongue
    };
    let mut talks = all();
    talks.retain(|talk| (talk.medium, talk.tongue) == (medium, tongue));
    talks.swap_remove(random.random_range(0..talks.len()))
}

/// Who is in the room: one of the destination, sometimes two; the login is in the room of some.
fn room(number: u64, destination: &str, random: &mut impl Rng) -> Vec<&'static str> {
    let agents = staff::agents(destination);
    let count = if some(random, 0.2) { 2 } else { 1 };
    let drawn = agents.sample(random, count);
    let mut room: Vec<&str> = drawn.map(|member| member.email).collect();
    let of_login = [OF_FIRST, OF_LOGIN].map(|every| number.is_multiple_of(every));
    if number <= ENQUIRIES && of_login.contains(&true) {
        room.push(LOGIN);
    }
    room
}

/// When it was closed: a letter takes a day, a talk some minutes; always in the past.
fn closed(
    number: u64,
    channel: Channel,
    (opened_at, now): (DateTime<Utc>, DateTime<Utc>),
) -> DateTime<Utc> {
    let minutes = match channel {
        _ if number == LONG => 5 * 24 * 60,
        Channel::Email => 300 + number as i64 * 7 % 1_200,
        Channel::PhoneCall => 3 + number as i64 % 9,
        _ => 8 + number as i64 * 3 % 31,
    };
    opened_at + TimeDelta::minutes(minutes).min((now - opened_at) * 4 / 5)
}

/// The conversation that goes on for days: its talk again and again, each time with other numbers.
fn long(talk: &Talk, speakers: &Speakers) -> Vec<(Sender, String)> {
    let rounds = (0..).flat_map(|round| talk.lines(LONG + 1_000 * round, speakers));
    rounds.take(LONG_MESSAGES).collect()
}
