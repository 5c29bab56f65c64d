//! Days as nobody can mistake them: `14 Dec 1980`, typed or chosen in the browser's calendar.
use chrono::{Datelike, NaiveDate};
use contact::date::{Unclear, typed};
use leptos::{html, prelude::*};

use crate::{
    i18n::*,
    ui::{
        button::{Button, Look},
        field::{Field, FieldProps, described_by},
    },
    values::words::I18n,
};

/// A day with its month in letters, or as Chinese writes it.
pub fn written(reader: Locale, day: NaiveDate) -> String {
    match reader {
        Locale::en => day.format("%-d %b %Y").to_string(),
        _ => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

/// Why what is typed is no day.
pub fn unclear(i18n: I18n, text: &str, unclear: Unclear) -> String {
    let text = text.trim().to_owned();
    let words = |day| written(i18n.get_locale(), day);
    match unclear {
        Unclear::Two(one, other) => t_string!(
            i18n,
            record.two_days,
            text,
            one = words(one),
            other = words(other)
        ),
        Unclear::None => t_string!(i18n, record.no_day, text),
    }
}

/// A day. What is typed is read by `contact::date::typed` and then written out, so that whoever typed it sees how it was
/// understood.
#[component]
pub fn DayField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// In a plain form: what it is sent as.
    #[prop(optional, into)]
    name: Option<String>,
    /// What stands there while it is empty; an example without it.
    #[prop(optional)]
    empty: Option<fn(I18n) -> &'static str>,
) -> impl IntoView {
    let i18n = use_i18n();
    let empty = empty.unwrap_or(|i18n| t_string!(i18n, record.day_example));
    let described = described_by(&id);
    let write = move |day| value.set(written(i18n.get_locale_untracked(), day));
    let known = move || value.with_untracked(|text| typed(text).ok());
    let field = FieldProps::builder()
        .id(id.clone())
        .label(label)
        .error(error);
    let field = field.children(Box::new(move || {
        view! {
            <div class="day-input">
                <input
                    class="input"
                    id=id
                    name=name
                    type="text"
                    autocomplete="off"
                    placeholder=move || empty(i18n)
                    aria-invalid=move || error.try_get().flatten().is_some().then_some("true")
                    aria-describedby=described
                    bind:value=value
                    on:change=move |_| {
                        if let Ok(day) = value.with_untracked(|text| typed(text)) {
                            write(day);
                        }
                    }
                />
                {calendar(i18n, known, write)}
            </div>
        }
        .into_any()
    }));
    Field(field.build())
}

/// The button that opens the browser's calendar at the day that is known, beside the input of a day.
pub fn calendar(
    i18n: I18n,
    known: impl Fn() -> Option<NaiveDate> + Send + Sync + 'static,
    chosen: impl Fn(NaiveDate) + 'static,
) -> AnyView {
    let calendar = NodeRef::<html::Input>::new();
    let open = move || {
        let Some(calendar) = calendar.get_untracked() else {
            return;
        };
        calendar.set_value(&known().map(|day| day.to_string()).unwrap_or_default());
        // A browser that has none leaves the day to be typed.
        let _ = calendar.show_picker();
    };
    view! {
        <input
            class="calendar"
            type="date"
            tabindex="-1"
            aria-hidden="true"
            node_ref=calendar
            on:change=move |event| {
                if let Ok(day) = event_target_value(&event).parse() {
                    chosen(day);
                }
            }
        />
        <Button
            look=Look::Plain
            icon=icondata_lu::LuCalendar
            label=move || t_string!(i18n, record.choose_day)
            on_press=open
        />
    }
    .into_any()
}
