//! The Contact Label field: several labels. What is typed finds the known ones, the best match first; the last choice is
//! to make a new label of it, which the save does. Text becomes a label only when it is chosen.
use std::time::Duration;

use contact::label::fold;
use leptos::{ev, html, prelude::*};
use uuid::Uuid;

use crate::{
    api::labels,
    browser::clock::wait,
    i18n::*,
    ui::{
        badge::Hue,
        button::{Button, Look},
        field::{Field, described_by},
        focus::show,
    },
    values::{
        label_choice::{LabelChoice, choices, step, take_known, without},
        words::I18n,
    },
    wire::labels::Label,
};

/// The field while it is worked with.
#[derive(Clone, Copy)]
struct Picker {
    value: RwSignal<Vec<String>>,
    typed: RwSignal<String>,
    /// None until they are there.
    known: RwSignal<Option<Vec<Label>>>,
    names: Memo<Vec<String>>,
    choices: Memo<Vec<LabelChoice>>,
    open: RwSignal<bool>,
    /// The choice that Enter takes.
    at: RwSignal<Option<usize>>,
    /// Enter was pressed before the labels were there: what it chooses is still open.
    undecided: RwSignal<bool>,
    input: NodeRef<html::Input>,
}

impl Picker {
    fn new(
        value: RwSignal<Vec<String>>,
        typed: RwSignal<String>,
        undecided: RwSignal<bool>,
    ) -> Self {
        let known = RwSignal::new(None::<Vec<Label>>);
        let names = Memo::new(move |_| {
            let known = known.read();
            let names = known.iter().flatten().map(|label| label.name.clone());
            names.collect::<Vec<_>>()
        });
        Self {
            value,
            typed,
            known,
            names,
            choices: Memo::new(move |_| {
                if known.with(Option::is_none) {
                    return Vec::new();
                }
                names.with(|names| {
                    value.with(|chosen| typed.with(|text| choices(names, chosen, text)))
                })
            }),
            open: RwSignal::new(false),
            at: RwSignal::new(None),
            undecided,
            input: NodeRef::new(),
        }
    }

    fn is_empty(self) -> bool {
        self.typed.with_untracked(|text| text.trim().is_empty())
    }

    /// Text was typed or pasted. Of a list, what is known is taken at once.
    fn type_in(self, text: String) {
        self.undecided.set(false);
        let (found, rest) = self.names.with_untracked(|names| take_known(names, &text));
        for name in found {
            self.choose(&name);
        }
        self.typed.set(rest);
        self.open.set(true);
        self.at.set((!self.is_empty()).then_some(0));
    }

    /// Chooses a label once.
    fn choose(self, name: &str) {
        self.value.update(|labels| {
            if !labels.iter().any(|other| fold(other) == fold(name)) {
                labels.push(name.to_owned());
            }
        });
    }

    /// Takes a choice; of a list that is typed, the rest stays.
    fn take(self, choice: &LabelChoice) {
        self.choose(choice.name());
        let rest = self
            .typed
            .with_untracked(|text| without(text, choice.name()));
        let is_over = rest.is_empty();
        self.typed.set(rest);
        self.open.set(!is_over);
        self.at.set((!is_over).then_some(0));
    }

    fn take_current(self) {
        let is_chosen = self.typed.with_untracked(|text| {
            let same = |name: &String| fold(name) == fold(text.trim());
            self.value.with_untracked(|labels| labels.iter().any(same))
        });
        // The contact has that label: there is nothing left to do with the text.
        if is_chosen {
            self.typed.set(String::new());
            self.open.set(false);
            return;
        }
        let at = self.at.get_untracked();
        let choice = self
            .choices
            .with_untracked(|choices| choices.get(at?).cloned());
        match choice {
            Some(choice) => self.take(&choice),
            None if self.known.with_untracked(Option::is_none) => self.undecided.set(true),
            None => {}
        }
    }

    fn press(self, event: &ev::KeyboardEvent) {
        let count = self.choices.with_untracked(Vec::len);
        let go = |forward: bool| {
            self.open.set(true);
            self.at.update(|at| *at = step(*at, forward, count));
        };
        match event.key().as_str() {
            _ if event.is_composing() || event.ctrl_key() || event.meta_key() => return,
            "ArrowDown" if !event.alt_key() => go(true),
            "ArrowUp" if !event.alt_key() => go(false),
            // Without text and without a choice, Enter is the form's.
            "Enter"
                if self.is_empty()
                    && (!self.open.get_untracked() || self.at.get_untracked().is_none()) =>
            {
                return;
            }
            "Enter" => {
                if self.at.get_untracked().is_none() {
                    self.at.set(Some(0));
                }
                self.take_current();
            }
            "Escape" if self.open.get_untracked() => {
                self.open.set(false);
                self.at.set(None);
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// The names of the labels are at hand, without their colours.
    fn know(self, names: &[String]) {
        let label = |name: &String| Label {
            id: Uuid::nil(),
            name: name.clone(),
            colour: String::new(),
        };
        self.known.set(Some(names.iter().map(label).collect()));
    }

    fn load(self) {
        leptos::task::spawn_local(async move {
            // Without them labels can still be typed.
            let known = labels::list().await.unwrap_or_default();
            if self.known.try_set(Some(known)).is_none()
                && self.undecided.try_get_untracked() == Some(true)
            {
                self.take_current();
                self.undecided.set(false);
            }
        });
    }

    fn focus(self) {
        if let Some(input) = self.input.get_untracked() {
            // What cannot take the focus leaves it where it is.
            let _ = input.focus();
        }
    }

    /// The colour of a label; none where it is not known.
    fn hue(self, name: &str) -> Option<Hue> {
        self.known.with(|known| {
            let label = known.iter().flatten().find(|label| label.name == name);
            label.map(|label| Hue::parse(&label.colour))
        })
    }

    /// There is something to choose in sight.
    fn is_open(self) -> bool {
        self.open.get() && self.choices.with(|choices| !choices.is_empty())
    }

    /// What can be chosen is seen, and so is the choice that Enter takes.
    fn follow(self) {
        // Without the field nothing is going to be chosen; its form may be gone as well.
        on_cleanup(move || {
            let _ = self.undecided.try_set(false);
        });
        Effect::new(move |_| {
            self.choices.track();
            let at = self.at.get();
            if self.is_open() {
                request_animation_frame(move || {
                    let option = at.map(option_id);
                    for id in [CHOICES.to_owned()].into_iter().chain(option) {
                        if let Some(place) = document().get_element_by_id(&id) {
                            show(&place);
                        }
                    }
                });
            }
        });
    }
}

/// Waits until it is decided which label was chosen by an Enter that came before the labels did, so that who types quicker than
/// they come can send at once.
pub async fn decided(undecided: RwSignal<bool>) {
    while undecided.try_get_untracked() == Some(true) {
        wait(MOMENT).await;
    }
}

/// How often it is looked whether the labels are there.
const MOMENT: Duration = Duration::from_millis(20);

/// The id of all that can be chosen.
const CHOICES: &str = "label-choices";

/// The id of one choice.
fn option_id(number: usize) -> String {
    format!("label-choice-{number}")
}

/// Several labels by name.
#[component]
pub fn LabelField(
    value: RwSignal<Vec<String>>,
    /// What is typed and not yet chosen.
    #[prop(default = RwSignal::default())]
    typed: RwSignal<String>,
    /// Whether it is still open what Enter chooses; see `decided`.
    #[prop(default = RwSignal::default())]
    undecided: RwSignal<bool>,
    #[prop(into)] error: Signal<Option<String>>,
    /// The names of those that exist, where they are at hand; otherwise they are asked for.
    #[prop(optional)]
    names: Option<Vec<String>>,
    /// The id of what else is said of it, outside the field.
    #[prop(optional)]
    also: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let described = std::iter::once(described_by("labels")).chain(also);
    let described = described.collect::<Vec<_>>().join(" ");
    let picker = Picker::new(value, typed, undecided);
    let Picker { open, at, .. } = picker;
    Effect::new(move |_| match &names {
        Some(names) => picker.know(names),
        None => picker.load(),
    });
    picker.follow();
    let active = move || at.get().filter(|_| picker.is_open());
    let options = move || {
        let choices = picker.choices.get().into_iter().enumerate();
        choices
            .map(|(number, choice)| option(i18n, picker, number, choice))
            .collect_view()
    };
    view! {
        <Field
            id="labels"
            label=move || t_string!(i18n, contact.contact_label)
            hint=move || t_string!(i18n, contact.label_hint)
            error=error
        >
            <div class="chips picked">
                <For each=move || value.get() key=String::clone let:name>{picked(i18n, picker, name)}</For>
            </div>
            <div class="combobox">
                <input
                    class="input"
                    id="labels"
                    node_ref=picker.input
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    aria-autocomplete="list"
                    aria-expanded=move || if picker.is_open() { "true" } else { "false" }
                    aria-controls=CHOICES
                    aria-activedescendant=move || active().map(option_id)
                    aria-invalid=move || error.try_get().flatten().is_some().then_some("true")
                    aria-describedby=described
                    prop:value=move || typed.get()
                    on:input=move |event| picker.type_in(event_target_value(&event))
                    on:keydown=move |event: ev::KeyboardEvent| picker.press(&event)
                    on:click=move |_| open.set(true)
                    // The field may go away while it holds the focus.
                    on:blur=move |_| {
                        let _ = open.try_set(false);
                    }
                />
                <ul
                    id=CHOICES
                    role="listbox"
                    aria-label=move || t_string!(i18n, contacts.labels)
                    hidden=move || !picker.is_open()
                >
                    {options}
                </ul>
            </div>
        </Field>
    }
}

/// A label that is chosen, and the button that takes it away.
fn picked(i18n: I18n, picker: Picker, name: String) -> AnyView {
    let (coloured, asked, label, own) = (name.clone(), name.clone(), name.clone(), name.clone());
    let is_new = move || picker.known.with(Option::is_some) && picker.hue(&asked).is_none();
    let remove = move || {
        picker
            .value
            .update(|labels| labels.retain(|label| *label != own));
        picker.focus();
    };
    view! {
        <span class=move || format!("chip {}", picker.hue(&coloured).unwrap_or_default().class())>
            <bdi>{name}</bdi>
            {move || is_new().then(|| view! { <small>{t!(i18n, record.new_label)}</small> })}
            <Button
                look=Look::Plain
                small=true
                icon=icondata_lu::LuX
                label=move || t_string!(i18n, contact.remove, value = label.clone())
                on_press=remove
            />
        </span>
    }
    .into_any()
}

/// One choice.
fn option(i18n: I18n, picker: Picker, number: usize, choice: LabelChoice) -> AnyView {
    let (words, look) = match &choice {
        LabelChoice::Known(name) => (
            view! { <bdi>{name.clone()}</bdi> }.into_any(),
            format!("chip {}", picker.hue(name).unwrap_or_default().class()),
        ),
        LabelChoice::Already(name) => (
            view! { <bdi>{name.clone()}</bdi> " · " {t!(i18n, record.label_already)} }.into_any(),
            "hint".to_owned(),
        ),
        LabelChoice::New(name) => (
            view! { <bdi>{t_string!(i18n, record.create_label, name = name.clone())}</bdi> }
                .into_any(),
            String::new(),
        ),
    };
    view! {
        <li
            id=option_id(number)
            role="option"
            aria-selected=move || if picker.at.get() == Some(number) { "true" } else { "false" }
            // The focus stays where it is typed.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| picker.take(&choice)
        >
            <span class=look>{words}</span>
        </li>
    }
    .into_any()
}
