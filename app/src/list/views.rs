//! Saved views: the menu that opens them, and the window in which one is kept, changed or deleted. Those that somebody
//! pinned stand in the bar.
use leptos::prelude::*;
use uuid::Uuid;
use wasm_split_helpers::wasm_split;

use crate::{
    api::views,
    error::Error,
    i18n::*,
    later::{Fetched, Later},
    list::{address::address, going::go, state::State},
    page::{Report, report},
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        field::{TextField, Tick},
        menu::{Menu, MenuGroup, MenuItem, MenuLink},
    },
    wire::views::{View, ViewDraft},
};

/// The menu of views, and those that are pinned.
#[component]
pub fn Views(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let saving = RwSignal::new(false);
    // The view that the window is about; none for a new one.
    let subject = RwSignal::new(None::<View>);
    let name = move || match state.shown_view() {
        Some(view) => view.name,
        None => t_string!(i18n, list.views).to_owned(),
    };
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let _ = state.views.await;
                view! {
                    <Menu
                        id="views"
                        label=move || t_string!(i18n, list.views)
                        icon=icondata_lu::LuBookmark
                        text=name
                    >
                        {items(state, saving, subject)}
                    </Menu>
                    <Pinned state/>
                }
            })}
        </Transition>
        <Later wanted=saving part=move || view_window(state, saving, subject)/>
    }
}

#[component]
fn Pinned(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let pinned = move || {
        let views = state.views.get().unwrap_or_default();
        views
            .into_iter()
            .filter(|view| view.pinned)
            .collect::<Vec<_>>()
    };
    view! {
        <Show when=move || !pinned().is_empty()>
            <nav class="pinned" aria-label=move || t_string!(i18n, list.pinned_views)>
                <For each=pinned key=|view| (view.id, view.name.clone(), view.query.address()) let:view>
                    <a
                        class="button plain small"
                        href=address(Some(view.id), &view.query)
                        aria-current=move || (state.view.get() == Some(view.id)).then_some("true")
                    >
                        <bdi>{view.name.clone()}</bdi>
                    </a>
                </For>
            </nav>
        </Show>
    }
}

fn items(state: State, saving: RwSignal<bool>, subject: RwSignal<Option<View>>) -> AnyView {
    let i18n = use_i18n();
    let views = untrack(|| state.views.get()).unwrap_or_default();
    let shown = untrack(|| state.shown_view());
    let link = |view: View| {
        let icon = if view.pinned {
            icondata_lu::LuPin
        } else {
            icondata_lu::LuBookmark
        };
        view! {
            <MenuLink href=address(Some(view.id), &view.query) icon=icon><bdi>{view.name}</bdi></MenuLink>
        }
    };
    let (shared, own): (Vec<_>, Vec<_>) = views.into_iter().partition(|view| view.shared);
    let group = |label: &'static str, views: Vec<View>| {
        (!views.is_empty()).then(|| {
            view! {
                <MenuGroup label=label>{views.into_iter().map(link).collect_view()}</MenuGroup>
            }
        })
    };
    let ask = move |view: Option<View>| {
        subject.set(view);
        saving.set(true);
    };
    let change = shown.clone().filter(|view| view.may_change).map(|view| {
        view! {
            <MenuItem icon=icondata_lu::LuPencil on_press=move || ask(Some(view.clone()))>
                {t!(i18n, list.change_view)}
            </MenuItem>
        }
    });
    let pin = shown.map(|view| {
        let (id, pinned) = (view.id, !view.pinned);
        view! {
            <MenuItem
                icon=icondata_lu::LuPin
                on_press=move || {
                    leptos::task::spawn_local(async move {
                        // A view that is gone meanwhile disappears with the next list.
                        let _ = views::pin(id, pinned).await;
                        state.views.refetch();
                    });
                }
            >
                {move || if pinned { t_string!(i18n, list.pin) } else { t_string!(i18n, list.unpin) }}
            </MenuItem>
        }
    });
    view! {
        <MenuLink href="/contacts" icon=icondata_lu::LuUsers>{t!(i18n, list.all_contacts)}</MenuLink>
        {group(t_string!(i18n, list.own_views), own)}
        {group(t_string!(i18n, list.shared_views), shared)}
        <hr/>
        {change}
        {pin}
        <MenuItem icon=icondata_lu::LuPlus on_press=move || ask(None)>{t!(i18n, list.save_view)}</MenuItem>
    }
    .into_any()
}

/// The window in which a view is kept.
#[wasm_split(list, fallible)]
pub fn view_window(state: State, open: RwSignal<bool>, subject: RwSignal<Option<View>>) -> Fetched {
    Ok(view! { <ViewWindow state open subject/> }.into_any())
}

/// What is filled in for a view.
#[derive(Clone, Copy)]
struct ViewForm {
    state: State,
    open: RwSignal<bool>,
    /// The view that is changed; none for a new one.
    subject: RwSignal<Option<View>>,
    name: RwSignal<String>,
    shared: RwSignal<bool>,
    pinned: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
    report: Report,
}

impl ViewForm {
    fn new(state: State, open: RwSignal<bool>, subject: RwSignal<Option<View>>) -> Self {
        let form = Self {
            state,
            open,
            subject,
            name: RwSignal::default(),
            shared: RwSignal::new(false),
            pinned: RwSignal::new(false),
            problem: RwSignal::new(None),
            report: report(),
        };
        Effect::new(move |_| {
            if open.get() {
                form.start(subject.get_untracked());
            }
        });
        form
    }

    fn start(self, view: Option<View>) {
        self.shared
            .set(view.as_ref().is_some_and(|view| view.shared));
        self.pinned
            .set(view.as_ref().is_some_and(|view| view.pinned));
        self.name
            .set(view.map(|view| view.name).unwrap_or_default());
        self.problem.set(None);
    }

    fn id(self) -> Option<Uuid> {
        self.subject
            .with_untracked(|view| view.as_ref().map(|view| view.id))
    }

    /// It keeps what the list shows just now.
    fn draft(self) -> ViewDraft {
        ViewDraft {
            name: self.name.get_untracked(),
            query: untrack(|| self.state.asked()),
            columns: Some(self.state.columns.get_untracked()),
            shared: self.shared.get_untracked(),
            pinned: self.pinned.get_untracked(),
        }
    }

    /// Says what was done and closes the window, or says there why it was not.
    fn finish(self, done: Result<String, Error>) {
        match done {
            Ok(words) => {
                self.open.set(false);
                self.report.toasts.say(words);
                self.state.views.refetch();
            }
            Err(error) => {
                self.report.say_in(self.problem, error);
            }
        }
    }
}

/// The window in which a view gets its name.
#[component]
pub fn ViewWindow(
    state: State,
    open: RwSignal<bool>,
    subject: RwSignal<Option<View>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let form = ViewForm::new(state, open, subject);
    let go = go();
    let save = Action::new(move |(): &()| {
        let (id, draft, go) = (form.id(), form.draft(), go.clone());
        async move {
            let saved = match id {
                Some(id) => views::update(id, draft).await,
                None => views::create(draft).await,
            };
            let to = saved
                .as_ref()
                .ok()
                .map(|view| address(Some(view.id), &view.query));
            form.finish(saved.map(|view| t_string!(i18n, list.view_saved, name = view.name)));
            if let Some(to) = to {
                go(&to, true);
            }
        }
    });
    let delete = Action::new(move |(): &()| {
        let id = form.id();
        async move {
            let Some(id) = id else { return };
            let deleted = views::delete(id).await;
            form.finish(deleted.map(|()| t_string!(i18n, list.view_deleted).to_owned()));
        }
    });
    let title = move || match subject.with(Option::is_some) {
        true => t_string!(i18n, list.change_view),
        false => t_string!(i18n, list.save_view),
    };
    view! {
        <Dialog id="view" open=open title=title>
            <form
                class="view-form"
                on:submit=move |event| {
                    event.prevent_default();
                    save.dispatch(());
                }
            >
                <p class="hint">{t!(i18n, list.view_text)}</p>
                <TextField
                    id="view-name"
                    label=move || t_string!(i18n, list.view_name)
                    value=form.name
                    error=form.problem
                    autofocus=true
                />
                <Tick value=form.shared>{t!(i18n, list.view_shared)}</Tick>
                <Tick value=form.pinned>{t!(i18n, list.view_pinned)}</Tick>
                <div class="buttons">
                    {move || subject.with(Option::is_some).then(|| view! {
                        <Button icon=icondata_lu::LuTrash2 on_press=move || { delete.dispatch(()); }>
                            {t!(i18n, list.delete_view)}
                        </Button>
                    })}
                    <Button look=Look::Primary submit=true busy=save.pending()>{t!(i18n, list.keep_view)}</Button>
                </div>
            </form>
        </Dialog>
    }
}
