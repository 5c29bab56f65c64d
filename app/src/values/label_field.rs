//! The Contact Label field: several labels. What is typed finds the known ones, the best match first; the last choice is
//! to make a new label of it, which the save does. Text becomes a label only when it is chosen.
use contact::label::fold;
use leptos::{ev, html, prelude::*};

use crate::{
    api::labels,
    i18n::*,
    ui::{
        badge::Hue,
        button::{Button, Look},
        field::{Field, described_by},
        focus::show,
    },
    wire::labels::Label,
};

/// What can be chosen for the text that is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    Known(String),
    /// It is chosen already.
    Already(String),
    New(String),
}

impl Choice {
    fn name(&self) -> &str {
        match self {
            Self::Known(name) | Self::Already(name) | Self::New(name) => name,
        }
    }
}

/// The separators of files: a pasted list is several labels.
const SEPARATORS: [char; 2] = [',', ';'];

/// The known labels that hold the text, the best match first; last what would be new. Of those that are chosen already,
/// the ones that the text finds stay, marked, so that nobody makes them again under a part of their name.
fn choices(known: &[String], chosen: &[String], text: &str) -> Vec<Choice> {
    let is_chosen = |name: &str| chosen.iter().any(|other| fold(other) == fold(name));
    let rank = |name: &str| {
        let (name, text) = (fold(name), fold(text.trim()));
        match () {
            () if name == text => Some(0),
            () if name.starts_with(&text) => Some(1),
            () if name.split_whitespace().any(|word| word.starts_with(&text)) => Some(2),
            () if name.contains(&text) => Some(3),
            () => None,
        }
    };
    let all = text.trim().is_empty();
    // One that is about to be made is not known yet.
    let own = chosen
        .iter()
        .filter(|name| !known.iter().any(|other| fold(other) == fold(name)));
    let mut found: Vec<_> = known
        .iter()
        .chain(own)
        .filter(|name| !(all && is_chosen(name)))
        .filter_map(|name| Some((rank(name)?, fold(name), name)))
        .collect();
    found.sort();
    let new = text.split(SEPARATORS).map(str::trim).filter(|name| {
        let is_known = known.iter().any(|other| fold(other) == fold(name));
        !name.is_empty() && !is_known && !is_chosen(name)
    });
    found
        .into_iter()
        .map(|(.., name)| match is_chosen(name) {
            true => Choice::Already(name.clone()),
            false => Choice::Known(name.clone()),
        })
        .chain(new.map(|name| Choice::New(name.to_owned())))
        .collect()
}

/// The field while it is worked with.
#[derive(Clone, Copy)]
struct Picker {
    value: RwSignal<Vec<String>>,
    typed: RwSignal<String>,
    /// None until they are there.
    known: RwSignal<Option<Vec<Label>>>,
    choices: Memo<Vec<Choice>>,
    open: RwSignal<bool>,
    /// The choice that Enter takes.
    at: RwSignal<Option<usize>>,
    /// Enter was pressed before the labels were there.
    hasty: StoredValue<bool>,
}

impl Picker {
    fn new(value: RwSignal<Vec<String>>, typed: RwSignal<String>) -> Self {
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
            hasty: StoredValue::new(false),
        }
    }

    fn is_empty(self) -> bool {
        self.typed.with_untracked(|text| text.trim().is_empty())
    }

    /// Text was typed or pasted. Of a list, what is known is taken at once.
    fn type_in(self, text: String) {
        let mut rest = text.clone();
        if text.contains(SEPARATORS) {
            let known = self.known.get_untracked().unwrap_or_default();
            let is_known = |name: &str| known.iter().find(|label| fold(&label.name) == fold(name));
            let (parts, mut left) = (text.split(SEPARATORS).map(str::trim), Vec::new());
            for part in parts.filter(|part| !part.is_empty()) {
                match is_known(part) {
                    Some(label) => self.choose(&label.name),
                    None => left.push(part),
                }
            }
            if left.len()
                < text
                    .split(SEPARATORS)
                    .filter(|part| !part.trim().is_empty())
                    .count()
            {
                rest = left.join(", ");
            }
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
    fn take(self, choice: &Choice) {
        self.choose(choice.name());
        let rest = self.typed.with_untracked(|text| {
            let rest = text.split(SEPARATORS).map(str::trim);
            let rest: Vec<_> = match text.contains(SEPARATORS) {
                true => rest
                    .filter(|part| !part.is_empty() && *part != choice.name())
                    .collect(),
                false => Vec::new(),
            };
            rest.join(", ")
        });
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
            None if self.known.with_untracked(Option::is_none) => self.hasty.set_value(true),
            None => {}
        }
    }

    fn press(self, event: &ev::KeyboardEvent) {
        let count = self.choices.with_untracked(Vec::len);
        let step = |forward: bool| {
            self.open.set(true);
            self.at.update(|at| {
                *at = match (*at, forward) {
                    _ if count == 0 => None,
                    (None, true) => Some(0),
                    (None, false) => Some(count - 1),
                    (Some(at), true) => Some((at + 1) % count),
                    (Some(at), false) => Some((at + count - 1) % count),
                };
            });
        };
        match event.key().as_str() {
            _ if event.is_composing() || event.ctrl_key() || event.meta_key() => return,
            "ArrowDown" if !event.alt_key() => step(true),
            "ArrowUp" if !event.alt_key() => step(false),
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

    fn load(self) {
        leptos::task::spawn_local(async move {
            // Without them labels can still be typed.
            let known = labels::list().await.unwrap_or_default();
            if self.known.try_set(Some(known)).is_none() && self.hasty.try_get_value() == Some(true)
            {
                self.hasty.set_value(false);
                self.take_current();
            }
        });
    }
}

/// Several labels by name.
#[component]
pub fn LabelField(
    value: RwSignal<Vec<String>>,
    /// What is typed and not yet chosen.
    #[prop(default = RwSignal::default())]
    typed: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let picker = Picker::new(value, typed);
    let Picker {
        known,
        choices,
        open,
        at,
        ..
    } = picker;
    Effect::new(move |_| picker.load());
    let input = NodeRef::<html::Input>::new();
    let focus = move || {
        if let Some(input) = input.get_untracked() {
            // What cannot take the focus leaves it where it is.
            let _ = input.focus();
        }
    };
    let hue = move |name: &str| {
        known.with(|known| {
            let label = known.iter().flatten().find(|label| label.name == name);
            label.map(|label| Hue::parse(&label.colour))
        })
    };
    let is_open = move || open.get() && choices.with(|choices| !choices.is_empty());
    // What can be chosen is seen, and so is the choice that Enter takes.
    Effect::new(move |_| {
        choices.track();
        let (is_open, at) = (is_open(), at.get());
        if is_open {
            request_animation_frame(move || {
                let option = at.map(|number| format!("label-choice-{number}"));
                for id in ["label-choices".to_owned()].into_iter().chain(option) {
                    if let Some(place) = document().get_element_by_id(&id) {
                        show(&place);
                    }
                }
            });
        }
    });
    let active = move || at.get().filter(|_| is_open());
    let option = move |(number, choice): (usize, Choice)| {
        let (words, look) = match &choice {
            Choice::Known(name) => (
                view! { <bdi>{name.clone()}</bdi> }.into_any(),
                format!("chip {}", hue(name).unwrap_or_default().class()),
            ),
            Choice::Already(name) => (
                view! { <bdi>{name.clone()}</bdi> " · " {t!(i18n, record.label_already)} }
                    .into_any(),
                "hint".to_owned(),
            ),
            Choice::New(name) => (
                view! { <bdi>{t_string!(i18n, record.create_label, name = name.clone())}</bdi> }
                    .into_any(),
                String::new(),
            ),
        };
        view! {
            <li
                id=format!("label-choice-{number}")
                role="option"
                aria-selected=move || if at.get() == Some(number) { "true" } else { "false" }
                // The focus stays where it is typed.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| picker.take(&choice)
            >
                <span class=look>{words}</span>
            </li>
        }
    };
    view! {
        <Field
            id="labels"
            label=move || t_string!(i18n, contact.contact_label)
            hint=move || t_string!(i18n, contact.label_hint)
            error=error
        >
            <div class="chips picked">
                <For each=move || value.get() key=String::clone let:name>
                    <span class={
                        let name = name.clone();
                        move || format!("chip {}", hue(&name).unwrap_or_default().class())
                    }>
                        <bdi>{name.clone()}</bdi>
                        {
                            let name = name.clone();
                            move || {
                                let is_new = known.with(Option::is_some) && hue(&name).is_none();
                                is_new.then(|| view! { <small>{t!(i18n, record.new_label)}</small> })
                            }
                        }
                        <Button
                            look=Look::Plain
                            small=true
                            icon=icondata_lu::LuX
                            label={
                                let name = name.clone();
                                move || t_string!(i18n, contact.remove, value = name.clone())
                            }
                            on_press={
                                let name = name.clone();
                                move || {
                                    value.update(|labels| labels.retain(|label| *label != name));
                                    focus();
                                }
                            }
                        />
                    </span>
                </For>
            </div>
            <div class="combobox">
                <input
                    class="input"
                    id="labels"
                    node_ref=input
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    aria-autocomplete="list"
                    aria-expanded=move || if is_open() { "true" } else { "false" }
                    aria-controls="label-choices"
                    aria-activedescendant=move || active().map(|number| format!("label-choice-{number}"))
                    aria-invalid=move || error.try_get().flatten().is_some().then_some("true")
                    aria-describedby=described_by("labels")
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
                    id="label-choices"
                    role="listbox"
                    aria-label=move || t_string!(i18n, contacts.labels)
                    hidden=move || !is_open()
                >
                    {move || choices.get().into_iter().enumerate().map(option).collect_view()}
                </ul>
            </div>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(known: &[&str], chosen: &[&str], text: &str) -> Vec<String> {
        let own = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let words = |choice: Choice| match choice {
            Choice::Known(name) => name,
            Choice::Already(name) => format!("{name} already"),
            Choice::New(name) => format!("Create {name}"),
        };
        let choices = choices(&own(known), &own(chosen), text);
        choices.into_iter().map(words).collect()
    }

    #[test]
    fn the_best_match_comes_first_and_a_new_label_last() {
        let known = ["Previous", "VIP", "A vital one", "Vip lounge", "Other"];
        assert_eq!(
            found(&known, &[], "vi"),
            ["VIP", "Vip lounge", "A vital one", "Previous", "Create vi"]
        );
        assert_eq!(
            found(&known, &[], "vip"),
            ["VIP", "Vip lounge"],
            "an exact one is not made again"
        );
        assert_eq!(
            found(&known, &["VIP"], "vip"),
            ["VIP already", "Vip lounge"],
            "nor is one that is chosen"
        );
        assert_eq!(
            found(&known, &["VIP"], "vi")[0],
            "VIP already",
            "a part of its name does not make another one"
        );
        assert_eq!(
            found(&known, &["Gold"], "go"),
            ["Gold already", "Create go"],
            "nor of one that is about to be made"
        );
        assert_eq!(found(&known, &[], "new"), ["Create new"]);
        assert_eq!(
            found(&known, &["Previous"], " ").len(),
            4,
            "without text all are offered"
        );
    }

    #[test]
    fn of_a_pasted_list_each_unknown_name_can_be_made() {
        assert_eq!(
            found(&["VIP"], &[], "one, two; VIP"),
            ["Create one", "Create two"]
        );
    }
}
