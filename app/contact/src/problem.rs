//! What is wrong with a value, for a person to fix. `Display` is the only wording of it: the preview, ErrorDetail.csv,
//! the API and the command line all show this sentence.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use crate::code::{Code, NO_LAST_NAME, Severity};

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    pub code: Code,
    /// The header of the column; empty where the whole row or file is meant.
    pub column: Cow<'static, str>,
    /// The text as it was written.
    pub value: String,
    pub detail: Detail,
}

/// What a sentence says besides column and value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Detail {
    #[default]
    None,
    /// A limit or a line number.
    Number(u64),
    /// The row's values and the file's columns.
    Widths(u64, u64),
    /// What the value is not, what was made of it, or a limit with its unit.
    Text(Cow<'static, str>),
    /// The whole sentence, of a problem that came over the wire.
    Sentence(String),
}

impl Problem {
    /// Says that a value has a problem of this kind.
    pub fn new(code: Code, column: impl Into<Cow<'static, str>>, value: &str) -> Self {
        Self {
            code,
            column: column.into(),
            value: value.to_owned(),
            detail: Detail::None,
        }
    }

    /// Says the limit or the line that is meant.
    pub fn number(mut self, number: u64) -> Self {
        self.detail = Detail::Number(number);
        self
    }

    /// Says what the value is not, or what was made of it.
    pub fn text(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Detail::Text(text.into());
        self
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            code,
            column,
            value,
            detail,
        } = self;
        if let Detail::Sentence(sentence) = detail {
            return f.write_str(sentence);
        }
        let v = Shown(value);
        match code {
            Code::E01 => {
                write!(
                    f,
                    "{column}: \"{v}\" must be + followed by 8 to 20 digits, without spaces, parentheses or hyphens (e.g. +85212345678)"
                )?;
                hinted(f, ". ", detail)
            }
            Code::E02 => write!(
                f,
                "{column}: the number has no country code. Start it with + or choose a country code for the import"
            ),
            Code::E03 => write!(
                f,
                "{column}: \"{v}\" was turned into a rounded number by the spreadsheet. Format the column as text and enter it again"
            ),
            Code::E04 => {
                write!(f, "{column}: \"{v}\" is not a valid email address")?;
                hinted(f, ". ", detail)
            }
            Code::E05 => {
                write!(f, "Birthdate: \"{v}\" must be MM/DD/YYYY (e.g. 12/14/1980)")?;
                hinted(f, ", ", detail)
            }
            Code::E06 => write!(f, "Birthdate is in the future"),
            Code::E07 => write!(
                f,
                "Language: \"{v}\" must be a two-letter lowercase ISO 639-1 code, such as en or zh"
            ),
            Code::E08 => match detail {
                Detail::Text(which) => {
                    write!(
                        f,
                        "Country: \"{v}\" can be {which}. Write which one is meant"
                    )
                }
                _ => write!(
                    f,
                    "Country: \"{v}\" is not a known country name, alpha-2 or alpha-3 code"
                ),
            },
            Code::E09 => write!(
                f,
                "Type: \"{v}\" must be Lead, Customer, Prospect or Others"
            ),
            Code::E10 => write!(f, "Level: \"{v}\" must be Primary, Secondary or Tertiary"),
            Code::E11 if column.is_empty() => {
                write!(f, "This row is longer than {detail} characters")
            }
            Code::E11 => write!(f, "{column}: longer than {detail} characters"),
            Code::E12 if matches!(detail, Detail::None) => write!(
                f,
                "The first column has no name, but \"{v}\" stands in it. Give it a name, or delete it"
            ),
            Code::E12 => {
                let Detail::Widths(values, columns) = detail else {
                    return Ok(());
                };
                write!(f, "This row has {values}{TOO_MANY_FOR}{columns} columns. ")?;
                match delimiter_in_words(value) {
                    Some(mark) => write!(f, "Put text that contains {mark} in double quotes"),
                    None => write!(f, "Give every column with text a header"),
                }
            }
            Code::E13 => write!(f, "{column}: \"{v}\" is not {detail}"),
            Code::E14 => write!(f, "Contact Label: \"{v}\" is not a valid label name"),
            Code::E15 => write!(f, "{column} is required"),
            Code::E16 => match detail {
                Detail::Text(what) => write!(f, "{column}: \"{v}\" holds {what}. Remove it"),
                _ => write!(f, "{column}: \"{v}\" holds a control character. Remove it"),
            },
            Code::E17 => write!(f, "{column}: more than {detail} values"),
            Code::E18 => write!(f, "{column} is not a custom field"),
            Code::E19 => write!(
                f,
                "{column}: \"{v}\" holds a semicolon, which separates values. Write each value by itself"
            ),
            Code::E20 => write!(
                f,
                "{column}: \"{v}\" is a spreadsheet error or a formula without its value. Enter the value itself"
            ),
            Code::E21 => write!(f, "{column}: \"{v}\" reads as two dates"),
            Code::F01 if value.is_empty() => write!(f, "This is not a CSV or XLSX file"),
            Code::F01 => write!(f, "This is not a CSV or XLSX file but {v}"),
            Code::F02 => match detail {
                Detail::Widths(columns, most) => {
                    write!(
                        f,
                        "The file is over the size limit: it has {columns} columns, at most {most} are allowed"
                    )
                }
                Detail::Number(bytes) => {
                    write!(f, "The file is over the size limit of {}", Size(*bytes))
                }
                Detail::Text(what) => write!(f, "The file is over the size limit: {what}"),
                _ => write!(f, "The file is over the size limit"),
            },
            Code::F03 => match detail {
                Detail::Number(records) => {
                    write!(
                        f,
                        "The file is over the record limit of {} records",
                        Thousands(*records)
                    )
                }
                _ => write!(f, "The file is over the record limit"),
            },
            Code::F04 => write!(f, "The file has no records"),
            Code::F05 => write!(
                f,
                "The header lacks Last name. Use the headers of the template"
            ),
            Code::F06 => match detail {
                Detail::Text(field) => write!(
                    f,
                    "The columns {value} mean the same: {field}. Choose one of them, or give the others another field"
                ),
                Detail::Number(line) => write!(
                    f,
                    "The header stands again at line {line}, with its columns in another order. Make a file of its own of the rows from there on"
                ),
                _ => write!(f, "The file has a duplicate header: \"{v}\""),
            },
            Code::F07 => match detail {
                Detail::Text(guess) if value.is_empty() => write!(
                    f,
                    "The file does not say its encoding, and {guess} is a guess that may be wrong. Name the encoding, such as windows-1250, or save the file as CSV UTF-8"
                ),
                Detail::Text(what) => write!(
                    f,
                    "The {value} {what}. Nothing was imported. Save the sheet with the contacts alone, as CSV, and choose that file"
                ),
                Detail::None => write!(
                    f,
                    "The {value} is damaged or not complete. Open it in the spreadsheet, save it again and choose the new file"
                ),
                Detail::Widths(line, last) => {
                    if column.is_empty() {
                        write!(f, "Unbalanced quote at line {line}")?;
                    } else {
                        write!(f, "{column}: unbalanced quote at line {line}")?;
                    }
                    if last > line {
                        write!(f, ", and the text up to line {last} was read with it")?;
                    }
                    write!(
                        f,
                        ". Close the double quotes, and write a double quote inside them twice"
                    )
                }
                _ => write!(
                    f,
                    "Unreadable encoding at line {detail}. Choose the file's encoding, or save it as CSV UTF-8"
                ),
            },
            Code::W01 => write!(f, "Last name set to \"{}\"", NO_LAST_NAME),
            Code::W02 => write!(f, "{column}: country code added, \"{v}\" is now {detail}"),
            Code::W03 => write!(f, "{column}: new label(s) will be created: {v}"),
            Code::W04 => {
                write!(f, "Unknown column ignored: \"{v}\"")?;
                match detail {
                    Detail::Text(lost) => write!(f, ", and the {lost} in it"),
                    _ => Ok(()),
                }
            }
            Code::W05 => write!(f, "Sample record skipped"),
            Code::W06 => write!(
                f,
                "{column}: \"{v}\" holds a lone or curly quote. Has text left its column?"
            ),
            Code::W07 if matches!(detail, Detail::None) => write!(
                f,
                "The row before or after this one has a single value. If a line break stands inside a value, text is missing here"
            ),
            Code::W07 => {
                let Detail::Widths(values, columns) = detail else {
                    return Ok(());
                };
                let mark = delimiter_in_words(value).unwrap_or("a comma");
                write!(
                    f,
                    "This row has {values} values where the file has {columns} columns. If {mark} is missing, its text has moved"
                )
            }
            Code::W08 => write!(
                f,
                "The file's encoding is a guess: {v}. Look at names with letters beyond a to z, and choose another encoding if they read wrong"
            ),
            Code::W09 => write!(
                f,
                "{column}: characters that cannot be seen were taken out: {detail}"
            ),
            Code::W10 if matches!(detail, Detail::Number(_)) => {
                write!(f, "Rows that repeat the header were skipped: {detail}")
            }
            Code::W10 => write!(f, "The header is repeated here. This row was skipped"),
            Code::W11 => write!(
                f,
                "The header was found on line {detail}. The lines above it were left out"
            ),
            Code::W12 => write!(f, "{column}: \"{v}\" is before 1900. Is the year right?"),
            Code::W14 => write!(
                f,
                "Only the sheet \"{v}\" was read. Contacts stand in {detail} too"
            ),
            Code::W15 => write!(
                f,
                "Rows that the spreadsheet hides or filters out were read too: {detail}"
            ),
            Code::W13 => write!(
                f,
                "The first column has no name and counts the rows. It was ignored"
            ),
        }
    }
}

/// Stands for the delimiter, where the rows are those of a workbook.
pub const WORKBOOK: &str = "workbook";

/// Between the two numbers of E12.
const TOO_MANY_FOR: &str = " values but the file has ";

/// Finds the numbers of an E12 in sentences that were written before: the row's values and the file's columns.
pub fn too_many_values(sentences: &str) -> Option<(u64, u64)> {
    let (before, after) = sentences.split_once(TOO_MANY_FOR)?;
    let values = before.rsplit(' ').next()?.parse().ok()?;
    let columns = after.split(' ').next()?.parse().ok()?;
    Some((values, columns))
}

/// How the sentences of E12 and W07 call the delimiter of a file; nothing for a workbook, which has none.
fn delimiter_in_words(delimiter: &str) -> Option<&'static str> {
    match delimiter {
        "" | "," => Some("a comma"),
        ";" => Some("a semicolon"),
        "\t" => Some("a tab"),
        "|" => Some("a vertical bar"),
        WORKBOOK => None,
        _ => Some("the delimiter"),
    }
}

/// Adds a hint to a sentence, if there is one.
fn hinted(f: &mut fmt::Formatter<'_>, before: &str, detail: &Detail) -> fmt::Result {
    match detail {
        Detail::Text(hint) => write!(f, "{before}{hint}"),
        _ => Ok(()),
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Number(number) => number.fmt(f),
            Self::Widths(values, columns) => write!(f, "{values}, {columns}"),
            Self::Text(text) => f.write_str(text),
            Self::Sentence(sentence) => f.write_str(sentence),
        }
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

/// Bytes in the largest unit that counts them whole.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes if bytes >= 1 << 20 && bytes % (1 << 20) == 0 => {
                write!(f, "{} MB", Thousands(bytes >> 20))
            }
            bytes if bytes >= 1 << 10 && bytes % (1 << 10) == 0 => {
                write!(f, "{} KB", Thousands(bytes >> 10))
            }
            bytes => write!(f, "{} bytes", Thousands(bytes)),
        }
    }
}

/// What was written, fit for a sentence: cut at 60 characters, control characters escaped.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
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

/// A problem on the wire: `{"code","column","message"}`.
#[derive(Serialize, Deserialize)]
struct Wire<'a> {
    code: Code,
    #[serde(default)]
    column: Cow<'a, str>,
    message: Cow<'a, str>,
}

impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Wire {
            code: self.code,
            column: Cow::Borrowed(&self.column),
            message: self.to_string().into(),
        }
        .serialize(to)
    }
}

/// A problem that was read back still says its sentence, but no longer knows the value.
impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Wire {
            code,
            column,
            message,
        } = Wire::deserialize(from)?;
        Ok(Self {
            code,
            column: column.into_owned().into(),
            value: String::new(),
            detail: Detail::Sentence(message.into_owned()),
        })
    }
}
