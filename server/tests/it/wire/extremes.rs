//! What strangers may send in the place of something good.
use axum::body::Bytes;
use serde_json::{Map, Value, json};

use crate::permissions::NOBODY;

/// What stands in a field instead of what belongs there. The body of a request is at most 256 KiB.
pub fn extremes() -> Vec<(&'static str, Value)> {
    let text = |text: &str| Value::String(text.to_owned());
    let mut deep = json!([]);
    for _ in 0..100 {
        deep = json!([deep]);
    }
    let mut wide = Map::new();
    for key in 0..10_000 {
        wide.insert(format!("k{key}"), json!(1));
    }
    vec![
        ("a NUL", text("a\0b")),
        ("200 KB", text(&"x ".repeat(100_000))),
        ("200 KB in one word", text(&"q".repeat(200_000))),
        ("180 KB of Han", text(&"陳".repeat(60_000))),
        ("digits without end", text(&"9".repeat(200_000))),
        ("nothing", text("")),
        ("blanks", text("   ")),
        ("a line break and an escape", text("a\r\nb\u{1b}[31m")),
        ("what cannot be seen", text("\u{202e}\u{feff}\u{0}\u{fffe}")),
        (
            "HTML",
            text("</title><meta http-equiv=refresh content=\"0;url=//x\">"),
        ),
        ("SQL", text("'; drop table contact; --%_\\")),
        ("an escape in an address", text("%00%ff")),
        ("a far date", text("262142-12-31")),
        ("a date before all others", text("-262143-01-01")),
        ("no date", text("0000-00-00")),
        ("a far time", text("+262142-12-31T23:59:59Z")),
        ("a time before all others", text("-262143-01-01T00:00:00Z")),
        (
            "a time that Postgres does not know",
            text("294277-01-01T00:00:00Z"),
        ),
        (
            "a cursor",
            text("-32768.00000000-0000-7000-8000-000000000000"),
        ),
        (
            "another cursor",
            text("9223372036854775807-00000000000070008000000000000000"),
        ),
        ("the largest whole number", json!(i64::MAX)),
        ("the smallest whole number", json!(i64::MIN)),
        ("a larger one", json!(u64::MAX)),
        ("65535", json!(65_535)),
        ("-1", json!(-1)),
        ("0", json!(0)),
        ("1e308", json!(1e308)),
        ("half", json!(0.5)),
        ("true", json!(true)),
        ("null", Value::Null),
        ("an empty list", json!([])),
        ("an empty object", json!({})),
        ("10,000 numbers", Value::Array(vec![json!(7); 10_000])),
        ("10,000 words", Value::Array(vec![json!("word"); 10_000])),
        (
            "10,000 times nothing",
            Value::Array(vec![json!({}); 10_000]),
        ),
        ("5,000 ids", Value::Array(vec![json!(NOBODY); 5_000])),
        ("10,000 keys", Value::Object(wide)),
        ("depth", deep),
    ]
}

/// Bodies that are no JSON, or hardly.
pub fn broken_bodies() -> Vec<(&'static str, Bytes)> {
    vec![
        ("an empty body", Bytes::new()),
        ("half an object", Bytes::from_static(b"{\"id\":")),
        (
            "bytes that are no text",
            Bytes::from_static(b"{\"id\":\"\xff\xfe\"}"),
        ),
        (
            "half a surrogate",
            Bytes::from_static(b"{\"id\":\"\\ud800\"}"),
        ),
        ("brackets without end", Bytes::from("[".repeat(200_000))),
        (
            "a number without end",
            Bytes::from(format!("{{\"id\":{}}}", "9".repeat(200_000))),
        ),
        (
            "a number that is none",
            Bytes::from_static(b"{\"limit\":1e400}"),
        ),
        ("a key twice", Bytes::from_static(b"{\"id\":1,\"id\":2}")),
        ("more than 256 KiB", Bytes::from(vec![b' '; 300_000])),
    ]
}
