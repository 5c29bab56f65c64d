//! External Contacts, one by one: found, edited, removed, called and texted.
use contact::{
    Contact, ContactId,
    query::{By, Query, Sort, Total},
};
use leptos::prelude::*;

use crate::{
    api::contacts::list,
    i18n::*,
    later::Later,
    numbers::Numbers,
    page::unreadable::Unreadable,
    record::delete::delete_window,
    trail::Trail,
    ui::{
        avatar::Avatar,
        button::{Button, LinkButton, Look},
        empty::Empty,
    },
    values::{
        calls::{call_link, text_link},
        words::{I18n, full_name, total_words},
    },
    wire::contacts::ContactPage,
    workspace::further::FurtherPages,
};

/// The list of contacts, and what can be done with them.
#[derive(Clone, Copy)]
struct People {
    i18n: I18n,
    numbers: Numbers,
    search: Memo<String>,
    further: FurtherPages<ContactPage>,
    /// Who is about to be removed, and their name.
    doomed: RwSignal<Option<(ContactId, String)>>,
}

impl People {
    /// By name, or the best first where something is searched for.
    fn query(search: String, cursor: Option<&str>) -> Query {
        let by_name = Sort {
            by: By::Name,
            descending: false,
        };
        Query {
            sort: search.is_empty().then_some(by_name),
            search,
            cursor: cursor.and_then(|cursor| cursor.parse().ok()),
            ..Query::default()
        }
    }

    fn more(self, cursor: String) {
        let query = Self::query(self.search.get_untracked(), Some(&cursor));
        self.further.ask(async move {
            let page = list(query).await?;
            self.numbers.learn(&page.items, &page.written);
            Ok(page)
        });
    }
}

/// The External Contacts that a search finds.
#[component]
pub fn External(search: Memo<String>) -> impl IntoView {
    let trail = Trail::of_page();
    let people = People {
        i18n: use_i18n(),
        numbers: Numbers::of_page(),
        search,
        further: FurtherPages::new(),
        doomed: RwSignal::new(None),
    };
    let first = Resource::new(
        move || (search.get(), trail.outdated.get()),
        |(search, _)| list(People::query(search, None)),
    );
    let doomed = Memo::new(move |_| people.doomed.with(Option::is_some));
    let gone = Callback::new(move |()| trail.outdate());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let page = first.await;
                people.further.begin_anew();
                match page {
                    Ok(page) => {
                        people.numbers.learn(&page.items, &page.written);
                        found(people, page)
                    }
                    Err(error) => view! {
                        <Unreadable
                            title=move || t_string!(people.i18n, contacts.failed_title)
                            error
                            again=Some(Callback::new(move |()| first.refetch()))
                        />
                    }
                    .into_any(),
                }
            })}
        </Transition>
        <Later wanted=doomed part=move || delete_window(people.doomed, gone)/>
    }
}

fn found(people: People, page: ContactPage) -> AnyView {
    let i18n = people.i18n;
    if page.items.is_empty() {
        return nobody(i18n, people.search.get_untracked());
    }
    let count = match page.total {
        Total::Exactly(1) => t_string!(i18n, contacts.count_one).to_owned(),
        total => t_string!(i18n, contacts.count_all, total = total_words(total)),
    };
    let rows = move |page: &ContactPage| {
        let rows = page.items.iter().map(|contact| person(people, contact));
        rows.collect::<Vec<_>>()
    };
    let cursor = |page: &ContactPage| page.next_cursor.clone();
    let more = move |cursor| people.more(cursor);
    view! {
        <p class="count" role="status">{count}</p>
        {people.further.list(i18n, page, rows, cursor, more)}
    }
    .into_any()
}

/// Nobody is found, or there is nobody yet.
fn nobody(i18n: I18n, search: String) -> AnyView {
    let title = move || match search.is_empty() {
        true => t_string!(i18n, contacts.empty_title).to_owned(),
        false => t_string!(i18n, contacts.none_title, search = search.clone()),
    };
    view! { <Empty icon=icondata_lu::LuSearch title=title/> }.into_any()
}

fn person(people: People, contact: &Contact) -> AnyView {
    let (i18n, id, draft) = (people.i18n, contact.id, &contact.draft);
    let name = full_name(&draft.first_name, &draft.last_name);
    let [edited, removed, doomed] = [(); 3].map(|()| name.clone());
    let phones = draft.phones.iter().map(|phone| {
        view! {
            <span class="reach">
                {call_link(i18n, id, &phone.number)}
                {text_link(i18n, id, &phone.number)}
            </span>
        }
    });
    view! {
        <li class="person">
            <Avatar name=name.clone()/>
            <div class="who">
                <a href=format!("/contacts/{id}")><bdi>{name}</bdi></a>
                {(!draft.company.is_empty()).then(|| view! { <p class="hint"><bdi>{draft.company.clone()}</bdi></p> })}
            </div>
            <div class="phones">{phones.collect::<Vec<_>>()}</div>
            <div class="buttons">
                <LinkButton
                    look=Look::Plain
                    small=true
                    icon=icondata_lu::LuPencil
                    href=format!("/contacts/{id}?edit")
                    label=move || t_string!(i18n, workspace.edit, name = edited.clone())
                />
                <Button
                    look=Look::Plain
                    small=true
                    icon=icondata_lu::LuTrash2
                    label=move || t_string!(i18n, workspace.remove, name = removed.clone())
                    on_press=move || people.doomed.set(Some((id, doomed.clone())))
                />
            </div>
        </li>
    }
    .into_any()
}
