//! At which destinations somebody works. The contact centre says so too, and what was said last counts.
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::staff,
    i18n::*,
    values::words::I18n,
    wire::roster::{DestinationName, StaffEntry},
};

/// The destinations to choose from, and those that are chosen.
#[derive(Clone, Copy)]
pub struct Workplaces {
    pub i18n: I18n,
    all: RwSignal<Vec<DestinationName>>,
    chosen: RwSignal<Vec<Uuid>>,
    /// What was chosen when the window opened.
    began: StoredValue<Vec<Uuid>>,
}

impl Workplaces {
    /// None yet.
    pub fn new() -> Self {
        Self {
            i18n: use_i18n(),
            all: RwSignal::default(),
            chosen: RwSignal::default(),
            began: StoredValue::default(),
        }
    }

    /// Shows those of somebody, among all that there are by then.
    pub fn show(self, entry: &StaffEntry) {
        let mut ids: Vec<Uuid> = entry.destinations.iter().map(|place| place.id).collect();
        ids.sort_unstable();
        self.began.set_value(ids.clone());
        self.chosen.set(ids);
        self.all.set(entry.destinations.clone());
        leptos::task::spawn_local(async move {
            // Without an answer there are those where they work. The page may be gone by now.
            if let Ok(all) = staff::destinations().await {
                let _ = self.all.try_set(all);
            }
        });
    }

    /// Whether something else is chosen than when the window opened.
    pub fn is_dirty(self) -> bool {
        self.wanted().is_some()
    }

    /// What is chosen, where that is something else.
    pub fn wanted(self) -> Option<Vec<Uuid>> {
        let chosen = self.chosen.get_untracked();
        Some(chosen).filter(|chosen| self.began.with_value(|began| began != chosen))
    }

    fn choose(self, id: Uuid, is_chosen: bool) {
        self.chosen.update(|chosen| {
            chosen.retain(|known| *known != id);
            if is_chosen {
                chosen.push(id);
            }
            chosen.sort_unstable();
        });
    }
}

/// A box to tick for each destination; nothing where there are none.
pub fn workplaces(places: Workplaces) -> AnyView {
    let i18n = places.i18n;
    let tick = move |destination: DestinationName| {
        let DestinationName {
            id,
            external_id,
            name,
        } = destination;
        let name = if name.is_empty() { external_id } else { name };
        view! {
            <label class="tick">
                <input
                    type="checkbox"
                    prop:checked=move || places.chosen.with(|chosen| chosen.contains(&id))
                    on:change=move |event| places.choose(id, event_target_checked(&event))
                />
                <span><bdi>{name}</bdi></span>
            </label>
        }
    };
    (move || {
        let all = places.all.get();
        (!all.is_empty()).then(|| {
            view! {
                <fieldset class="field">
                    <legend>{t!(i18n, staff.destinations)}</legend>
                    <div class="choices">{all.into_iter().map(tick).collect_view()}</div>
                    <span class="hint">{t!(i18n, staff.destinations_hint)}</span>
                </fieldset>
            }
        })
    })
    .into_any()
}
