//! Files that were damaged on the way: a delimiter too many or too few, quotation marks added, doubled, dropped and
//! moved, line breaks within rows and between them, blanks. Wherever it strikes, a damaged row reads as it was, is
//! refused, or carries a warning, and the other rows stay as they were.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use contact::{
    Draft, Rules,
    check::{CheckOptions, Outcome, checker::Checker},
};
use proptest::prelude::*;

const HEADER: [&str; 6] = [
    "First name",
    "Last name",
    "Company",
    "Job Title",
    "Team",
    "City",
];

/// What is said of a record: its lines, what becomes of it, and what it describes.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    line: u64,
    outcome: Outcome,
    draft: Option<Draft>,
}

fn judge(text: &str, delimiter: char) -> Vec<Said> {
    let mut options = CheckOptions::new(Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()));
    options.delimiter = Some(u8::try_from(delimiter).unwrap());
    let mut checker = Checker::new(options);
    let mut said = Vec::new();
    let mut sink = |verdict: &contact::check::verdict::Verdict| {
        said.push(Said {
            line: verdict.line,
            outcome: verdict.outcome,
            draft: (verdict.outcome != Outcome::Failed).then(|| verdict.draft()),
        });
    };
    checker.push(text.as_bytes(), &mut sink).unwrap();
    checker.finish(&mut sink).unwrap();
    said
}

/// A row as it is written.
fn written(cells: &[(String, bool)], delimiter: char) -> String {
    let cell = |(text, quoted): &(String, bool)| {
        if *quoted || text.contains([delimiter, '"', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    let cells: Vec<String> = cells.iter().map(cell).collect();
    cells.join(&delimiter.to_string())
}

/// What happens to a row.
#[derive(Clone, Copy, Debug)]
enum Damage {
    DelimiterMore,
    DelimiterFewer,
    QuoteAdded,
    QuoteDoubled,
    QuoteDropped,
    QuoteMoved,
    LineBreak,
    BlankBesideDelimiter,
}

/// Strikes a row at one place, counted over all the places where this damage can strike; nothing where there is none.
fn damaged(row: &str, damage: Damage, place: usize, to: usize, delimiter: char) -> Option<String> {
    let letters: Vec<char> = row.chars().collect();
    let inside = |at: usize| {
        letters[..at]
            .iter()
            .filter(|letter| **letter == '"')
            .count()
            % 2
            == 1
    };
    let places: Vec<usize> = (0..=letters.len())
        .filter(|&at| match damage {
            // Between quotation marks a delimiter and a line break are text like any other.
            Damage::DelimiterMore | Damage::LineBreak => !inside(at),
            Damage::QuoteAdded => true,
            Damage::DelimiterFewer => letters.get(at) == Some(&delimiter) && !inside(at),
            Damage::QuoteDoubled | Damage::QuoteDropped | Damage::QuoteMoved => {
                letters.get(at) == Some(&'"')
            }
            Damage::BlankBesideDelimiter => letters.get(at) == Some(&delimiter) && !inside(at),
        })
        .collect();
    let at = *places.get(place.checked_rem(places.len())?)?;
    let mut after = letters.clone();
    match damage {
        Damage::DelimiterMore => after.insert(at, delimiter),
        Damage::DelimiterFewer | Damage::QuoteDropped => {
            after.remove(at);
        }
        Damage::QuoteAdded | Damage::QuoteDoubled => after.insert(at, '"'),
        Damage::QuoteMoved => {
            after.remove(at);
            let to = to % (after.len() + 1);
            after.insert(to, '"');
        }
        Damage::LineBreak => after.insert(at, '\n'),
        Damage::BlankBesideDelimiter => after.insert(at + to % 2, ' '),
    }
    Some(after.into_iter().collect())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Z][a-z]{1,7}",
        1 => "[A-Z][a-z]{1,5} [A-Z][a-z]{1,5}",
        1 => "[A-Z][a-z]{1,4}, [A-Z][a-z]{1,4}",
        1 => "[A-Z][a-z]{1,3}; [A-Z][a-z]{1,3}",
        1 => "[A-Z][a-z]{1,3} \"[A-Z][a-z]{1,3}\" [A-Z][a-z]{1,3}",
        1 => "[A-Z][a-z]{1,3}\n[A-Z][a-z]{1,3}",
        1 => Just(String::new()),
    ]
}

fn row() -> impl Strategy<Value = Vec<(String, bool)>> {
    let cells = prop::collection::vec((text(), prop::bool::weighted(0.3)), HEADER.len());
    // Names hold no lists, and the row is no blank one.
    cells.prop_map(|mut cells| {
        cells[0].0 = "Mei".to_owned();
        cells[1].0 = "Kwok".to_owned();
        cells
    })
}

fn damage() -> impl Strategy<Value = Damage> {
    prop::sample::select(vec![
        Damage::DelimiterMore,
        Damage::DelimiterFewer,
        Damage::QuoteAdded,
        Damage::QuoteDoubled,
        Damage::QuoteDropped,
        Damage::QuoteMoved,
        Damage::LineBreak,
        Damage::BlankBesideDelimiter,
    ])
}

/// One file, what strikes it, and where.
#[derive(Clone, Debug)]
struct Blow {
    rows: Vec<Vec<(String, bool)>>,
    struck: usize,
    damage: Damage,
    place: usize,
    to: usize,
    delimiter: char,
    line_break: &'static str,
}

fn blow() -> impl Strategy<Value = Blow> {
    (
        prop::collection::vec(row(), 3..6),
        // The first, one in the middle, the last.
        prop::sample::select(vec![0_usize, 1, usize::MAX]),
        damage(),
        any::<usize>(),
        any::<usize>(),
        prop::sample::select(vec![',', ';', '\t', '|']),
        prop::sample::select(vec!["\n", "\r\n"]),
    )
        .prop_map(
            |(rows, struck, damage, place, to, delimiter, line_break)| Blow {
                struck: struck.min(rows.len() - 1),
                rows,
                damage,
                place,
                to,
                delimiter,
                line_break,
            },
        )
}

fn is_told(blow: Blow) -> Result<(), TestCaseError> {
    let Blow {
        rows,
        struck,
        damage,
        place,
        to,
        delimiter,
        line_break,
    } = blow;
    let mut lines: Vec<String> = rows.iter().map(|row| written(row, delimiter)).collect();
    let whole = |lines: &[String]| {
        let header = HEADER.join(&delimiter.to_string());
        std::iter::once(&header)
            .chain(lines)
            .map(|line| format!("{line}{line_break}"))
            .collect::<String>()
    };
    let before = judge(&whole(&lines), delimiter);
    prop_assert_eq!(before.len(), rows.len());
    let Some(broken) = damaged(&lines[struck], damage, place, to, delimiter) else {
        return Ok(());
    };
    lines[struck] = broken.clone();
    let text = whole(&lines);
    let after = judge(&text, delimiter);
    // Each line break that is no longer held between quotation marks makes one row more of it.
    let most = broken.lines().count().max(1);
    let pieces = (after.len() + 1).checked_sub(rows.len());
    let pieces = pieces.filter(|pieces| *pieces <= most);
    prop_assert!(pieces.is_some(), "{damage:?} {text}: {after:?}");
    let pieces = pieces.unwrap_or_default();
    let drafts = |said: &[Said]| {
        said.iter()
            .map(|said| said.draft.clone())
            .collect::<Vec<_>>()
    };
    prop_assert_eq!(
        drafts(&after[..struck]),
        drafts(&before[..struck]),
        "{:?} {}",
        damage,
        text
    );
    prop_assert_eq!(
        drafts(&after[struck + pieces..]),
        drafts(&before[struck + 1..]),
        "{:?} {}",
        damage,
        text
    );
    let it = &after[struck..struck + pieces];
    // Each piece has lost what the other holds.
    let told = it.iter().all(|said| said.outcome != Outcome::Ready);
    let same = pieces == 1 && it[0].draft == before[struck].draft;
    prop_assert!(told || same, "{damage:?} {text}: {it:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_row_is_never_silently_another_and_no_other_row_changes(blow in blow()) {
        is_told(blow)?;
    }

    #[test]
    fn blank_lines_and_blank_rows_between_the_records_change_nothing(
        rows in prop::collection::vec(row(), 1..5),
        blanks in prop::collection::vec((any::<usize>(), "(\r\n|\n|,,,,,\n| \n|,\n)"), 1..4),
    ) {
        let mut lines = vec![format!("{}\n", HEADER.join(","))];
        lines.extend(rows.iter().map(|row| format!("{}\n", written(row, ','))));
        let drafts = |lines: &[String]| {
            judge(&lines.concat(), ',').into_iter().map(|said| said.draft).collect::<Vec<_>>()
        };
        let before = drafts(&lines);
        for (place, blank) in blanks {
            lines.insert(1 + place % lines.len(), blank);
        }
        prop_assert_eq!(drafts(&lines), before);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "takes minutes; make fuzz runs it"]
    fn twenty_thousand_damaged_rows_are_never_silently_others(blow in blow()) {
        is_told(blow)?;
    }
}
