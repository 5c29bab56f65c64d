//! Judges any bytes as a file: nothing panics, however the bytes arrive the verdicts are the same, and the counts add up.
#![no_main]

use chrono::NaiveDate;
use contact::{
    Problem, Rules,
    check::{CheckOptions, Counts, checker::Checker, verdict::Verdict},
    file::FileKind,
};
use libfuzzer_sys::fuzz_target;

/// What is said of each record, and at the end of the whole.
fn judge(
    options: &CheckOptions,
    bytes: &[u8],
    piece: usize,
) -> (Vec<String>, Result<Counts, Problem>) {
    let mut said = Vec::new();
    let mut sink = |verdict: &Verdict| {
        said.push(format!(
            "{} {} {:?} {:?} {:?}",
            verdict.line,
            verdict.record,
            verdict.outcome,
            verdict.problems,
            verdict.draft()
        ));
    };
    let mut checker = Checker::new(options.clone());
    let mut read = || {
        for piece in bytes.chunks(piece) {
            checker.push(piece, &mut sink)?;
        }
        checker.finish(&mut sink)
    };
    let end = read();
    (said, end.map(|()| checker.counts()))
}

fuzz_target!(|input: &[u8]| {
    let Some((&piece, bytes)) = input.split_first() else {
        return;
    };
    let rules = Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default());
    let options = CheckOptions::new(rules);
    // Workbooks are unpacked by a process that can be killed, and are damaged with more care by the server's tests.
    if FileKind::of(bytes) == FileKind::Archive {
        return;
    }
    let (said, whole) = judge(&options, bytes, usize::MAX);
    assert_eq!(
        judge(&options, bytes, usize::from(piece) + 1),
        (said, whole.clone())
    );
    if let Ok(counts) = whole {
        assert_eq!(
            counts.records,
            counts.ready + counts.warning + counts.failed + counts.skipped
        );
    }
});
