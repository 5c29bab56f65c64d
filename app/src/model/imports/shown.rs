//! Texts that a client sent along with a file, as people may be shown them.

/// The most ignored columns that are told of: a file may have so many columns. Of notes there are fewer.
const MOST_HEADERS: usize = 200;

/// A client's file name as text to show: its last piece, without control characters, at most 255 characters.
pub fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|c| !c.is_control()).take(255).collect();
    match shown.trim() {
        "" => "contacts.csv".to_owned(),
        trimmed => trimmed.to_owned(),
    }
}

/// Headers and notes to show: without control characters, of at most 255 characters each.
pub fn shown(texts: &[String]) -> Vec<String> {
    let shown = |text: &String| text.chars().filter(|c| !c.is_control()).take(255).collect();
    texts.iter().take(MOST_HEADERS).map(shown).collect()
}
