//! Bulk actions on what is selected: the buttons of the bar, and the window behind each.
use contact::{
    Kind, Level,
    query::{Total, selection::Selection},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::bulk,
    browser::random::fresh_key,
    i18n::*,
    list::{
        bulk::Bulks,
        bulk_form::{BulkSubject, Filled, Missing},
        state::State,
    },
    page::{Report, report},
    ui::{
        button::{Button, DOWNLOADS, LinkButton, Look},
        dialog::{Dialog, DialogForm},
        field::{Segments, SelectField, TextField},
        focus::focus_soon,
        menu::{Menu, MenuItem},
        number::grouped,
    },
    values::{
        allowed::Allowed,
        label_field::{LabelField, decided},
        words::{I18n, kind_name, level_name},
    },
    who::Action,
    wire::bulk::BulkAction,
};

/// The buttons of the bar.
#[component]
pub fn BulkButtons(state: State, asked: RwSignal<Option<BulkSubject>>) -> impl IntoView {
    let i18n = use_i18n();
    let ask = move |what: BulkSubject| move || asked.set(Some(what));
    view! {
        <Button small=true icon=icondata_lu::LuTag on_press=ask(BulkSubject::Labels)>{t!(i18n, bulk.label)}</Button>
        <Menu
            id="bulk-edit"
            small=true
            icon=icondata_lu::LuPencil
            label=move || t_string!(i18n, bulk.edit)
            text=move || t_string!(i18n, bulk.edit)
        >
            <MenuItem on_press=ask(BulkSubject::Type)>{t!(i18n, bulk.set_type)}</MenuItem>
            <MenuItem on_press=ask(BulkSubject::Level)>{t!(i18n, bulk.set_level)}</MenuItem>
            <MenuItem on_press=ask(BulkSubject::Group)>{t!(i18n, bulk.set_group)}</MenuItem>
            <MenuItem on_press=ask(BulkSubject::Team)>{t!(i18n, bulk.set_team)}</MenuItem>
        </Menu>
        <Allowed
            action=Action::ExportContacts
            small=true
            icon=icondata_lu::LuDownload
            words=|i18n| t_string!(i18n, bulk.export)
        >
            {move || match state.selected.get() {
                Selection::All(_) => view! {
                    <LinkButton small=true download=true href=state.download(true) icon=icondata_lu::LuDownload>
                        {t!(i18n, bulk.export)}
                    </LinkButton>
                }
                    .into_any(),
                Selection::These(ids) => {
                    let ids = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
                    view! {
                        <form method="post" action="/contacts/export" target=DOWNLOADS>
                            <input type="hidden" name="ids" value=ids/>
                            <Button small=true submit=true icon=icondata_lu::LuDownload>{t!(i18n, bulk.export)}</Button>
                        </form>
                    }
                        .into_any()
                }
            }}
        </Allowed>
        <Button small=true look=Look::Danger icon=icondata_lu::LuTrash2 on_press=ask(BulkSubject::Delete)>
            {t!(i18n, bulk.delete)}
        </Button>
    }
}

/// The window behind a button while it is open.
#[derive(Clone, Copy)]
struct BulkForm {
    i18n: I18n,
    state: State,
    report: Report,
    bulks: Bulks,
    asked: RwSignal<Option<BulkSubject>>,
    open: RwSignal<bool>,
    /// How many there are; above what a list counts, it is asked for.
    count: RwSignal<Option<u32>>,
    labels: RwSignal<Vec<String>>,
    left_over: RwSignal<String>,
    /// Whether it is still open which label that is.
    undecided: RwSignal<bool>,
    mode: RwSignal<String>,
    value: RwSignal<String>,
    error: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    sent: StoredValue<Option<(Uuid, BulkAction)>>,
}

impl BulkForm {
    fn new(state: State, asked: RwSignal<Option<BulkSubject>>) -> Self {
        let form = Self {
            i18n: use_i18n(),
            state,
            report: report(),
            bulks: expect_context(),
            asked,
            open: RwSignal::new(false),
            count: RwSignal::new(None),
            labels: RwSignal::default(),
            left_over: RwSignal::default(),
            undecided: RwSignal::default(),
            mode: RwSignal::new("add".to_owned()),
            value: RwSignal::default(),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            sent: StoredValue::new(None),
        };
        Effect::new(move |_| match asked.get() {
            Some(what) => form.begin(what),
            None => form.open.set(false),
        });
        Effect::new(move |_| {
            if !form.open.get() && asked.get_untracked().is_some() {
                asked.set(None);
            }
        });
        // What is wrong is no longer said once it is changed.
        Effect::watch(
            move || {
                form.labels.track();
                form.left_over.track();
                form.value.track();
            },
            move |(), _, _| form.error.set(None),
            false,
        );
        form
    }

    fn begin(self, what: BulkSubject) {
        self.labels.set(Vec::new());
        self.left_over.set(String::new());
        self.undecided.set(false);
        self.value.set(what.first_value());
        self.error.set(None);
        self.sent.set_value(None);
        self.learn_count();
        self.open.set(true);
    }

    fn learn_count(self) {
        self.count.set(None);
        let total = untrack(|| self.state.total());
        match (self.state.selected.get_untracked(), total) {
            (Selection::These(ids), _) => self.count.set(u32::try_from(ids.len()).ok()),
            (Selection::All(_), Some(Total::Exactly(total))) => self.count.set(Some(total)),
            (Selection::All(query), _) => leptos::task::spawn_local(async move {
                match bulk::count(*query).await {
                    Ok(exact) => self.count.set(Some(exact)),
                    Err(failed) => {
                        self.report.say_in(self.error, failed);
                    }
                }
            }),
        }
    }

    fn filled(self) -> Filled {
        Filled {
            off: self.mode.with_untracked(|mode| mode == "remove"),
            labels: self.labels.get_untracked(),
            left_over: self.left_over.get_untracked(),
            value: self.value.get_untracked(),
        }
    }

    fn start(self) {
        let (Some(asked), Some(count)) = (self.asked.get_untracked(), self.count.get_untracked())
        else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        if self.undecided.get_untracked() {
            return self.start_once_decided();
        }
        match asked.action(self.filled(), count) {
            Ok(action) => self.send(action, count),
            Err(missing) => self.point_at(missing, count),
        }
    }

    fn start_once_decided(self) {
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            decided(self.undecided).await;
            // The page may have been left meanwhile.
            if self.busy.try_set(false).is_none() && self.open.get_untracked() {
                self.start();
            }
        });
    }

    fn point_at(self, missing: Missing, count: u32) {
        let (i18n, count) = (self.i18n, grouped(count));
        let (field, words) = match missing {
            Missing::Count => ("bulk-count", tu_string!(i18n, bulk.count_missing, count)),
            Missing::OtherCount(typed) => (
                "bulk-count",
                tu_string!(i18n, bulk.count_wrong, typed, count),
            ),
            Missing::LeftOver(text) => ("labels", tu_string!(i18n, record.label_left, text)),
            Missing::Label => ("labels", tu_string!(i18n, desk.choose_label).to_owned()),
        };
        self.error.set(Some(words));
        focus_soon(field.to_owned());
    }

    fn send(self, action: BulkAction, count: u32) {
        let selection = self.state.selected.get_untracked();
        // Whoever presses again because no answer came asks for the same action, not for another one.
        let key = match self.sent.get_value() {
            Some((key, sent)) if sent == action => key,
            _ => fresh_key(),
        };
        self.sent.set_value(Some((key, action.clone())));
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let started = bulk::start(key, selection, action, Some(count)).await;
            self.busy.set(false);
            match started {
                Ok(bulk) => {
                    self.sent.set_value(None);
                    self.open.set(false);
                    self.bulks.follow(self.i18n, self.report, bulk).await;
                }
                Err(failed) => {
                    self.report.say_in(self.error, failed);
                }
            }
        });
    }

    /// The number as far as it is known.
    fn counted(self) -> String {
        self.count.get().map_or_else(|| "…".to_owned(), grouped)
    }

    fn title(self) -> String {
        let i18n = self.i18n;
        match (self.asked.get(), self.count.get()) {
            (Some(BulkSubject::Delete), Some(1)) => {
                t_string!(i18n, bulk.delete_question_one).to_owned()
            }
            (Some(BulkSubject::Delete), _) => {
                t_string!(i18n, bulk.delete_question, count = self.counted())
            }
            (_, Some(1)) => t_string!(i18n, bulk.question_one).to_owned(),
            _ => t_string!(i18n, bulk.question, count = self.counted()),
        }
    }

    /// The fields for what is asked.
    fn fields(self) -> AnyView {
        let i18n = self.i18n;
        match self.asked.get() {
            None => ().into_any(),
            Some(BulkSubject::Labels) => self.label_fields(),
            Some(BulkSubject::Type) => self.choice(
                t_string!(i18n, contacts.kind),
                Kind::ALL
                    .iter()
                    .map(|kind| (kind.to_string(), kind_name(i18n, *kind).to_owned()))
                    .collect(),
            ),
            Some(BulkSubject::Level) => self.choice(
                t_string!(i18n, contact.level),
                Level::ALL
                    .iter()
                    .map(|level| (level.to_string(), level_name(i18n, *level).to_owned()))
                    .collect(),
            ),
            Some(BulkSubject::Group) => self.text(t_string!(i18n, contact.group)),
            Some(BulkSubject::Team) => self.text(t_string!(i18n, contact.team)),
            Some(BulkSubject::Delete) => self.confirmation(),
        }
    }

    fn label_fields(self) -> AnyView {
        let i18n = self.i18n;
        let modes = move || {
            vec![
                ("add".to_owned(), t_string!(i18n, bulk.add).to_owned()),
                ("remove".to_owned(), t_string!(i18n, bulk.remove).to_owned()),
            ]
        };
        view! {
            <Segments
                name="bulk-mode"
                label=move || t_string!(i18n, bulk.label)
                value=self.mode
                options=Signal::derive(modes)
            />
            <LabelField value=self.labels typed=self.left_over undecided=self.undecided error=self.error/>
        }
        .into_any()
    }

    fn choice(self, label: &'static str, options: Vec<(String, String)>) -> AnyView {
        view! { <SelectField id="bulk-value" label=label value=self.value options=options error=self.error/> }
            .into_any()
    }

    fn text(self, label: &'static str) -> AnyView {
        let hint = move || t_string!(self.i18n, bulk.empty_hint);
        view! { <TextField id="bulk-value" label=label value=self.value error=self.error hint=hint/> }
            .into_any()
    }

    fn confirmation(self) -> AnyView {
        let i18n = self.i18n;
        view! {
            <p>{t!(i18n, bulk.delete_text)}</p>
            <TextField
                id="bulk-count"
                label=move || t_string!(i18n, bulk.type_count, count = self.counted())
                value=self.value
                error=self.error
                autocomplete="off"
                autofocus=true
            />
        }
        .into_any()
    }
}

/// The window behind a button: what exactly, and to how many.
#[component]
pub fn BulkDialog(state: State, asked: RwSignal<Option<BulkSubject>>) -> impl IntoView {
    let i18n = use_i18n();
    let form = BulkForm::new(state, asked);
    let footer = move || {
        let (look, words) = match asked.get_untracked() {
            Some(BulkSubject::Delete) => (Look::Danger, t_string!(i18n, bulk.delete)),
            _ => (Look::Primary, t_string!(i18n, bulk.apply)),
        };
        view! {
            <Button on_press=move || form.open.set(false)>{t!(i18n, frame.cancel)}</Button>
            <Button look=look busy=form.busy on_press=move || form.start()>{words}</Button>
        }
    };
    view! {
        <Dialog id="bulk" open=form.open title=move || form.title() footer=footer>
            <DialogForm on_send=move || form.start()>{move || form.fields()}</DialogForm>
        </Dialog>
    }
}
