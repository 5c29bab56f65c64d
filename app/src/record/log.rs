//! The Change Log tab: one card a save, the newest five first, `Show all` brings the rest. Any old value can be put back
//! from here, and the contact can be seen as it was.
use contact::{Contact, ContactId, CustomField, change};
use leptos::prelude::*;

use crate::{
    api::contacts::{as_it_was, changes, restore_value},
    i18n::*,
    merge::{merges::use_merges, undo::take_back},
    page::{Report, report, unreadable::Unreadable},
    record::{fresh::FreshRows, own_writes::OwnWrites, profile::profile},
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, LinkButton, Look},
        toast::use_toasts,
        when::When,
    },
    values::{
        message::address,
        reading::{any_name, value},
        words::I18n,
    },
    wire::{
        contacts::{Change, FieldName, HeardIn, Log},
        live::News,
    },
};

/// How many saves are shown at first: the guide's last five records.
const FIRST: u16 = 5;

/// How many older ones come at once.
const MORE: u16 = 100;

/// What happened to a contact, which is told of a value that was put back.
#[component]
pub fn ChangeLog(
    id: ContactId,
    custom: StoredValue<Vec<CustomField>>,
    contact: RwSignal<Contact>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, report, writes) = (use_toasts(), report(), OwnWrites::of_record());
    let first = Resource::new(|| (), move |()| changes(id, FIRST, None));
    let older = RwSignal::new(Vec::<Log>::new());
    // The number of the newest entry that is shown; absent while this page itself writes another.
    let newest = StoredValue::new(None::<i64>);
    let fresh = follow_log(id, newest);
    let restore = Callback::new(move |(number, field): (i64, String)| {
        let shown = newest.try_update_value(Option::take).flatten();
        let write = writes.begin();
        leptos::task::spawn_local(async move {
            match restore_value(id, number, FieldName::own(field)).await {
                Ok(now) => {
                    toasts.say(tu_string!(i18n, record.value_restored));
                    older.set(Vec::new());
                    first.refetch();
                    contact.set(now);
                }
                Err(error) => {
                    let _ = newest.try_set_value(shown);
                    report.say(error);
                }
            }
            drop(write);
        });
    });
    let entries = LogEntries {
        i18n,
        report,
        id,
        custom,
        older,
        busy: RwSignal::new(false),
        restore,
    };
    let show = Callback::new(move |()| {
        older.set(Vec::new());
        first.refetch();
    });
    view! {
        {fresh.view(i18n, |i18n| t_string!(i18n, record.new_changes), show)}
        <Transition>
            {move || Suspend::new(async move {
                let log = first.await;
                newest.set_value(number_of_newest(log.as_ref().ok()));
                fresh.read();
                match log {
                    Ok(log) => entries.list(log),
                    Err(error) => view! {
                        <Unreadable
                            title=move || t_string!(i18n, record.failed_title)
                            error
                            again=Some(Callback::new(move |()| first.refetch()))
                        />
                    }
                    .into_any(),
                }
            })}
        </Transition>
    }
}

/// Hears of entries that are newer than the newest which is shown.
fn follow_log(id: ContactId, newest: StoredValue<Option<i64>>) -> FreshRows {
    FreshRows::follow(
        move |news| match news {
            News::Contact { id: of, .. } => *of == id,
            News::ManyContacts | News::Resync => true,
            _ => false,
        },
        move || async move {
            let now = number_of_newest(changes(id, 1, None).await.as_ref().ok());
            let shown = newest.try_get_value().flatten();
            shown.is_some() && now > shown
        },
    )
}

/// The entries of one log.
#[derive(Clone, Copy)]
struct LogEntries {
    i18n: I18n,
    report: Report,
    id: ContactId,
    custom: StoredValue<Vec<CustomField>>,
    /// The pages after the first.
    older: RwSignal<Vec<Log>>,
    busy: RwSignal<bool>,
    restore: Callback<(i64, String)>,
}

impl LogEntries {
    /// Asks for what is older than a cursor.
    fn load(self, cursor: i64) {
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            match changes(self.id, MORE, Some(cursor)).await {
                Ok(log) => self.older.update(|older| older.push(log)),
                Err(error) => self.report.say(error),
            }
            self.busy.set(false);
        });
    }

    fn cards(self, log: &Log) -> Vec<AnyView> {
        let custom = self.custom.get_value();
        let cards = log.items.iter();
        let cards = cards.map(|change| card(self.i18n, self.id, change, &custom, self.restore));
        cards.collect()
    }

    /// The newest page, and those that were asked for after it.
    fn list(self, log: Log) -> AnyView {
        let Self {
            i18n, older, busy, ..
        } = self;
        let newest = self.cards(&log);
        let cursor = move || {
            let older = older.read();
            let last = older.last().unwrap_or(&log);
            let cursor = last.next_cursor.as_ref();
            cursor.and_then(|cursor| cursor.parse::<i64>().ok())
        };
        let pages = move || 0..older.with(Vec::len);
        view! {
            <ol role="list" class="log">
                {newest}
                // Another language draws them anew: nothing in a card follows it by itself.
                <For
                    each=pages
                    key=move |page| (*page, i18n.get_locale().as_str())
                    let:page
                >
                    {older.with_untracked(|older| older.get(page).map(|log| self.cards(log)))}
                </For>
            </ol>
            {move || cursor().map(|cursor| view! {
                <p><Button busy=busy on_press=move || self.load(cursor)>{t!(i18n, contact.show_all)}</Button></p>
            })}
        }
        .into_any()
    }
}

fn number_of_newest(log: Option<&Log>) -> Option<i64> {
    log.and_then(|log| log.items.first())
        .map(|change| change.number)
}

/// One save.
fn card(
    i18n: I18n,
    id: ContactId,
    change: &Change,
    custom: &[CustomField],
    restore: Callback<(i64, String)>,
) -> AnyView {
    let number = change.number;
    let is_first = change.action == "Created";
    let mut lines: Vec<_> = change.lines.iter().collect();
    lines.sort_by_key(|line| change::place(&line.field));
    let is_own = change.contact == id;
    let lines = lines.into_iter().map(|line| {
        let field = line.field.clone();
        let name = any_name(i18n, &field, custom);
        let words = |held: &Option<serde_json::Value>| match held {
            Some(held) => view! { <bdi>{value(i18n, &field, held, custom)}</bdi> }.into_any(),
            None => view! { <span class="none">{t_string!(i18n, record.empty)}</span> }.into_any(),
        };
        let (old, new) = (words(&line.old), words(&line.new));
        let was = (!is_first).then(|| view! { <span class="old">{old}</span> <span aria-label=t_string!(i18n, record.became) role="img">" → "</span> });
        let title = t_string!(i18n, record.restore_of, field = name.clone());
        let back = (is_own && !is_first && change::is_draft(&field)).then(|| view! {
            <Button
                look=Look::Plain
                small=true
                icon=icondata_lu::LuUndo2
                label=title
                on_press=move || restore.run((number, field.clone()))
            >
                {t!(i18n, record.restore_value)}
            </Button>
        });
        view! { <div><dt><bdi>{name}</bdi></dt><dd>{was}<span class="new">{new}</span>{back}</dd></div> }
    });
    let lines = lines.collect::<Vec<_>>();
    let lines = (!lines.is_empty()).then(|| view! { <dl>{lines}</dl> });
    let undo = change.merge.map(|merge| {
        let (report, merges) = (report(), use_merges());
        view! {
            <Button
                look=Look::Plain
                small=true
                icon=icondata_lu::LuUndo2
                on_press=move || take_back(i18n, report, merges, merge)
            >
                {t!(i18n, merge.undo_entry)}
            </Button>
        }
    });
    let heard_in = change.heard_in.as_ref().map(|said| way_to(i18n, said));
    view! {
        <li>
            <p class="save">
                <strong>{action(i18n, &change.action)}</strong>
                " · "
                <bdi>{change.staff.clone()}</bdi>
                " · "
                <When at=change.at language=Signal::derive(move || i18n.get_locale().as_str())/>
                " · "
                <span>{source(i18n, &change.source)}</span>
                {is_own.then(|| view! {
                    <LinkButton
                        look=Look::Plain
                        small=true
                        icon=icondata_lu::LuHistory
                        href=format!("/contacts/{id}?tab=log&at={number}")
                    >
                        {t!(i18n, record.as_it_was)}
                    </LinkButton>
                })}
                {heard_in}
                {undo}
            </p>
            {lines}
        </li>
    }
    .into_any()
}

/// The way to the message in which it was heard.
fn way_to(i18n: I18n, said: &HeardIn) -> AnyView {
    view! {
        <LinkButton
            look=Look::Plain
            small=true
            icon=icondata_lu::LuMessageSquareText
            href=address(said.enquiry, &said.message)
        >
            {t!(i18n, transcript.heard_in)}
        </LinkButton>
    }
    .into_any()
}

/// What was done, in the reader's language; words that this page does not know stay as they are.
fn action(i18n: I18n, word: &str) -> String {
    match word {
        "Created" => t_string!(i18n, record.deed_created),
        "Updated" => t_string!(i18n, record.deed_updated),
        "Deleted" => t_string!(i18n, record.deed_deleted),
        "Restored" => t_string!(i18n, record.deed_restored),
        "Value restored" => t_string!(i18n, record.deed_value_restored),
        "Note added" => t_string!(i18n, record.deed_note_added),
        "Note deleted" => t_string!(i18n, record.deed_note_deleted),
        "Merged" => t_string!(i18n, record.deed_merged),
        "Merge undone" => t_string!(i18n, record.deed_merge_undone),
        "Proposal left" => t_string!(i18n, record.deed_proposed),
        "Proposal accepted" => t_string!(i18n, record.deed_proposal_accepted),
        "Proposal dropped" => t_string!(i18n, record.deed_proposal_dropped),
        "Import undone" => t_string!(i18n, record.deed_import_undone),
        _ => word,
    }
    .to_owned()
}

fn source(i18n: I18n, word: &str) -> String {
    match word {
        "edit" => t_string!(i18n, record.by_edit),
        "import" => t_string!(i18n, record.by_import),
        "merge" => t_string!(i18n, record.by_merge),
        "panel" => t_string!(i18n, record.by_panel),
        "enquiry" => t_string!(i18n, record.by_enquiry),
        "api" => t_string!(i18n, record.by_api),
        _ => word,
    }
    .to_owned()
}

/// The contact as it was after one entry, to look at only.
#[component]
pub fn Past(id: ContactId, number: i64, custom: StoredValue<Vec<CustomField>>) -> impl IntoView {
    let i18n = use_i18n();
    let past = Resource::new(|| (), move |()| as_it_was(id, number));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match past.await {
                    Ok(contact) => {
                        let at = contact.updated_at;
                        let back = move || view! {
                            <LinkButton href=format!("/contacts/{id}?tab=log")>{t!(i18n, record.back_to_log)}</LinkButton>
                        };
                        view! {
                            <Banner tone=Tone::Accent action=back>
                                {t!(i18n, record.past)}
                                " "
                                <When at=at language=Signal::derive(move || i18n.get_locale().as_str())/>
                            </Banner>
                            {profile(i18n, &contact, &custom.get_value(), &[], Vec::new())}
                        }
                            .into_any()
                    }
                    Err(error) => view! {
                        <Unreadable
                            title=move || t_string!(i18n, record.failed_title)
                            error
                            again=Some(Callback::new(move |()| past.refetch()))
                        />
                    }
                    .into_any(),
                }
            })}
        </Transition>
    }
}
