//! `/workspace/contacts`: the people somebody works with, one by one: External Contacts to find, add, edit, remove, call and
//! text, and Internal ones, who work here too. Category and search stand in the address.
mod external;
mod further;
mod internal;

use std::time::Duration;

use contact::query::Query;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use crate::{
    browser::clock::Rest,
    i18n::*,
    later::Later,
    page::Page,
    record::create::create_window,
    trail::Trail,
    ui::{
        button::{Button, Look},
        field::SearchField,
        icon::Icon,
    },
    values::{names::take_over, words::I18n},
    workspace::{external::External, internal::Internal},
};

/// The address of the page.
const ADDRESS: &str = "/workspace/contacts";

/// The category of the address; External where it names no other.
const INTERNAL: &str = "internal";

/// How long the typing must rest before somebody is looked for.
const REST: Duration = Duration::from_millis(120);

/// The page of the contacts of a workspace.
#[component]
pub fn WorkspacePage() -> impl IntoView {
    take_over();
    let i18n = use_i18n();
    let query = use_query_map();
    let internal = Memo::new(move |_| query.read().get("category").as_deref() == Some(INTERNAL));
    let search = Memo::new(move |_| query.read().get("search").unwrap_or_default());
    let creating = RwSignal::new(false);
    // Whoever was added stands in a list that is read again.
    let added = Callback::new({
        let trail = Trail::of_page();
        move |()| trail.outdate()
    });
    let actions = move || {
        view! {
            <Show when=move || !internal.get()>
                <Button look=Look::Primary icon=icondata_lu::LuPlus on_press=move || creating.set(true)>
                    {t!(i18n, contacts.create)}
                </Button>
            </Show>
        }
    };
    view! {
        <Page title=move || t_string!(i18n, workspace.contacts) actions=actions>
            <div class="workspace">
                <div class="tools">
                    {categories(i18n, internal)}
                    <Finder internal search/>
                </div>
                {move || match internal.get() {
                    true => view! { <Internal search/> }.into_any(),
                    false => view! { <External search/> }.into_any(),
                }}
            </div>
            <Later wanted=creating part=move || create_window(creating, added)/>
        </Page>
    }
}

fn categories(i18n: I18n, internal: Memo<bool>) -> AnyView {
    let link = move |to_internal: bool, icon, words: fn(I18n) -> &'static str| {
        view! {
            <a
                href=address(to_internal, "")
                aria-current=move || (internal.get() == to_internal).then_some("true")
            >
                <Icon icon/>
                {move || words(i18n)}
            </a>
        }
    };
    view! {
        <nav class="segments" aria-label=move || t_string!(i18n, workspace.category)>
            {link(false, icondata_lu::LuUsers, |i18n| t_string!(i18n, workspace.external))}
            {link(true, icondata_lu::LuBuilding2, |i18n| t_string!(i18n, workspace.internal))}
        </nav>
    }
    .into_any()
}

/// What is looked for. Without scripts it is sent as a form.
#[component]
fn Finder(internal: Memo<bool>, search: Memo<String>) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let typed = RwSignal::new(search.get_untracked());
    // What this field asked for last: the address follows the field then, not the field the address.
    let sent = StoredValue::new(typed.get_untracked());
    Effect::new(move |_| {
        let search = search.get();
        if sent.with_value(|sent| *sent != search) {
            sent.set_value(search.clone());
            typed.set(search);
        }
    });
    let rest = Rest::after(REST);
    let find = move || {
        // The page may be gone by the time that the typing has rested.
        let Some(wanted) = typed.try_with_untracked(|typed| typed.trim().to_owned()) else {
            return;
        };
        sent.set_value(wanted.clone());
        // Typing on replaces the entry in the history, so that one step back leaves the search.
        let replace = search.with_untracked(|search| !search.is_empty());
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address(internal.get_untracked(), &wanted), options);
    };
    let on_input = move |text: String| {
        typed.set(text);
        rest.then(find.clone());
    };
    view! {
        <form role="search" action=ADDRESS on:submit=|event| event.prevent_default()>
            {move || internal.get().then(|| view! { <input type="hidden" name="category" value=INTERNAL/> })}
            <SearchField
                id="search"
                label=move || match internal.get() {
                    true => t_string!(i18n, workspace.search_staff),
                    false => t_string!(i18n, contacts.search),
                }
                hint=move || match internal.get() {
                    true => t_string!(i18n, workspace.search_staff_hint),
                    false => t_string!(i18n, contacts.search_hint),
                }
                value=typed
                on_input=on_input
            />
        </form>
    }
}

/// The address of a category, and of what is looked for in it.
fn address(internal: bool, search: &str) -> String {
    let query = Query {
        search: search.to_owned(),
        ..Query::default()
    };
    let category = internal.then(|| format!("category={INTERNAL}"));
    let search = Some(query.address()).filter(|search| !search.is_empty());
    let parts: Vec<String> = category.into_iter().chain(search).collect();
    match parts.is_empty() {
        true => ADDRESS.to_owned(),
        false => format!("{ADDRESS}?{}", parts.join("&")),
    }
}
