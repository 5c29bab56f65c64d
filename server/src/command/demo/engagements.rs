//! What else the demo's contact centre tells of contacts: calls and text messages to them, and the pages that they looked at.
use chrono::{DateTime, TimeDelta, Utc};
use contact::Contact;
use rand::{Rng, RngExt, SeedableRng, rngs::SmallRng};
use serde_json::{Value, json};

use super::{
    chance::{digits, pick, some},
    enquiries::Planned,
    staff,
    talk::Tongue,
    visitor::{DemoVisitor, Pool},
};

/// Calls and text messages: to the contact who stands first in the list, and to others.
const CALLS: [u64; 2] = [22, 70];
/// Pages: of the contact who stands first in the list, and of others.
const VISITS: [u64; 2] = [34, 110];
/// For how many days back.
const DAYS: i64 = 90;

/// Calls and text messages to contacts.
pub fn calls(pool: &Pool, now: DateTime<Utc>) -> Vec<Value> {
    let call = |number: u64, contact: &Contact, at: DateTime<Utc>, random: &mut SmallRng| {
        let visitor = DemoVisitor::known(contact);
        let callee = visitor.number()?;
        let destination = pick(&["support", "sales", "hotels"], random);
        let member = pick(&staff::agents(destination), random);
        let mut call = json!({
            "external_id": format!("demo-call-{number:04}"), "event_at": at, "at": at, "number": callee,
            "staff": member.email, "contact": contact.id,
        });
        if some(random, 0.35) {
            call["kind"] = json!("sms");
            call["text"] = json!(text(visitor.tongue(), random));
        } else {
            call["kind"] = json!("call");
            // Now and then nobody answers.
            let seconds = random.random_range(20..900);
            call["seconds"] = json!(if some(random, 0.15) { 0 } else { seconds });
        }
        Some(call)
    };
    told((pool, CALLS, now), 2_000_000, call)
}

/// Pages that contacts looked at.
pub fn visits(pool: &Pool, now: DateTime<Utc>) -> Vec<Value> {
    let visit = |number: u64, contact: &Contact, at: DateTime<Utc>, random: &mut SmallRng| {
        let mut visit = page(DemoVisitor::known(contact).tongue(), random);
        visit["external_id"] = json!(format!("demo-visit-{number:04}"));
        visit["at"] = json!(at);
        visit["contact"] = json!(contact.id);
        Some(visit)
    };
    told((pool, VISITS, now), 3_000_000, visit)
}

/// The pages that the visitor of a web chat looked at before it.
pub fn visits_before(enquiry: &Planned) -> Vec<Value> {
    if enquiry.report["channel"] != "web_chat" {
        return Vec::new();
    }
    let random = &mut SmallRng::seed_from_u64(enquiry.opened_at.timestamp() as u64);
    let tongue = match enquiry.report["visitor"]["device"]["language"].as_str() {
        Some("zh-HK") => Tongue::Traditional,
        Some("zh-CN") => Tongue::Simplified,
        _ => Tongue::English,
    };
    let count = random.random_range(1..4);
    let visits = (1..=count).map(|back| {
        let mut visit = page(tongue, random);
        visit["external_id"] = json!(format!("{}-visit-{back}", enquiry.id));
        visit["at"] = json!(enquiry.opened_at - TimeDelta::seconds(70 * back));
        visit["enquiry"] = json!(enquiry.id);
        visit
    });
    visits.collect()
}

/// Tells so many things of the contact who stands first in the list, and so many of others, over the last days.
fn told(
    (pool, [of_first, of_others], now): (&Pool, [u64; 2], DateTime<Utc>),
    seed: u64,
    tell: impl Fn(u64, &Contact, DateTime<Utc>, &mut SmallRng) -> Option<Value>,
) -> Vec<Value> {
    let told = (0..of_first + of_others).filter_map(|number| {
        let mut random = SmallRng::seed_from_u64(seed + number);
        let at = now - TimeDelta::minutes(random.random_range(30..DAYS * 24 * 60));
        let contact = match number < of_first {
            true => pool.first(),
            false => pool.anybody(&mut random),
        };
        tell(number, contact?, at, &mut random)
    });
    told.collect()
}

fn text(tongue: Tongue, random: &mut impl Rng) -> String {
    let texts = match tongue {
        Tongue::English => [
            "Your parcel arrives tomorrow between 14:00 and 18:00.",
            "Harbourline: your booking HK7##### is confirmed.",
            "We tried to call you about invoice INV-0####. Please call +852 2345 10##.",
            "Your code is ######. It is good for ten minutes.",
        ],
        Tongue::Traditional => [
            "您的包裹將於明天 14:00 至 18:00 送達。",
            "Harbourline：您的訂單 HK7##### 已確認。",
            "我們曾就發票 INV-0#### 致電給您，請回電 +852 2345 10##。",
            "您的驗證碼是 ######，十分鐘內有效。",
        ],
        Tongue::Simplified => [
            "您的包裹将于明天 14:00 至 18:00 送达。",
            "Harbourline：您的订单 HK7##### 已确认。",
            "我们曾就发票 INV-0#### 致电给您，请回电 +852 2345 10##。",
            "您的验证码是 ######，十分钟内有效。",
        ],
    };
    digits(pick(&texts, random), random)
}

fn page(tongue: Tongue, random: &mut impl Rng) -> Value {
    // One is of an app: it may be no link.
    let (path, titles) = pick(&PAGES, random);
    let title = titles[tongue as usize];
    let address = match path.contains(':') {
        true => path.to_owned(),
        false => format!("https://www.harbourline.example/{path}"),
    };
    json!({"title": title, "address": address})
}

const PAGES: [(&str, [&str; 3]); 10] = [
    ("", ["Harbourline", "Harbourline", "Harbourline"]),
    ("shop/suitcases", ["Suitcases", "行李箱", "行李箱"]),
    ("shop/city-pack", ["City Pack", "城市背包", "城市背包"]),
    ("basket", ["Your basket", "購物車", "购物车"]),
    (
        "hotels/hong-kong",
        ["Hotels in Hong Kong", "香港酒店", "香港酒店"],
    ),
    (
        "hotels/hong-kong/victoria-bay",
        ["Victoria Bay Hotel", "維港灣酒店", "维港湾酒店"],
    ),
    (
        "business/plans",
        ["Plans for companies", "企業方案", "企业方案"],
    ),
    (
        "help/delivery",
        ["Delivery and returns", "送貨及退貨", "送货及退货"],
    ),
    (
        "help/contact?from=order&step=2",
        ["Contact us", "聯絡我們", "联系我们"],
    ),
    (
        "harbourline-app://orders/last",
        ["Orders (app)", "訂單（應用程式）", "订单（应用）"],
    ),
];
