//! `external-contacts check`: judges a file with no database. Acceptance and other programs read its lines, so their
//! shape is fixed.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use app::{model::imports::ForeseenImport, wire::recipes::ImportRecipe};
use clap::Args;
use contact::{
    Country, CountryCode, CustomField, Draft, Language, Problem, Rules,
    check::{
        CheckOptions, Counts, Outcome, checker::Checker, failed::Failed, ignored::Ignored, report,
        verdict::Verdict,
    },
    code::Code,
    error_detail::ErrorDetail,
    file::{dialect::is_delimiter, encoding::Encoding},
    problem::wire::Wire,
    recipe::reading::RecipeReader,
};
use serde::{Deserialize, Serialize};

use super::{
    against::{self, Against},
    checked_text::{CheckedText, Stop, io_of},
};

/// What neither the bytes of a file nor its numbers tell, and how it is read otherwise.
#[derive(Args, Clone, Debug)]
pub struct HowToRead {
    /// Adds this country's code to phone numbers without one (name, alpha-2 or alpha-3 code).
    #[arg(long, value_parser = country, conflicts_with = "plus_missing")]
    pub country: Option<Country>,
    /// The phone numbers include the country code, only the + is missing.
    #[arg(long)]
    pub plus_missing: bool,
    /// The encoding of the file by its WHATWG label, such as big5, windows-1251 or euc-kr; as found in it when absent.
    #[arg(long, value_name = "LABEL", value_parser = encoding)]
    pub encoding: Option<Encoding>,
    /// What the cells are told apart by: one character, or tab; as found in the file when absent.
    #[arg(long, value_name = "C", value_parser = delimiter)]
    pub delimiter: Option<char>,
    /// The sheet of a workbook; that with the contacts when absent.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// What was decided about such a file: its columns, repairs and steps, as JSON. The other choices come before what it says.
    #[arg(long, value_name = "FILE.json", value_parser = recipe)]
    pub recipe: Option<ImportRecipe>,
}

impl HowToRead {
    /// What was decided about such a file, with what is chosen besides.
    pub fn recipe(&self) -> ImportRecipe {
        let mut recipe = self.recipe.clone().unwrap_or_default();
        recipe.file.country_code = self.country_code().unwrap_or(recipe.file.country_code);
        recipe.file.encoding = self.encoding.or(recipe.file.encoding);
        recipe.file.delimiter = self.delimiter.or(recipe.file.delimiter);
        recipe.file.sheet = self.sheet.clone().or(recipe.file.sheet);
        recipe
    }

    /// Which code the numbers without one get.
    fn country_code(&self) -> Option<CountryCode> {
        match self.country {
            Some(country) => Some(CountryCode::Yes(country)),
            None => self.plus_missing.then_some(CountryCode::PlusMissing),
        }
    }
}

/// Judges a CSV or XLSX file. Exit code: 0 all good, 1 some records fail, 2 the file as a whole is refused.
#[derive(Args, Clone, Debug)]
pub struct Check {
    /// The file.
    pub file: PathBuf,
    /// One line of JSON for each record, then a summary.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub reading: HowToRead,
    /// The custom fields that exist, as a JSON list of {"id","name","type","options"}.
    #[arg(long, value_name = "FILE.json")]
    pub custom_fields: Option<PathBuf>,
    /// The language of the sentences: en, zh-Hant or zh-Hans.
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language)]
    pub language: Language,
    /// Says what an import would do to the contacts of this database, at an address such as postgres://user@host/name. Nothing
    /// is written there.
    #[arg(long, value_name = "URL")]
    pub against: Option<String>,
    /// Writes the failed records and what is wrong with them.
    #[arg(long, value_name = "OUT.csv")]
    pub error_detail: Option<PathBuf>,
}

/// Reads a country.
pub fn country(text: &str) -> Result<Country, String> {
    Country::parse(text)
        .ok_or_else(|| "not a known country name, alpha-2 or alpha-3 code".to_owned())
}

/// Reads the label of an encoding.
pub fn encoding(text: &str) -> Result<Encoding, String> {
    Encoding::of(text)
        .ok_or_else(|| "not a known encoding, such as big5, windows-1251 or euc-kr".to_owned())
}

/// Reads the tag of a language.
pub fn language(tag: &str) -> Result<Language, String> {
    tag.parse()
        .map_err(|_| "not one of en, zh-Hant and zh-Hans".to_owned())
}

/// Reads a recipe from its file.
pub fn recipe(path: &str) -> Result<ImportRecipe, String> {
    let text = std::fs::read(path).map_err(|error| error.to_string())?;
    serde_json::from_slice(&text).map_err(|error| error.to_string())
}

/// Reads a delimiter.
pub fn delimiter(text: &str) -> Result<char, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok('\t'),
        [byte] if is_delimiter(*byte) => Ok(char::from(*byte)),
        _ => Err("not one sign of punctuation, such as ; or |, or the word tab".to_owned()),
    }
}

/// Runs the command and answers its exit code.
pub fn run(check: &Check) -> u8 {
    let mut out = BufWriter::new(io::stdout().lock());
    let code = match judge(check, &mut out) {
        Ok(counts) if counts.failed > 0 => 1,
        Ok(_) => 0,
        Err(Stop::Refused(problem)) => {
            // Whoever reads may have gone: then there is nobody to tell.
            let _ = if check.json {
                let refused = problem.wire(check.language);
                line(&mut out, &RefusedFile { refused })
            } else {
                let sentence = problem.sentence(check.language);
                writeln!(out, "{sentence} [{}]", problem.code)
            };
            2
        }
        Err(Stop::Io(path, error)) => {
            let _ = out.flush();
            eprintln!("{}: {error}", path.display());
            2
        }
        Err(Stop::Database(error)) => {
            let _ = out.flush();
            eprintln!("--against: {error}");
            2
        }
    };
    let _ = out.flush();
    code
}

fn judge(check: &Check, out: &mut impl Write) -> Result<Counts, Stop> {
    let recipe = check.reading.recipe();
    let mut options = CheckOptions::new(rules(check, &recipe)?);
    options.encoding = recipe.file.encoding;
    options.delimiter = recipe
        .file
        .delimiter
        .and_then(|delimiter| u8::try_from(delimiter).ok());
    options.must_be_sure = true;
    let mut file = File::open(&check.file).map_err(io_of(&check.file))?;
    let mut reader = RecipeReader::new(Some(recipe.file.clone()));
    let mut source = CheckedText::open(&mut file, &reader, &mut options, &check.file)?;
    let against = check.against.as_deref();
    let against = against.map(|url| Against::open(url, &recipe)).transpose();
    let mut against = against.map_err(Stop::Database)?;
    if !recipe.reads_as_it_is() {
        reader.begin(&source.head()?, &mut options);
        let seen = source.check(&options, &mut |verdict| reader.note(verdict))?;
        if let Some(reading) = reader.end(&options.rules, seen.dates()) {
            reading.apply(&mut options);
        }
    }

    // Once to know that the file is not refused, and once to tell: a refused file gives no record at all.
    let mut failed = Failed::default();
    let mut silent = source.check(&options, &mut |verdict| failed.note(verdict))?;
    if let Some(doubted) = silent.doubted() {
        options.doubted = doubted;
        failed = Failed::default();
        silent = source.check(&options, &mut |verdict| failed.note(verdict))?;
    }
    let standard_output = Path::new("standard output");
    let mut told = Ok(());
    let mut detail = match (&check.error_detail, silent.columns()) {
        (Some(path), Some(columns)) => {
            let to = BufWriter::new(File::create(path).map_err(io_of(path))?);
            let layout = failed.layout(columns, &options.rules.custom_fields);
            let detail = ErrorDetail::new(to, layout).map_err(io_of(path))?;
            Some((path, detail.in_language(check.language)))
        }
        _ => None,
    };
    let checker = source.check(&options, &mut |verdict| {
        if told.is_err() {
            return;
        }
        told = tell(check, out, verdict).map_err(io_of(standard_output));
        if let Some(against) = &mut against
            && told.is_ok()
        {
            told = against.take(verdict).map_err(Stop::Database);
        }
        if let Some((path, detail)) = &mut detail
            && verdict.outcome == Outcome::Failed
            && told.is_ok()
        {
            told = detail
                .write(|place| verdict.cell(place), verdict.problems)
                .map_err(io_of(path));
        }
    })?;
    told?;
    if let Some((path, detail)) = detail {
        detail
            .finish()
            .and_then(|mut file| file.flush())
            .map_err(io_of(path))?;
    }
    let effect = against.map(Against::end).transpose();
    let effect = effect.map_err(Stop::Database)?;
    summarise(check, out, &checker, effect).map_err(io_of(standard_output))?;
    Ok(checker.counts())
}

fn rules(check: &Check, recipe: &ImportRecipe) -> Result<Rules, Stop> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum CustomFieldsFile {
        List(Vec<CustomField>),
        Items { items: Vec<CustomField> },
    }
    let mut rules = Rules::new(chrono::Utc::now().date_naive());
    rules.country_code = recipe.file.country_code;
    if let Some(path) = &check.custom_fields {
        let text = std::fs::read(path).map_err(io_of(path))?;
        rules.custom_fields = match serde_json::from_slice(&text) {
            Ok(CustomFieldsFile::List(fields) | CustomFieldsFile::Items { items: fields }) => {
                fields
            }
            Err(error) => return Err(Stop::Io(path.clone(), error.into())),
        };
    }
    Ok(rules)
}

#[derive(Serialize)]
struct RefusedFile<'a> {
    refused: Wire<'a>,
}

#[derive(Serialize)]
struct RecordLine<'a> {
    line: u64,
    record: u64,
    outcome: Outcome,
    problems: Vec<Wire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<Draft>,
}

#[derive(Serialize)]
struct Summary<'a> {
    summary: Totals<'a>,
}

#[derive(Serialize)]
struct Totals<'a> {
    #[serde(flatten)]
    counts: Counts,
    problems: BTreeMap<String, u64>,
    ignored_columns: Vec<String>,
    /// About the workbook, the header and what stands above it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Wire<'a>>,
    /// Those of them in which phone numbers or email addresses stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ignored_contact_columns: Vec<String>,
    encoding: &'static str,
    encoding_sure: bool,
    delimiter: char,
    /// What an import would do to the contacts that exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<ForeseenImport>,
}

fn tell(check: &Check, out: &mut impl Write, verdict: &Verdict) -> io::Result<()> {
    if check.json {
        let accepted = matches!(verdict.outcome, Outcome::Ready | Outcome::Warning);
        return line(
            out,
            &RecordLine {
                line: verdict.line,
                record: verdict.record,
                outcome: verdict.outcome,
                problems: in_language(verdict.problems, check.language),
                contact: accepted.then(|| verdict.draft()),
            },
        );
    }
    for problem in verdict.problems {
        let (line, sentence) = (verdict.line, problem.sentence(check.language));
        writeln!(out, "Row {line}, {sentence} [{}]", problem.code)?;
    }
    Ok(())
}

fn summarise(
    check: &Check,
    out: &mut impl Write,
    checker: &Checker,
    effect: Option<ForeseenImport>,
) -> io::Result<()> {
    let counts = checker.counts();
    let ignored = checker.ignored();
    let header = |column: &Ignored| column.header.to_owned();
    if check.json {
        let reading = checker.reading();
        let problems = checker
            .problems()
            .map(|(code, count): (Code, u64)| (code.to_string(), count));
        return line(
            out,
            &Summary {
                summary: Totals {
                    counts,
                    problems: problems.collect(),
                    ignored_columns: ignored.iter().map(header).collect(),
                    ignored_contact_columns: ignored
                        .iter()
                        .filter(|column| column.holds.is_some())
                        .map(header)
                        .collect(),
                    notes: in_language(checker.notes(), check.language),
                    encoding: reading.map_or("", |((encoding, _), _)| encoding.name()),
                    encoding_sure: reading.is_none_or(|((_, evidence), _)| evidence.is_sure()),
                    delimiter: reading.map_or(',', |(_, (delimiter, _))| char::from(delimiter)),
                    effect,
                },
            },
        );
    }
    for note in checker.notes() {
        let sentence = note.sentence(check.language);
        writeln!(out, "{sentence} [{}]", note.code)?;
    }
    for column in &ignored {
        let ignored = report::ignored(column);
        writeln!(out, "{}", ignored.sentence(check.language))?;
    }
    let Counts {
        records,
        ready,
        warning,
        failed,
        skipped,
    } = counts;
    writeln!(
        out,
        "{records} records: {ready} ready, {warning} with warnings, {failed} failed, {skipped} skipped"
    )?;
    effect.map_or(Ok(()), |effect| {
        writeln!(out, "{}", against::sentence(effect))
    })
}

fn in_language(problems: &[Problem], language: Language) -> Vec<Wire<'_>> {
    let said = problems.iter().map(|problem| problem.wire(language));
    said.collect()
}

fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
