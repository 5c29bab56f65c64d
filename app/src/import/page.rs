//! The page on which a file is dropped, judged, corrected and imported, and the same page without the import.
use contact::{Limits, Rules};
use leptos::{ev, prelude::*};

use crate::{
    api,
    browser::{clock::today, offline::keep_offline},
    i18n::*,
    import::{
        columns::Columns,
        desk::Desk,
        drop::{self, DropArea},
        event::ImportEvent,
        existing::ExistingFirst,
        guidelines::Guidelines,
        layout_banner::LayoutBanner,
        mending::ColumnMending,
        next_focus::NextFocus,
        progress::ImportProgress,
        purpose::Purpose,
        question::CountryQuestion,
        reading::ReadingChoice,
        recipe_event::RecipeEvent,
        recipe_offer::{RecipeOffers, SaveLayout},
        rereading::{Rereading, RereadingQuestion},
        result::ImportResult,
        rows::Problems,
        stage::Stage,
        verdict::{Confirmation, Refused, Verdict},
        words::announcement,
    },
    leave::Guard,
    page::{Page, report},
    request::file_limits,
    trail::BackToList,
};

/// `/contacts/import`.
#[component]
pub fn ImportPage() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    desk.speak(i18n);
    let report = report();
    let limits = file_limits();
    // Asked from the browser: the page itself needs nothing from the database to be shown.
    Effect::new(move |_| {
        desk.prepare();
        leptos::task::spawn_local(async move {
            // Without them custom fields are judged by the server only, which must be known.
            let mut rules = api::imports::import_rules().await.unwrap_or_else(|error| {
                report.say(error);
                rules_within(limits)
            });
            rules.today = today();
            desk.rules(rules);
            // Asked for beforehand: which of them fits a file is found out here, and nothing of its header is sent.
            if let Ok(kept) = api::recipes::list().await {
                desk.tell(ImportEvent::Recipe(RecipeEvent::Known(kept)));
            }
            if let Ok(Some(import)) = api::imports::running().await {
                desk.tell(ImportEvent::Followed(import));
            }
        });
    });
    view! {
        <Page
            title=move || t_string!(i18n, import.title)
            before=move || view! { <BackToList/> }
        >
            <Workplace purpose=Purpose::Import/>
        </Page>
    }
}

/// `/check`.
#[component]
pub fn CheckPage() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    desk.speak(i18n);
    let limits = file_limits();
    Effect::new(move |_| {
        desk.prepare();
        desk.rules(rules_within(limits));
        keep_offline();
    });
    view! {
        <Page title=move || t_string!(i18n, import.check_title)>
            <Workplace purpose=Purpose::Check/>
        </Page>
    }
}

/// What is known of an organisation whose fields nobody told. Only in a browser, which knows the day.
fn rules_within(limits: Limits) -> Rules {
    Rules {
        limits,
        ..Rules::new(today())
    }
}

/// All stages of one file.
#[component]
fn Workplace(purpose: Purpose) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let guard = Guard::of_page();
    NextFocus::provide(desk);
    Rereading::provide(desk);
    let stage = Memo::new(move |_| desk.page.with(|page| page.stage));
    // An empty table says nothing, and the drop is answered sooner without it.
    let headed = Memo::new(move |_| desk.page.with(|page| !page.columns.is_empty()));
    let spoken = Memo::new(move |_| desk.page.with(|page| announcement(i18n, page)));
    let (over, set_over) = signal(false);
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        set_over.set(false);
        if let Some(file) = event
            .data_transfer()
            .and_then(|data| data.files())
            .and_then(|files| files.get(0))
        {
            drop::take(desk, guard, file);
        }
    };
    view! {
        <div
            class="import"
            class:over=over
            on:dragover=move |event| {
                event.prevent_default();
                set_over.set(true);
            }
            on:dragleave=move |_| set_over.set(false)
            on:drop=dropped
        >
            <p class="quiet" role="status">{spoken}</p>
            <DropArea purpose/>
            <Show when=move || stage.get() == Stage::Empty>
                <Guidelines/>
            </Show>
            <Show when=move || stage.get() == Stage::Refused>
                <Refused/>
            </Show>
            <Show when=move || purpose == Purpose::Import && matches!(stage.get(), Stage::Judged | Stage::CountryQuestion)>
                <ExistingFirst/>
            </Show>
            <Show when=move || matches!(stage.get(), Stage::Checking | Stage::Judged | Stage::CountryQuestion)>
                <Verdict/>
            </Show>
            <Show when=move || matches!(stage.get(), Stage::Judged | Stage::Refused)>
                <RecipeOffers/>
                <LayoutBanner/>
                <ReadingChoice/>
            </Show>
            <Show when=move || stage.get() == Stage::Judged || stage.get() == Stage::Refused && headed.get()>
                <Columns/>
            </Show>
            <Show when=move || stage.get() == Stage::Judged>
                <ColumnMending/>
            </Show>
            <Show when=move || stage.get() == Stage::Judged || stage.get() == Stage::Checking && headed.get()>
                <Problems/>
            </Show>
            <Show when=move || purpose == Purpose::Import && stage.get() == Stage::Judged>
                <SaveLayout/>
            </Show>
            <Show when=move || stage.get() == Stage::CountryQuestion>
                <CountryQuestion/>
            </Show>
            <Show when=move || matches!(stage.get(), Stage::Judged | Stage::CountryQuestion)>
                <Confirmation purpose/>
            </Show>
            <Show when=move || stage.get() == Stage::Importing>
                <ImportProgress/>
            </Show>
            <Show when=move || stage.get() == Stage::Result>
                <ImportResult/>
            </Show>
            <RereadingQuestion/>
        </div>
    }
}
