//! Where a file comes in: dropped anywhere on the page, or browsed. Once a file is there it shrinks to a line, and the
//! next file can still be dropped.

use contact::check::Limits;
use leptos::{html, prelude::*};

use crate::{
    browser::files,
    i18n::*,
    import::{desk::Desk, event::Event, purpose::Purpose, stage::Stage},
    ui::{icon::Icon, number::grouped},
};

/// The drop area, `Browse` and the template.
#[component]
pub fn DropArea(purpose: Purpose) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let input = NodeRef::<html::Input>::new();
    let stage = Memo::new(move |_| desk.page.with(|page| page.stage));
    let limits = Limits::default();
    let small = move || !matches!(stage.get(), Stage::Empty | Stage::Refused | Stage::Result);
    let sending = move || desk.page.with(|page| page.sending_now());
    let taken = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            desk.drop_file(file);
        }
        // So that the same file, corrected meanwhile, is taken again.
        input.set_value("");
    };
    view! {
        <section class="drop" class:small=small aria-label=move || t_string!(i18n, import.drop_area)>
            <Show when=move || !small()>
                <Icon icon=icondata_lu::LuFileUp/>
            </Show>
            <div class="target">
                {move || {
                    if small() {
                        view! { <bdi class="file">{desk.page.with(|page| page.file_name.clone())}</bdi> }.into_any()
                    } else {
                        let again = stage.get() != Stage::Empty;
                        view! {
                            <p class="call">
                                {if again { t_string!(i18n, import.drop_again) } else { t_string!(i18n, import.drop) }}
                            </p>
                        }
                        .into_any()
                    }
                }}
                <button
                    type="button"
                    class="button secondary"
                    disabled=sending
                    on:click=move |_| {
                        if let Some(input) = input.get_untracked() {
                            input.click();
                        }
                    }
                >
                    {move || if small() { t_string!(i18n, import.another) } else { t_string!(i18n, import.browse) }}
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
                <Show when=move || small() && !sending()>
                    <button type="button" class="button plain" on:click=move |_| desk.tell(Event::Closed)>
                        {t!(i18n, import.cancel)}
                    </button>
                </Show>
            </div>
            <Show when=move || stage.get() == Stage::Empty>
                <p class="hint">
                    {move || {
                        t_string!(
                            i18n,
                            import.limits,
                            megabytes = grouped(limits.file_bytes >> 20),
                            records = grouped(limits.records),
                            columns = grouped(limits.columns as u64),
                            characters = grouped(limits.cell_characters as u64)
                        )
                    }}
                </p>
                <Show when=move || purpose == Purpose::Check>
                    <p class="hint">{t!(i18n, import.check_intro)}</p>
                </Show>
            </Show>
            <Show when=move || stage.get() == Stage::Empty>
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
            </Show>
        </section>
    }
}
