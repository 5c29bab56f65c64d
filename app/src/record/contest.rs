//! What others saved while a form was typed into. All that contradicts nothing typed comes into the form; where both changed
//! a field, that is said at its input, and above the form both values stand to choose from before it is saved.
use std::collections::BTreeMap;

use contact::{
    Contact, CustomField, Draft,
    change::fields,
    reconcile::{Clash, reconcile},
};
use leptos::prelude::*;
use serde_json::Value;

use crate::{
    i18n::*,
    record::{form::Form, trouble::Wrong},
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        when::When,
    },
    values::{
        reading::{any_name, value},
        words::I18n,
    },
    wire::contacts::LastEdit,
};

/// A form and what others saved since it was begun.
#[derive(Clone, Copy)]
pub struct Contest {
    form: Form,
    custom: StoredValue<Vec<CustomField>>,
    /// The version that the form was made from: the server joins with it what was saved later.
    version: StoredValue<i64>,
    /// The newest version that the form has heard of.
    seen: StoredValue<i64>,
    /// What the contact holds in that version, as long as something of it is to be decided on.
    rival: RwSignal<Option<Draft>>,
    /// By field: whether mine stands.
    choices: RwSignal<BTreeMap<String, bool>>,
    clashes: Memo<Vec<Clash>>,
    /// Who changed which field last, as far as that was told.
    edits: RwSignal<Vec<LastEdit>>,
}

impl Contest {
    /// Of a form in which nothing is contested yet.
    pub fn new(form: Form, custom: StoredValue<Vec<CustomField>>) -> Self {
        let rival = RwSignal::new(None::<Draft>);
        let clashes = move |_: Option<&_>| {
            let joined = |now: &Draft| reconcile(&form.base(), &form.draft(), now);
            let joined = rival.with(|rival| rival.as_ref().map(joined));
            joined.map(|joined| joined.clashes).unwrap_or_default()
        };
        let contest = Self {
            form,
            custom,
            version: StoredValue::new(0),
            seen: StoredValue::new(0),
            rival,
            choices: RwSignal::default(),
            clashes: Memo::new(clashes),
            edits: RwSignal::default(),
        };
        Effect::new(move |_| contest.tell());
        contest
    }

    /// Says at each input what others made of it, until a choice is made.
    fn tell(self) {
        let i18n = self.form.i18n;
        let mut clashes = self.clashes.get();
        self.choices
            .with(|choices| clashes.retain(|clash| !choices.contains_key(&clash.field)));
        let told = clashes.into_iter().map(|clash| {
            let theirs = self.words(i18n, &clash.field, clash.theirs.as_ref());
            let edit = self.edit_of(&clash.field);
            (clash, Wrong::Contested(edit, theirs))
        });
        self.form.contest(told.collect());
    }

    /// The form was made from a contact as it is now.
    pub fn begin(self, contact: &Contact) {
        self.version.set_value(contact.version);
        self.seen.set_value(contact.version);
        self.rival.set(None);
        self.choices.set(BTreeMap::new());
    }

    /// The version that the form was made from.
    pub fn version(self) -> i64 {
        self.version.get_value()
    }

    /// Learns who changed which field last.
    pub fn learn(self, edits: &[LastEdit]) {
        self.edits.update(|known| {
            known.retain(|known| edits.iter().all(|edit| edit.field != known.field));
            known.extend_from_slice(edits);
        });
    }

    /// Takes into the form what its contact holds by now. Gives the names of the fields that are to be decided on.
    pub fn take(self, now: &Contact) -> Vec<String> {
        if now.version <= self.seen.get_value() {
            return Vec::new();
        }
        self.seen.set_value(now.version);
        if let Some(before) = self.rival.get_untracked() {
            let (before, now) = (fields(&before), fields(&now.draft));
            let stands = |field: &str| before.get(field) == now.get(field);
            // What was chosen from other values is to be chosen again.
            self.choices
                .update(|choices| choices.retain(|field, _| stands(field)));
        }
        self.settle(&now.draft, &BTreeMap::new())
    }

    fn settle(self, now: &Draft, choices: &BTreeMap<String, bool>) -> Vec<String> {
        let open = untrack(|| self.form.take_in(now, choices));
        if open.is_empty() {
            self.version.set_value(self.seen.get_value());
            self.rival.set(None);
            self.choices.set(BTreeMap::new());
        } else {
            self.rival.set(Some(now.clone()));
        }
        open
    }

    /// Whether something of what others saved has not come into the form.
    pub fn is_open(self) -> bool {
        self.rival.read_untracked().is_some()
    }

    /// Whether both values of a field stand there to choose from.
    pub fn is_asking(self) -> bool {
        !self.clashes.read_untracked().is_empty()
    }

    /// Makes one form of both by what was chosen; false while a choice is missing.
    pub fn decide(self) -> bool {
        let Some(now) = self.rival.get_untracked() else {
            return true;
        };
        let choices = self.choices.get_untracked();
        let clashes = self.clashes.get_untracked();
        let is_decided = clashes
            .iter()
            .all(|clash| choices.contains_key(&clash.field));
        if is_decided {
            self.settle(&now, &choices);
        }
        is_decided
    }

    fn edit_of(self, field: &str) -> Option<LastEdit> {
        self.edits
            .with(|edits| edits.iter().find(|edit| edit.field == field).cloned())
    }

    fn words(self, i18n: I18n, field: &str, held: Option<&Value>) -> String {
        let custom = self.custom.get_value();
        held.map_or_else(
            || t_string!(i18n, record.empty).to_owned(),
            |held| value(i18n, field, held, &custom),
        )
    }

    /// What both changed, each with both values to choose from; `save` saves the form.
    pub fn view(self, busy: RwSignal<bool>, save: Callback<()>) -> AnyView {
        let i18n = self.form.i18n;
        // What is typed on meanwhile changes what stands there, but not which fields do.
        let fields = Memo::new(move |_| {
            let clashes = self.clashes.read();
            let fields = clashes.iter().map(|clash| clash.field.clone());
            fields.collect::<Vec<_>>()
        });
        (move || {
            let fields = fields.get();
            if fields.is_empty() {
                return None;
            }
            let (title, text) = (
                t_string!(i18n, record.conflict),
                t_string!(i18n, record.conflict_text),
            );
            let clashes = fields.into_iter().map(|field| self.clash(field));
            let clashes = clashes.collect::<Vec<_>>();
            Some(view! {
                <div id="rival" tabindex="-1">
                    <Banner tone=Tone::Warning>
                        <p class="title">{title}</p>
                        <p>{text}</p>
                        {clashes}
                        <p>
                            <Button look=Look::Primary busy=busy on_press=save>
                                {t!(i18n, record.save_choices)}
                            </Button>
                        </p>
                    </Banner>
                </div>
            })
        })
        .into_any()
    }

    fn clash(self, field: String) -> AnyView {
        let i18n = self.form.i18n;
        let name = any_name(i18n, &field, &self.custom.get_value());
        let who = self.edit_of(&field).map(|edit| {
            let changed = match edit.own {
                true => t_string!(i18n, record.changed_by_you, field = name.clone()),
                false => t_string!(
                    i18n,
                    record.changed_by,
                    name = edit.staff,
                    field = name.clone()
                ),
            };
            let language = Signal::derive(move || i18n.get_locale().as_str());
            view! { <p><bdi>{changed}</bdi> " " <When at=edit.at language=language/></p> }
        });
        let radios = [true, false].map(|mine| {
            let side = match mine {
                true => t_string!(i18n, record.yours),
                false => t_string!(i18n, record.theirs),
            };
            let [of, chosen, picked] = [(); 3].map(|()| field.clone());
            let words = move || {
                let clashes = self.clashes.read();
                let clash = clashes.iter().find(|clash| clash.field == of);
                let held = clash.and_then(|clash| match mine {
                    true => clash.mine.as_ref(),
                    false => clash.theirs.as_ref(),
                });
                self.words(i18n, &of, held)
            };
            view! {
                <label class="tick">
                    <input
                        type="radio"
                        name=format!("clash-{field}")
                        prop:checked=move || self.choices.with(|choices| choices.get(&chosen) == Some(&mine))
                        on:change=move |_| self.choices.update(|choices| choices.extend([(picked.clone(), mine)]))
                    />
                    <span>{side} ": " <bdi>{words}</bdi></span>
                </label>
            }
        });
        view! {
            <fieldset class="clash">
                <legend>{name}</legend>
                {who}
                <div class="choices">{radios.into_iter().collect::<Vec<_>>()}</div>
            </fieldset>
        }
        .into_any()
    }
}
