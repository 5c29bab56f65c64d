//! Numbers and sentences that several parts of the page say.

use contact::{
    Part,
    check::{Counts, ignored::Holds},
    date,
    field::fields,
    file::{
        dialect::DelimiterEvidence,
        encoding::{Encoding, EncodingEvidence},
    },
    repair::Fix,
    words::Text,
};
use preview::{ColumnView, Match, ReadingView, Repair};

use super::stage::{ImportState, Stage};
use crate::{
    i18n::*,
    ui::number::grouped,
    values::{day::written, words::I18n},
    wire::imports::OnDuplicate,
};

/// `1 record`, `48,211 records`.
pub fn records(i18n: I18n, n: u64) -> String {
    match n {
        1 => t_string!(i18n, import.one_record).to_owned(),
        _ => t_string!(i18n, import.many_records, n = grouped(n)),
    }
}

/// The guide's sentence about failed records, exactly.
pub fn failed_to_import(i18n: I18n, n: u64) -> String {
    match n {
        1 => t_string!(i18n, import.one_failed).to_owned(),
        _ => t_string!(i18n, import.many_failed, n = grouped(n)),
    }
}

/// What `Confirm` will do in the end.
pub fn effect(i18n: I18n, counts: Counts, duplicates: OnDuplicate) -> String {
    let n = counts.accepted();
    let comes = match duplicates {
        OnDuplicate::Create if n == 1 => t_string!(i18n, import.effect_one).to_owned(),
        OnDuplicate::Create => t_string!(i18n, import.effect_many, n = grouped(n)),
        OnDuplicate::Skip if n == 1 => t_string!(i18n, import.effect_skip_one).to_owned(),
        OnDuplicate::Skip => t_string!(i18n, import.effect_skip, n = grouped(n)),
        OnDuplicate::Update if n == 1 => t_string!(i18n, import.effect_update_one).to_owned(),
        OnDuplicate::Update => t_string!(i18n, import.effect_update, n = grouped(n)),
    };
    match counts.failed {
        0 => comes,
        n => format!("{comes} {}", stay_out(i18n, n)),
    }
}

/// What `Confirm` will do where every record fails.
pub fn nothing(i18n: I18n, counts: Counts) -> String {
    let failed = stay_out(i18n, counts.failed);
    format!("{} {failed}", t_string!(i18n, import.effect_none))
}

/// What becomes of the records that failed.
pub fn stay_out(i18n: I18n, failed: u64) -> String {
    match failed {
        1 => t_string!(i18n, import.failed_stay_one).to_owned(),
        n => t_string!(i18n, import.failed_stay_many, n = grouped(n)),
    }
}

/// The button of a repair.
pub fn repair(i18n: I18n, fix: Fix) -> &'static str {
    match fix {
        Fix::PhoneMarks => t_string!(i18n, import.fix_phone_marks),
        Fix::EmailSpaces => t_string!(i18n, import.fix_email_spaces),
        Fix::YearFirst => t_string!(i18n, import.fix_year_first),
        Fix::DayFirst => t_string!(i18n, import.fix_day_first),
        Fix::LanguageCode => t_string!(i18n, import.fix_language_code),
        Fix::CurlyQuotes => t_string!(i18n, import.fix_curly_quotes),
        Fix::LeaveOutShort => t_string!(i18n, import.fix_leave_out_short),
        Fix::BlankSurplus => t_string!(i18n, import.fix_blank_surplus),
    }
}

/// A cell as a repair makes it: dates as nobody can mistake them.
pub fn mended(i18n: I18n, repair: &Repair) -> String {
    let after = &repair.after;
    let day = repair
        .fix
        .is_for_dates()
        .then(|| date::parse(after))
        .flatten();
    day.map_or_else(|| after.clone(), |day| written(i18n.get_locale(), day))
}

/// The guide's rule for the cells of a column.
pub fn guideline(i18n: I18n, part: Part) -> &'static str {
    match part {
        Part::Text(Text::FirstName) => t_string!(i18n, import.guide_first_name),
        Part::Text(Text::LastName) => t_string!(i18n, import.guide_last_name),
        Part::Text(Text::Company) => t_string!(i18n, import.guide_company),
        Part::Text(Text::JobTitle) => t_string!(i18n, import.guide_job_title),
        Part::Text(Text::Team) => t_string!(i18n, import.guide_team),
        Part::Text(Text::Group) => t_string!(i18n, import.guide_group),
        Part::Text(Text::Street) => t_string!(i18n, import.guide_street),
        Part::Text(Text::City) => t_string!(i18n, import.guide_city),
        Part::Text(Text::State) => t_string!(i18n, import.guide_state),
        Part::Text(Text::Zip) => t_string!(i18n, import.guide_zip),
        Part::Phone(_) => t_string!(i18n, import.guide_phone),
        Part::Email(_) => t_string!(i18n, import.guide_email),
        Part::Social(_) => t_string!(i18n, import.guide_social),
        Part::BirthDate => t_string!(i18n, import.guide_birth_date),
        Part::Language => t_string!(i18n, import.guide_language),
        Part::Country => t_string!(i18n, import.guide_country),
        Part::Kind => t_string!(i18n, import.guide_type),
        Part::Level => t_string!(i18n, import.guide_level),
        Part::Labels => t_string!(i18n, import.guide_labels),
    }
}

/// `48,211 records · UTF-8 · semicolon · 47,902 ready, 12 of them with warnings · 309 need you`: each part with the class that it is shown in.
pub fn verdict(
    i18n: I18n,
    reading: Option<&ReadingView>,
    columns: &[ColumnView],
    counts: Counts,
) -> Vec<(&'static str, String)> {
    let mut parts = vec![("all", records(i18n, counts.records))];
    if let Some(reading) = reading {
        parts.push(("how", how_it_is_read(i18n, reading)));
    }
    // Of a reading that may be wrong nobody knows whether they are.
    let is_sure = reading.is_none_or(|reading| reading.encoding_evidence.is_sure());
    let reach = reach(columns);
    parts.push((
        ready_class(counts.accepted(), is_sure, reach),
        ready(i18n, counts),
    ));
    let needs = match counts.failed {
        0 => None,
        1 => Some(t_string!(i18n, import.need_you_one).to_owned()),
        n => Some(t_string!(i18n, import.need_you, n = grouped(n))),
    };
    parts.extend(needs.map(|needs| ("bad", needs)));
    if reach == ReachedBy::Nobody {
        parts.push((
            "bad",
            t_string!(i18n, import.import_layout.nobody_reached).to_owned(),
        ));
    }
    parts.extend(ignored(i18n, columns));
    if counts.skipped > 0 {
        parts.push((
            "more",
            t_string!(i18n, import.skipped, n = grouped(counts.skipped)),
        ));
    }
    parts
}

/// How many records are ready. Those with warnings are among them: said so, the numbers add up.
fn ready(i18n: I18n, counts: Counts) -> String {
    let n = grouped(counts.accepted());
    match (counts.accepted(), counts.warning) {
        (_, 0) => t_string!(i18n, import.ready, n),
        (1, _) => t_string!(i18n, import.ready_one_warned).to_owned(),
        (_, some) => t_string!(
            i18n,
            import.ready_with_warnings,
            n,
            warnings = grouped(some)
        ),
    }
}

/// The class in which that is shown: where none is ready, nothing is good about it.
fn ready_class(ready: u64, is_sure: bool, reach: ReachedBy) -> &'static str {
    match (ready, is_sure, reach) {
        (1.., true, ReachedBy::Good) => "good",
        _ => "more",
    }
}

/// What the columns of a file are good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReachedBy {
    Good,
    /// Most of them are ignored.
    Little,
    /// None of them is a phone number or an email address: nobody is reached by such contacts.
    Nobody,
}

fn reach(columns: &[ColumnView]) -> ReachedBy {
    let named = |column: &&ColumnView| !matches!(column.matched, Match::Empty | Match::Error);
    let all = columns.iter().filter(named);
    let ignored = all
        .clone()
        .filter(|column| column.matched == Match::Ignored)
        .count();
    let reaches = |column: &ColumnView| {
        let name = column.matched.field();
        let mut known = fields().filter(|field| Some(field.header) == name.map(String::as_str));
        known.any(|field| matches!(field.part, Part::Phone(_) | Part::Email(_)))
    };
    match all.clone().count() {
        // Nothing is known yet.
        0 => ReachedBy::Good,
        _ if !all.clone().any(reaches) => ReachedBy::Nobody,
        n if ignored > n / 2 => ReachedBy::Little,
        _ => ReachedBy::Good,
    }
}

/// Says that columns are ignored, and whether phone numbers or email addresses are lost with them.
fn ignored(i18n: I18n, columns: &[ColumnView]) -> Option<(&'static str, String)> {
    let ignored = columns
        .iter()
        .filter(|column| column.matched == Match::Ignored);
    let n = ignored.clone().count();
    let lost = |holds| ignored.clone().any(|column| column.lost == Some(holds));
    let said = match n {
        1 => t_string!(i18n, import.one_ignored_column).to_owned(),
        _ => t_string!(i18n, import.ignored_columns, n = grouped(n as u64)),
    };
    match (n, lost(Holds::Phones), lost(Holds::Emails)) {
        (0, ..) => None,
        (_, true, false) => Some((
            "bad",
            format!("{said}: {}", t_string!(i18n, import.lost_phones)),
        )),
        (_, false, true) => Some((
            "bad",
            format!("{said}: {}", t_string!(i18n, import.lost_emails)),
        )),
        (_, true, true) => Some((
            "bad",
            format!("{said}: {}", t_string!(i18n, import.lost_both)),
        )),
        _ => Some(("more", said)),
    }
}

fn how_it_is_read(i18n: I18n, reading: &ReadingView) -> String {
    if reading.delimiter_evidence == DelimiterEvidence::Workbook {
        t_string!(i18n, import.workbook).to_owned()
    } else {
        format!(
            "{} · {}",
            reading.encoding.name(),
            delimiter(i18n, reading.delimiter)
        )
    }
}

/// The name of a delimiter.
pub fn delimiter(i18n: I18n, delimiter: char) -> String {
    match delimiter {
        ',' => t_string!(i18n, import.comma).to_owned(),
        ';' => t_string!(i18n, import.semicolon).to_owned(),
        '\t' => t_string!(i18n, import.tab).to_owned(),
        '|' => t_string!(i18n, import.bar).to_owned(),
        other => other.to_string(),
    }
}

/// Why a file is read in its encoding.
pub fn encoding_evidence(i18n: I18n, encoding: Encoding, evidence: EncodingEvidence) -> String {
    let name = encoding.name();
    match evidence {
        EncodingEvidence::Mark => t_string!(i18n, import.encoding_mark, name),
        EncodingEvidence::Valid => t_string!(i18n, import.encoding_valid, name),
        EncodingEvidence::Guess => t_string!(i18n, import.encoding_guess, name),
        EncodingEvidence::Doubt => t_string!(i18n, import.encoding_doubt, name),
        EncodingEvidence::Chosen => t_string!(i18n, import.chosen).to_owned(),
        EncodingEvidence::Workbook => t_string!(i18n, import.workbook).to_owned(),
    }
}

/// Why its cells are told apart by this character.
pub fn delimiter_evidence(i18n: I18n, evidence: DelimiterEvidence) -> String {
    match evidence {
        DelimiterEvidence::SepLine => t_string!(i18n, import.delimiter_sep).to_owned(),
        DelimiterEvidence::KnownColumns(1) => t_string!(i18n, import.delimiter_one).to_owned(),
        DelimiterEvidence::KnownColumns(n) => t_string!(i18n, import.delimiter_known, n = n),
        DelimiterEvidence::Chosen => t_string!(i18n, import.chosen).to_owned(),
        DelimiterEvidence::Workbook => t_string!(i18n, import.workbook).to_owned(),
    }
}

/// `12 s`, `3 min`: how long something will still take.
pub fn time_left(i18n: I18n, seconds: u64) -> String {
    match seconds {
        0..100 => t_string!(i18n, import.seconds, n = grouped(seconds)),
        _ => t_string!(i18n, import.minutes, n = grouped(seconds.div_ceil(60))),
    }
}

/// What a screen reader says when the page moves on.
pub fn announcement(i18n: I18n, page: &ImportState) -> String {
    let name = page.file_name.clone();
    match page.stage {
        Stage::Empty => String::new(),
        Stage::Checking => t_string!(i18n, import.checking, name),
        // The refusal is an alert of its own.
        Stage::Refused => String::new(),
        Stage::Judged | Stage::CountryQuestion if page.busy => {
            t_string!(i18n, import.checking, name)
        }
        Stage::Judged | Stage::CountryQuestion => match current_problem(i18n, page) {
            Some(problem) => problem,
            None => {
                let parts = verdict(i18n, page.reading.as_ref(), &page.columns, page.counts);
                parts
                    .into_iter()
                    .map(|(_, part)| part)
                    .collect::<Vec<_>>()
                    .join(", ")
            }
        },
        Stage::Importing => t_string!(i18n, import.importing, name),
        // The heading takes the focus, and the guide's sentence is an alert of its own.
        Stage::Result => String::new(),
    }
}

/// The row on which `next` and `previous` stand, in words.
fn current_problem(i18n: I18n, page: &ImportState) -> Option<String> {
    let at = page.window.current?;
    let row = page.window.current_row()?;
    let place = t_string!(
        i18n,
        import.problem_place,
        at = grouped(at + 1),
        total = grouped(page.window.total),
        line = row.line
    );
    let problems = row.problems.iter().map(|problem| problem.message.as_str());
    Some(
        std::iter::once(place.as_str())
            .chain(problems)
            .collect::<Vec<_>>()
            .join(" "),
    )
}

#[cfg(test)]
mod tests {
    use preview::{ColumnView, Match};

    use super::{ReachedBy, reach, ready_class};

    fn columns(matched: &[Option<&str>]) -> Vec<ColumnView> {
        let column = |name: &Option<&str>| ColumnView {
            header: "…".to_owned(),
            matched: name.map_or(Match::Ignored, |name| Match::Name(name.to_owned())),
            samples: Vec::new(),
            lost: None,
            guess: None,
        };
        matched.iter().map(column).collect()
    }

    #[test]
    fn a_file_by_which_nobody_is_reached_or_of_which_little_is_read_is_not_plainly_good() {
        let (first, last, mobile) = (Some("First name"), Some("Last name"), Some("Mobile"));
        for (matched, found) in [
            (&[first, last, mobile][..], ReachedBy::Good),
            (&[], ReachedBy::Good),
            (&[last, Some("Other Email"), None], ReachedBy::Good),
            (&[first, last], ReachedBy::Nobody),
            (&[first, last, None], ReachedBy::Nobody),
            (&[last, mobile, None, None, None], ReachedBy::Little),
        ] {
            assert_eq!(reach(&columns(matched)), found, "{matched:?}");
        }
    }

    #[test]
    fn that_nothing_is_ready_is_never_shown_as_good() {
        for (ready, is_sure, reach, wanted) in [
            (1, true, ReachedBy::Good, "good"),
            (0, true, ReachedBy::Good, "more"),
            (9, false, ReachedBy::Good, "more"),
            (9, true, ReachedBy::Little, "more"),
            (9, true, ReachedBy::Nobody, "more"),
        ] {
            let found = ready_class(ready, is_sure, reach);
            assert_eq!(found, wanted, "{ready} {is_sure} {reach:?}");
        }
    }
}
