//! The window in which an endpoint is added or changed. One that is added, or gets another address, is kept only after that
//! address has answered the challenge, which takes a moment.
use contact::Bounded;
use leptos::{prelude::*, task::spawn_local};

use super::{
    state::{HooksState, address_of},
    types::{ChosenTypes, TypeChoice},
};
use crate::{
    api::webhooks,
    error::Error,
    i18n::*,
    leave::Guard,
    page::{language, problem},
    ui::{
        button::{Button, Look},
        dialog::{Dialog, DialogForm},
        field::{TextField, Tick},
        focus::focus_soon,
    },
    wire::{
        events::EventKind,
        webhooks::{Webhook, WebhookChange, WebhookDraft, WebhookSecret},
    },
};

/// The inputs, each by what the server calls it and by its id.
const INPUTS: &[(&str, &str)] = &[
    ("url", "hook-url"),
    ("description", "hook-description"),
    ("types", "hook-types"),
];

/// What an address is asked before it is told anything.
const CHALLENGE: &str = r#"{"type":"webhook.challenge","challenge":"…"}"#;

/// What stands in the window.
#[derive(Clone, Copy)]
struct HookInputs {
    url: RwSignal<String>,
    description: RwSignal<String>,
    types: ChosenTypes,
    imports: RwSignal<bool>,
}

/// What stood in the window, to be compared.
type HookTexts = (String, String, Vec<EventKind>, bool);

impl HookInputs {
    fn show(self, hook: Option<Webhook>) {
        let (url, description, types, imports) = match hook {
            Some(hook) => (hook.url, hook.description, hook.types, hook.imports),
            None => (String::new(), String::new(), EventKind::ALL.to_vec(), false),
        };
        self.url.set(url);
        self.description.set(description);
        self.types.set(types);
        self.imports.set(imports);
    }

    fn texts(self) -> HookTexts {
        let [url, description] =
            [self.url, self.description].map(|text| text.get_untracked().trim().to_owned());
        let types = self.types.get_untracked();
        (url, description, types, self.imports.get_untracked())
    }
}

/// What became of the window.
enum HookSaved {
    Added(WebhookSecret),
    Changed(Webhook),
}

/// The window, and what it is about.
#[derive(Clone, Copy)]
struct HookEdit {
    state: HooksState,
    inputs: HookInputs,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    /// What is wrong with what was typed.
    error: RwSignal<Option<Error>>,
    /// Why it was not saved, where no input is to blame.
    refused: RwSignal<Option<String>>,
    /// What stood in it when it opened.
    began: StoredValue<HookTexts>,
    guard: Guard,
}

impl HookEdit {
    fn of_page(state: HooksState) -> Self {
        let inputs = HookInputs {
            url: RwSignal::default(),
            description: RwSignal::default(),
            types: RwSignal::default(),
            imports: RwSignal::new(false),
        };
        Self {
            state,
            inputs,
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            refused: RwSignal::new(None),
            began: StoredValue::new(inputs.texts()),
            guard: Guard::of_page(),
        }
    }

    fn begin(self, hook: Option<Webhook>) {
        self.inputs.show(hook);
        self.began.set_value(self.inputs.texts());
        self.error.set(None);
        self.refused.set(None);
        self.open.set(true);
    }

    fn is_dirty(self) -> bool {
        self.began.with_value(|began| *began != self.inputs.texts())
    }

    fn save(self) {
        if self.busy.get_untracked() {
            return;
        }
        let (url, description, types, imports) = self.inputs.texts();
        self.error.set(None);
        self.refused.set(None);
        let (Ok(url), Ok(description)) = (Bounded::try_from(url), Bounded::try_from(description))
        else {
            let words = untrack(|| t_string!(self.state.i18n, webhooks.too_long));
            return self.refused.set(Some(words.to_owned()));
        };
        let known = self.state.edited.get_untracked().flatten();
        self.busy.set(true);
        spawn_local(async move {
            let saved = match known {
                None => {
                    let draft = WebhookDraft {
                        url,
                        types,
                        imports,
                        description,
                    };
                    webhooks::register(draft).await.map(HookSaved::Added)
                }
                Some(hook) => {
                    let change = WebhookChange {
                        // The same address is not challenged anew.
                        url: Some(url).filter(|url| **url != *hook.url),
                        types: Some(types),
                        imports: Some(imports),
                        description: Some(description),
                        active: None,
                    };
                    let changed = webhooks::change(hook.id, change).await;
                    changed.map(HookSaved::Changed)
                }
            };
            // The page may be gone by then.
            if self.busy.try_set(false).is_none() {
                self.end(saved).await;
            }
        });
    }

    async fn end(self, saved: Result<HookSaved, Error>) {
        match saved {
            Ok(HookSaved::Changed(hook)) => {
                self.open.set(false);
                self.state.put(hook);
                let words = tu_string!(self.state.i18n, webhooks.saved);
                self.state.report.toasts.say(words);
            }
            Ok(HookSaved::Added(secret)) => self.show_added(secret).await,
            Err(error) => self.refuse(error),
        }
    }

    /// Shows the secret over the endpoint that was added.
    async fn show_added(self, secret: WebhookSecret) {
        let id = secret.id;
        self.open.set(false);
        self.state.secret.set(Some(secret));
        let listed = webhooks::list().await;
        // The page may be gone by then; without an answer the list asks once more by itself.
        if let Ok(listed) = listed
            && self.state.listed.try_set(listed).is_none()
        {
            self.guard.go(address_of(id, None));
        }
    }

    /// Says what is wrong at its input, which takes the focus, and what is wrong with none of them above all.
    fn refuse(self, error: Error) {
        let Error::Invalid(problems) = &error else {
            self.state.refuse(self.refused, error);
            return;
        };
        let language = untrack(|| language(self.state.i18n));
        let elsewhere = problems.iter().filter(|problem| {
            let mut inputs = INPUTS.iter();
            !inputs.any(|(column, _)| problem.column == *column)
        });
        let elsewhere: Vec<String> = elsewhere
            .map(|problem| problem.sentence(language))
            .collect();
        if !elsewhere.is_empty() {
            self.refused.set(Some(elsewhere.join(" ")));
        }
        let wrong = INPUTS
            .iter()
            .find(|(column, _)| error.about(column).is_some());
        if let Some((_, id)) = wrong {
            focus_soon((*id).to_owned());
        }
        self.error.set(Some(error));
    }
}

/// The window. Setting `edited` opens it: with nothing inside, for an endpoint to add.
#[component]
pub fn HookWindow(state: HooksState) -> impl IntoView {
    let i18n = state.i18n;
    let edit = HookEdit::of_page(state);
    let HookEdit { open, busy, .. } = edit;
    Effect::new(move |_| {
        if let Some(hook) = state.edited.get() {
            edit.begin(hook);
        }
    });
    let leave = edit
        .guard
        .hold_window(open, move || edit.is_dirty(), move || open.set(false));
    let is_added = Signal::derive(move || state.edited.with(|edited| matches!(edited, Some(None))));
    let footer = move || {
        view! {
            <Button on_press=leave>{t!(i18n, frame.cancel)}</Button>
            <Button look=Look::Primary busy=busy on_press=move || edit.save()>
                {move || match is_added.get() {
                    true => t_string!(i18n, webhooks.add),
                    false => t_string!(i18n, webhooks.save),
                }}
            </Button>
        }
    };
    view! {
        <Dialog
            id="hook"
            open=open
            title=move || match is_added.get() {
                true => t_string!(i18n, webhooks.add),
                false => t_string!(i18n, webhooks.edit),
            }
            on_leave=leave
            footer=footer
        >
            {form(edit)}
        </Dialog>
    }
}

fn form(edit: HookEdit) -> AnyView {
    let i18n = edit.state.i18n;
    let HookEdit {
        inputs,
        busy,
        error,
        refused,
        ..
    } = edit;
    view! {
        {move || refused.get().map(|words| view! { <p class="banner danger" role="alert">{words}</p> })}
        <DialogForm on_send=move || edit.save()>
            <TextField
                id="hook-url"
                autocomplete="off"
                label=move || t_string!(i18n, webhooks.url)
                required=move || t_string!(i18n, frame.required)
                hint=move || t_string!(i18n, webhooks.url_hint)
                value=inputs.url
                error=problem(error, "url")
                autofocus=true
            />
            <TextField
                id="hook-description"
                autocomplete="off"
                label=move || t_string!(i18n, webhooks.description)
                hint=move || t_string!(i18n, webhooks.description_hint)
                value=inputs.description
                error=problem(error, "description")
            />
            <TypeChoice id="hook-types" chosen=inputs.types error=problem(error, "types")/>
            <Tick value=inputs.imports>
                {t!(i18n, webhooks.imports)}
                <span class="hint">{t!(i18n, webhooks.imports_hint)}</span>
            </Tick>
        </DialogForm>
        <p class="hint">{t!(i18n, webhooks.challenge)} " " <code>{CHALLENGE}</code></p>
        <p class="hint" role="status">
            {move || busy.get().then(|| t_string!(i18n, webhooks.asking))}
        </p>
    }
    .into_any()
}
