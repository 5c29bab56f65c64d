//! A row of a list of enquiries: who, by which channel, where to, for how long, and the way to its place, or why there is
//! none for whoever looks.
use chrono::{DateTime, Utc};
use contact::{
    enquiry::{Channel, Status},
    permit::Why,
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    enquiries::shown_rows::{Left, Listed, ShownRow, ShownRows},
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

/// What a row is called in the document.
pub fn row_id(enquiry: Uuid) -> String {
    format!("enquiry-{enquiry}")
}

/// The table of a page of enquiries.
pub fn table(
    i18n: I18n,
    title: fn(I18n) -> &'static str,
    columns: Signal<&'static [EnquiryColumn]>,
    page: Signal<ShownRows<EnquiryRow>>,
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
                    <For each=move || page.with(|page| page.rows.clone()) key=|held| held.item.id let:held>
                        {row(i18n, columns, as_it_stands(held, page))}
                    </For>
                </tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// A row as it stands by now; once it is drawn no more, as it stood last.
pub fn as_it_stands<R: Listed>(
    first: ShownRow<R>,
    page: Signal<ShownRows<R>>,
) -> Memo<ShownRow<R>> {
    let id = first.item.row().id;
    Memo::new(move |before: Option<&ShownRow<R>>| {
        let is_it = |held: &&ShownRow<R>| held.item.row().id == id;
        let found = page.with(|page| page.rows.iter().find(is_it).cloned());
        found.unwrap_or_else(|| before.unwrap_or(&first).clone())
    })
}

/// Something of a row. What shows it is drawn anew only when that changes.
pub fn part<R: Listed, T: Clone + PartialEq + Send + Sync + 'static>(
    held: Memo<ShownRow<R>>,
    of: fn(&R) -> T,
) -> Memo<T> {
    Memo::new(move |_| held.with(|held| of(&held.item)))
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

fn row(
    i18n: I18n,
    columns: Signal<&'static [EnquiryColumn]>,
    held: Memo<ShownRow<EnquiryRow>>,
) -> AnyView {
    let cells = move || {
        let cells = columns.get().iter();
        let cells = cells.map(|column| cell(i18n, *column, held));
        cells.collect_view()
    };
    view! {
        <tr id=row_id(held.with_untracked(|held| held.item.id)) class:left=move || has_left(held)>
            <th scope="row">{who(i18n, held)} {became(i18n, held)}</th>
            {cells}
        </tr>
    }
    .into_any()
}

/// Whether an enquiry is in the list no more.
pub fn has_left<R: Listed>(held: Memo<ShownRow<R>>) -> bool {
    held.with(|held| held.left.is_some())
}

/// What became of an enquiry that is in the list no more.
pub fn became<R: Listed>(i18n: I18n, held: Memo<ShownRow<R>>) -> AnyView {
    let left = Memo::new(move |_| held.with(|held| held.left));
    (move || {
        let words = match left.get()? {
            Left::Now(status) => {
                let (status, _) = status_name(i18n, status);
                t_string!(i18n, enquiries.now, status).to_string()
            }
            Left::Elsewhere => t_string!(i18n, enquiries.elsewhere).to_owned(),
        };
        Some(view! { " " <Badge>{words}</Badge> })
    })
    .into_any()
}

/// Who it is: a link to the enquiry's place, or text and the reason.
fn who(i18n: I18n, held: Memo<ShownRow<EnquiryRow>>) -> AnyView {
    let caller = part(held, |row| row.caller.clone());
    let way = part(held, |row| place(row.status, row.id));
    let refused = part(held, |row| row.refused);
    let name = move || caller.with(|caller| caller_name(i18n, caller));
    (move || match refused.get() {
        None => view! { <a href=move || way.get()><bdi>{name}</bdi></a> }.into_any(),
        Some(why) => view! { <bdi>{name}</bdi> {reason(i18n, why)} }.into_any(),
    })
    .into_any()
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
pub fn reason(i18n: I18n, why: Why) -> AnyView {
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

fn cell(i18n: I18n, column: EnquiryColumn, held: Memo<ShownRow<EnquiryRow>>) -> AnyView {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    match column {
        EnquiryColumn::Status => {
            let status = part(held, |row| row.status);
            let badge = move || {
                let (words, tone) = status_name(i18n, status.get());
                view! { <Badge tone=tone>{words}</Badge> }
            };
            view! { <td>{badge}</td> }.into_any()
        }
        EnquiryColumn::Subject => {
            let subject = part(held, |row| row.subject.clone());
            let id = held.with_untracked(|held| held.item.external_id.clone());
            view! {
                <td class="wrap">
                    <bdi>{move || subject.get()}</bdi>
                    " "
                    <bdi class="id">{id}</bdi>
                </td>
            }
            .into_any()
        }
        EnquiryColumn::Channel => {
            let by = part(held, |row| row.channel);
            view! { <td>{move || channel(i18n, by.get())}</td> }.into_any()
        }
        EnquiryColumn::Destination => {
            let destination = part(held, |row| row.destination.clone());
            view! { <td><bdi>{move || destination.get()}</bdi></td> }.into_any()
        }
        EnquiryColumn::Waiting => {
            let since = part(held, waiting);
            view! { <td>{move || since.get().map(|since| view! { <Lasting since language/> })}</td> }
                .into_any()
        }
        EnquiryColumn::Opened => {
            let opened = part(held, |row| row.opened_at);
            view! { <td>{move || view! { <When at=opened.get() language/> }}</td> }.into_any()
        }
        EnquiryColumn::Closed => {
            let closed = part(held, |row| row.closed_at);
            view! { <td>{move || closed.get().map(|at| view! { <When at language/> })}</td> }
                .into_any()
        }
        EnquiryColumn::Staff => {
            let staff = part(held, |row| row.staff.clone());
            view! { <td class="wrap">{move || staff.with(|staff| names(staff))}</td> }.into_any()
        }
        EnquiryColumn::ChatHistory => {
            let way = part(held, |row| {
                let may_see = row.refused.is_none();
                may_see.then(|| place(row.status, row.id))
            });
            let of = held.with_untracked(|held| held.item.external_id.clone());
            let link = move || {
                let (way, of) = (way.get()?, of.clone());
                Some(view! {
                    <a href=way aria-label=move || t_string!(i18n, enquiries.chat_history_of, id = of.clone())>
                        {t!(i18n, enquiries.chat_history)}
                    </a>
                })
            };
            view! { <td>{link}</td> }.into_any()
        }
    }
}

/// Since when somebody waits, as long as they do.
pub fn waiting(row: &EnquiryRow) -> Option<DateTime<Utc>> {
    let waits = matches!(row.status, Status::Open | Status::Missed);
    waits.then_some(row.opened_at)
}
