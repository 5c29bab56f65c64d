//! The table of the list: one contact a row, 36 px high, the name always in sight.
use contact::{Contact, Email, Kind, Phone, phone::spaced, query::By};
use leptos::prelude::*;

use crate::{
    contacts::state::State,
    i18n::*,
    ui::{
        avatar::Avatar,
        badge::Chip,
        button::Look,
        copy::CopyButton,
        icon::Icon,
        menu::{Menu, MenuLink},
        table::{SortHeader, TableScroll},
        when::When,
    },
};

type I18n = leptos_i18n::I18nContext<Locale>;

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
    let ids = move || {
        state
            .contacts()
            .iter()
            .map(|contact| contact.id)
            .collect::<Vec<_>>()
    };
    let all = move || {
        let ids = ids();
        !ids.is_empty()
            && state
                .selected
                .with(|selected| ids.iter().all(|id| selected.contains(id)))
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
                                let ids = ids();
                                let ticked = event_target_checked(&event);
                                state.selected.update(|selected| {
                                    selected.clear();
                                    if ticked {
                                        selected.extend(ids);
                                    }
                                });
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
    let selected = move || state.selected.with(|selected| selected.contains(&id));
    let (select_name, more_name, kind) = (name.clone(), name.clone(), draft.kind);
    view! {
        <tr aria-selected=move || selected().then_some("true")>
            <td class="select sticky">
                <label class="tick">
                    <input
                        type="checkbox"
                        aria-label=move || t_string!(i18n, contacts.select_one, name = select_name.clone())
                        prop:checked=selected
                        on:change=move |event| {
                            let ticked = event_target_checked(&event);
                            state.selected.update(|selected| {
                                if ticked {
                                    selected.insert(id);
                                } else {
                                    selected.remove(&id);
                                }
                            });
                        }
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
                </Menu>
            </td>
        </tr>
    }
    .into_any()
}

/// First and last name as one line; family-name-first scripts are written without a space, last name first.
pub fn full_name(first: &str, last: &str) -> String {
    let east_asian = |text: &str| {
        text.chars()
            .next()
            .is_some_and(|c| ('\u{2e80}'..='\u{d7ff}').contains(&c))
    };
    match (first.is_empty(), last.is_empty()) {
        (true, _) => last.to_owned(),
        (_, true) => first.to_owned(),
        _ if east_asian(first) && east_asian(last) => format!("{last}{first}"),
        _ => format!("{first} {last}"),
    }
}

/// The guide's Type in the reader's language.
pub fn kind_name(i18n: I18n, kind: Kind) -> &'static str {
    match kind {
        Kind::Lead => t_string!(i18n, contacts.lead),
        Kind::Prospect => t_string!(i18n, contacts.prospect),
        Kind::Customer => t_string!(i18n, contacts.customer),
        Kind::Others => t_string!(i18n, contacts.other),
    }
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

#[cfg(test)]
mod tests {
    use super::full_name;

    #[test]
    fn family_names_stand_where_their_language_puts_them() {
        for (first, last, wanted) in [
            ("Ada", "Lovelace", "Ada Lovelace"),
            ("大文", "陳", "陳大文"),
            ("태희", "김", "김태희"),
            ("", "customer", "customer"),
            ("Kwok-wai", "陳", "Kwok-wai 陳"),
        ] {
            assert_eq!(full_name(first, last), wanted);
        }
    }
}
