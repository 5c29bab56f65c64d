//! What an endpoint is told, as boxes to tick: contacts, imports and enquiries, and all at once.
use leptos::prelude::*;

use super::words::kind_words;
use crate::{
    i18n::*,
    ui::icon::Icon,
    values::words::{I18n, ReaderWords},
    wire::events::EventKind,
};

/// Which types are ticked, in the order in which they are offered.
pub type ChosenTypes = RwSignal<Vec<EventKind>>;

/// What a type tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ToldOf {
    Contacts,
    Imports,
    Enquiries,
}

impl ToldOf {
    const ALL: [Self; 3] = [Self::Contacts, Self::Imports, Self::Enquiries];

    fn of(kind: EventKind) -> Self {
        match kind {
            EventKind::ContactCreated
            | EventKind::ContactUpdated
            | EventKind::ContactDeleted
            | EventKind::ContactRestored
            | EventKind::ContactMerged
            | EventKind::ContactUnmerged
            | EventKind::ContactErased => Self::Contacts,
            EventKind::ImportFinished => Self::Imports,
            EventKind::EnquiryMapped => Self::Enquiries,
        }
    }

    fn words(self) -> ReaderWords {
        match self {
            Self::Contacts => |i18n| t_string!(i18n, webhooks.of_contacts),
            Self::Imports => |i18n| t_string!(i18n, webhooks.of_imports),
            Self::Enquiries => |i18n| t_string!(i18n, webhooks.of_enquiries),
        }
    }

    fn kinds(self) -> Vec<EventKind> {
        let kinds = EventKind::ALL.iter().copied();
        kinds.filter(|kind| Self::of(*kind) == self).collect()
    }
}

/// What is ticked once these are ticked, or are not.
fn ticked(chosen: &[EventKind], these: &[EventKind], on: bool) -> Vec<EventKind> {
    let kinds = EventKind::ALL.iter().copied();
    let is_ticked = |kind: &EventKind| match these.contains(kind) {
        true => on,
        false => chosen.contains(kind),
    };
    kinds.filter(is_ticked).collect()
}

/// The boxes, by what they tell of.
#[component]
pub fn TypeChoice(
    id: &'static str,
    chosen: ChosenTypes,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let groups = ToldOf::ALL.map(|group| {
        let words = group.words();
        let boxes = group
            .kinds()
            .into_iter()
            .map(|kind| one(i18n, kind, chosen));
        view! {
            <div class="types" role="group" aria-label=move || words(i18n)>
                <p class="group">{move || words(i18n)}</p>
                {boxes.collect_view()}
            </div>
        }
    });
    view! {
        <fieldset class="field" id=id aria-describedby=format!("{id}-error")>
            <legend>{t!(i18n, webhooks.types)}</legend>
            {tick(chosen, EventKind::ALL.to_vec(), view! { <strong>{t!(i18n, webhooks.all_types)}</strong> }.into_any())}
            {groups.collect_view()}
            <span class="error" id=format!("{id}-error") aria-live="polite">
                {move || error.try_get().flatten().map(|error| view! { <Icon icon=icondata_lu::LuCircleAlert/> <span>{error}</span> })}
            </span>
        </fieldset>
    }
}

/// The box of one type.
fn one(i18n: I18n, kind: EventKind, chosen: ChosenTypes) -> AnyView {
    let words = view! {
        {move || kind_words(i18n, kind)}
        <code class="hint">{kind.as_str()}</code>
    };
    tick(chosen, vec![kind], words.into_any())
}

/// A box that stands for these types.
fn tick(chosen: ChosenTypes, these: Vec<EventKind>, words: AnyView) -> AnyView {
    let these = StoredValue::new(these);
    let is_on = move || {
        these.with_value(|these| chosen.with(|chosen| these.iter().all(|one| chosen.contains(one))))
    };
    view! {
        <label class="tick">
            <input
                type="checkbox"
                prop:checked=is_on
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    these.with_value(|these| chosen.update(|chosen| *chosen = ticked(chosen, these, on)));
                }
            />
            <span>{words}</span>
        </label>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{EventKind, ToldOf, ticked};

    #[test]
    fn types_are_ticked_one_by_one_and_all_at_once_and_stay_in_their_order() {
        let one = ticked(&[], &[EventKind::ImportFinished], true);
        let two = ticked(&one, &[EventKind::ContactCreated], true);
        assert_eq!(two, [EventKind::ContactCreated, EventKind::ImportFinished]);
        assert_eq!(ticked(&two, EventKind::ALL, true), EventKind::ALL);
        assert!(ticked(&two, EventKind::ALL, false).is_empty());
    }

    #[test]
    fn every_type_stands_in_one_group() {
        let all: Vec<_> = ToldOf::ALL.into_iter().flat_map(ToldOf::kinds).collect();
        assert_eq!(all, EventKind::ALL);
    }
}
