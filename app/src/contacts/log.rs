//! The Change Log tab: the newest five saves, each with its fields, old and new; `Show all` brings the rest.
use contact::{ContactId, change::Line};
use leptos::prelude::*;

use crate::{
    api::contacts::{Change, changes},
    i18n::*,
    ui::{button::Button, empty::Empty, table::TableScroll, when::When},
};

/// How many saves are shown at first: the guide's last five records.
const FIRST: u16 = 5;

/// What happened to a contact.
#[component]
pub fn ChangeLog(id: ContactId) -> impl IntoView {
    let i18n = use_i18n();
    let all = RwSignal::new(false);
    let log = Resource::new(
        move || all.get(),
        move |all| {
            changes(
                id,
                if all {
                    contact::query::LONGEST_PAGE
                } else {
                    FIRST
                },
                None,
            )
        },
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match log.await {
                    Ok(log) => {
                        let more = log.next_cursor.is_some() && !all.get_untracked();
                        view! {
                            <TableScroll label=move || t_string!(i18n, contact.change_log)>
                                <table class="table log">
                                    <thead>
                                        <tr>
                                            <th scope="col">{t!(i18n, contact.time)}</th>
                                            <th scope="col">{t!(i18n, contact.staff)}</th>
                                            <th scope="col">{t!(i18n, contact.action)}</th>
                                            <th scope="col">{t!(i18n, contact.field)}</th>
                                            <th scope="col">{t!(i18n, contact.old_value)}</th>
                                            <th scope="col">{t!(i18n, contact.new_value)}</th>
                                            <th scope="col">{t!(i18n, contact.source)}</th>
                                        </tr>
                                    </thead>
                                    {log.items.into_iter().map(|change| save(i18n, change)).collect_view()}
                                </table>
                            </TableScroll>
                            {more.then(|| view! {
                                <p class="show-all">
                                    <Button on_press=move || all.set(true)>{t!(i18n, contact.show_all)}</Button>
                                </p>
                            })}
                        }
                            .into_any()
                    }
                    Err(error) => view! {
                        <Empty
                            icon=icondata_lu::LuCircleAlert
                            title=move || t_string!(i18n, contact.change_log)
                            text=error.to_string()
                        >
                            <Button on_press=move || log.refetch()>{t!(i18n, frame.retry)}</Button>
                        </Empty>
                    }
                        .into_any(),
                }
            })}
        </Transition>
    }
}

/// One save is one group of rows, a field each.
fn save(i18n: super::words::I18n, change: Change) -> AnyView {
    let Change {
        at,
        staff,
        action,
        source,
        lines,
        ..
    } = change;
    let span = lines.len().max(1).to_string();
    let mut lines = lines.into_iter();
    let first = lines.next();
    view! {
        <tbody>
            <tr>
                <td rowspan=span.clone()>
                    <When at=at language=Signal::derive(move || i18n.get_locale().as_str())/>
                </td>
                <td rowspan=span.clone()><bdi>{staff}</bdi></td>
                <td rowspan=span.clone()>{action}</td>
                {cells(first)}
                <td rowspan=span>{source}</td>
            </tr>
            {lines.map(|line| view! { <tr>{cells(Some(line))}</tr> }).collect_view()}
        </tbody>
    }
    .into_any()
}

fn cells(line: Option<Line>) -> AnyView {
    let (field, old, new) = line
        .map(|line| (line.field, written(line.old), written(line.new)))
        .unwrap_or_default();
    view! {
        <td>{field}</td>
        <td class="wrap"><bdi>{old}</bdi></td>
        <td class="wrap"><bdi>{new}</bdi></td>
    }
    .into_any()
}

/// A value of the log as a person reads it: lists by their entries, not as JSON.
fn written(value: Option<serde_json::Value>) -> String {
    use serde_json::Value;
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(Value::Array(values)) => values
            .into_iter()
            .map(|value| written(Some(value)))
            .collect::<Vec<_>>()
            .join(", "),
        Some(Value::Object(parts)) => {
            let parts = parts
                .into_iter()
                .filter(|(name, value)| name != "verified" || value == &Value::Bool(true));
            parts
                .map(|(_, value)| written(Some(value)))
                .collect::<Vec<_>>()
                .join(" ")
        }
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::written;

    #[test]
    fn values_of_the_log_read_as_text() {
        for (value, wanted) in [
            (json!("Ada"), "Ada"),
            (json!(null), ""),
            (json!(["vip", "newsletter"]), "vip, newsletter"),
            (
                json!([{"number": "+85212345678", "type": "Mobile", "verified": false}]),
                "+85212345678 Mobile",
            ),
            (json!(12), "12"),
        ] {
            assert_eq!(written(Some(value)), wanted);
        }
    }
}
