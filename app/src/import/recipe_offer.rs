//! What was decided about files with this header before, offered with what it would do; and the layout of this file, to be
//! saved under a name for everybody.
use contact::{CountryCode, recipe::RecipeLayout};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    desk::Desk,
    event::ImportEvent,
    recipe_event::RecipeEvent,
    rereading::Rereading,
    stage::{ImportState, RecipeOffer},
    words::{self, records},
};
use crate::{
    api::recipes,
    i18n::*,
    page::{Report, report},
    ui::{
        banner::Banner,
        button::{Button, Look},
        dialog::Dialog,
        field::TextField,
        number::grouped,
    },
    values::words::I18n,
    wire::imports::OnDuplicate,
};

/// One offer for each recipe that fits, or the one that is used.
#[component]
pub fn RecipeOffers() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    // What a recipe would do is known once the file is judged: until then an offer may go, and none comes or becomes another.
    let offers = Memo::new(move |before: Option<&Vec<RecipeOffer>>| {
        let (now, busy) = desk.page.with(|page| (page.recipe_offers(), page.busy));
        match before {
            Some(before) if busy => {
                let stays = |offer: &&RecipeOffer| now.iter().any(|now| now.id == offer.id);
                before.iter().filter(stays).cloned().collect()
            }
            _ => now,
        }
    });
    let used = Memo::new(move |_| desk.page.with(ImportState::used_recipe));
    let rereading = expect_context::<Rereading>();
    let take_back = move || {
        let taken_back = ImportEvent::Recipe(RecipeEvent::TakenBack);
        rereading.read(taken_back, Some(".recipe button"));
    };
    view! {
        <Show when=move || used.with(Option::is_some)>
            <div class="recipe-used">
                <Banner>
                    <p>
                        {move || match used.get().flatten() {
                            Some(name) => t_string!(i18n, import.import_recipe.used_layout, name),
                            None => t_string!(i18n, import.import_recipe.used).to_owned(),
                        }}
                    </p>
                    <Button small=true on_press=take_back>
                        {t!(i18n, import.import_recipe.take_back)}
                    </Button>
                </Banner>
            </div>
        </Show>
        <For each=move || offers.get() key=|offer| format!("{offer:?}") let(offer)>
            {offered(i18n, desk, offer)}
        </For>
    }
}

/// A recipe, what it would do, and the click that does it.
fn offered(i18n: I18n, desk: Desk, offer: RecipeOffer) -> AnyView {
    let id = offer.id;
    let title = match &offer.name {
        Some(name) => t_string!(i18n, import.import_recipe.layout, name = name.clone()),
        None => t_string!(i18n, import.import_recipe.last_time).to_owned(),
    };
    let heading = format!("recipe-{id}");
    let labelled_by = heading.clone();
    let rereading = expect_context::<Rereading>();
    let apply = move || {
        let used = ImportEvent::Recipe(RecipeEvent::Used(id));
        rereading.read(used, Some(".recipe-used button"));
    };
    let forget = offer
        .may_change
        .then(|| forgetting(i18n, desk, id, offer.name.clone()));
    view! {
        <section class="recipe" aria-labelledby=labelled_by>
            <h2 id=heading><bdi>{title}</bdi></h2>
            <ul>
                {effects(i18n, &offer)
                    .into_iter()
                    .map(|effect| view! { <li><bdi>{effect}</bdi></li> })
                    .collect_view()}
            </ul>
            {offer
                .example
                .map(|(before, after)| {
                    view! {
                        <p class="hint">
                            {t!(i18n, import.import_recipe.example)}
                            " "
                            <bdi><code>{before}</code></bdi>
                            " → "
                            <bdi><code>{after}</code></bdi>
                        </p>
                    }
                })}
            <div class="buttons">
                <Button small=true on_press=apply>
                    {t!(i18n, import.import_recipe.apply)}
                </Button>
                {forget}
            </div>
        </section>
    }
    .into_any()
}

/// `Forget`; a layout is everybody's, so that it is asked first.
fn forgetting(i18n: I18n, desk: Desk, id: Uuid, layout: Option<String>) -> AnyView {
    let report = report();
    let asking = RwSignal::new(false);
    let is_shared = layout.is_some();
    let press = move || match is_shared {
        true => asking.set(true),
        false => forget(desk, report, id),
    };
    let dialog = layout.map(|name| {
        let title = move || t_string!(i18n, import.import_recipe.forget_question, name = name.clone());
        let gone = move || {
            asking.set(false);
            forget(desk, report, id);
        };
        let footer = move || {
            view! {
                <Button autofocus=true on_press=move || asking.set(false)>{t!(i18n, import.cancel)}</Button>
                <Button look=Look::Danger on_press=gone>{t!(i18n, import.import_recipe.forget)}</Button>
            }
        };
        view! {
            <Dialog id=format!("forget-{id}") open=asking title=title footer=footer>
                <p>{t!(i18n, import.import_recipe.forget_text)}</p>
            </Dialog>
        }
    });
    view! {
        <Button look=Look::Plain small=true on_press=press>
            {t!(i18n, import.import_recipe.forget)}
        </Button>
        {dialog}
    }
    .into_any()
}

/// What a recipe would do, a line each.
fn effects(i18n: I18n, offer: &RecipeOffer) -> Vec<String> {
    let layout = match &offer.layout {
        None | Some(RecipeLayout::Found) => None,
        Some(RecipeLayout::AsItIs) => {
            Some(t_string!(i18n, import.import_layout.not_by_layout).to_owned())
        }
        Some(RecipeLayout::SplitName(header)) => {
            let header = header.clone();
            Some(t_string!(i18n, import.import_layout.split, header))
        }
    };
    let encoding = offer.encoding.map(|encoding| {
        let encoding = encoding.name();
        t_string!(i18n, import.import_recipe.encoding, encoding)
    });
    let delimiter = offer.delimiter.map(|delimiter| {
        let delimiter = words::delimiter(i18n, delimiter);
        t_string!(i18n, import.import_recipe.delimiter, delimiter)
    });
    let columns = offer.columns.iter().map(|(header, field)| {
        let field = match field.is_empty() {
            true => t_string!(i18n, import.ignore),
            false => field.as_str(),
        };
        format!("{header} → {field}")
    });
    let columns: Vec<String> = columns.collect();
    let columns = (!columns.is_empty()).then(|| {
        let columns = columns.join(", ");
        t_string!(i18n, import.import_recipe.columns, columns)
    });
    let sheet = offer.sheet.clone();
    let sheet = sheet.map(|sheet| t_string!(i18n, import.import_recipe.sheet, sheet));
    let read_by = [sheet, layout, encoding, delimiter, columns];
    let effects = read_by.into_iter().chain(mending(i18n, offer));
    let effects = effects.chain([country(i18n, offer), duplicates(i18n, offer)]);
    effects.flatten().collect()
}

/// The repairs and the steps of a recipe: those that are counted, and those of which nobody knows before in how many records.
fn mending(i18n: I18n, offer: &RecipeOffer) -> [Option<String>; 4] {
    let repairs = (offer.repaired > 0).then(|| {
        let (n, causes) = (records(i18n, offer.repaired), grouped(offer.repairs));
        t_string!(i18n, import.import_recipe.repairs, causes, n)
    });
    let repairs_later = (offer.repairs_later > 0).then(|| {
        let causes = grouped(offer.repairs_later);
        t_string!(i18n, import.import_recipe.repairs_later, causes)
    });
    let steps = (offer.stepped > 0).then(|| {
        let (n, steps) = (records(i18n, offer.stepped), grouped(offer.steps));
        t_string!(i18n, import.import_recipe.steps, steps, n)
    });
    let steps_later = (offer.steps_later > 0).then(|| {
        let steps = grouped(offer.steps_later);
        t_string!(i18n, import.import_recipe.steps_later, steps)
    });
    [repairs, repairs_later, steps, steps_later]
}

/// The country code that a recipe gives numbers without one.
fn country(i18n: I18n, offer: &RecipeOffer) -> Option<String> {
    // Where other columns are read other records may lack one: then it is said without a count.
    let lacking = (offer.lacking > 0).then(|| records(i18n, offer.lacking));
    match offer.country_code {
        CountryCode::No => None,
        CountryCode::Yes(country) => {
            let country = country.code();
            Some(match lacking {
                Some(n) => t_string!(i18n, import.import_recipe.country_of, country, n),
                None => t_string!(i18n, import.import_recipe.country, country),
            })
        }
        CountryCode::PlusMissing => Some(match lacking {
            Some(n) => t_string!(i18n, import.import_recipe.plus_missing_of, n),
            None => t_string!(i18n, import.import_recipe.plus_missing).to_owned(),
        }),
    }
}

/// What a recipe has become of contacts that exist.
fn duplicates(i18n: I18n, offer: &RecipeOffer) -> Option<String> {
    let existing = offer.existing.filter(|n| *n > 0);
    match (offer.duplicates, existing.map(|n| records(i18n, n))) {
        (OnDuplicate::Create, _) => None,
        (OnDuplicate::Skip, Some(n)) => Some(t_string!(i18n, import.import_recipe.skip_of, n)),
        (OnDuplicate::Skip, None) => Some(t_string!(i18n, import.import_recipe.skip).to_owned()),
        (OnDuplicate::Update, Some(n)) => Some(t_string!(i18n, import.import_recipe.update_of, n)),
        (OnDuplicate::Update, None) => {
            Some(t_string!(i18n, import.import_recipe.update).to_owned())
        }
    }
}

fn forget(desk: Desk, report: Report, id: Uuid) {
    leptos::task::spawn_local(async move {
        match recipes::forget(id).await {
            Ok(()) => desk.tell(ImportEvent::Recipe(RecipeEvent::Forgotten(id))),
            Err(error) => report.say(error),
        }
    });
}

/// `Save as this layout`: what was decided about the file, under a name, for everybody. Steps hold words of the file, of which
/// nothing leaves before `Confirm`: with them it is saved then.
#[component]
pub fn SaveLayout() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let report = report();
    let (name, problem) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let (busy, saved) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let waits = Memo::new(move |_| {
        desk.page
            .with(|page| page.layout_to_save().map(str::to_owned))
    });
    let save = move || {
        let wanted = name.get_untracked();
        let draft = desk
            .page
            .with_untracked(|page| page.recipe_draft(Some(wanted)));
        let Some(draft) = draft else {
            return;
        };
        problem.set(None);
        saved.set(None);
        if draft.recipe.file.words().next().is_some() {
            let name = name.get_untracked().trim().to_owned();
            match name.is_empty() {
                true => problem.set(Some(
                    t_string!(i18n, import.import_recipe.no_name).to_owned(),
                )),
                false => desk.tell(ImportEvent::Recipe(RecipeEvent::ToSave(name))),
            }
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let kept = recipes::keep(draft).await;
            // Whoever saves it may have gone on to another page.
            busy.try_set(false);
            match kept {
                Ok(kept) => {
                    saved.try_set(kept.name.clone());
                    desk.tell(ImportEvent::Recipe(RecipeEvent::Kept(Box::new(kept))));
                }
                Err(error) => {
                    report.say_in(problem, error);
                }
            }
        });
    };
    view! {
        <details class="save-layout">
            <summary>{t!(i18n, import.import_recipe.save)}</summary>
            <form on:submit=move |event| {
                event.prevent_default();
                save();
            }>
                <p class="hint">{t!(i18n, import.import_recipe.save_why)}</p>
                <TextField
                    id="layout-name"
                    label=move || t_string!(i18n, import.import_recipe.name)
                    value=name
                    error=problem
                />
                <div class="buttons">
                    <Button submit=true small=true busy=busy>
                        {t!(i18n, import.import_recipe.save_button)}
                    </Button>
                </div>
                <p role="status">
                    {move || saved.get().map(|name| t_string!(i18n, import.import_recipe.saved, name))}
                    {move || waits.get().map(|name| t_string!(i18n, import.import_recipe.saved_later, name))}
                </p>
            </form>
        </details>
    }
}
