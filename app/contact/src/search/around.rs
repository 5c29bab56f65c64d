//! What stands around a word or a number and is no part of it.

/// What stands around a word and not in it.
pub(super) const AROUND: &[char] = &[
    '.', ',', ';', ':', '!', '?', '"', '(', ')', '<', '>', '[', ']', '{', '}', '“', '”', '„', '«',
    '»', '‹', '›', '「', '」', '『', '』', '《', '》', '、', '。',
];

/// What programs write before an address or a number.
const SCHEMES: [&str; 8] = [
    "mailto:", "tel:", "sms:", "callto:", "email:", "e-mail:", "phone:", "mobile:",
];

/// A folded text without what programs write before it.
pub(super) fn without_scheme(folded: &str) -> &str {
    let text = folded.trim_start_matches(AROUND);
    let rest = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme));
    rest.map_or(folded, str::trim_start)
}
