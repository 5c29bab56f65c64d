//! A row of a list of enquiries: who, by which channel, where to, for how long, and the way to its place, or why there is
//! none for whoever looks.
use contact::{
    enquiry::{Channel, Status},
    permit::Why,
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    i18n::*,
    ui::{
        badge::Badge,
        icon::Icon,
        table::TableScroll,
        when::{Lasting, When},
    },
    values::{
        enquiry::{channel_icon, channel_name, status_name},
        staff::names,
        words::{I18n, language},
    },
    wire::overview::{Caller, EnquiryRow},
};

/// A column besides who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnquiryColumn {
    Status,
    /// The id and the subject.
    Subject,
    Channel,
    Destination,
    Waiting,
    Opened,
    Closed,
    Staff,
    ChatHistory,
}

/// Where an enquiry is looked at, as it stands.
pub fn place(status: Status, id: Uuid) -> String {
    match status {
        Status::Open => format!("/enquiries/{id}/visitor"),
        Status::Ongoing | Status::FollowedUp | Status::Missed => format!("/enquiries/{id}"),
        Status::Closed => format!("/enquiries/{id}/transcript"),
    }
}

/// The table of a page of enquiries.
pub fn table(
    i18n: I18n,
    title: fn(I18n) -> &'static str,
    columns: Signal<&'static [EnquiryColumn]>,
    rows: Signal<Vec<EnquiryRow>>,
) -> AnyView {
    let heads = move || {
        let heads = columns.get().iter();
        let heads = heads.map(|column| view! { <th scope="col">{head(i18n, *column)}</th> });
        heads.collect_view()
    };
    view! {
        <TableScroll label=move || title(i18n)>
            <table class="table enquiries">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, enquiries.who)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=Clone::clone let:held>
                        {row(i18n, columns, held)}
                    </For>
                </tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

fn head(i18n: I18n, column: EnquiryColumn) -> AnyView {
    match column {
        EnquiryColumn::Status => t!(i18n, enquiries.status),
        EnquiryColumn::Subject => t!(i18n, enquiries.subject),
        EnquiryColumn::Channel => t!(i18n, enquiries.channel),
        EnquiryColumn::Destination => t!(i18n, enquiries.destination),
        EnquiryColumn::Waiting => t!(i18n, enquiries.waiting),
        EnquiryColumn::Opened => t!(i18n, enquiries.opened),
        EnquiryColumn::Closed => t!(i18n, record.status_closed),
        EnquiryColumn::Staff => t!(i18n, enquiries.staff),
        EnquiryColumn::ChatHistory => t!(i18n, enquiries.chat_history),
    }
    .into_any()
}

fn row(i18n: I18n, columns: Signal<&'static [EnquiryColumn]>, row: EnquiryRow) -> AnyView {
    let who = who(i18n, &row);
    let cells = move || {
        let cells = columns.get().iter();
        cells.map(|column| cell(i18n, *column, &row)).collect_view()
    };
    view! { <tr><th scope="row">{who}</th>{cells}</tr> }.into_any()
}

/// Who it is: a link to the enquiry's place, or text and the reason.
pub fn who(i18n: I18n, row: &EnquiryRow) -> AnyView {
    let caller = row.caller.clone();
    let name = move || caller_name(i18n, &caller);
    match row.refused {
        None => view! { <a href=place(row.status, row.id)><bdi>{name}</bdi></a> }.into_any(),
        Some(why) => view! { <bdi>{name}</bdi> {reason(i18n, why)} }.into_any(),
    }
}

/// What somebody is called.
pub fn caller_name(i18n: I18n, caller: &Caller) -> String {
    match caller {
        Caller::Contact(name) | Caller::Visitor(name) => name.clone(),
        Caller::Unknown => t_string!(i18n, enquiries.unknown_visitor).to_owned(),
        Caller::Erased => t_string!(i18n, enquiries.erased_contact).to_owned(),
    }
}

/// Why whoever looks may not see an enquiry: one press away, for every kind of hand and eye.
fn reason(i18n: I18n, why: Why) -> AnyView {
    view! {
        <details class="why">
            <summary><Icon icon=icondata_lu::LuLock/> {t!(i18n, enquiries.not_open)}</summary>
            <p>{move || why.sentence(language(i18n))}</p>
        </details>
    }
    .into_any()
}

/// A channel with its picture.
pub fn channel(i18n: I18n, channel: Channel) -> AnyView {
    view! {
        <span class="channel"><Icon icon=channel_icon(channel)/> {move || channel_name(i18n, channel)}</span>
    }
    .into_any()
}

fn cell(i18n: I18n, column: EnquiryColumn, row: &EnquiryRow) -> AnyView {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    match column {
        EnquiryColumn::Status => {
            let status = row.status;
            let tone = status_name(i18n, status).1;
            view! { <td><Badge tone=tone>{move || status_name(i18n, status).0}</Badge></td> }
                .into_any()
        }
        EnquiryColumn::Subject => view! {
            <td class="wrap">
                <bdi>{row.subject.clone()}</bdi>
                " "
                <bdi class="id">{row.external_id.clone()}</bdi>
            </td>
        }
        .into_any(),
        EnquiryColumn::Channel => view! { <td>{channel(i18n, row.channel)}</td> }.into_any(),
        EnquiryColumn::Destination => {
            view! { <td><bdi>{row.destination.clone()}</bdi></td> }.into_any()
        }
        EnquiryColumn::Waiting => {
            view! { <td><Lasting since=row.opened_at language/></td> }.into_any()
        }
        EnquiryColumn::Opened => view! { <td><When at=row.opened_at language/></td> }.into_any(),
        EnquiryColumn::Closed => {
            let closed = row.closed_at;
            view! { <td>{closed.map(|at| view! { <When at language/> })}</td> }.into_any()
        }
        EnquiryColumn::Staff => view! { <td class="wrap">{names(&row.staff)}</td> }.into_any(),
        EnquiryColumn::ChatHistory => {
            let of = row.external_id.clone();
            view! {
                <td>
                    <a href=place(row.status, row.id) aria-label=move || t_string!(i18n, enquiries.chat_history_of, id = of.clone())>
                        {t!(i18n, enquiries.chat_history)}
                    </a>
                </td>
            }
            .into_any()
        }
    }
}
