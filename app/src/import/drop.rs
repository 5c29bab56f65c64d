//! Where a file comes in: dropped anywhere on the page, or browsed. Once a file is there it shrinks to a line, and the
//! next file can still be dropped.

use leptos::{html, prelude::*, web_sys::File};
use send_wrapper::SendWrapper;

use crate::{
    browser::files,
    i18n::*,
    import::{
        desk::Desk,
        event::ImportEvent,
        purpose::Purpose,
        stage::{ImportState, Stage},
    },
    leave::Guard,
    request::file_limits,
    ui::{icon::Icon, number::grouped},
    values::words::I18n,
};

/// The drop area, `Browse` and the template.
#[component]
pub fn DropArea(purpose: Purpose) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let guard = Guard::of_page();
    let stage = Memo::new(move |_| desk.page.with(|page| page.stage));
    let small =
        Memo::new(move |_| !matches!(stage.get(), Stage::Empty | Stage::Refused | Stage::Result));
    let sending = move || desk.page.with(|page| page.sending_now());
    let call = move || match small.get() {
        true => view! { <bdi class="file">{desk.page.with(|page| page.file_name.clone())}</bdi> }
            .into_any(),
        false => {
            let words = match stage.get() {
                Stage::Empty => t_string!(i18n, import.drop),
                _ => t_string!(i18n, import.drop_again),
            };
            view! { <p class="call">{words}</p> }.into_any()
        }
    };
    view! {
        <section class="drop" class:small=small aria-label=move || t_string!(i18n, import.drop_area)>
            <Show when=move || !small.get()>
                <Icon icon=icondata_lu::LuFileUp/>
            </Show>
            <div class="target">
                {call}
                {browse(i18n, desk, guard, small)}
                <Show when=move || small.get() && !sending()>
                    <button type="button" class="button plain" on:click=move |_| cancel(desk, guard)>
                        {t!(i18n, import.cancel)}
                    </button>
                </Show>
            </div>
            <Show when=move || stage.get() == Stage::Empty>{before_the_first(i18n, desk, purpose)}</Show>
        </section>
    }
}

/// Lets the file go, after asking where cells of it are typed over.
fn cancel(desk: Desk, guard: Guard) {
    let is_typed = desk.page.with_untracked(ImportState::has_typed);
    guard.before(is_typed, move || desk.tell(ImportEvent::Closed));
}

/// Takes a file, after asking where cells of the one before are typed over.
pub fn take(desk: Desk, guard: Guard, file: File) {
    let is_typed = desk.page.with_untracked(ImportState::has_typed);
    let file = SendWrapper::new(file);
    guard.before(is_typed, move || desk.drop_file(File::clone(&file)));
}

/// The button that browses for a file, and the input that takes it.
fn browse(i18n: I18n, desk: Desk, guard: Guard, small: Memo<bool>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let taken = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(desk, guard, file);
        }
        // So that the same file, corrected meanwhile, is taken again.
        input.set_value("");
    };
    view! {
        <button
            type="button"
            class="button secondary"
            disabled=move || desk.page.with(|page| page.sending_now())
            on:click=move |_| {
                if let Some(input) = input.get_untracked() {
                    input.click();
                }
            }
        >
            {move || if small.get() { t_string!(i18n, import.another) } else { t_string!(i18n, import.browse) }}
        </button>
        <input
            node_ref=input
            type="file"
            hidden
            tabindex="-1"
            accept=".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            aria-label=move || t_string!(i18n, import.browse)
            on:change=taken
        />
    }
    .into_any()
}

/// What is said as long as there was no file: what one may hold, and how to make one.
fn before_the_first(i18n: I18n, desk: Desk, purpose: Purpose) -> AnyView {
    let limits = file_limits();
    let limits = move || {
        let limits = desk
            .page
            .with(|page| page.rules().map_or(limits, |rules| rules.limits));
        t_string!(
            i18n,
            import.limits,
            megabytes = grouped(limits.file_bytes >> 20),
            records = grouped(limits.records),
            columns = grouped(limits.columns as u64),
            characters = grouped(limits.cell_characters as u64)
        )
    };
    let intro = purpose == Purpose::Check;
    view! {
        <p class="hint">{limits}</p>
        {intro.then(|| view! { <p class="hint">{t!(i18n, import.check_intro)}</p> })}
        <div class="template">
            <button
                type="button"
                class="button secondary"
                on:click=move |_| files::download_bytes(&desk.template(), contact::template::FILE_NAME)
            >
                {t!(i18n, import.template)}
            </button>
            <p class="hint">{t!(i18n, import.template_hint)}</p>
        </div>
    }
    .into_any()
}
