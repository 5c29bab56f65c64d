//! Who one is here. Name, time zone and availability are one's own to change; the rest is an Administrator's.
use leptos::prelude::*;

use crate::{
    api::account,
    error::Error,
    i18n::*,
    leave::Guard,
    page::{Report, problem, report, unread},
    request::{own_name, signed_in},
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        field::{SelectField, TextField},
        focus::focus_soon,
    },
    values::{
        staff::{availability_name, role_name},
        time_zone::TimeZoneField,
        words::I18n,
    },
    who::{Role, Who},
    wire::{
        account::{OwnAccount, OwnAccountChange},
        staff::Availability,
    },
};

/// The ids of the fields.
const NAME: &str = "own-name";
const ZONE: &str = "own-time-zone";

/// Who one is, and the form to change it.
#[component]
pub fn Identity() -> impl IntoView {
    let i18n = use_i18n();
    let own = Resource::new(|| (), |()| account::get());
    let who = signed_in();
    view! {
        <section aria-labelledby="account-you">
            <h2 id="account-you">{t!(i18n, account.you)}</h2>
            <div class="content stack">
                {who.map(|who| fixed(i18n, who))}
                <Transition>
                    {move || Suspend::new(async move {
                        match own.await {
                            Ok(own) => own_form(i18n, own),
                            Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </section>
    }
}

/// Email address and role, which are an Administrator's to change.
fn fixed(i18n: I18n, who: Who) -> AnyView {
    let Who::Staff { email, role, .. } = who else {
        return ().into_any();
    };
    view! {
        <div>
            <dl>
                <div><dt>{t!(i18n, account.email)}</dt><dd><bdi>{email}</bdi></dd></div>
                <div><dt>{t!(i18n, account.role)}</dt><dd>{move || role_name(i18n, role)}</dd></div>
            </dl>
            {(role != Role::Administrator).then(|| view! { <p class="hint">{t!(i18n, account.you_hint)}</p> })}
        </div>
    }
    .into_any()
}

/// The form of what one changes oneself.
#[derive(Clone, Copy)]
struct IdentityForm {
    i18n: I18n,
    report: Report,
    name: RwSignal<String>,
    zone: RwSignal<String>,
    /// What is kept of both.
    kept: StoredValue<[String; 2]>,
    /// What the menu calls them.
    shown: RwSignal<String>,
    error: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
}

impl IdentityForm {
    fn texts(self) -> [String; 2] {
        [self.name, self.zone].map(|text| text.get_untracked())
    }

    fn is_dirty(self) -> bool {
        let texts = self.texts();
        self.kept.with_value(|kept| *kept != texts)
    }

    fn save(self) {
        if self.busy.get_untracked() {
            return;
        }
        let [name, zone] = self.texts();
        let [old_name, old_zone] = self.kept.get_value();
        let change = OwnAccountChange {
            name: Some(name).filter(|name| *name != old_name),
            time_zone: Some(zone).filter(|zone| *zone != old_zone),
        };
        self.busy.set(true);
        self.error.set(None);
        leptos::task::spawn_local(async move {
            let saved = account::change(change).await;
            // The page may have been left meanwhile.
            let _ = self.busy.try_set(false);
            match saved {
                Ok(own) => self.keep(own),
                Err(known @ Error::Invalid(_)) => {
                    let wrong = known.about("name").map_or(ZONE, |_| NAME);
                    let _ = self.error.try_set(Some(known));
                    focus_soon(wrong.to_owned());
                }
                Err(other) => self.report.say(other),
            }
        });
    }

    fn keep(self, own: OwnAccount) {
        let i18n = self.i18n;
        self.report.toasts.say(tu_string!(i18n, account.saved));
        self.shown.set(own.name.clone());
        let _ = self
            .kept
            .try_set_value([own.name.clone(), own.time_zone.clone()]);
        let _ = self.name.try_set(own.name);
        let _ = self.zone.try_set(own.time_zone);
    }
}

fn own_form(i18n: I18n, own: OwnAccount) -> AnyView {
    let form = IdentityForm {
        i18n,
        report: report(),
        name: RwSignal::new(own.name.clone()),
        zone: RwSignal::new(own.time_zone.clone()),
        kept: StoredValue::new([own.name, own.time_zone]),
        shown: own_name(),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    Guard::of_page().hold(move || form.is_dirty());
    view! {
        <form class="stack" on:submit=move |event| {
            event.prevent_default();
            form.save();
        }>
            <TextField
                id=NAME
                autocomplete="name"
                label=move || t_string!(i18n, account.name)
                required=move || t_string!(i18n, frame.required)
                value=form.name
                error=problem(form.error, "name")
            />
            <TimeZoneField id=ZONE value=form.zone error=problem(form.error, "time_zone")/>
            <div class="buttons">
                <Button look=Look::Secondary submit=true busy=form.busy>{t!(i18n, organise.save)}</Button>
            </div>
        </form>
        {availability(i18n, form.report, own.availability)}
    }
    .into_any()
}

/// Whether one can take an enquiry just now, which is said at once.
fn availability(i18n: I18n, report: Report, now: Availability) -> AnyView {
    let chosen = RwSignal::new(now.as_str().to_owned());
    let said = StoredValue::new(now);
    let options = Signal::derive(move || {
        let option = |word: &Availability| {
            let name = availability_name(i18n, *word);
            (word.as_str().to_owned(), name.to_owned())
        };
        Availability::ALL.iter().map(option).collect()
    });
    Effect::new(move |_| {
        let wanted: Availability = chosen.get().parse().unwrap_or_default();
        if said.get_value() == wanted {
            return;
        }
        let before = said.get_value();
        said.set_value(wanted);
        leptos::task::spawn_local(async move {
            match account::set_availability(wanted).await {
                Ok(()) => {
                    let availability = untrack(|| availability_name(i18n, wanted));
                    report
                        .toasts
                        .say(tu_string!(i18n, workspace.now, availability));
                }
                Err(error) => {
                    report.say(error);
                    let _ = said.try_set_value(before);
                    let _ = chosen.try_set(before.as_str().to_owned());
                }
            }
        });
    });
    view! {
        <SelectField
            id="own-availability"
            label=move || t_string!(i18n, workspace.availability)
            value=chosen
            options=options
        />
    }
    .into_any()
}
