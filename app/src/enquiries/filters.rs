//! What the lists of enquiries are narrowed down by. Each choice is a new address.
use chrono::NaiveDate;
use contact::{Bounded, date::typed, enquiry::Channel, query::Span};
use leptos::{ev, prelude::*};
use strum::VariantArray;

use crate::{
    api::overview::filters_offered,
    enquiries::address::{ListAddress, go},
    i18n::*,
    ui::{
        button::LinkButton,
        field::{Options, SelectField, TextField},
        when::{local_day, midnight},
    },
    values::{
        day::{self, DayField},
        enquiry::channel_name,
        words::I18n,
    },
    wire::overview::{EnquiryQuery, Narrow, Offered},
};

/// What stands where nothing is asked for.
const ANY: fn(I18n) -> &'static str = |i18n| t_string!(i18n, list.any);

/// What stands in the fields.
#[derive(Clone, Copy)]
struct Fields {
    i18n: I18n,
    search: RwSignal<String>,
    channel: RwSignal<String>,
    destination: RwSignal<String>,
    staff: RwSignal<String>,
    from: Day,
    to: Day,
}

/// A day that is typed or chosen, and what is wrong with it.
#[derive(Clone, Copy)]
struct Day {
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

impl Day {
    fn new() -> Self {
        Self {
            text: RwSignal::default(),
            error: RwSignal::new(None),
        }
    }

    /// The day, where there is one; none where what is typed is no day, which is said.
    fn read(self, i18n: I18n) -> Option<Option<NaiveDate>> {
        let text = self.text.get_untracked();
        let read = match text.trim() {
            "" => Ok(None),
            text => typed(text).map(Some),
        };
        match read {
            Ok(day) => {
                self.error.set(None);
                Some(day)
            }
            Err(unclear) => {
                self.error
                    .set(Some(untrack(|| day::unclear(i18n, &text, unclear))));
                None
            }
        }
    }

    fn show(self, i18n: I18n, day: Option<NaiveDate>) {
        let locale = i18n.get_locale_untracked();
        self.text
            .set(day.map(|day| day::written(locale, day)).unwrap_or_default());
        self.error.set(None);
    }
}

impl Fields {
    fn new(i18n: I18n) -> Self {
        Self {
            i18n,
            search: RwSignal::default(),
            channel: RwSignal::default(),
            destination: RwSignal::default(),
            staff: RwSignal::default(),
            from: Day::new(),
            to: Day::new(),
        }
    }

    /// Shows what the address asks for; days in the zone of the browser, which alone knows it.
    fn show(self, query: &EnquiryQuery, in_browser: bool) {
        let Narrow {
            channel,
            destination,
            staff,
            opened,
        } = &query.narrow;
        self.search.set(query.search.to_string());
        self.channel.set(
            channel
                .map(|channel| channel.to_string())
                .unwrap_or_default(),
        );
        self.destination
            .set(destination.as_deref().unwrap_or_default().to_owned());
        self.staff
            .set(staff.as_deref().unwrap_or_default().to_owned());
        if in_browser {
            let day = |at| local_day(at).parse().ok();
            self.from.show(self.i18n, opened.from.and_then(day));
            // The last day is the one that ends where the span does.
            let last = opened
                .before
                .map(|before| before - chrono::TimeDelta::milliseconds(1));
            self.to.show(self.i18n, last.and_then(day));
        }
    }

    /// What the fields say; none where a day is none.
    fn read(self) -> Option<(Narrow, String)> {
        let days = (self.from.read(self.i18n), self.to.read(self.i18n));
        let (from, to) = (days.0?, days.1?);
        let narrow = Narrow {
            channel: self.channel.get_untracked().parse().ok(),
            destination: bounded(self.destination.get_untracked()),
            staff: bounded(self.staff.get_untracked()),
            opened: Span {
                from: from.and_then(|day| midnight(day, false)),
                before: to.and_then(|day| midnight(day, true)),
            },
        };
        Some((narrow, self.search.get_untracked()))
    }
}

fn bounded<const LONGEST: usize>(text: String) -> Option<Bounded<LONGEST>> {
    Bounded::try_from(text).ok().filter(|text| !text.is_empty())
}

/// The fields of a list; with a search where it has one.
#[component]
pub fn Filters(asked: ListAddress, #[prop(optional)] search: bool) -> impl IntoView {
    let i18n = use_i18n();
    let fields = Fields::new(i18n);
    let go = go();
    fields.show(&asked.query.get_untracked(), false);
    // Enter both changes a field and sends the form: one address is gone to once.
    let gone = StoredValue::new(String::new());
    Effect::new(move |_| {
        gone.set_value(asked.address(|_| {}));
        fields.show(&asked.query.get(), true);
    });
    let apply = move || {
        if let Some((narrow, search)) = fields.read() {
            let change = |query: &mut EnquiryQuery| {
                query.narrow = narrow;
                query.search = bounded(search.trim().to_owned()).unwrap_or_default();
            };
            let address = untrack(|| asked.address(change));
            if gone.with_value(|gone| *gone != address) {
                gone.set_value(address.clone());
                go(&address);
            }
        }
    };
    let changed = apply.clone();
    let narrowed = move || {
        asked
            .query
            .with(|query| query.narrow != Narrow::default() || !query.search.is_empty())
    };
    let clear = move || {
        asked.address(|query| {
            query.narrow = Narrow::default();
            query.search = Bounded::default();
        })
    };
    view! {
        <form
            class="enquiry-filters"
            role="search"
            aria-label=move || t_string!(i18n, enquiries.filters)
            on:change=move |_| changed()
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                apply();
            }
        >
            {search.then(|| view! {
                <TextField id="search" kind="search" label=move || t_string!(i18n, enquiries.search) value=fields.search/>
            })}
            <SelectField
                id="channel"
                label=move || t_string!(i18n, enquiries.channel)
                value=fields.channel
                options=Signal::derive(move || channels(i18n))
            />
            {rooms(i18n, fields)}
            <DayField
                id="opened_from"
                label=move || t_string!(i18n, enquiries.opened_from)
                value=fields.from.text
                error=fields.from.error
                empty=ANY
            />
            <DayField
                id="opened_to"
                label=move || t_string!(i18n, enquiries.opened_to)
                value=fields.to.text
                error=fields.to.error
                empty=ANY
            />
            {move || narrowed().then(|| view! {
                <LinkButton href=Signal::derive(clear)>{t!(i18n, list.clear)}</LinkButton>
            })}
        </form>
    }
}

/// Where it was routed to, and who is in the room: what there is of either is asked for.
fn rooms(i18n: I18n, fields: Fields) -> AnyView {
    let offered = Resource::new(|| (), |()| filters_offered());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                // Without them the list is there all the same.
                let Offered { destinations, staff } = offered.await.unwrap_or_default();
                view! {
                    <SelectField
                        id="destination"
                        label=move || t_string!(i18n, enquiries.destination)
                        value=fields.destination
                        options=Memo::new(move |_| any_of(i18n, &destinations, fields.destination))
                    />
                    <SelectField
                        id="staff"
                        label=move || t_string!(i18n, enquiries.staff)
                        value=fields.staff
                        options=Memo::new(move |_| any_of(i18n, &staff, fields.staff))
                    />
                }
            })}
        </Transition>
    }
    .into_any()
}

fn channels(i18n: I18n) -> Options {
    let channels = Channel::VARIANTS.iter();
    let channels =
        channels.map(|&channel| (channel.to_string(), channel_name(i18n, channel).to_owned()));
    any(i18n).chain(channels).collect()
}

/// What is offered, and what is chosen besides.
fn any_of(i18n: I18n, offered: &[(String, String)], chosen: RwSignal<String>) -> Options {
    let mut options: Options = any(i18n).chain(offered.iter().cloned()).collect();
    let chosen = chosen.get();
    if !options.iter().any(|(value, _)| *value == chosen) {
        options.push((chosen.clone(), chosen));
    }
    options
}

fn any(i18n: I18n) -> impl Iterator<Item = (String, String)> {
    std::iter::once((String::new(), ANY(i18n).to_owned()))
}
