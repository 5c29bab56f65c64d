//! The table of the list: one contact a row, 36 px high, the name always in sight.
use contact::{
    Contact, ContactId, Email, Part, Phone, Social, Text,
    field::field_of,
    query::{
        By, Total,
        columns::{ListColumn, Shows},
        selection::Selection,
    },
};
use leptos::{ev, html, prelude::*};

use crate::{
    i18n::*,
    list::{
        state::State,
        widths::{width, widths},
    },
    numbers::shown,
    ui::{
        avatar::Avatar,
        badge::Chip,
        button::Look,
        copy::CopyButton,
        icon::Icon,
        menu::{Menu, MenuItem, MenuLink},
        table::{SortHeader, TableScroll},
        when::When,
    },
    values::{
        calls::call_link,
        names,
        reading::{part_name, word},
        words::{I18n, full_name},
    },
};

/// In pixels: the edges of a cell, those of a chip with the gap before the next one, and `+2`.
const PADDING: u32 = 16;
const CHIP: u32 = 20;
const COUNT: u32 = 36;

/// The rows that are drawn, between the space that stands for the others.
#[component]
pub fn Table(state: State) -> impl IntoView {
    let i18n = use_i18n();
    names::take_over();
    let (above, below) = (NodeRef::<html::Tr>::new(), NodeRef::<html::Tr>::new());
    let space = Memo::new(move |_| state.space());
    Effect::new(move |_| {
        let (top, bottom) = space.get();
        for (row, height) in [(above.get(), top), (below.get(), bottom)] {
            if let Some(row) = row {
                // Refused only for what is no length.
                let _ = leptos::web_sys::HtmlElement::style(&row)
                    .set_property("height", &format!("{height}px"));
            }
        }
    });
    follow_scroller(state);
    view! {
        <TableScroll
            label=move || t_string!(i18n, contacts.list)
            area=state.window.scroller
            on_scroll=move || state.scrolled()
        >
            <table
                class="table contacts"
                aria-busy=move || state.waiting.get().then_some("true")
                aria-rowcount=move || rows(state)
            >
                {move || {
                    let columns: Vec<ListColumn> = state.columns.get().iter().collect();
                    // As many as there are: columns that nobody sees would take the room that is left.
                    let span = (columns.len() + 2).to_string();
                    let space = |row| view! { <tr class="space" aria-hidden="true" node_ref=row><td colspan=span.clone()></td></tr> };
                    view! {
                        {widths_of(state, columns.clone())}
                        {head(i18n, state, &columns)}
                        <tbody>
                            {space(above)}
                            <ForEnumerate
                                each=move || state.drawn()
                                key=|contact| (contact.id, contact.version)
                                children=move |place, contact| row(i18n, state, &columns, place, contact)
                            />
                            {space(below)}
                        </tbody>
                    }
                }}
            </table>
        </TableScroll>
    }
}

/// Scrolls to where the list was left, and follows the area as the browser's window changes.
fn follow_scroller(state: State) {
    let scroller = state.window.scroller;
    Effect::new(move |_| {
        if let Some(scroller) = scroller.get() {
            let top = state.window.top.get_value();
            request_animation_frame(move || {
                if top > 0.0 {
                    scroller.set_scroll_top(top as i32);
                }
                state.scrolled();
            });
        }
    });
    Effect::new(move |_| {
        let resized = window_event_listener(ev::resize, move |_| state.scrolled());
        on_cleanup(move || resized.remove());
    });
}

/// How wide the columns are: as what stands in them wants it.
fn widths_of(state: State, columns: Vec<ListColumn>) -> AnyView {
    let names: Vec<_> = columns.iter().map(|column| column.shows.as_str()).collect();
    let widths = Memo::new(move |_| {
        let widths = |contacts: &[Contact]| widths(&columns, contacts);
        let shown = state.with_page(|page| widths(&page.items));
        shown.unwrap_or_else(|| widths(&[]))
    });
    let cols = names.into_iter().enumerate().map(|(at, name)| {
        let width = move || widths.with(|widths| widths.get(at).map(u32::to_string));
        html::col().class(name).attr("width", width)
    });
    view! {
        <colgroup>
            <col class="select"/>
            {cols.collect_view()}
            <col class="more"/>
        </colgroup>
    }
    .into_any()
}

/// How many rows the table has with its header; -1 where nobody counted to the end.
fn rows(state: State) -> String {
    match (state.paged.get(), state.total()) {
        (false, Some(Total::AtLeast { .. })) => "-1".to_owned(),
        _ => (state.length() + 1).to_string(),
    }
}

fn head(i18n: I18n, state: State, columns: &[ListColumn]) -> AnyView {
    let headers = columns.iter().map(|column| {
        let shows = column.shows;
        let by = match shows {
            Shows::Name => Some(By::Name),
            Shows::Part(Part::Text(Text::Company)) => Some(By::Company),
            Shows::Updated => Some(By::Updated),
            Shows::Created => Some(By::Created),
            _ => None,
        };
        let class = if shows == Shows::Name {
            "name sticky"
        } else {
            shows.as_str()
        };
        let words = move || column_name(i18n, shows);
        match by {
            Some(by) => view! {
                <SortHeader
                    class=class
                    href=Signal::derive(move || state.sorted(by).1)
                    sorted=Signal::derive(move || state.sorted(by).0)
                >
                    {words}
                </SortHeader>
            }
            .into_any(),
            None => view! { <th scope="col" class=class>{words}</th> }.into_any(),
        }
    });
    view! {
        <thead>
            <tr>
                <th scope="col" class="select sticky">
                    <label class="tick">
                        <input
                            type="checkbox"
                            aria-label=move || t_string!(i18n, contacts.select_page)
                            prop:checked=move || state.all_ticked()
                            on:change=move |event| {
                                let ids = if event_target_checked(&event) { untrack(|| state.ids()) } else { Vec::new() };
                                state.selected.set(Selection::These(ids.into_iter().collect()));
                            }
                        />
                    </label>
                </th>
                {headers.collect_view()}
                <th scope="col" class="more">{t!(i18n, contacts.more)}</th>
            </tr>
        </thead>
    }
    .into_any()
}

/// What a column is called.
pub fn column_name(i18n: I18n, shows: Shows) -> &'static str {
    match shows {
        Shows::Name => t_string!(i18n, contacts.name),
        // Here they are of many people, and shorter.
        Shows::Part(Part::Labels) => t_string!(i18n, contacts.labels),
        Shows::Part(Part::Phone(_)) => t_string!(i18n, contacts.phone),
        Shows::Part(Part::Email(_)) => t_string!(i18n, contacts.email),
        Shows::Part(part) => part_name(i18n, part),
        Shows::Updated => t_string!(i18n, contacts.updated),
        Shows::Created => t_string!(i18n, list.created),
    }
}

fn row(
    i18n: I18n,
    state: State,
    columns: &[ListColumn],
    place: ReadSignal<usize>,
    contact: Contact,
) -> AnyView {
    let id = contact.id;
    let name = full_name(&contact.draft.first_name, &contact.draft.last_name);
    let address = format!("/contacts/{id}");
    let selected = move || state.selected.with(|selected| selected.contains(id));
    let at = move || state.window.drawn.with(|drawn| drawn.start) + place.get();
    let current = move || state.window.peeking.get() && state.window.at.get() == Some(at());
    let (select_name, more_name, doomed_name) = (name.clone(), name.clone(), name.clone());
    let cells = columns.iter().map(|column| match column.shows {
        Shows::Name => view! {
            <th scope="row" class="name sticky">
                <a href=address.clone() title=name.clone()>
                    <Avatar name=name.clone()/>
                    <bdi>{name.clone()}</bdi>
                </a>
                // Where its own column is out of sight.
                {contact.draft.phones.first().map(|phone| call_link(i18n, id, &phone.number))}
            </th>
        }
        .into_any(),
        shows => {
            let held = cell(i18n, state, *column, &contact);
            view! { <td class=shows.as_str()>{held}</td> }.into_any()
        }
    });
    view! {
        <tr
            aria-rowindex=move || (at() + 2).to_string()
            aria-selected=move || selected().then_some("true")
            class:current=current
            on:focusin=move |_| state.window.at.set(Some(untrack(at)))
        >
            <td class="select sticky">
                <label class="tick">
                    <input
                        type="checkbox"
                        aria-label=move || t_string!(i18n, contacts.select_one, name = select_name.clone())
                        prop:checked=selected
                        on:change=move |event| state.tick(id, event_target_checked(&event))
                    />
                </label>
            </td>
            {cells.collect_view()}
            <td class="more">
                <Menu
                    id=format!("more-{id}")
                    look=Look::Plain
                    small=true
                    icon=icondata_lu::LuEllipsis
                    label=move || t_string!(i18n, contacts.more_for, name = more_name.clone())
                >
                    <MenuLink href=address.clone() icon=icondata_lu::LuEye>{t!(i18n, contacts.view)}</MenuLink>
                    <MenuItem
                        danger=true
                        icon=icondata_lu::LuTrash2
                        on_press={
                            let name = doomed_name.clone();
                            move || state.doomed.set(Some((id, name.clone())))
                        }
                    >
                        {t!(i18n, contacts.delete)}
                    </MenuItem>
                </Menu>
            </td>
        </tr>
    }
    .into_any()
}

fn cell(i18n: I18n, state: State, column: ListColumn, contact: &Contact) -> AnyView {
    let draft = &contact.draft;
    let text = |text: &str| {
        if text.is_empty() {
            return ().into_any();
        }
        let text = text.to_owned();
        view! { <bdi title=text.clone()>{text.clone()}</bdi> }.into_any()
    };
    let when = |at| {
        view! { <When at=at language=Signal::derive(move || i18n.get_locale().as_str())/> }
            .into_any()
    };
    match column.shows {
        Shows::Name => ().into_any(),
        Shows::Part(Part::Text(part)) => text(draft.text(part)),
        Shows::Part(Part::Labels) => labels(state, &draft.labels, width(column)),
        Shows::Part(Part::Phone(_)) => phones(i18n, contact.id, draft.phones.clone()).into_any(),
        Shows::Part(Part::Email(_)) => emails(i18n, draft.emails.clone()).into_any(),
        Shows::Part(Part::Social(_)) => socials(&draft.socials).into_any(),
        Shows::Part(part) => {
            let held = match part {
                Part::BirthDate => draft.birth_date.map(|day| day.to_string()),
                _ => Some(field_of(part).write(draft).into_owned()),
            };
            let words = move || held.as_deref().map(|held| word(i18n, part, held));
            view! { <bdi>{words}</bdi> }.into_any()
        }
        Shows::Updated => when(contact.updated_at),
        Shows::Created => when(contact.created_at),
    }
}

fn labels(state: State, names: &[String], width: u16) -> AnyView {
    let (shown, hidden) = names.split_at(fitting(names, width));
    view! {
        <span class="chips">
            {shown
                .iter()
                .map(|name| view! { <Chip hue=state.colour(name) name=name.clone()/> })
                .collect_view()}
            {more(hidden.iter().cloned())}
        </span>
    }
    .into_any()
}

/// How many labels a cell shows whole before it only counts them; at least one. The server does not know the font, so
/// that widths are estimated, rather too large.
fn fitting(names: &[String], width: u16) -> usize {
    let room = u32::from(width) - PADDING;
    let mut taken = 0;
    let mut shown = 0;
    for (at, name) in names.iter().enumerate() {
        // Half as wide as an East Asian letter are those of the alphabet.
        let halves: u32 = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        taken += halves * 13 / 2 + CHIP;
        let count = if at + 1 < names.len() { COUNT } else { 0 };
        if taken + count <= room {
            shown = at + 1;
        }
    }
    shown.clamp(names.len().min(1), names.len())
}

/// `+2` for what a cell does not show, with the values on hover.
fn more(hidden: impl ExactSizeIterator<Item = String>) -> Option<AnyView> {
    let count = hidden.len();
    (count > 0).then(|| {
        let title = hidden.collect::<Vec<_>>().join("\n");
        view! { <span class="badge" title=title>{format!("+{count}")}</span> }.into_any()
    })
}

fn phones(i18n: I18n, contact: ContactId, phones: Vec<Phone>) -> Option<AnyView> {
    let mut phones = phones.into_iter();
    let Phone {
        number, verified, ..
    } = phones.next()?;
    Some(
        view! {
            <span class="value">
                {call_link(i18n, contact, &number)}
                {verified.then(|| view! {
                    <span class="verified" role="img" aria-label=move || t_string!(i18n, contacts.verified)>
                        <Icon icon=icondata_lu::LuBadgeCheck/>
                    </span>
                })}
                {more(phones.map(|phone| shown(&phone.number)))}
                {copy(i18n, number)}
            </span>
        }
        .into_any(),
    )
}

fn emails(i18n: I18n, emails: Vec<Email>) -> Option<AnyView> {
    let mut emails = emails.into_iter();
    let Email { address, .. } = emails.next()?;
    Some(
        view! {
            <span class="value">
                <a href=format!("mailto:{address}") title=address.clone()><bdi dir="ltr">{address.clone()}</bdi></a>
                {more(emails.map(|email| email.address))}
                {copy(i18n, address)}
            </span>
        }
        .into_any(),
    )
}

fn socials(socials: &[Social]) -> Option<AnyView> {
    let words = |social: &Social| format!("{} {}", social.network.label(), social.id);
    let (first, others) = socials.split_first()?;
    Some(
        view! {
            <span class="value">
                <bdi title=words(first)>{words(first)}</bdi>
                {more(others.iter().map(words))}
            </span>
        }
        .into_any(),
    )
}

fn copy(i18n: I18n, value: String) -> AnyView {
    let (label, done) = (value.clone(), value.clone());
    view! {
        <CopyButton
            value=value
            label=move || t_string!(i18n, contacts.copy, value = label.clone())
            done=move || t_string!(i18n, contacts.copied, value = done.clone())
        />
    }
    .into_any()
}
