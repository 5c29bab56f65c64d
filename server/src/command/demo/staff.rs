//! Who works for the demo's organisation, and for which destination.
use serde_json::{Value, json};

/// Somebody of its staff.
pub struct Member {
    pub email: &'static str,
    pub name: &'static str,
    role: &'static str,
    department: &'static str,
    job_title: &'static str,
    phone: &'static str,
    time_zone: &'static str,
    availability: &'static str,
    /// The ids of their destinations, with blanks between them.
    destinations: &'static str,
}

/// The account that people sign in with first: what it has in hand is left to whoever looks on.
pub const LOGIN: &str = "demo@example.org";

#[rustfmt::skip]
const STAFF: [Member; 12] = [
    member(LOGIN, "Dana Demo", "administrator", ("Customer Care", "Head of Customer Care"), ("+852 2345 1001", "Asia/Hong_Kong", "available"), "support hotels"),
    member("supervisor@example.org", "Sam Supervisor", "supervisor", ("Customer Care", "Team Lead, Support"), ("+852 2345 1002", "Asia/Hong_Kong", "available"), "support"),
    member("agent@example.org", "Alex Agent", "agent", ("Customer Care", "Support Agent"), ("+852 2345 1003", "Asia/Hong_Kong", "available"), "support"),
    member("grace.lam@example.org", "Grace Lam", "agent", ("Customer Care", "Senior Support Agent"), ("+852 2345 1004", "Asia/Hong_Kong", "busy"), "support"),
    member("ravi.menon@example.org", "Ravi Menon", "agent", ("Customer Care", "Support Agent"), ("+65 6123 1005", "Asia/Singapore", "available"), "support after-hours"),
    member("henry.walsh@example.org", "Henry Walsh", "supervisor", ("Sales", "Sales Manager"), ("+44 20 7946 0106", "Europe/London", "away"), "sales"),
    member("sofia.marin@example.org", "Sofía Marín", "agent", ("Sales", "Account Manager"), ("+34 910 555 107", "Europe/Madrid", "available"), "sales"),
    member("kenji.mori@example.org", "森 健司", "agent", ("Sales", "Account Manager, Asia"), ("+81 3 5555 1008", "Asia/Tokyo", "busy"), "sales"),
    member("meiling.fong@example.org", "方美玲", "supervisor", ("Travel Desk", "Reservations Manager"), ("+852 2345 1009", "Asia/Hong_Kong", "available"), "hotels"),
    member("jason.yip@example.org", "葉志誠", "agent", ("Travel Desk", "Reservations Agent"), ("+852 2345 1010", "Asia/Hong_Kong", "available"), "hotels"),
    member("priya.nair@example.org", "Priya Nair", "agent", ("Travel Desk", "Night Agent"), ("+91 22 5555 1011", "Asia/Kolkata", "offline"), "after-hours"),
    member("tom.becker@example.org", "Tom Becker", "administrator", ("IT", "Systems Administrator"), ("+1 416 555 0112", "America/Toronto", "offline"), ""),
];

/// The destinations: id, name, department.
const DESTINATIONS: [[&str; 3]; 4] = [
    ["support", "Support", "Customer Care"],
    ["sales", "Sales", "Sales"],
    ["hotels", "Hotel bookings in Hong Kong", "Travel Desk"],
    [AFTER_HOURS, "After hours", "Customer Care"],
];

/// Where enquiries go at night.
pub const AFTER_HOURS: &str = "after-hours";

const fn member(
    email: &'static str,
    name: &'static str,
    role: &'static str,
    (department, job_title): (&'static str, &'static str),
    (phone, time_zone, availability): (&'static str, &'static str, &'static str),
    destinations: &'static str,
) -> Member {
    Member {
        email,
        name,
        role,
        department,
        job_title,
        phone,
        time_zone,
        availability,
        destinations,
    }
}

/// What is told of the staff, by email address.
pub fn staff() -> impl Iterator<Item = (&'static str, Value)> {
    STAFF.iter().map(|member| {
        let report = json!({
            "name": member.name, "role": member.role, "department": member.department,
            "job_title": member.job_title, "phone": member.phone,
            "extension": &member.phone[member.phone.len() - 4..],
            "time_zone": member.time_zone, "availability": member.availability,
        });
        (member.email, report)
    })
}

/// What is told of the destinations, by id.
pub fn destinations() -> impl Iterator<Item = (&'static str, Value)> {
    DESTINATIONS.iter().map(|[id, name, department]| {
        let staff: Vec<&str> = of(id).map(|member| member.email).collect();
        (
            *id,
            json!({"name": name, "department": department, "staff": staff}),
        )
    })
}

/// Those who take enquiries up at a destination by themselves.
pub fn agents(destination: &str) -> Vec<&'static Member> {
    let agents: Vec<&Member> = of(destination)
        .filter(|member| member.email != LOGIN)
        .collect();
    match agents.is_empty() {
        true => STAFF.iter().skip(1).collect(),
        false => agents,
    }
}

/// The name of a member by their email address; nothing where it is nobody's.
pub fn name(email: &str) -> &'static str {
    let found = STAFF.iter().find(|member| member.email == email);
    found.map_or("", |member| member.name)
}

fn of(destination: &str) -> impl Iterator<Item = &'static Member> {
    STAFF.iter().filter(move |member| {
        let mut destinations = member.destinations.split(' ');
        destinations.any(|id| id == destination)
    })
}
