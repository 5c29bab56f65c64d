//! What is said of each thing that may be well or not: its name, how it is, and whether that is well.
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{badge::Tone, number::grouped, when::When},
    values::words::I18n,
    wire::health::{DiskState, InstallationHealth, NewestImport, PoolState},
};

/// One thing.
pub struct HealthLine {
    pub label: TextProp,
    pub value: AnyView,
    /// Whether it is well, in words; absent where it may be anything.
    pub state: Option<(Tone, TextProp)>,
}

impl HealthLine {
    /// A thing that may be anything.
    fn of(label: impl Into<TextProp>, value: AnyView) -> Self {
        Self {
            label: label.into(),
            value,
            state: None,
        }
    }

    /// The same, which is well or not.
    fn is(self, tone: Tone, words: impl Into<TextProp>) -> Self {
        Self {
            state: Some((tone, words.into())),
            ..self
        }
    }
}

fn moment(i18n: I18n, at: DateTime<Utc>) -> AnyView {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    view! { <When at=at language=language/> }.into_any()
}

/// Bytes, as people say them.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let (mut whole, mut rest, mut unit) = (bytes, 0, 0);
    while whole >= 1_000 && unit + 1 < UNITS.len() {
        (whole, rest) = (whole / 1_000, whole % 1_000 / 100);
        unit += 1;
    }
    match whole < 10 && unit > 0 {
        true => format!("{whole}.{rest} {}", UNITS[unit]),
        false => format!("{} {}", grouped(whole), UNITS[unit]),
    }
}

/// The server that answers, and the schema.
pub fn machine(i18n: I18n, health: &InstallationHealth) -> Vec<HealthLine> {
    let mut lines = Vec::new();
    if let Some(machine) = &health.machine {
        lines.push(HealthLine::of(
            move || t_string!(i18n, settings.version),
            machine.version.clone().into_any(),
        ));
        lines.push(HealthLine::of(
            move || t_string!(i18n, settings.started),
            moment(i18n, machine.started_at),
        ));
        lines.push(HealthLine::of(
            move || t_string!(i18n, settings.streams),
            grouped(machine.streams).into_any(),
        ));
    }
    let schema = health.migrations;
    let line = HealthLine::of(
        move || t_string!(i18n, settings.migrations),
        format!("{} ({:04})", schema.applied, schema.newest).into_any(),
    );
    lines.push(match schema.pending {
        0 => line.is(Tone::Success, move || {
            t_string!(i18n, settings.migrations_all)
        }),
        count => line.is(Tone::Danger, move || {
            t_string!(i18n, settings.migrations_pending, count = count)
        }),
    });
    lines
}

/// The disk, the database and the connections to it.
pub fn storage(i18n: I18n, health: &InstallationHealth) -> Vec<HealthLine> {
    let mut lines = Vec::new();
    if let Some(disk) = health.machine.as_ref().and_then(|machine| machine.disk) {
        lines.push(disk_line(i18n, disk));
    }
    lines.push(HealthLine::of(
        move || t_string!(i18n, settings.database_size),
        size(health.database_bytes).into_any(),
    ));
    lines.extend(health.pools.iter().map(|pool| pool_line(i18n, pool)));
    lines
}

fn disk_line(i18n: I18n, disk: DiskState) -> HealthLine {
    let used = disk.total_bytes.saturating_sub(disk.free_bytes);
    let said = move || {
        t_string!(
            i18n,
            settings.disk_said,
            free = size(disk.free_bytes),
            used = size(used)
        )
    };
    let line = HealthLine::of(move || t_string!(i18n, settings.disk), said.into_any());
    match disk.is_nearly_full() {
        false => line.is(Tone::Success, move || t_string!(i18n, settings.disk_well)),
        true => line.is(Tone::Danger, move || t_string!(i18n, settings.disk_full)),
    }
}

fn pool_line(i18n: I18n, pool: &PoolState) -> HealthLine {
    let PoolState {
        name,
        open,
        idle,
        most,
    } = pool.clone();
    let used = open.saturating_sub(idle);
    let said = move || {
        t_string!(
            i18n,
            settings.pool_said,
            used = used,
            open = open,
            most = most
        )
    };
    let line = HealthLine::of(
        move || t_string!(i18n, settings.pool, name = name.clone()),
        said.into_any(),
    );
    match used < most {
        true => line,
        false => line.is(Tone::Warning, move || t_string!(i18n, settings.pool_full)),
    }
}

/// What waits and what is under way.
pub fn work(i18n: I18n, health: &InstallationHealth) -> Vec<HealthLine> {
    let imports = health.imports;
    let count = |words: fn(I18n) -> &'static str, count: u64| {
        HealthLine::of(move || words(i18n), grouped(count).into_any())
    };
    let mut lines = vec![
        count(
            |i18n| t_string!(i18n, settings.imports_arriving),
            imports.arriving,
        ),
        count(
            |i18n| t_string!(i18n, settings.imports_waiting),
            imports.waiting,
        ),
        count(
            |i18n| t_string!(i18n, settings.imports_running),
            imports.running,
        ),
        count(
            |i18n| t_string!(i18n, settings.imports_undone),
            imports.undone,
        ),
        count(|i18n| t_string!(i18n, settings.bulk_running), health.bulk),
        count(
            |i18n| t_string!(i18n, settings.deliveries_waiting),
            health.deliveries,
        ),
    ];
    let Some(lease) = imports.oldest_lease else {
        return lines;
    };
    let line = HealthLine::of(move || t_string!(i18n, settings.lease), moment(i18n, lease));
    lines.push(match lease >= health.at {
        true => line.is(Tone::Success, move || t_string!(i18n, settings.lease_held)),
        false => line.is(Tone::Warning, move || t_string!(i18n, settings.lease_lost)),
    });
    lines
}

/// The newest import: whose it is, when, and how it ended.
pub fn import(i18n: I18n, health: &InstallationHealth) -> Vec<HealthLine> {
    let Some(import) = health.last_import.clone() else {
        let none = view! { <span>{t!(i18n, settings.import_none)}</span> };
        let label = move || t_string!(i18n, settings.import_file);
        return vec![HealthLine::of(label, none.into_any())];
    };
    let NewestImport {
        started_by,
        file_name,
        status,
        created_at,
        finished_at,
        created,
        updated,
        failed,
    } = import;
    let said = move || {
        t_string!(
            i18n,
            settings.import_said,
            created = grouped(created),
            updated = grouped(updated),
            failed = grouped(failed)
        )
    };
    let outcome = HealthLine::of(
        move || t_string!(i18n, settings.import_outcome),
        said.into_any(),
    );
    let (tone, words): (Tone, fn(I18n) -> &'static str) = match status.as_str() {
        "done" if failed == 0 => (Tone::Success, |i18n| t_string!(i18n, settings.import_done)),
        "done" => (Tone::Warning, |i18n| {
            t_string!(i18n, settings.import_failed)
        }),
        "refused" => (Tone::Danger, |i18n| {
            t_string!(i18n, settings.import_refused)
        }),
        "cancelled" => (Tone::Neutral, |i18n| {
            t_string!(i18n, settings.import_cancelled)
        }),
        _ => (Tone::Neutral, |i18n| t_string!(i18n, settings.import_going)),
    };
    let by = view! {
        <bdi>{started_by}</bdi>
        " · "
        {moment(i18n, finished_at.unwrap_or(created_at))}
    };
    vec![
        HealthLine::of(
            move || t_string!(i18n, settings.import_file),
            view! { <bdi>{file_name}</bdi> }.into_any(),
        ),
        HealthLine::of(move || t_string!(i18n, settings.import_by), by.into_any()),
        outcome.is(tone, move || words(i18n)),
    ]
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn bytes_are_said_with_the_unit_that_makes_them_short() {
        for (bytes, said) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_540, "1.5 kB"),
            (42_000_000, "42 MB"),
            (9_960_000_000, "9.9 GB"),
            (1_234_000_000_000_000, "1,234 TB"),
        ] {
            assert_eq!(size(bytes), said);
        }
    }
}
