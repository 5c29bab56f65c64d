//! Writes the sentence of a problem: the words of its language, with what was written, counted or found filled in.

use std::fmt::{self, Display};

use super::{
    Detail, Problem, WORKBOOK,
    sentences::{self, parts},
};
use crate::{
    code::{Code, NO_LAST_NAME, Severity},
    wording::{Language, Phrase},
};

impl Problem {
    /// Says it in a language.
    pub fn sentence(&self, language: Language) -> String {
        Said(self, language).to_string()
    }

    /// Says it in every language, in the order of `Language`.
    pub fn sentences(&self) -> [String; 3] {
        [
            self.sentence(Language::English),
            self.sentence(Language::Traditional),
            self.sentence(Language::Simplified),
        ]
    }
}

/// The sentences of what keeps a record from being imported, in one text.
pub fn reasons(problems: &[Problem], language: Language) -> String {
    let errors = problems
        .iter()
        .filter(|problem| problem.severity() > Severity::Warning);
    errors
        .map(|problem| problem.sentence(language))
        .collect::<Vec<_>>()
        .join(language.between())
}

/// English, as programs and files have it unless they ask for another language.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Said(self, Language::English).fmt(f)
    }
}

/// Finds the numbers of an E12 in sentences that were written before, in any language: the row's values and the file's
/// columns.
pub fn too_many_values(sentences: &str) -> Option<(u64, u64)> {
    let numbers = |template: &str| {
        let (_, behind) = template.split_once("{first}")?;
        let (between, _) = behind.split_once("{second}")?;
        let (before, after) = sentences.split_once(between)?;
        let values = before.rsplit(|letter: char| !letter.is_ascii_digit());
        let columns = after.split(|letter: char| !letter.is_ascii_digit());
        Some((
            values.into_iter().next()?.parse().ok()?,
            columns.into_iter().next()?.parse().ok()?,
        ))
    };
    let Phrase(templates) = sentences::plain(Code::E12);
    templates.iter().find_map(|template| numbers(template))
}

/// A problem, said in a language.
struct Said<'p>(&'p Problem, Language);

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(problem, language) = self;
        if let Detail::Sentences(sentences) = &problem.detail {
            return f.write_str(&sentences[*language as usize]);
        }
        parts(problem)
            .iter()
            .try_for_each(|part| self.fill(f, part.said(*language)))
    }
}

impl Said<'_> {
    /// Writes words, and in the place of each name in braces what it stands for.
    fn fill(&self, f: &mut fmt::Formatter<'_>, mut words: &str) -> fmt::Result {
        while let Some((before, behind)) = words.split_once('{') {
            f.write_str(before)?;
            let (name, rest) = behind.split_once('}').unwrap_or((behind, ""));
            self.named(f, name)?;
            words = rest;
        }
        f.write_str(words)
    }

    fn named(&self, f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
        let Self(problem, language) = *self;
        let (first, second) = match problem.detail {
            Detail::Widths(first, second) => (first, second),
            Detail::Number(number) => (number, 0),
            _ => (0, 0),
        };
        match name {
            "column" => f.write_str(&problem.column),
            "value" => Excerpt(&problem.value).fmt(f),
            "names" => self.names(f),
            "one" => self.name(f, 0),
            "other" => self.name(f, 1),
            "detail" => self.detail(f),
            "first" => first.fmt(f),
            "second" => second.fmt(f),
            "count" => Thousands(first).fmt(f),
            "size" => size(first, language, f),
            "delimiter" => f.write_str(delimiter(&problem.value).said(language)),
            "customer" => f.write_str(NO_LAST_NAME),
            _ => Ok(()),
        }
    }

    fn detail(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.detail {
            Detail::None | Detail::Sentences(_) => Ok(()),
            Detail::Names(_) => self.names(f),
            Detail::Number(number) => number.fmt(f),
            Detail::Widths(first, second) => write!(f, "{first}, {second}"),
            Detail::Text(text) => f.write_str(text),
            Detail::Phrase(phrase) => f.write_str(phrase.said(self.1)),
        }
    }

    /// One of the names.
    fn name(&self, f: &mut fmt::Formatter<'_>, at: usize) -> fmt::Result {
        match &self.0.detail {
            Detail::Names(names) => Excerpt(names.get(at).map_or("", String::as_str)).fmt(f),
            _ => Ok(()),
        }
    }

    fn names(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Detail::Names(names) = &self.0.detail else {
            return Ok(());
        };
        let (open, close, between) = match self.1 {
            Language::English => ('"', '"', " and "),
            Language::Traditional => ('「', '」', "、"),
            Language::Simplified => ('“', '”', "、"),
        };
        for (at, name) in names.iter().enumerate() {
            if at > 0 {
                f.write_str(between)?;
            }
            write!(f, "{open}{name}{close}")?;
        }
        Ok(())
    }
}

/// How the sentences of E12 and W07 call the delimiter of a file. A workbook has none; its text was written with commas.
fn delimiter(delimiter: &str) -> Phrase {
    match delimiter {
        "" | "," | WORKBOOK => Phrase(&["a comma", "逗號", "逗号"]),
        ";" => Phrase(&["a semicolon", "分號", "分号"]),
        "\t" => Phrase(&["a tab", "定位字元（Tab）", "制表符"]),
        "|" => Phrase(&["a vertical bar", "豎線", "竖线"]),
        _ => Phrase(&["the delimiter", "分隔符號", "分隔符"]),
    }
}

/// A number with a comma before every three digits.
struct Thousands(u64);

impl fmt::Display for Thousands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 >= 1000 {
            write!(f, "{},{:03}", Self(self.0 / 1000), self.0 % 1000)
        } else {
            self.0.fmt(f)
        }
    }
}

/// Writes bytes in the largest unit that counts them whole.
fn size(bytes: u64, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const BYTES: Phrase = Phrase(&["bytes", "位元組", "字节"]);
    match bytes {
        _ if bytes >= 1 << 20 && bytes.is_multiple_of(1 << 20) => {
            write!(f, "{} MB", Thousands(bytes >> 20))
        }
        _ if bytes >= 1 << 10 && bytes.is_multiple_of(1 << 10) => {
            write!(f, "{} KB", Thousands(bytes >> 10))
        }
        _ => write!(f, "{} {}", Thousands(bytes), BYTES.said(language)),
    }
}

/// What was written, fit for a sentence: cut at 60 characters, control characters escaped.
struct Excerpt<'a>(&'a str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = self.0.chars();
        for letter in letters.by_ref().take(60) {
            if letter.is_control() {
                write!(f, "{}", letter.escape_default())?;
            } else {
                write!(f, "{letter}")?;
            }
        }
        if letters.next().is_some() {
            f.write_str("…")
        } else {
            Ok(())
        }
    }
}
