//! The form of the rules. It is sent as a whole; what the environment says is shown, and left out.
use contact::{Bounded, Limits};
use leptos::prelude::*;

use crate::{
    administer::given::Given,
    api::installation,
    error::Error,
    i18n::*,
    page::{Report, problem, report},
    ui::{
        button::{Button, Look},
        field::{Options, SelectField, TextField, Tick},
        focus::focus_soon,
        number::grouped,
    },
    values::{names, words::I18n},
    wire::installation::{Installation, InstallationChange, MOST_BIN_DAYS, SettingName},
};

/// What is typed.
#[derive(Clone, Copy)]
struct TypedRules {
    i18n: I18n,
    given: StoredValue<Vec<SettingName>>,
    bin_days: RwSignal<String>,
    auto_create: RwSignal<bool>,
    /// Megabytes, records, columns, characters in a cell.
    limits: [RwSignal<String>; 4],
    country: RwSignal<String>,
    error: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
    report: Report,
}

impl TypedRules {
    fn of(now: Installation) -> Self {
        let limits = [
            u32::from(now.file_megabytes),
            now.file_records,
            u32::from(now.file_columns),
            now.cell_characters,
        ];
        Self {
            i18n: use_i18n(),
            given: StoredValue::new(now.given),
            bin_days: RwSignal::new(now.bin_days.to_string()),
            auto_create: RwSignal::new(now.auto_create),
            limits: limits.map(|limit| RwSignal::new(limit.to_string())),
            country: RwSignal::new(now.usual_country),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            report: report(),
        }
    }

    fn is_given(self, name: SettingName) -> bool {
        self.given.with_value(|given| given.contains(&name))
    }

    /// All that is typed, but for what the environment says.
    fn change(self) -> InstallationChange {
        let [megabytes, records, columns, characters] = self
            .limits
            .map(|typed| Some(number(&typed.get_untracked())));
        let free = |name| !self.is_given(name);
        InstallationChange {
            bin_days: free(SettingName::BinDays).then(|| number(&self.bin_days.get_untracked())),
            auto_create: free(SettingName::AutoCreate).then(|| self.auto_create.get_untracked()),
            embed_origins: None,
            file_megabytes: megabytes,
            file_records: records,
            file_columns: columns,
            cell_characters: characters,
            usual_country: Some(Bounded::own(self.country.get_untracked())),
        }
    }

    fn save(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let change = self.change();
        leptos::task::spawn_local(async move {
            let saved = installation::change(change).await;
            self.busy.set(false);
            match saved {
                Ok(_) => self
                    .report
                    .toasts
                    .say(tu_string!(self.i18n, settings.saved)),
                Err(Error::Invalid(problems)) => {
                    // The first field that has to be corrected.
                    if let Some(first) = problems.first() {
                        focus_soon(first.column.clone());
                    }
                    self.error.set(Some(Error::Invalid(problems)));
                }
                Err(other) => self.report.say(other),
            }
        });
    }
}

/// What is typed, as a number. What is none is refused by the server, as 0 is.
fn number(typed: &str) -> u32 {
    let typed: String = typed.chars().filter(|mark| *mark != ',').collect();
    typed.trim().parse().unwrap_or_default()
}

/// The form, as things stand now.
#[component]
pub fn RulesForm(now: Installation) -> impl IntoView {
    let typed = TypedRules::of(now);
    let i18n = typed.i18n;
    view! {
        <form class="settings" on:submit=move |event| {
            event.prevent_default();
            typed.save();
        }>
            {bin(typed)}
            {visitors(typed)}
            {files(typed)}
            {numbers(typed)}
            <div class="settings-end">
                <Button look=Look::Primary submit=true busy=typed.busy>{t!(i18n, settings.save)}</Button>
            </div>
        </form>
    }
}

fn bin(typed: TypedRules) -> AnyView {
    let i18n = typed.i18n;
    let is_given = typed.is_given(SettingName::BinDays);
    view! {
        <section aria-labelledby="settings-bin">
            <h2 id="settings-bin">{t!(i18n, settings.bin)}</h2>
            <div class="content">
                <TextField
                    id=SettingName::BinDays.as_str()
                    kind="number"
                    label=move || t_string!(i18n, settings.bin_days)
                    hint=move || t_string!(i18n, settings.bin_days_hint, most = grouped(MOST_BIN_DAYS))
                    value=typed.bin_days
                    error=problem(typed.error, SettingName::BinDays.as_str())
                    readonly=is_given
                />
                {is_given.then(|| view! { <Given name=SettingName::BinDays/> })}
            </div>
        </section>
    }
    .into_any()
}

fn visitors(typed: TypedRules) -> AnyView {
    let i18n = typed.i18n;
    let is_given = typed.is_given(SettingName::AutoCreate);
    view! {
        <section aria-labelledby="settings-visitors">
            <h2 id="settings-visitors">{t!(i18n, settings.visitors)}</h2>
            <div class="content">
                <Tick value=typed.auto_create disabled=is_given>{t!(i18n, settings.auto_create)}</Tick>
                <p class="hint">{t!(i18n, settings.auto_create_hint)}</p>
                {is_given.then(|| view! { <Given name=SettingName::AutoCreate/> })}
            </div>
        </section>
    }
    .into_any()
}

/// What a file may not exceed: less than the product is made for, never more.
fn files(typed: TypedRules) -> AnyView {
    let i18n = typed.i18n;
    let words: [fn(I18n) -> &'static str; 4] = [
        |i18n| t_string!(i18n, settings.file_megabytes),
        |i18n| t_string!(i18n, settings.file_records),
        |i18n| t_string!(i18n, settings.file_columns),
        |i18n| t_string!(i18n, settings.cell_characters),
    ];
    let most = [
        Limits::MOST.file_bytes >> 20,
        Limits::MOST.records,
        Limits::MOST.columns as u64,
        Limits::MOST.cell_characters as u64,
    ];
    let names = [
        SettingName::FileMegabytes,
        SettingName::FileRecords,
        SettingName::FileColumns,
        SettingName::CellCharacters,
    ];
    let fields = names.into_iter().zip(words).zip(most).zip(typed.limits);
    let fields = fields.map(move |(((name, words), most), value)| {
        view! {
            <TextField
                id=name.as_str()
                kind="number"
                label=move || words(i18n)
                hint=move || t_string!(i18n, settings.at_most, most = grouped(most))
                value=value
                error=problem(typed.error, name.as_str())
            />
        }
    });
    view! {
        <section aria-labelledby="settings-files">
            <h2 id="settings-files">{t!(i18n, settings.files)}</h2>
            <div class="content">
                <p class="hint">{t!(i18n, settings.files_hint)}</p>
                <div class="settings-pairs">{fields.collect_view()}</div>
            </div>
        </section>
    }
    .into_any()
}

/// The country whose code phone numbers most likely lack.
fn numbers(typed: TypedRules) -> AnyView {
    let i18n = typed.i18n;
    let countries = Signal::derive(move || {
        let none = t_string!(i18n, settings.country_none).to_owned();
        let mut offered: Options = vec![(String::new(), none)];
        let known = names::countries(i18n.get_locale()).into_iter();
        offered.extend(known.filter_map(|(country, name)| {
            let dial = country.dial()?;
            Some((country.code().to_owned(), format!("{name} (+{dial})")))
        }));
        offered
    });
    view! {
        <section aria-labelledby="settings-numbers">
            <h2 id="settings-numbers">{t!(i18n, settings.numbers)}</h2>
            <div class="content">
                <SelectField
                    id=SettingName::UsualCountry.as_str()
                    label=move || t_string!(i18n, settings.country)
                    hint=move || t_string!(i18n, settings.country_hint)
                    value=typed.country
                    options=countries
                    error=problem(typed.error, SettingName::UsualCountry.as_str())
                />
            </div>
        </section>
    }
    .into_any()
}
