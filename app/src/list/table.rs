//! The table of the list: one contact a row, 36 px high, the name always in sight.
use std::sync::Arc;

use contact::{
    Contact, Part, Text,
    query::{
        By, Total,
        columns::{ListColumn, Shows},
    },
};
use leptos::{ev, html, prelude::*};

use crate::{
    i18n::*,
    list::{cells::cells, state::State, widths::widths},
    ui::{
        button::Look,
        menu::{Menu, MenuItem, MenuLink},
        table::{SortHeader, TableScroll},
    },
    values::{
        names,
        reading::part_name,
        words::{I18n, full_name},
    },
};

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
                    let (widths, head) = (widths_of(state, columns.clone()), head(i18n, state, &columns));
                    let columns: Arc<[ListColumn]> = columns.into();
                    view! {
                        {widths}
                        {head}
                        <tbody>
                            {space(above)}
                            <ForEnumerate
                                each=move || state.drawn()
                                key=|contact| contact.id
                                children=move |place, contact| row(i18n, state, columns.clone(), place, contact)
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
                            on:change=move |event| state.tick_all(event_target_checked(&event))
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
    columns: Arc<[ListColumn]>,
    place: ReadSignal<usize>,
    contact: Contact,
) -> AnyView {
    let id = contact.id;
    let at = move || state.window.drawn.with(|drawn| drawn.start) + place.get();
    // A contact that is changed elsewhere is drawn anew in its row, which keeps the focus and the menu that is open in it.
    let contact = Memo::new(move |before: Option<&Contact>| {
        let now = state.contact_in(untrack(at), id);
        now.or_else(|| before.cloned())
            .unwrap_or_else(|| contact.clone())
    });
    let name = move || contact.with(name_of);
    let selected = move || state.selected.with(|selected| selected.contains(id));
    let current = move || state.window.peeking.get() && state.window.at.get() == Some(at());
    let cells = move || {
        let contact = contact.get();
        untrack(|| cells(i18n, state, &columns, &contact))
    };
    view! {
        <tr
            aria-rowindex=move || (at() + 2).to_string()
            aria-selected=move || selected().then_some("true")
            class:current=current
            class:departed=move || state.departure(id).is_some()
            on:focusin=move |_| state.window.at.set(Some(untrack(at)))
        >
            <td class="select sticky">
                <label class="tick">
                    <input
                        type="checkbox"
                        aria-label=move || t_string!(i18n, contacts.select_one, name = name())
                        disabled=move || !state.may_tick(id)
                        prop:checked=selected
                        on:change=move |event| state.tick(id, event_target_checked(&event))
                    />
                </label>
            </td>
            {cells}
            <td class="more">
                <Menu
                    id=format!("more-{id}")
                    look=Look::Plain
                    small=true
                    icon=icondata_lu::LuEllipsis
                    label=move || t_string!(i18n, contacts.more_for, name = name())
                >
                    <MenuLink href=format!("/contacts/{id}") icon=icondata_lu::LuEye>
                        {t!(i18n, contacts.view)}
                    </MenuLink>
                    <MenuItem
                        danger=true
                        icon=icondata_lu::LuTrash2
                        on_press=move || state.doomed.set(Some((id, untrack(name))))
                    >
                        {t!(i18n, contacts.delete)}
                    </MenuItem>
                </Menu>
            </td>
        </tr>
    }
    .into_any()
}

fn name_of(contact: &Contact) -> String {
    full_name(&contact.draft.first_name, &contact.draft.last_name)
}
