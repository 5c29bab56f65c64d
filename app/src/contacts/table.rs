//! The table of the list: one contact a row, 36 px high, the name always in sight.
use contact::{
    Contact, Email, Phone,
    phone::spaced,
    query::{By, selection::Selection},
};
use leptos::prelude::*;

use crate::{
    contacts::{
        state::State,
        words::{I18n, full_name, kind_name},
    },
    i18n::*,
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
};

/// How many labels a row shows before it only counts them.
const LABELS: usize = 2;

/// The rows of the page.
#[component]
pub fn Table(state: State) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TableScroll label=move || t_string!(i18n, contacts.list)>
            <table class="table contacts" aria-busy=move || state.waiting.get().then_some("true")>
                <Head state/>
                <tbody>
                    <For
                        each=move || state.contacts()
                        key=|contact| (contact.id, contact.version)
                        children=move |contact| row(i18n, state, contact)
                    />
                </tbody>
            </table>
        </TableScroll>
    }
}

#[component]
fn Head(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let column = move |by: By| {
        (
            Signal::derive(move || state.sorted(by).1),
            Signal::derive(move || state.sorted(by).0),
        )
    };
    let (name, company, updated) = (column(By::Name), column(By::Company), column(By::Updated));
    let all = move || {
        let ids = state.ids();
        !ids.is_empty()
            && state
                .selected
                .with(|selected| ids.iter().all(|id| selected.contains(*id)))
    };
    view! {
        <thead>
            <tr>
                <th scope="col" class="select sticky">
                    <label class="tick">
                        <input
                            type="checkbox"
                            aria-label=move || t_string!(i18n, contacts.select_page)
                            prop:checked=all
                            on:change=move |event| {
                                let ids = if event_target_checked(&event) { state.ids() } else { Vec::new() };
                                state.selected.set(Selection::These(ids.into_iter().collect()));
                            }
                        />
                    </label>
                </th>
                <SortHeader class="name sticky" href=name.0 sorted=name.1>{t!(i18n, contacts.name)}</SortHeader>
                <SortHeader class="company" href=company.0 sorted=company.1>{t!(i18n, contacts.company)}</SortHeader>
                <th scope="col" class="type">{t!(i18n, contacts.kind)}</th>
                <th scope="col" class="labels">{t!(i18n, contacts.labels)}</th>
                <th scope="col" class="phone">{t!(i18n, contacts.phone)}</th>
                <th scope="col" class="email">{t!(i18n, contacts.email)}</th>
                <SortHeader class="updated" href=updated.0 sorted=updated.1>{t!(i18n, contacts.updated)}</SortHeader>
                <th scope="col" class="more">{t!(i18n, contacts.more)}</th>
            </tr>
        </thead>
    }
}

fn row(i18n: I18n, state: State, contact: Contact) -> AnyView {
    let Contact {
        id,
        draft,
        updated_at,
        ..
    } = contact;
    let name = full_name(&draft.first_name, &draft.last_name);
    let address = format!("/contacts/{id}");
    let selected = move || state.selected.with(|selected| selected.contains(id));
    let (select_name, more_name, doomed_name, kind) =
        (name.clone(), name.clone(), name.clone(), draft.kind);
    view! {
        <tr aria-selected=move || selected().then_some("true")>
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
            <th scope="row" class="name sticky">
                <a href=address.clone() title=name.clone()>
                    <Avatar name=name.clone()/>
                    <bdi>{name.clone()}</bdi>
                </a>
            </th>
            <td class="company"><bdi title=draft.company.clone()>{draft.company.clone()}</bdi></td>
            <td class="type">{move || kind_name(i18n, kind)}</td>
            <td class="labels">{labels(state, &draft.labels)}</td>
            <td class="phone">{phones(i18n, draft.phones)}</td>
            <td class="email">{emails(i18n, draft.emails)}</td>
            <td class="updated">
                <When at=updated_at language=Signal::derive(move || i18n.get_locale().as_str())/>
            </td>
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

fn labels(state: State, names: &[String]) -> AnyView {
    let hidden = names.get(LABELS..).unwrap_or_default();
    view! {
        <span class="chips">
            {names
                .iter()
                .take(LABELS)
                .map(|name| view! { <Chip hue=state.colour(name) name=name.clone()/> })
                .collect_view()}
            {more(hidden.iter().cloned())}
        </span>
    }
    .into_any()
}

/// `+2` for what a cell does not show, with the values on hover.
fn more(hidden: impl ExactSizeIterator<Item = String>) -> Option<AnyView> {
    let count = hidden.len();
    (count > 0).then(|| {
        let title = hidden.collect::<Vec<_>>().join("\n");
        view! { <span class="badge" title=title>{format!("+{count}")}</span> }.into_any()
    })
}

fn phones(i18n: I18n, phones: Vec<Phone>) -> Option<AnyView> {
    let mut phones = phones.into_iter();
    let Phone {
        number, verified, ..
    } = phones.next()?;
    let text = spaced(&number);
    let title = text.clone();
    Some(
        view! {
            <span class="value">
                <a href=format!("tel:{number}") title=move || t_string!(i18n, contacts.call, value = title.clone())>
                    <bdi dir="ltr">{text}</bdi>
                </a>
                {verified.then(|| view! {
                    <span class="verified" role="img" aria-label=move || t_string!(i18n, contacts.verified)>
                        <Icon icon=icondata_lu::LuBadgeCheck/>
                    </span>
                })}
                {more(phones.map(|phone| spaced(&phone.number)))}
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
