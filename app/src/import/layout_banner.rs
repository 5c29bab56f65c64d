//! What was made of an export of another program, and how to have it otherwise: the layout by which it is read, the sheet of a
//! workbook, the column with the whole name.
use leptos::{html, prelude::*};
use preview::{LayoutChoice, LayoutView};

use crate::{
    i18n::*,
    import::{desk::Desk, event::ImportEvent, rereading::Rereading, words},
    ui::{badge::Tone, banner::Banner},
    values::words::I18n,
};

/// By what the file is read, how that was chosen, and the columns that hold whole names.
type ReadSo = (Option<LayoutView>, LayoutChoice, Vec<(u32, String)>);

/// The layout, the sheets and the whole names of the file in hand.
#[component]
pub fn LayoutBanner() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    // While the file is judged in another way, what is said of it is still that of the way before: one button takes over from
    // another at once.
    let read = Memo::new(move |before: Option<&ReadSo>| {
        desk.page.with(|page| match before {
            Some(before) if page.busy => before.clone(),
            _ => {
                let judgement = page.judgement.as_ref();
                let layout = judgement.and_then(|judgement| judgement.layout.clone());
                (layout, page.layout(), page.full_names())
            }
        })
    });
    let by_layout = Memo::new(move |_| {
        read.with(|(layout, choice, _)| Some((layout.clone()?, choice.clone())))
    });
    let choice = move || read.with(|(_, choice, _)| choice.clone());
    let names = Memo::new(move |_| read.with(|(_, _, names)| names.clone()));
    view! {
        {move || {
            let (layout, choice) = by_layout.get()?;
            Some(read_by(i18n, desk, layout, choice))
        }}
        <Show when=move || choice() == LayoutChoice::AsItIs>
            <Banner>
                <p>{t!(i18n, import.import_layout.as_it_is)}</p>
                <p class="actions">
                    {button(i18n, desk, LayoutChoice::Found, t_string!(i18n, import.import_layout.by_layout).to_owned())}
                </p>
            </Banner>
        </Show>
        <Show when=move || !names.read().is_empty() && !matches!(choice(), LayoutChoice::SplitName(_))>
            <Banner tone=Tone::Accent>
                <p>{t!(i18n, import.import_layout.whole_names)}</p>
                <p class="actions">
                    <For each=move || names.get() key=Clone::clone let((place, header))>
                        {button(
                            i18n,
                            desk,
                            LayoutChoice::SplitName(place),
                            t_string!(i18n, import.import_layout.split, header = header),
                        )}
                    </For>
                </p>
            </Banner>
        </Show>
        <Sheets/>
    }
}

/// What the file is read as, what became of its columns, and by which rules.
fn read_by(i18n: I18n, desk: Desk, layout: LayoutView, choice: LayoutChoice) -> AnyView {
    let is_split = matches!(choice, LayoutChoice::SplitName(_));
    let name = layout.name;
    let (said, rules, otherwise) = match is_split {
        true => (
            t_string!(i18n, import.import_layout.is_split, name = name),
            t_string!(i18n, import.import_layout.split_rules),
            t_string!(i18n, import.import_layout.not_split),
        ),
        false => (
            t_string!(i18n, import.import_layout.is_export, name = name),
            t_string!(i18n, import.import_layout.rules),
            t_string!(i18n, import.import_layout.not_by_layout),
        ),
    };
    let other = match is_split {
        true => LayoutChoice::Found,
        false => LayoutChoice::AsItIs,
    };
    let made = layout.made_of.into_iter();
    let made = made
        .map(|(field, of)| view! { <div><dt>{field}</dt><dd><bdi>{of}</bdi></dd></div> })
        .collect_view();
    view! {
        <Banner tone=Tone::Accent>
            <p>{said}</p>
            <p class="actions">{button(i18n, desk, other, otherwise.to_owned())}</p>
        </Banner>
        // Not in the banner, which is read out: whoever opens it reads it line by line.
        <details class="layout">
            <summary>{t!(i18n, import.import_layout.what_became)}</summary>
            <p class="hint">{rules}</p>
            <dl>{made}</dl>
        </details>
    }
    .into_any()
}

/// Has the file read in another way: all of its records, where their number is known. Of a file that is refused for its header
/// nobody has counted them. With a press the button goes, and the one that has it read as before takes the focus over.
fn button(i18n: I18n, desk: Desk, choice: LayoutChoice, words: String) -> AnyView {
    let rereading = expect_context::<Rereading>();
    let count = Memo::new(move |_| desk.page.with(|page| page.counts.records));
    let words = move || match count.get() {
        0 => words.clone(),
        n => format!("{words} ({})", words::records(i18n, n)),
    };
    view! {
        <button
            type="button"
            class="button secondary small layout-choice"
            on:click=move |_| {
                rereading.read(ImportEvent::LaidOut(choice.clone()), Some(".layout-choice"));
            }
        >
            {words}
        </button>
    }
    .into_any()
}

/// The sheets of a workbook of several, each with its records; one of them is read.
#[component]
fn Sheets() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let sheets = Memo::new(move |_| desk.page.with(|page| page.sheets.clone()));
    let chosen = Memo::new(move |_| desk.page.with(|page| page.sheet()));
    let rereading = expect_context::<Rereading>();
    let select = NodeRef::<html::Select>::new();
    let choose = move |event| {
        let is_asked = rereading.read(ImportEvent::SheetChosen(event_target_value(&event)), None);
        // Until it is answered the sheet is the one of before.
        if let Some(select) = select.get_untracked().filter(|_| is_asked) {
            select.set_value(&chosen.get_untracked().unwrap_or_default());
        }
    };
    view! {
        <Show when=move || { sheets.read().len() > 1 }>
            <div class="field sheets">
                <label for="sheet">{t!(i18n, import.import_layout.sheet)}</label>
                <select
                    id="sheet"
                    class="input"
                    node_ref=select
                    on:change=choose
                >
                    <option value="" prop:selected=move || chosen.read().is_none()>
                        {t!(i18n, import.import_layout.sheet_found)}
                    </option>
                    <For each=move || sheets.get() key=Clone::clone let((name, n))>
                        <option
                            value=name.clone()
                            prop:selected={
                                let name = name.clone();
                                move || chosen.read().as_ref() == Some(&name)
                            }
                        >
                            {format!("{name} ({})", words::records(i18n, n))}
                        </option>
                    </For>
                </select>
            </div>
        </Show>
    }
}
