//! Measures the check of a file: `cargo run --release -p contact --example check_speed FILE [ROUNDS]`.

use std::{hint::black_box, time::Instant};

use chrono::NaiveDate;
use contact::{
    Rules,
    check::{CheckOptions, checker::Checker},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("check_speed FILE [ROUNDS]")?;
    let rounds: usize = arguments.next().map_or(Ok(15), |rounds| rounds.parse())?;
    let bytes = std::fs::read(path)?;
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).ok_or("a date")?;
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..rounds {
        let start = Instant::now();
        let mut checker = Checker::new(CheckOptions::new(Rules::new(today)));
        let mut sink = |verdict: &contact::check::verdict::Verdict| {
            black_box(verdict.record);
        };
        let judged = bytes
            .chunks(1024 * 1024)
            .try_for_each(|chunk| checker.push(chunk, &mut sink))
            .and_then(|()| checker.finish(&mut sink));
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        last = Some((
            judged.map_err(|problem| problem.to_string()),
            checker.counts(),
        ));
    }
    times.sort_by(f64::total_cmp);
    println!(
        "best {:.1} ms, median {:.1} ms, {:.0} MB/s: {last:?}",
        times[0],
        times[times.len() / 2],
        bytes.len() as f64 / 1000.0 / times[0]
    );
    Ok(())
}
