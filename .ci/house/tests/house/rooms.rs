//! The rooms, floor by floor, and what each may use. Data flows one way: an arrow points down, or to a room named beside
//! it, and no two files lead back to each other.
use std::collections::BTreeSet;

use crate::graph::{Graph, circles, workspace};

/// A room: its name, its sources (a file without `.rs`, or a folder), the rooms that it may use beside those of `GROUND`.
type Room = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

/// From the ground up.
const ROOMS: &[Room] = &[
    ("contact", &["app/contact/src"], &[]),
    // What the Import page and its worker say to each other, and what is kept of a file's records.
    ("preview", &["app/preview/src"], &["contact"]),
    (
        "worker",
        &["frontend/import-worker/src"],
        &["contact", "preview"],
    ),
    // What the pages say, in three languages.
    ("words", &["app/src/i18n", "app/src/ui/words"], &[]),
    // The application. What crosses the wire stands on the ground; the model is the server's only.
    (
        "wire",
        &["app/src/wire", "app/src/error", "app/src/who"],
        &["contact"],
    ),
    ("model", &["app/src/model"], &["contact", "wire"]),
    (
        "api",
        &["app/src/api", "app/src/request"],
        &["contact", "wire", "model"],
    ),
    // The parts of screens, which know nothing of contacts.
    ("ui", &["app/src/ui"], &["words"]),
    (
        "browser",
        &["app/src/browser", "app/src/later"],
        BELOW_BROWSER,
    ),
    // What happens while a page is open.
    ("live", &["app/src/live"], &["wire", "browser"]),
    (
        "page",
        &[
            "app/src/page",
            "app/src/leave",
            "app/src/trail",
            "app/src/settings",
            "app/src/keys",
        ],
        BELOW_PAGE,
    ),
    // How the values of a contact are shown, on every screen.
    (
        "values",
        &["app/src/values", "app/src/numbers"],
        BELOW_SCREENS,
    ),
    ("import", &["app/src/import"], BELOW_IMPORT),
    ("merge", &["app/src/merge"], BELOW_SCREENS),
    // A record names who may be the same; the list shows a record beside it.
    ("record", &["app/src/record"], BELOW_RECORD),
    ("list", &["app/src/list"], BELOW_LIST),
    ("organise", &["app/src/organise"], BELOW_SCREENS),
    ("account", &["app/src/account"], BELOW_SCREENS),
    ("administer", &["app/src/administer"], BELOW_SCREENS),
    ("sign_in", &["app/src/sign_in"], BELOW_SCREENS),
    // A room shows the contact beside the conversation.
    ("enquiries", &["app/src/enquiries"], BELOW_ENQUIRIES),
    ("workspace", &["app/src/workspace"], BELOW_LIST),
    // What a room shows of the contact, beside a conversation in another product: as text, with no wasm.
    ("panel", &["app/src/panel"], BELOW_PANEL),
    (
        "frame",
        &[
            "app/src/frame",
            "app/src/parts",
            "app/src/rail",
            "app/src/palette",
            "app/src/lib",
        ],
        ALL,
    ),
    // The host. What goes out to others stands by itself.
    ("outgoing", &["server/src/outgoing"], &["model"]),
    (
        "settings",
        &[
            "server/src/config",
            "server/src/database",
            "server/src/postgres",
            "server/src/logging",
        ],
        BELOW_HOST,
    ),
    // What stands around every request; what the routes of one server share is made of it.
    (
        "http",
        &["server/src/http"],
        &["contact", "wire", "model", "settings"],
    ),
    (
        "state",
        &["server/src/state"],
        &["wire", "model", "outgoing", "settings", "http"],
    ),
    (
        "auth",
        &["server/src/auth"],
        &["wire", "model", "api", "settings", "http", "state"],
    ),
    // A program gets the same files as a page.
    (
        "pages",
        &["server/src/pages"],
        &["contact", "wire", "model", "frame", "http", "state", "auth"],
    ),
    (
        "rest",
        &["server/src/rest"],
        &[
            "contact", "wire", "model", "settings", "http", "state", "auth", "pages",
        ],
    ),
    // What the side panel asks.
    ("embed", &["server/src/embed"], BELOW_EMBED),
    (
        "work",
        &["server/src/work"],
        &["contact", "wire", "model", "settings", "http", "state"],
    ),
    // Every URL on one screen.
    (
        "router",
        &["server/src/lib"],
        &[
            "api", "settings", "http", "state", "auth", "pages", "rest", "embed",
        ],
    ),
    (
        "command",
        &["server/src/command"],
        &[
            "contact", "wire", "model", "settings", "http", "state", "work", "router",
        ],
    ),
    ("host", &["server/src/main"], ALL),
    ("frontend", &["frontend/src"], &["frame"]),
];

const BELOW_BROWSER: &[&str] = &["words", "contact", "wire", "ui"];
const BELOW_PAGE: &[&str] = &["words", "contact", "wire", "api", "ui", "browser"];
const BELOW_SCREENS: &[&str] = &[
    "words", "contact", "wire", "api", "ui", "browser", "live", "page", "values",
];
const BELOW_IMPORT: &[&str] = &[
    "words", "contact", "preview", "wire", "api", "ui", "browser", "live", "page", "values",
];
const BELOW_RECORD: &[&str] = &[
    "words", "contact", "wire", "api", "ui", "browser", "live", "page", "values", "merge",
];
const BELOW_LIST: &[&str] = &[
    "words", "contact", "wire", "api", "ui", "browser", "live", "page", "values", "record",
];
const BELOW_ENQUIRIES: &[&str] = &[
    "words", "contact", "wire", "api", "ui", "browser", "live", "page", "values", "merge", "record",
];
const BELOW_PANEL: &[&str] = &[
    "words",
    "contact",
    "wire",
    "api",
    "ui",
    "browser",
    "live",
    "page",
    "values",
    "merge",
    "record",
    "enquiries",
];
const BELOW_HOST: &[&str] = &["contact", "wire", "model", "outgoing"];
// In which language somebody reads is found out as for a page.
const BELOW_EMBED: &[&str] = &[
    "contact", "wire", "model", "browser", "panel", "settings", "http", "state", "auth",
];
/// The scanner may be longer: it is one state machine, whose whole state would be handed to and fro between its parts.
const SCANNER: (&str, &str) = ("app/contact/src/file/scan.rs", "record");
/// Where what is generated from a table at build time is taken in. It names nothing of ours.
const GENERATED: &[&str] = &[
    "app/contact/src/country.rs",
    "app/contact/src/language.rs",
    "app/contact/src/search/fold.rs",
    "app/src/i18n.rs",
];
/// The top floors know everything below them.
const ALL: &[&str] = &["*"];

/// The room of a file: that whose source is named most closely.
fn room(path: &str) -> Option<usize> {
    let holds = |source: &str| {
        let rest = path.strip_prefix(source);
        rest.is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
    };
    let longest = |room: &Room| {
        let lengths = room
            .1
            .iter()
            .filter(|source| holds(source))
            .map(|source| source.len());
        lengths.max()
    };
    let rooms = ROOMS.iter().enumerate();
    let rooms = rooms.filter_map(|(number, room)| Some((longest(room)?, number)));
    rooms.max().map(|(_, number)| number)
}

/// All that breaks a rule: what it is known by in `OPEN`, and a sentence.
fn offences(graph: &Graph) -> Vec<(String, String)> {
    let arrows = graph.arrows();
    let path = |file: usize| graph.sources[file].path.as_str();
    let mut offences = Vec::new();
    for file in &graph.sources {
        if room(&file.path).is_none() {
            offences.push((
                file.path.clone(),
                format!("{} stands in no room: name its room in rooms.rs", file.path),
            ));
        }
        if file.lines > 500 {
            let why = format!(
                "{} has {} lines: split it by what it holds, at most 500",
                file.path, file.lines
            );
            offences.push((format!("{} is long", file.path), why));
        }
        for (name, line, lines) in file.functions.iter().filter(|(.., lines)| *lines > 80) {
            if (file.path.as_str(), name.as_str()) == SCANNER {
                continue;
            }
            let why = format!("{}:{line} {name} has {lines} lines: at most 80", file.path);
            offences.push((format!("{} {name} is long", file.path), why));
        }
    }
    for (name, sources, _) in ROOMS {
        for source in *sources {
            let inside = [format!("{source}/"), format!("{source}.rs")];
            let mut files = graph.sources.iter();
            if !files.any(|file| inside.iter().any(|inside| file.path.starts_with(inside))) {
                let why = format!("{source} of {name} is not there: strike it off in rooms.rs");
                offences.push(((*source).to_owned(), why));
            }
        }
    }
    offences.extend(unread(graph));
    for ((from, to), line) in &arrows {
        let (Some(here), Some(there)) = (room(path(*from)), room(path(*to))) else {
            continue;
        };
        let (name, _, may) = ROOMS[here];
        if here != there && may != ALL && !may.contains(&ROOMS[there].0) {
            let why = format!(
                "{}:{line} → {}: {name} may use {}, not {}: move what is used down, or hand it in from above",
                path(*from),
                path(*to),
                may.join(", "),
                ROOMS[there].0
            );
            offences.push((format!("{} → {}", path(*from), path(*to)), why));
        }
    }
    for circle in circles(graph.sources.len(), &arrows) {
        let inside: BTreeSet<usize> = circle.iter().copied().collect();
        for from in &circle {
            let arrows = arrows
                .iter()
                .filter(|((here, to), _)| here == from && inside.contains(to));
            let arrows: Vec<String> = arrows
                .map(|((_, to), line)| format!("{} (line {line})", path(*to)))
                .collect();
            let why = format!(
                "{} leads back to itself through {}: move what both use into a file below both",
                path(*from),
                arrows.join(", ")
            );
            offences.push((format!("{} in a circle", path(*from)), why));
        }
    }
    offences
}

/// What would bring in code that is not read, and paths of which nobody knows where they lead.
fn unread(graph: &Graph) -> Vec<(String, String)> {
    let mut offences = Vec::new();
    for file in &graph.sources {
        let path = &file.path;
        let is_generated = GENERATED.contains(&path.as_str());
        let includes = |what: &str| what == "include!" && is_generated;
        for (what, line) in file.hidden.iter().filter(|(what, _)| !includes(what)) {
            let why = format!(
                "{path}:{line} says {what}: what it brings in is not read, or goes by another name"
            );
            offences.push((format!("{path} says {what}"), why));
        }
        if is_generated && !file.hidden.iter().any(|(what, _)| includes(what)) {
            let why = format!("{path} includes nothing: strike it off GENERATED in rooms.rs");
            offences.push((format!("{path} includes nothing"), why));
        }
    }
    for (file, line, said) in graph.lost() {
        let path = &graph.sources[file].path;
        let why = format!("{path}:{line} says {said}, and nobody knows where that leads");
        offences.push((format!("{path} → {said}"), why));
    }
    offences
}

#[test]
fn rooms_use_only_what_stands_below_them() {
    for (number, (name, _, may)) in ROOMS.iter().enumerate() {
        for below in may.iter().filter(|_| *may != ALL) {
            let stands = ROOMS[..=number].iter().any(|(room, ..)| room == below);
            assert!(stands, "{name} uses {below}, which stands above it");
        }
    }
}

#[test]
fn arrows_point_down_and_no_file_leads_back_to_itself() {
    let graph = workspace();
    assert!(graph.arrows().len() > 1000, "the sources were read");
    let offences = offences(graph);
    for (known, why) in &offences {
        println!("{known}\t{why}");
    }
    let known: BTreeSet<&str> = OPEN.iter().copied().collect();
    let new: Vec<&str> = offences
        .iter()
        .filter(|(offence, _)| !known.contains(offence.as_str()))
        .map(|(_, why)| why.as_str())
        .collect();
    assert!(
        new.is_empty(),
        "against the rules of the house:\n{}",
        new.join("\n")
    );
    let gone: Vec<&&str> = known
        .iter()
        .filter(|known| !offences.iter().any(|(offence, _)| offence == **known))
        .collect();
    assert!(
        gone.is_empty(),
        "mended: strike these off OPEN in rooms.rs: {gone:#?}"
    );
}

/// What still breaks the rules. May only shrink.
const OPEN: &[&str] = &[];
