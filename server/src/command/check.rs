//! `external-contacts check`: judges a file with no database. Acceptance and other programs read the lines of `--json`, so
//! their shape is fixed.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use app::{model::imports::ForeseenImport, wire::recipes::ImportRecipe};
use clap::Args;
use contact::{
    CustomField, Draft, Language, Problem, Rules,
    check::{
        CheckOptions, Counts, Outcome, checker::Checker, failed::Failed, ignored::Ignored, report,
        verdict::Verdict,
    },
    code::Code,
    effect::choices::RecordChoices,
    error_detail::ErrorDetail,
    problem::wire::Wire,
    recipe::reading::RecipeReader,
};
use serde::{Deserialize, Serialize};

use super::{
    against::{self, Against},
    checked_text::{CheckedText, Stop, io_of},
    choices::{EXISTING, FileChoices, ITS_MEANING},
};

/// Under this heading the help tells of what is written.
const OUTPUT: &str = "What is told, and where";

/// Judges a CSV or XLSX file. Exit code: 0 all good, 1 some records fail, 2 the file as a whole is refused.
#[derive(Args, Clone, Debug)]
pub struct Check {
    /// The file, such as contacts.csv
    pub file: PathBuf,
    #[command(flatten)]
    pub choices: FileChoices,
    /// The custom fields that exist, a JSON list of {"id","name","type","options"}; by default those of --against, or none
    #[arg(long, value_name = "FILE.json", help_heading = ITS_MEANING)]
    pub custom_fields: Option<PathBuf>,
    /// Tells what an import into this database would do, such as postgres://user@host/name; nothing is written there
    #[arg(long, value_name = "URL", help_heading = EXISTING)]
    pub against: Option<String>,
    /// One line of JSON for each record, then a summary; by default a line for each problem
    #[arg(long, help_heading = OUTPUT)]
    pub json: bool,
    /// Where the failed records are written with what is wrong with them, such as ErrorDetail.csv; by default nowhere
    #[arg(long, value_name = "OUT.csv", help_heading = OUTPUT)]
    pub error_detail: Option<PathBuf>,
    /// The language of the problems: en, zh-Hant or zh-Hans
    #[arg(
        long,
        value_name = "TAG",
        default_value = "en",
        value_parser = language,
        help_heading = OUTPUT
    )]
    pub language: Language,
}

/// Reads the tag of a language.
fn language(tag: &str) -> Result<Language, String> {
    tag.parse()
        .map_err(|_| "not one of en, zh-Hant and zh-Hans".to_owned())
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
            eprintln!("--against: {}", against::refusal(&error));
            2
        }
        Err(Stop::Recipe(refusal)) => {
            let _ = out.flush();
            eprintln!("--recipe: {refusal}");
            if check.custom_fields.is_none() && check.against.is_none() {
                eprintln!("Custom fields are known here by --custom-fields or --against.");
            }
            2
        }
    };
    let _ = out.flush();
    code
}

fn judge(check: &Check, out: &mut impl Write) -> Result<Counts, Stop> {
    let recipe = check.choices.recipe();
    let against = check.against.as_deref();
    let against = against.map(|url| Against::open(url, &recipe)).transpose();
    let mut against = against.map_err(Stop::Database)?;
    let mut options = CheckOptions::new(rules(check, against.as_ref(), &recipe)?);
    let recipe = recipe.understood(&options.rules).map_err(Stop::Recipe)?;
    options.encoding = recipe.file.encoding;
    options.delimiter = recipe
        .file
        .delimiter
        .and_then(|delimiter| u8::try_from(delimiter).ok());
    options.must_be_sure = true;
    let mut file = File::open(&check.file).map_err(io_of(&check.file))?;
    let mut reader = RecipeReader::new(Some(recipe.file.clone()));
    let mut source = CheckedText::open(&mut file, &reader, &mut options, &check.file)?;
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
    let effect = effect.map(|effect| (effect, recipe.choices()));
    summarise(check, out, &checker, effect).map_err(io_of(standard_output))?;
    Ok(checker.counts())
}

fn rules(check: &Check, against: Option<&Against>, recipe: &ImportRecipe) -> Result<Rules, Stop> {
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
    } else if let Some(against) = against {
        rules.custom_fields = against.custom_fields().map_err(Stop::Database)?;
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
        let place = on_line(verdict.line, check.language);
        let sentence = problem.sentence(check.language);
        writeln!(out, "{place}{sentence} [{}]", problem.code)?;
    }
    Ok(())
}

/// Where a record stands, as the page says it; of a workbook, in which row.
fn on_line(line: u64, language: Language) -> String {
    match language {
        Language::English => format!("Line {line}: "),
        Language::Traditional | Language::Simplified => format!("第 {line} 行："),
    }
}

fn summarise(
    check: &Check,
    out: &mut impl Write,
    checker: &Checker,
    effect: Option<(ForeseenImport, RecordChoices)>,
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
                    effect: effect.map(|(effect, _)| effect),
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
    writeln!(out, "{}", told_counts(counts))?;
    let effect = effect.map(|(effect, choices)| against::sentences(effect, &choices));
    for sentence in effect.into_iter().flatten() {
        writeln!(out, "{sentence}")?;
    }
    Ok(())
}

/// How many records there are, and how they are.
fn told_counts(counts: Counts) -> String {
    let Counts {
        records,
        ready,
        warning,
        failed,
        skipped,
    } = counts;
    let all = [
        (ready, "ready"),
        (warning, "with warnings"),
        (failed, "failed"),
        (skipped, "skipped"),
    ];
    let some = all.iter().filter(|(number, _)| *number > 0);
    let some: Vec<String> = some
        .map(|(number, how)| format!("{number} {how}"))
        .collect();
    let records = against::number(records, "record", "records");
    format!("{records}: {}", some.join(", "))
}

fn in_language(problems: &[Problem], language: Language) -> Vec<Wire<'_>> {
    let said = problems.iter().map(|problem| problem.wire(language));
    said.collect()
}

fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
