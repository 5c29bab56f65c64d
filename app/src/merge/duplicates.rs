//! `/duplicates`: all contacts that look like one person, group by group, the likeliest first.
use std::time::Duration;

use contact::{Bounded, likeness::strength};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use crate::{
    api::merge::{list_duplicates, look_for_duplicates},
    i18n::*,
    live::contact_news::on_contact_news,
    merge::{
        answers::{answers, say_differ, who},
        merges::{Merges, use_merges},
        undo::FROM_SUSPICIONS,
        words::{likelihood, reasons},
    },
    page::{Page, Report, report, unreadable::Unreadable},
    ui::{
        button::Button,
        changes::{ShowChanges, is_in_use},
        empty::Empty,
        when::When,
    },
    values::words::I18n,
    wire::merge::{DuplicateGroup, Duplicates, Pair},
};

/// How often the page asks whether a search has ended.
const LOOK: Duration = Duration::from_secs(1);

/// What the page does with pairs.
#[derive(Clone, Copy)]
struct PairActions {
    i18n: I18n,
    report: Report,
    merges: Merges,
    /// Pages after the first.
    older: RwSignal<Vec<Duplicates>>,
    /// The groups of the first, and how many there are.
    shown: StoredValue<Option<(Vec<DuplicateGroup>, i64)>>,
    /// There are others by now.
    changed: RwSignal<bool>,
}

impl PairActions {
    fn again(self) {
        self.older.set(Vec::new());
        self.merges.suspect_anew();
    }

    /// After an answer to a pair. One that is suspected again is found by the next search.
    fn after(self, suspected: bool) {
        self.older.set(Vec::new());
        if suspected {
            self.look();
        }
    }

    fn look(self) {
        leptos::task::spawn_local(async move {
            if let Err(error) = look_for_duplicates().await {
                self.report.say(error);
            }
            self.again();
        });
    }

    /// Remembers what is shown; tells whether there are more or fewer than before.
    fn learn(self, page: Option<&Duplicates>) -> bool {
        self.changed.set(false);
        let now = page.map(|page| (page.items.clone(), page.total));
        let total = |shown: &Option<(_, i64)>| shown.as_ref().map(|(_, total)| *total);
        let before = self.shown.with_value(total);
        let differs = before.is_some() && total(&now) != before;
        self.shown.set_value(now);
        differs
    }

    /// Looks whether others are suspected by now. Where somebody is at the groups, it waits for a press.
    fn look_again(self) {
        leptos::task::spawn_local(async move {
            // Without an answer, the next news ask again.
            let Ok(page) = list_duplicates(None).await else {
                return;
            };
            let now = Some((page.items, page.total));
            let differs =
                |shown: &Option<(Vec<DuplicateGroup>, i64)>| shown.is_some() && *shown != now;
            // The page may have been left meanwhile.
            if self.shown.try_with_value(differs) != Some(true) {
                return;
            }
            let is_busy = self.older.with_untracked(|older| !older.is_empty());
            match is_busy || is_in_use(".groups") {
                true => self.changed.set(true),
                false => self.again(),
            }
        });
    }

    fn more(self, cursor: String) {
        leptos::task::spawn_local(async move {
            match list_duplicates(Some(Bounded::own(cursor))).await {
                Ok(page) => self.older.update(|older| older.push(page)),
                Err(error) => self.report.say(error),
            }
        });
    }
}

/// The page of suspected duplicates.
#[component]
pub fn DuplicatesPage() -> impl IntoView {
    let i18n = use_i18n();
    let actions = PairActions {
        i18n,
        report: report(),
        merges: use_merges(),
        older: RwSignal::default(),
        shown: StoredValue::default(),
        changed: RwSignal::new(false),
    };
    let first = Resource::new(
        move || actions.merges.suspicions(),
        |_| list_duplicates(None),
    );
    on_cleanup(move || actions.merges.next.set_value(false));
    on_contact_news(None, move || actions.look_again());
    // While a search is under way its end is waited for; then all who show what is suspected ask once more, since one of
    // them may have been answered just before it.
    Effect::new(move |was_running: Option<bool>| {
        let page = first.get().and_then(Result::ok);
        let differs = actions.learn(page.as_ref());
        let running = page.is_some_and(|page| page.search.running);
        if running {
            set_timeout(move || actions.merges.suspect_anew(), LOOK);
        } else if was_running == Some(true) || differs {
            actions.merges.suspect_anew();
        }
        running
    });
    let buttons = move || {
        view! {
            <Button icon=icondata_lu::LuRefreshCw on_press=move || actions.look()>
                {move || t_string!(i18n, merge.look_again)}
            </Button>
        }
    };
    view! {
        <Page title=move || t_string!(i18n, merge.duplicates) actions=buttons>
            <div class="duplicates-page">
                <p class="soft">{move || t_string!(i18n, merge.duplicates_text)}</p>
                <ShowChanges
                    words=Signal::derive(move || {
                        actions.changed.get().then(|| t_string!(i18n, frame.changes).to_owned())
                    })
                    on_show=move || actions.again()
                />
                <Transition>
                    {move || Suspend::new(async move {
                        match first.await {
                            Ok(page) => found(actions, page),
                            Err(error) => view! {
                                <Unreadable
                                    title=move || t_string!(i18n, merge.failed)
                                    error
                                    again=Some(Callback::new(move |()| actions.again()))
                                />
                            }
                                .into_any(),
                        }
                    })}
                </Transition>
            </div>
        </Page>
    }
}

fn found(actions: PairActions, page: Duplicates) -> AnyView {
    let i18n = actions.i18n;
    if actions.merges.next.get_value() {
        request_animation_frame(go_on);
    }
    let total = page.total;
    let count = match total {
        1 => t_string!(i18n, merge.group_one).to_owned(),
        _ => t_string!(i18n, merge.groups, count = total).to_string(),
    };
    let running = page.search.running;
    let state = match (running, page.search.at) {
        (false, Some(at)) => view! {
            {t_string!(i18n, merge.looked)} " " <When at=at language=Signal::derive(move || i18n.get_locale().as_str())/>
        }
        .into_any(),
        _ => t_string!(i18n, merge.looking).into_any(),
    };
    let groups = move |page: &Duplicates| {
        let groups = page.items.iter().map(|held| group(actions, held));
        groups.collect::<Vec<_>>()
    };
    let newest = groups(&page);
    let body = if newest.is_empty() {
        let (title, text) = match running || page.search.at.is_none() {
            true => (t_string!(i18n, merge.looking), ""),
            false => (
                t_string!(i18n, merge.none_title),
                t_string!(i18n, merge.none_text),
            ),
        };
        view! { <Empty icon=icondata_lu::LuUsers title=title text=text/> }.into_any()
    } else {
        let cursor = move || {
            let older = actions.older.read();
            older.last().unwrap_or(&page).next_cursor.clone()
        };
        view! {
            <ol role="list" class="groups">
                {newest}
                {move || actions.older.with(|older| older.iter().map(groups).collect::<Vec<_>>())}
            </ol>
            {move || cursor().map(|cursor| view! {
                <p><Button on_press=move || actions.more(cursor.clone())>{t_string!(i18n, merge.more)}</Button></p>
            })}
        }
        .into_any()
    };
    view! {
        <p class="state" role="status"><strong>{count}</strong> " · " {state}</p>
        {body}
    }
    .into_any()
}

/// Whoever has merged a pair stands at the button of the next one, unless they have gone elsewhere meanwhile.
fn go_on() {
    let Ok(Some(next)) = document().query_selector(".pair .buttons a") else {
        return;
    };
    let here = document().active_element();
    if here.is_none_or(|here| here.matches("body, h1, .pair *") == Ok(true))
        && let Ok(next) = next.dyn_into::<HtmlElement>()
    {
        // What cannot take the focus leaves it where it is.
        let _ = next.focus();
    }
}

fn group(actions: PairActions, group: &DuplicateGroup) -> AnyView {
    let pairs = group.pairs.iter().map(|held| pair(actions, held));
    let pairs = pairs.collect::<Vec<_>>();
    let more = (group.more > 0).then(|| {
        let mark = if group.more == DuplicateGroup::MOST_MORE {
            "+"
        } else {
            ""
        };
        let count = format!("{}{mark}", group.more);
        let words = match group.more {
            1 => t_string!(actions.i18n, merge.more_pair).to_owned(),
            _ => t_string!(actions.i18n, merge.more_pairs, count),
        };
        view! { <p class="soft">{words}</p> }
    });
    view! { <li class="group">{pairs}{more}</li> }.into_any()
}

fn pair(actions: PairActions, pair: &Pair) -> AnyView {
    let i18n = actions.i18n;
    let two = [pair.one.id, pair.two.id];
    let differ = move || {
        say_differ(
            i18n,
            (actions.report, actions.merges),
            two,
            true,
            move |again| actions.after(again),
        )
    };
    view! {
        <div class="pair">
            {who(&pair.one)}
            {who(&pair.two)}
            <p class="reasons">{likelihood(i18n, strength(&pair.reasons))} {reasons(i18n, &pair.reasons)}</p>
            {answers(i18n, &pair.one, &pair.two, FROM_SUSPICIONS, differ)}
        </div>
    }
    .into_any()
}
