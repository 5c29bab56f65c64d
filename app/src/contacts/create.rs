//! The Create Contact window: the guide's quick fields first, `More Details` below them in the same window, so that what
//! was typed stays. A half-filled window is never lost without asking, and a double click creates one contact.
use contact::{Contact, Country, Draft, Email, EmailKind, Kind, Level, Phone, PhoneKind};
use leptos::{ev, html, prelude::*};
use uuid::Uuid;

use crate::{
    api::contacts::{complete_phone, create},
    contacts::{
        label_field::LabelField,
        more::{More, MoreFields},
        words::kind_name,
    },
    error::{Error, Problem},
    i18n::*,
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        dialog::Dialog,
        field::{Field, SelectField, TextField, described_by},
        toast::use_toasts,
    },
};

/// What stands in the window.
#[derive(Clone, Copy)]
struct Form {
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    labels: RwSignal<Vec<String>>,
    kind: RwSignal<String>,
    region: RwSignal<String>,
    mobile: RwSignal<String>,
    email: RwSignal<String>,
    more: More,
    /// What the server found wrong.
    problems: RwSignal<Vec<Problem>>,
    /// Why it could not be saved at all.
    failure: RwSignal<Option<String>>,
    /// Names this one contact, however often it is sent.
    key: RwSignal<Uuid>,
}

impl Form {
    fn new() -> Self {
        Self {
            first_name: RwSignal::default(),
            last_name: RwSignal::default(),
            labels: RwSignal::default(),
            kind: RwSignal::new(Kind::Lead.to_string()),
            region: RwSignal::default(),
            mobile: RwSignal::default(),
            email: RwSignal::default(),
            more: More::new(),
            problems: RwSignal::default(),
            failure: RwSignal::default(),
            key: RwSignal::default(),
        }
    }

    /// Back to the defaults, for the next contact. The country stays: the next number is likely of the same one.
    fn clear(self) {
        for text in [self.first_name, self.last_name, self.mobile, self.email] {
            text.set(String::new());
        }
        self.labels.set(Vec::new());
        self.kind.set(Kind::Lead.to_string());
        self.more.clear();
        self.problems.set(Vec::new());
        self.failure.set(None);
        self.key.set(Uuid::nil());
    }

    /// Something was typed.
    fn is_dirty(self) -> bool {
        let quick = [self.first_name, self.last_name, self.mobile, self.email];
        quick
            .iter()
            .any(|text| text.with_untracked(|text| !text.trim().is_empty()))
            || self.labels.with_untracked(|labels| !labels.is_empty())
            || self.draft() != Draft::default()
    }

    fn draft(self) -> Draft {
        let mut draft = self.more.draft();
        draft.first_name = self.first_name.get_untracked();
        draft.last_name = self.last_name.get_untracked();
        draft.labels = self.labels.get_untracked();
        draft.kind = Kind::parse(&self.kind.get_untracked()).unwrap_or_default();
        let (mobile, email) = (self.mobile.get_untracked(), self.email.get_untracked());
        if !mobile.trim().is_empty() {
            let mobile = Phone {
                kind: PhoneKind::Mobile,
                number: mobile.trim().to_owned(),
                verified: false,
            };
            draft.phones.insert(0, mobile);
        }
        if !email.trim().is_empty() {
            draft.emails.insert(
                0,
                Email {
                    kind: EmailKind::Work,
                    address: email.trim().to_owned(),
                },
            );
        }
        draft
    }

    /// The sentence about one column, for its field.
    fn error(self, column: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let of = |problems: &Vec<Problem>| {
                problems
                    .iter()
                    .find(|problem| problem.column == column)
                    .map(|problem| problem.message.clone())
            };
            self.problems.with(of)
        })
    }

    /// Sends the contact; numbers without a country code get that of the chosen country first.
    async fn send(self) -> Result<Contact, Error> {
        if self.key.get_untracked().is_nil() {
            self.key.set(new_key());
        }
        let mut draft = self.draft();
        if let Some(region) = Country::parse(&self.region.get_untracked()) {
            for phone in draft
                .phones
                .iter_mut()
                .filter(|phone| !phone.number.starts_with('+'))
            {
                phone.number = complete_phone(phone.number.clone(), region).await?;
            }
        }
        create(self.key.get_untracked(), draft).await
    }
}

/// A key that no other save has: it needs no secrecy.
fn new_key() -> Uuid {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let bytes = std::array::from_fn(|_| (js_sys::Math::random() * 256.0) as u8);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The columns whose problems stand at their fields.
const AT_FIELDS: [&str; 5] = [
    "First name",
    "Last name",
    "Contact Label",
    "Mobile",
    "Email",
];

/// The window. `on_create` hears of each new contact.
#[component]
pub fn CreateContact(open: RwSignal<bool>, #[prop(into)] on_create: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let form = Form::new();
    let more = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let leaving = RwSignal::new(false);
    let first_field = NodeRef::<html::Div>::new();
    let save = move |again: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        form.problems.set(Vec::new());
        form.failure.set(None);
        leptos::task::spawn_local(async move {
            match form.send().await {
                Ok(_) => {
                    toasts.say(tu_string!(i18n, contact.created));
                    form.clear();
                    if again {
                        focus_first(first_field);
                    } else {
                        more.set(false);
                        open.set(false);
                    }
                    on_create.run(());
                }
                Err(Error::Invalid(problems)) => {
                    form.problems.set(problems);
                    focus_wrong(first_field);
                }
                Err(error) => form.failure.set(Some(error.to_string())),
            }
            busy.set(false);
        });
    };
    let may_close = move || {
        let dirty = form.is_dirty();
        leaving.set(dirty);
        !dirty
    };
    let kinds = Signal::derive(move || {
        // The guide's order of the form.
        Kind::ALL
            .iter()
            .map(|kind| (kind.to_string(), kind_name(i18n, *kind).to_owned()))
            .collect::<Vec<_>>()
    });
    let footer = move || {
        view! {
            <Show when=move || !more.get()>
                <Button look=Look::Plain on_press=move || more.set(true)>{t!(i18n, contact.more_details)}</Button>
            </Show>
            <Button busy=busy on_press=move || save(true)>{t!(i18n, contact.save_and_new)}</Button>
            <Button look=Look::Primary busy=busy on_press=move || save(false)>{t!(i18n, contact.create_button)}</Button>
        }
    };
    view! {
        <Dialog
            id="create"
            open=open
            title=move || t_string!(i18n, contact.create)
            close_label=move || t_string!(i18n, frame.close)
            may_close=may_close
            footer=footer
        >
            <div
                class="form"
                node_ref=first_field
                on:keydown=move |event: ev::KeyboardEvent| {
                    if event.key() == "s" && (event.ctrl_key() || event.meta_key()) {
                        event.prevent_default();
                        save(false);
                    }
                }
            >
                {move || {
                    let rest = form.problems.with(|problems| {
                        let rest = problems.iter().filter(|problem| !AT_FIELDS.contains(&problem.column.as_str()));
                        rest.map(|problem| problem.message.clone()).collect::<Vec<_>>()
                    });
                    let all = form.failure.get().into_iter().chain(rest).collect::<Vec<_>>();
                    (!all.is_empty()).then(|| view! {
                        <Banner tone=Tone::Danger>
                            {all.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
                        </Banner>
                    })
                }}
                <TextField
                    id="first-name"
                    label=move || t_string!(i18n, contact.first_name)
                    value=form.first_name
                    error=form.error("First name")
                    autocomplete="off"
                    autofocus=true
                />
                <TextField
                    id="last-name"
                    label=move || t_string!(i18n, contact.last_name)
                    value=form.last_name
                    required=move || t_string!(i18n, frame.required)
                    error=form.error("Last name")
                    autocomplete="off"
                />
                <LabelField value=form.labels error=form.error("Contact Label")/>
                <SelectField id="type" label=move || t_string!(i18n, contact.kind) value=form.kind options=kinds/>
                <Mobile form/>
                <TextField
                    id="email"
                    kind="email"
                    label=move || t_string!(i18n, contacts.email)
                    value=form.email
                    error=form.error("Email")
                    autocomplete="off"
                />
                <Show when=move || more.get()>
                    <MoreFields more=form.more/>
                </Show>
            </div>
        </Dialog>
        <Dialog
            id="leave"
            open=leaving
            title=move || t_string!(i18n, contact.leave_title)
            close_label=move || t_string!(i18n, frame.close)
            footer=move || {
                view! {
                    <Button on_press=move || leaving.set(false)>{t!(i18n, contact.stay_button)}</Button>
                    <Button
                        look=Look::Danger
                        on_press=move || {
                            leaving.set(false);
                            form.clear();
                            more.set(false);
                            open.set(false);
                        }
                    >
                        {t!(i18n, contact.leave_button)}
                    </Button>
                }
            }
        >
            ""
        </Dialog>
    }
}

/// Country and number side by side.
#[component]
fn Mobile(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let error = form.error("Mobile");
    view! {
        <Field
            id="mobile"
            label=move || t_string!(i18n, contact.mobile)
            hint=move || t_string!(i18n, contact.mobile_hint)
            error=error
        >
            <div class="phone-input">
                <select
                    class="input"
                    aria-label=move || t_string!(i18n, contact.region)
                    on:change=move |event| form.region.set(event_target_value(&event))
                >
                    <option value="">"+"</option>
                    {Country::all()
                        .filter_map(|country| Some((country, country.dial()?)))
                        .map(|(country, dial)| {
                            view! {
                                <option value=country.code() selected=move || form.region.get() == country.code()>
                                    {format!("{} (+{dial})", country.name())}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <input
                    class="input"
                    id="mobile"
                    type="tel"
                    autocomplete="off"
                    aria-invalid=move || error.get().is_some().then_some("true")
                    aria-describedby=described_by("mobile")
                    bind:value=form.mobile
                />
            </div>
        </Field>
    }
}

fn focus_first(form: NodeRef<html::Div>) {
    focus(form, "#first-name");
}

/// To the first field that is wrong, once it is marked.
fn focus_wrong(form: NodeRef<html::Div>) {
    request_animation_frame(move || focus(form, "[aria-invalid=true]"));
}

fn focus(form: NodeRef<html::Div>, field: &str) {
    use leptos::{wasm_bindgen::JsCast, web_sys::HtmlElement};
    let field = form
        .get_untracked()
        .and_then(|form| form.query_selector(field).ok()?);
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // What cannot take the focus leaves it where it is.
        let _ = field.focus();
    }
}

/// The guide's tiers as choices.
pub(super) fn levels(i18n: super::words::I18n) -> Vec<(String, String)> {
    Level::ALL
        .iter()
        .map(|level| {
            (
                level.to_string(),
                super::words::level_name(i18n, *level).to_owned(),
            )
        })
        .collect()
}
