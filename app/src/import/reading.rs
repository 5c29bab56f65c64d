//! How a text file is read, and why: its encoding and its delimiter, changeable. The rows below show at once how they read.
use contact::file::{
    dialect::DelimiterEvidence,
    encoding::{Encoding, EncodingEvidence},
};
use leptos::{html, prelude::*};
use preview::{Format, ReadingView};

use crate::{
    i18n::*,
    import::{desk::Desk, event::ImportEvent, rereading::Rereading, stage::Stage, words},
    ui::focus::focus_at,
    values::words::I18n,
};

/// The delimiters that are offered.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// Encoding and delimiter with their evidence.
#[component]
pub fn ReadingChoice() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let reading = Memo::new(move |_| {
        let reading = desk.page.with(|page| page.reading.clone());
        reading.filter(|reading| reading.format == Format::Csv)
    });
    let is_open = Memo::new(move |_| {
        let refused = desk.page.with(|page| page.stage == Stage::Refused);
        refused || reading.read().as_ref().is_some_and(wants_a_look)
    });
    view! {
        <Show when=move || reading.read().is_some()>
            <section
                class="reading"
                class:doubtful=move || reading.read().as_ref().is_some_and(is_doubtful)
                aria-label=move || t_string!(i18n, import.reading)
            >
                // What is sure is folded away.
                <details open=move || is_open.get()>
                    <summary>{t!(i18n, import.reading)}</summary>
                    <div class="choices">
                        <div class="field">{encoding(i18n, desk, reading)} {others(i18n, desk, reading)}</div>
                        <div class="field">{delimiter(i18n, reading)}</div>
                    </div>
                </details>
            </section>
        </Show>
    }
}

/// Whether somebody has to look, or did.
fn wants_a_look(reading: &ReadingView) -> bool {
    let is_sure = matches!(
        reading.encoding_evidence,
        EncodingEvidence::Mark | EncodingEvidence::Valid | EncodingEvidence::Workbook
    );
    !is_sure || reading.delimiter_evidence == DelimiterEvidence::Chosen
}

fn is_doubtful(reading: &ReadingView) -> bool {
    !reading.encoding_evidence.is_sure()
}

/// Every encoding; those that make sense of the file come first, with how they read.
fn offered(likely: &[(Encoding, String)]) -> Vec<(Encoding, Option<String>)> {
    let rest = Encoding::ALL.iter().copied();
    let rest = rest.filter(|encoding| likely.iter().all(|(known, _)| known != encoding));
    let likely = likely.iter().cloned();
    likely
        .map(|(encoding, sample)| (encoding, Some(sample)))
        .chain(rest.map(|encoding| (encoding, None)))
        .collect()
}

fn encoding(i18n: I18n, desk: Desk, reading: Memo<Option<ReadingView>>) -> AnyView {
    let is_chosen = move |encoding| {
        reading.with(|reading| {
            reading
                .as_ref()
                .is_some_and(|reading| reading.encoding == encoding)
        })
    };
    let choose = move |event| {
        let name = event_target_value(&event);
        let mut known = Encoding::ALL.iter().copied();
        if let Some(encoding) = known.find(|encoding| encoding.name() == name) {
            desk.tell(ImportEvent::Encoding(encoding));
        }
    };
    let offered = Memo::new(move |_| {
        reading.with(|reading| offered(reading.as_ref().map_or(&[], |reading| &reading.readings)))
    });
    let why = move || {
        let reading = reading.get()?;
        Some(words::encoding_evidence(
            i18n,
            reading.encoding,
            reading.encoding_evidence,
        ))
    };
    view! {
        <label for="encoding">{t!(i18n, import.encoding)}</label>
        <select id="encoding" class="input" aria-describedby="encoding-why" on:change=choose>
            <For each=move || offered.get() key=Clone::clone let((encoding, sample))>
                <option value=encoding.name() prop:selected=move || is_chosen(encoding)>
                    {encoding.name()}
                    {sample.map(|sample| format!(": {sample}"))}
                </option>
            </For>
        </select>
        <span class="hint" id="encoding-why">{why}</span>
    }
    .into_any()
}

/// Where the encoding is a guess: how others read, each a click away.
fn others(i18n: I18n, desk: Desk, reading: Memo<Option<ReadingView>>) -> AnyView {
    let readings = Memo::new(move |_| {
        let reading = reading.get().filter(is_doubtful);
        reading.map(|reading| reading.readings).unwrap_or_default()
    });
    let button = move |encoding: Encoding| {
        let own = reading.with(|reading| reading.as_ref().map(|reading| reading.encoding));
        match own == Some(encoding) {
            true => view! { <strong>{encoding.name()}</strong> }.into_any(),
            false => view! {
                <button
                    type="button"
                    class="button secondary small"
                    on:click=move |_| {
                        desk.tell(ImportEvent::Encoding(encoding));
                        // The offers go with their doubt: what was chosen stays.
                        focus_at("encoding");
                    }
                >
                    {encoding.name()}
                </button>
            }
            .into_any(),
        }
    };
    view! {
        <Show when=move || !readings.read().is_empty()>
            <ul class="readings" role="list" aria-label=move || t_string!(i18n, import.readings)>
                <For each=move || readings.get() key=Clone::clone let((encoding, sample))>
                    <li>{button(encoding)}<bdi>{sample}</bdi></li>
                </For>
            </ul>
            <p class="hint">{t!(i18n, import.readings_none)}</p>
        </Show>
    }
    .into_any()
}

fn delimiter(i18n: I18n, reading: Memo<Option<ReadingView>>) -> AnyView {
    let rereading = expect_context::<Rereading>();
    let select = NodeRef::<html::Select>::new();
    let choose = move |event| {
        let Some(delimiter) = event_target_value(&event).chars().next() else {
            return;
        };
        let is_asked = rereading.read(ImportEvent::Delimiter(delimiter), None);
        // Until it is answered the delimiter is the one of before.
        let now = reading.get_untracked().filter(|_| is_asked);
        if let (Some(select), Some(now)) = (select.get_untracked(), now) {
            select.set_value(&now.delimiter.to_string());
        }
    };
    let options = DELIMITERS.map(|delimiter| {
        let selected = move || {
            reading
                .get()
                .is_some_and(|reading| reading.delimiter == delimiter)
        };
        view! {
            <option value=delimiter.to_string() prop:selected=selected>
                {move || words::delimiter(i18n, delimiter)}
            </option>
        }
    });
    let why = move || {
        let reading = reading.get()?;
        Some(words::delimiter_evidence(i18n, reading.delimiter_evidence))
    };
    view! {
        <label for="delimiter">{t!(i18n, import.delimiter)}</label>
        <select
            id="delimiter"
            class="input"
            aria-describedby="delimiter-why"
            node_ref=select
            on:change=choose
        >
            {options.collect_view()}
        </select>
        <span class="hint" id="delimiter-why">{why}</span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use contact::file::encoding::Encoding;

    use super::offered;

    #[test]
    fn the_encodings_that_make_sense_of_the_file_come_first_and_none_is_missing() {
        let likely = Encoding::ALL[3];
        let offered = offered(&[(likely, "陳大文".to_owned())]);
        assert_eq!(offered[0], (likely, Some("陳大文".to_owned())));
        assert_eq!(offered.len(), Encoding::ALL.len());
        assert!(
            offered[1..]
                .iter()
                .all(|(encoding, sample)| { *encoding != likely && sample.is_none() })
        );
    }
}
