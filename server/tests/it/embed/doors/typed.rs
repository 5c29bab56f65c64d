//! What a form holds, as a browser sends it.
use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// The names and values of a form, in their order.
pub type Fields = Vec<(String, String)>;

/// A choice of which the end has not been read yet.
#[derive(Default)]
struct Choice {
    name: String,
    first: Option<String>,
    chosen: Option<String>,
}

/// What was read of a form so far.
#[derive(Default)]
struct Reading {
    fields: Fields,
    /// How deep in templates, which are sent by nobody.
    templates: usize,
    choice: Option<Choice>,
    /// A text of several lines, which stands between its tags.
    text: Option<(String, String)>,
}

fn read(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What the form in some HTML would send.
pub fn fields(html: &str) -> Fields {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reading = Reading::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        match token.expect("a string can be read") {
            Token::StartTag(tag) => reading.begins(&tag),
            Token::EndTag(tag) => reading.ends(&read(&tag.name)),
            Token::String(said) => {
                if let Some((_, text)) = &mut reading.text {
                    text.push_str(&read(&said));
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reading.fields
}

impl Reading {
    fn begins(&mut self, tag: &StartTag<()>) {
        let name = read(&tag.name);
        let attributes = tag.attributes.iter();
        let attributes = attributes.map(|(name, value)| (read(name), read(value)));
        let attributes: BTreeMap<String, String> = attributes.collect();
        if name == "template" {
            self.templates += 1;
        }
        let is_sent = self.templates == 0 && !attributes.contains_key("disabled");
        let called = attributes.get("name").filter(|_| is_sent).cloned();
        let value = attributes.get("value").cloned();
        match (name.as_str(), called) {
            ("input", Some(called)) => {
                let kind = attributes.get("type").map_or("text", String::as_str);
                let has_tick = attributes.contains_key("checked");
                match kind {
                    "submit" | "button" | "reset" | "image" | "file" => {}
                    "checkbox" | "radio" if !has_tick => {}
                    "checkbox" | "radio" => {
                        let value = value.unwrap_or_else(|| "on".to_owned());
                        self.fields.push((called, value));
                    }
                    _ => self.fields.push((called, value.unwrap_or_default())),
                }
            }
            ("select", Some(called)) => {
                self.choice = Some(Choice {
                    name: called,
                    ..Choice::default()
                });
            }
            ("option", _) => {
                if let Some(choice) = &mut self.choice {
                    let value = value.unwrap_or_default();
                    if attributes.contains_key("selected") {
                        choice.chosen = Some(value.clone());
                    }
                    choice.first.get_or_insert(value);
                }
            }
            ("textarea", Some(called)) => self.text = Some((called, String::new())),
            _ => {}
        }
    }

    fn ends(&mut self, name: &str) {
        match name {
            "template" => self.templates = self.templates.saturating_sub(1),
            "select" => {
                let choice = self.choice.take();
                self.fields.extend(choice.map(|choice| {
                    let value = choice.chosen.or(choice.first);
                    (choice.name, value.unwrap_or_default())
                }));
            }
            "textarea" => self.fields.extend(self.text.take()),
            _ => {}
        }
    }
}

/// The same with other values: of fields that are there, or of more.
pub fn with(mut fields: Fields, others: &[(&str, &str)]) -> Fields {
    for (name, value) in others {
        match fields.iter_mut().find(|(field, _)| field == name) {
            Some((_, there)) => *there = (*value).to_owned(),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

#[test]
fn a_form_sends_what_is_in_it_and_nothing_of_its_templates_and_buttons() {
    let html = r#"<form><input type="hidden" name="version" value="3"><input name="company" value="A &amp; B">
        <input type="checkbox" name="label" value="gold" checked><input type="checkbox" name="label" value="silver">
        <select name="kind"><option value="">-</option><option value="lead" selected>Lead</option></select>
        <select name="level"><option value="">-</option><option value="primary">Primary</option></select>
        <template data-row><input name="phone_text" value=""></template><input name="off" disabled>
        <textarea name="text">a
&lt;b</textarea><button name="go" value="1">Save</button></form>"#;
    let sent = fields(html);
    let sent: Vec<(&str, &str)> = sent
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let wanted = [
        ("version", "3"),
        ("company", "A & B"),
        ("label", "gold"),
        ("kind", "lead"),
        ("level", ""),
        ("text", "a\n<b"),
    ];
    assert_eq!(sent, wanted);
    let changed = with(fields(html), &[("company", "Acme"), ("new", "1")]);
    assert_eq!(changed[1], ("company".to_owned(), "Acme".to_owned()));
    assert_eq!(changed.last(), Some(&("new".to_owned(), "1".to_owned())));
}
