//! `/contacts`: the list of External Contacts. The server renders the first page, which can be read before the wasm is
//! there; every state says what to do next.
use contact::query::{LIMITS, Total};
use leptos::prelude::*;

use crate::{
    api::first_hour,
    i18n::*,
    later::Later,
    list::{
        bulk::Bulks, chips::filters, filters::clear, going::go, keys::Keys, peek::peek_panel,
        selection::selection_bar, state::State, table::Table, toolbar::Toolbar,
    },
    page::{Page, report},
    record::{create::create_window, delete::delete_window},
    request::signed_in,
    trail::Trail,
    ui::{
        button::{Button, LinkButton, Look},
        empty::Empty,
        icon::Icon,
        menu::{Menu, MenuLink},
        skeleton::Skeleton,
    },
    values::{
        allowed::Allowed,
        words::{I18n, total_words},
    },
    who::Action,
};

/// What stands where the list stands.
#[derive(Clone, PartialEq)]
enum Shown {
    Contacts,
    /// There are no contacts at all.
    Nothing,
    /// This search finds none with these filters.
    NoneFound,
    Failed(String),
}

/// The page of the list.
#[component]
pub fn List() -> impl IntoView {
    let i18n = use_i18n();
    let state = State::of_address();
    let narrowed = Memo::new(move |_| state.asked().is_narrowed());
    let doomed = Memo::new(move |_| state.doomed.with(Option::is_some));
    let reload = Callback::new(move |()| state.reload());
    let bulks = expect_context::<Bulks>();
    let outdated = Trail::of_page().outdated;
    Effect::new(move |_| bulks.find());
    Effect::watch(move || outdated.get(), move |_, _, _| state.reload(), false);
    let actions = move || {
        view! {
            <Allowed
                action=Action::ManageFields
                icon=icondata_lu::LuListPlus
                words=|i18n| t_string!(i18n, contacts.manage_fields)
            >
                <LinkButton href="/fields".to_owned() icon=icondata_lu::LuListPlus>
                    {t!(i18n, contacts.manage_fields)}
                </LinkButton>
            </Allowed>
            <LinkButton href="/contacts/import".to_owned() icon=icondata_lu::LuUpload>
                {t!(i18n, contacts.import)}
            </LinkButton>
            <Allowed
                action=Action::ExportContacts
                icon=icondata_lu::LuDownload
                words=|i18n| t_string!(i18n, contacts.download)
            >
                {move || match narrowed.get() {
                    true => view! { <DownloadMenu state/> }.into_any(),
                    false => view! {
                        <LinkButton download=true href=state.download(false) icon=icondata_lu::LuDownload>
                            {t!(i18n, contacts.download)}
                        </LinkButton>
                    }
                        .into_any(),
                }}
            </Allowed>
            <Button look=Look::Primary icon=icondata_lu::LuPlus on_press=move || state.creating.set(true)>
                {t!(i18n, contacts.create)}
            </Button>
        }
    };
    view! {
        <Page title=move || t_string!(i18n, contacts.title) actions=actions>
            <Toolbar state/>
            <Transition fallback=move || view! { <Skeleton label=move || t_string!(i18n, contacts.loading)/> }>
                {move || Suspend::new(async move {
                    // Everything below may take the first answer for granted.
                    let (first, ..) = (state.first.await, state.labels.await, state.views.await);
                    state.learn(&first);
                    untrack(|| state.take_columns());
                    view! { <Body state/> }
                })}
            </Transition>
            <Keys state/>
            <Later wanted=state.creating part=move || create_window(state.creating, reload)/>
            <Later wanted=doomed part=move || delete_window(state.doomed, reload)/>
        </Page>
    }
}

/// What is found or everything: both are one press away.
#[component]
fn DownloadMenu(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let found = move || state.total().map(total_words).unwrap_or_default();
    view! {
        <Menu
            id="download"
            label=move || t_string!(i18n, contacts.download)
            icon=icondata_lu::LuDownload
            text=move || t_string!(i18n, contacts.download)
        >
            <MenuLink download=true href=state.download(true)>
                {move || match state.total() {
                    Some(Total::Exactly(1)) => t_string!(i18n, contacts.download_this).to_owned(),
                    _ => t_string!(i18n, contacts.download_these, found = found()),
                }}
            </MenuLink>
            <MenuLink download=true href=state.download(false)>{t!(i18n, contacts.download_all)}</MenuLink>
        </Menu>
    }
}

#[component]
fn Body(state: State) -> impl IntoView {
    let i18n = use_i18n();
    Effect::new(move |_| state.take_columns());
    let (bulks, report) = (expect_context::<Bulks>(), report());
    let selecting =
        Memo::new(move |_| bulks.under_way() || state.selected.with(|these| !these.is_empty()));
    let shown = Memo::new(move |_| {
        let query = state.asked();
        state.with_answer(|answer| match answer {
            Err(error) => Shown::Failed(report.words(error)),
            Ok(page) if !page.items.is_empty() => Shown::Contacts,
            Ok(_) if query.is_narrowed() => Shown::NoneFound,
            Ok(_) => Shown::Nothing,
        })
    });
    view! {
        // Before the rows, which have no end for the keys; at their foot for the eye. An action goes on, and ends, also
        // where nothing is left to show.
        <Later wanted=selecting part=move || selection_bar(state)/>
        {move || match shown.get() {
            None => ().into_any(),
            Some(Shown::Contacts) => view! {
                <div class="desk"><Table state/> <Later wanted=state.window.peeking part=move || peek_panel(state)/></div>
            }
                .into_any(),
            Some(Shown::Nothing) => view! {
                <Empty
                    icon=icondata_lu::LuUsers
                    title=move || t_string!(i18n, contacts.empty_title)
                    text=move || t_string!(i18n, contacts.empty_text)
                >
                    <LinkButton href="/contacts/import".to_owned() icon=icondata_lu::LuUpload>
                        {t!(i18n, contacts.import)}
                    </LinkButton>
                    <FirstSteps/>
                </Empty>
            }
                .into_any(),
            Some(Shown::NoneFound) => none_found(i18n, state),
            Some(Shown::Failed(sentence)) => view! {
                <div role="alert">
                    <Empty
                        icon=icondata_lu::LuCircleAlert
                        title=move || t_string!(i18n, contacts.failed_title)
                        text=sentence
                    >
                        <Button icon=icondata_lu::LuRefreshCw on_press=move || state.reload()>
                            {t!(i18n, frame.retry)}
                        </Button>
                        <LinkButton href="/contacts".to_owned()>{t!(i18n, contacts.first)}</LinkButton>
                    </Empty>
                </div>
            }
                .into_any(),
        }}
        {move || (shown.get() == Some(Shown::Contacts)).then(|| view! { <Footer state/> })}
    }
}

/// The way to the first steps of an empty installation, for Administrators, unless they find theirs without.
#[component]
fn FirstSteps() -> impl IntoView {
    let i18n = use_i18n();
    let offered = RwSignal::new(false);
    let may_take = signed_in().is_some_and(|who| who.may(Action::ManageSettings).is_ok());
    Effect::new(move |_| {
        if may_take {
            leptos::task::spawn_local(async move {
                // An empty list says what to do next also without an answer.
                if let Ok(hour) = first_hour::get().await {
                    let _ = offered.try_set(hour.is_due());
                }
            });
        }
    });
    move || {
        offered.get().then(|| {
            view! {
                <LinkButton href="/welcome".to_owned() icon=icondata_lu::LuRocket>
                    {t!(i18n, first_hour.title)}
                </LinkButton>
            }
        })
    }
}

/// Names what was searched for and filtered by, and offers to take either away.
fn none_found(i18n: I18n, state: State) -> AnyView {
    let search = Memo::new(move |_| state.asked().search);
    let filtered = move || {
        filters(i18n, state)
            .into_iter()
            .map(|filter| filter.words)
            .collect::<Vec<_>>()
    };
    let title = move || match search.get() {
        search if search.is_empty() => t_string!(i18n, list.none_title).to_owned(),
        search => t_string!(i18n, contacts.none_title, search = search),
    };
    let text = move || match filtered() {
        filters if filters.is_empty() => t_string!(i18n, contacts.none_text).to_owned(),
        filters => filters.join(" · "),
    };
    view! {
        <Empty icon=icondata_lu::LuSearch title=title text=text>
            {move || (!search.get().is_empty()).then(|| view! {
                <LinkButton href=Signal::derive(move || state.address(|query| query.search.clear()))>
                    {t!(i18n, contacts.clear)}
                </LinkButton>
            })}
            {move || (!filtered().is_empty()).then(|| view! {
                <LinkButton href=Signal::derive(move || state.address(clear))>
                    {t!(i18n, list.clear)}
                </LinkButton>
            })}
        </Empty>
    }
    .into_any()
}

/// The way to the other pages, where the list is shown as pages. Without scripts it always is.
#[component]
fn Footer(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let go = go();
    view! {
        <footer class="pages" class:long=move || !state.paged.get() class:later=move || state.asked().cursor.is_some()>
            <label class="rows">
                {t!(i18n, contacts.rows)}
                " "
                <select
                    class="input"
                    on:change=move |event| {
                        if let Ok(limit) = event_target_value(&event).parse() {
                            go(&state.address(|query| query.limit = limit), false);
                        }
                    }
                >
                    {LIMITS
                        .map(|limit| {
                            view! {
                                <option value=limit.to_string() selected=move || state.asked().limit == limit>
                                    {limit}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
            <nav aria-label=move || t_string!(i18n, contacts.pages)>
                <PageLink
                    to=Signal::derive(move || state.previous())
                    icon=icondata_lu::LuChevronLeft
                    label=move || t_string!(i18n, contacts.previous)
                    on_leave=move || state.leave_for_previous()
                />
                <PageLink
                    to=Signal::derive(move || state.next())
                    icon=icondata_lu::LuChevronRight
                    label=move || t_string!(i18n, contacts.next)
                    on_leave=move || state.leave_for_next()
                />
            </nav>
        </footer>
    }
}

/// A link to another page of the list; without one it stays, and says by its state that there is none.
#[component]
fn PageLink(
    to: Signal<Option<String>>,
    icon: icondata_core::Icon,
    #[prop(into)] label: TextProp,
    #[prop(into)] on_leave: Callback<()>,
) -> impl IntoView {
    let title = label.clone();
    view! {
        <a
            class="button secondary small square"
            role="link"
            href=move || to.get()
            aria-disabled=move || to.get().is_none().then_some("true")
            aria-label=move || label.get().to_string()
            title=move || title.get().to_string()
            on:click=move |_| on_leave.run(())
        >
            <Icon icon/>
        </a>
    }
}
