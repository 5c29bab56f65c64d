//! Moments as people say them: `5 minutes ago`, in the reader's language and time zone, with the full date on hover. The
//! server, which knows no zone, writes an unambiguous date; the browser replaces it once it has taken over.
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use js_sys::{
    Array, Date, Function,
    Intl::{DateTimeFormat, NumberFormat, RelativeTimeFormat},
    Object, Reflect,
};
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// How the server, which knows no zone, writes a day, and a moment of it.
const DAY_OF_SERVER: &str = "%-d %b %Y";
const MINUTE_OF_SERVER: &str = "%-d %b %Y, %H:%M UTC";

/// The time of the page, which moves on by the minute; none until the browser has taken over.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<Option<f64>>);

impl Clock {
    /// Makes the time available to everything on the page.
    pub fn provide() {
        let now = RwSignal::new(None);
        provide_context(Self(now));
        Effect::new(move |_| {
            now.set(Some(Date::now()));
            if let Ok(ticking) = set_interval_with_handle(
                move || now.set(Some(Date::now())),
                std::time::Duration::from_secs(60),
            ) {
                on_cleanup(move || ticking.clear());
            }
        });
    }
}

impl Clock {
    /// The clock of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// The same for something that the server wrote, which is taken over as it is; asked for once, where that is drawn.
    pub fn taking_over() -> Self {
        Self(taken_over())
    }

    /// Whether the browser has taken over, which knows the reader's zone.
    pub fn is_running(self) -> bool {
        self.0.with(Option::is_some)
    }

    /// The day of a moment, as people write it: in their zone, once the browser has taken over.
    pub fn day(self, at: DateTime<Utc>, language: &str) -> String {
        match self.0.get() {
            None => at.format(DAY_OF_SERVER).to_string(),
            Some(_) => local_day_words(at, language),
        }
    }
}

/// The day of a moment in the browser's zone, as people write it.
pub fn local_day_words(at: DateTime<Utc>, language: &str) -> String {
    format(
        at,
        language,
        &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
    )
}

/// The time of a moment in the browser's zone.
pub fn local_time(at: DateTime<Utc>) -> String {
    let date = date(at);
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The day of a moment in the browser's zone, as a date field writes it.
pub fn local_day(at: DateTime<Utc>) -> String {
    let date = date(at);
    format!(
        "{:04}-{:02}-{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date()
    )
}

/// When a day begins in the browser's zone, or the day behind it.
pub fn midnight(day: NaiveDate, behind: bool) -> Option<DateTime<Utc>> {
    let date = Date::new_with_year_month_day(
        u32::try_from(day.year()).ok()?,
        day.month0().cast_signed(),
        day.day().cast_signed() + i32::from(behind),
    );
    #[allow(clippy::cast_possible_truncation)]
    DateTime::from_timestamp_millis(date.get_time() as i64)
}

/// The moment that a date field and a time field name, in the browser's zone.
pub fn local_moment(day: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    let date = Date::new_with_year_month_day_hr_min(
        u32::try_from(day.year()).ok()?,
        day.month0().cast_signed(),
        day.day().cast_signed(),
        time.hour().cast_signed(),
        time.minute().cast_signed(),
    );
    #[allow(clippy::cast_possible_truncation)]
    DateTime::from_timestamp_millis(date.get_time() as i64)
}

/// The moment so long ago, by the browser's clock.
pub fn ago(past: TimeDelta) -> Option<DateTime<Utc>> {
    #[allow(clippy::cast_possible_truncation)]
    let now = DateTime::from_timestamp_millis(Date::now() as i64)?;
    now.checked_sub_signed(past)
}

/// The time of the page for something that the server wrote: what it wrote is taken over as it is, also by a part that
/// comes when the clock runs already.
fn taken_over() -> RwSignal<Option<f64>> {
    let Clock(clock) = expect_context();
    let now = RwSignal::new(None);
    Effect::new(move |_| now.set(clock.get()));
    now
}

/// What time it is, such as `23:10`, where clocks are so far ahead of UTC; at first that of the server's answer.
pub fn time_there(minutes_ahead: i32, answered_at: DateTime<Utc>) -> Signal<String> {
    let now = taken_over();
    Signal::derive(move || {
        #[allow(clippy::cast_possible_truncation)]
        let now = now.get().map(|now| now as i64);
        let now = now.and_then(DateTime::from_timestamp_millis);
        clock_face(now.unwrap_or(answered_at), minutes_ahead)
    })
}

fn clock_face(now: DateTime<Utc>, minutes_ahead: i32) -> String {
    let there = now.checked_add_signed(TimeDelta::minutes(minutes_ahead.into()));
    there.unwrap_or(now).format("%H:%M").to_string()
}

/// A moment as the server writes it, until the browser says it in words; the full date on hover.
fn moment(
    at: DateTime<Utc>,
    language: Signal<&'static str>,
    of_server: &'static str,
    said: fn(DateTime<Utc>, f64, &str) -> String,
) -> impl IntoView {
    let now = taken_over();
    view! {
        <time
            datetime=at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
            title=move || now.get().map(|_| exact(at, language.get()))
        >
            {move || match now.get() {
                None => at.format(of_server).to_string(),
                Some(now) => said(at, now, language.get()),
            }}
        </time>
    }
}

/// For how long something has lasted: `5 mins`, `2 hrs 10 mins`, `3 days`.
#[component]
pub fn Lasting(
    since: DateTime<Utc>,
    #[prop(into)] language: Signal<&'static str>,
) -> impl IntoView {
    moment(since, language, MINUTE_OF_SERVER, lasted)
}

fn lasted(since: DateTime<Utc>, now: f64, language: &str) -> String {
    #[allow(clippy::cast_precision_loss)]
    let past = (now - since.timestamp_millis() as f64).max(0.0);
    let counted = |count: f64, unit| {
        let options = options(&[("style", "unit"), ("unit", unit), ("unitDisplay", "short")]);
        let format = NumberFormat::new(&languages(language), &options).format();
        let text = format.call1(&JsValue::NULL, &JsValue::from_f64(count));
        text.ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    };
    let minutes = (past / MINUTE).floor();
    match past {
        past if past < HOUR => counted(minutes, "minute"),
        past if past < DAY => {
            let hours = counted((past / HOUR).floor(), "hour");
            format!("{hours} {}", counted(minutes % 60.0, "minute"))
        }
        past => counted((past / DAY).floor(), "day"),
    }
}

/// A moment in the past.
#[component]
pub fn When(at: DateTime<Utc>, #[prop(into)] language: Signal<&'static str>) -> impl IntoView {
    moment(at, language, DAY_OF_SERVER, spoken)
}

/// A moment to come, such as `in 5 min.`; once it has come, it is now.
#[component]
pub fn Ahead(at: DateTime<Utc>, #[prop(into)] language: Signal<&'static str>) -> impl IntoView {
    moment(at, language, MINUTE_OF_SERVER, to_come)
}

fn to_come(at: DateTime<Utc>, now: f64, language: &str) -> String {
    #[allow(clippy::cast_precision_loss)]
    let ahead = at.timestamp_millis() as f64 - now;
    let (count, unit) = match ahead {
        ahead if ahead <= 0.0 => (0.0, "second"),
        ahead if ahead < HOUR => ((ahead / MINUTE).ceil(), "minute"),
        ahead if ahead < DAY => ((ahead / HOUR).round(), "hour"),
        ahead => ((ahead / DAY).round(), "day"),
    };
    relative(count, unit, language)
}

/// What time it is now in a time zone, by its name in the IANA database; nothing before the browser has taken over, or
/// where it knows no such zone.
#[component]
pub fn TimeIn(
    #[prop(into)] zone: String,
    #[prop(into)] language: Signal<&'static str>,
) -> impl IntoView {
    let Clock(clock) = expect_context();
    let now = RwSignal::new(None);
    Effect::new(move |_| now.set(clock.get()));
    view! {
        <span class="local-time">
            {move || now.get().and_then(|now| time_in(&zone, now, language.get()))}
        </span>
    }
}

fn time_in(zone: &str, now: f64, language: &str) -> Option<String> {
    let with = [
        ("timeZone", zone),
        ("weekday", "short"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ];
    // Made with care: a zone that is none is an exception.
    let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let format = Reflect::get(&intl, &JsValue::from_str("DateTimeFormat")).ok()?;
    let given = Array::of2(&languages(language), &options(&with));
    let format = Reflect::construct(format.dyn_ref::<Function>()?, &given).ok()?;
    let format: Function = format.unchecked_into::<DateTimeFormat>().format();
    let text = format.call1(&JsValue::NULL, &Date::new(&JsValue::from_f64(now)));
    text.ok()?.as_string()
}

fn spoken(at: DateTime<Utc>, now: f64, language: &str) -> String {
    #[allow(clippy::cast_precision_loss)]
    let past = now - at.timestamp_millis() as f64;
    let (count, unit) = match past {
        past if past < MINUTE => (0.0, "second"),
        past if past < HOUR => ((past / MINUTE).floor(), "minute"),
        past if past < DAY => ((past / HOUR).floor(), "hour"),
        past if past < 7.0 * DAY => ((past / DAY).floor(), "day"),
        _ => {
            return format(
                at,
                language,
                &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
            );
        }
    };
    relative(-count, unit, language)
}

fn relative(count: f64, unit: &str, language: &str) -> String {
    let options = options(&[("numeric", "auto"), ("style", "short")]);
    RelativeTimeFormat::new(&languages(language), &options)
        .format(count, unit)
        .into()
}

fn exact(at: DateTime<Utc>, language: &str) -> String {
    format(
        at,
        language,
        &[("dateStyle", "full"), ("timeStyle", "short")],
    )
}

fn format(at: DateTime<Utc>, language: &str, with: &[(&str, &str)]) -> String {
    let date = date(at);
    let format: Function = DateTimeFormat::new(&languages(language), &options(with)).format();
    format
        .call1(&JsValue::NULL, &date)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

fn date(at: DateTime<Utc>) -> Date {
    #[allow(clippy::cast_precision_loss)]
    Date::new(&JsValue::from_f64(at.timestamp_millis() as f64))
}

fn languages(language: &str) -> Array {
    // English as most of the world writes its dates: the day first, the month in letters.
    Array::of1(&JsValue::from_str(if language == "en" {
        "en-GB"
    } else {
        language
    }))
}

fn options(with: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in with {
        // A new object takes any property.
        let _ = Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    options
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::clock_face;

    #[test]
    fn a_clock_elsewhere_may_be_on_another_day() {
        let now: DateTime<Utc> = "2026-11-28T15:10:00Z".parse().expect("a moment");
        for (minutes_ahead, shows) in [
            (0, "15:10"),
            (480, "23:10"),
            (-600, "05:10"),
            (825, "04:55"),
        ] {
            assert_eq!(clock_face(now, minutes_ahead), shows);
        }
    }
}
