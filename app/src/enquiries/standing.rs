//! What may be done from a room, as its enquiry stands and as whoever looks stands to it. The table is `contact::permit`. A
//! Supervisor or an Administrator can look at a room as anybody would see it at any status: then nothing can be done in it.
use contact::{
    enquiry::Status,
    permit::{EnquiryAction, Relation, Why, permit},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};
use strum::VariantArray;

use crate::{
    i18n::*,
    request::signed_in,
    ui::{
        badge::Tone,
        banner::Banner,
        button::Button,
        field::{Options, SelectField},
    },
    values::{
        enquiry::{relation_name, status_name},
        words::{I18n, language},
    },
    who::{Role, Who},
};

/// What the address calls the relation and the status that somebody looks as.
const AS: &str = "as";
const STATUS: &str = "status";

/// How an enquiry stands, and how whoever looks stands to it.
#[derive(Clone, Copy)]
pub struct RoomStanding {
    i18n: I18n,
    /// As they were when the room was read, or as a refusal has told since.
    real: RwSignal<(Status, Relation)>,
    /// As the address wants them to be looked at.
    looked: Memo<Option<(Status, Relation)>>,
    may_look: bool,
}

impl RoomStanding {
    /// The standing in a room as it was read.
    pub fn new(i18n: I18n, status: Status, relation: Relation) -> Self {
        let query = use_query_map();
        let real = RwSignal::new((status, relation));
        let may_look = matches!(
            signed_in(),
            Some(Who::Staff {
                role: Role::Administrator | Role::Supervisor,
                ..
            })
        );
        let looked = move |_: Option<&_>| {
            let named = |name: &str| query.read().get(name);
            let relation = named(AS).and_then(|relation| relation.parse().ok());
            let status = named(STATUS).and_then(|status| status.parse().ok());
            if !may_look || (relation.is_none() && status.is_none()) {
                return None;
            }
            let (status_now, relation_now) = real.get();
            Some((
                status.unwrap_or(status_now),
                relation.unwrap_or(relation_now),
            ))
        };
        Self {
            i18n,
            real,
            looked: Memo::new(looked),
            may_look,
        }
    }

    fn now(self) -> (Status, Relation) {
        self.looked.get().unwrap_or_else(|| self.real.get())
    }

    /// How the enquiry stands.
    pub fn status(self) -> Status {
        self.now().0
    }

    /// Whether somebody looks as somebody else, or at another status.
    pub fn is_looking(self) -> bool {
        self.looked.read().is_some()
    }

    /// Why nothing of the room can be seen: whoever may not see it looks at it as nobody else either.
    pub fn unseen(self) -> Option<Why> {
        let (status, relation) = self.now();
        let looked_at = permit(status, relation, EnquiryAction::View).err();
        self.forbids(EnquiryAction::View).or(looked_at)
    }

    /// Why the table forbids something, however somebody looks at the room.
    pub fn forbids(self, action: EnquiryAction) -> Option<Why> {
        let (status, relation) = self.real.get();
        permit(status, relation, action).err()
    }

    /// Why something cannot be done in the room, in words; nothing where it can.
    pub fn why_not(self, action: EnquiryAction) -> Option<String> {
        let (status, relation) = self.now();
        match permit(status, relation, action) {
            Err(why) => Some(why.sentence(language(self.i18n))),
            Ok(()) if self.is_looking() => Some(t_string!(self.i18n, room.only_looking).to_owned()),
            Ok(()) => None,
        }
    }

    /// Why some of these cannot be done, each reason once.
    pub fn why_none_of(self, actions: &[EnquiryAction]) -> Vec<String> {
        each_once(actions.iter().filter_map(|action| self.why_not(*action)))
    }

    /// Learns from a refusal how the enquiry stands by now.
    pub fn heard(self, why: Why) {
        self.stands(why.status, why.relation);
    }

    /// Learns how the enquiry stands by now.
    pub fn stands(self, status: Status, relation: Relation) {
        // The room may have been left meanwhile.
        let before = self.real.try_get_untracked();
        if before.is_some_and(|before| before != (status, relation)) {
            self.real.set((status, relation));
        }
    }

    /// Learns that the room may be seen no longer. Whoever stands otherwise to it is told so at once.
    pub fn gone(self) {
        let (status, _) = self.real.get_untracked();
        self.stands(status, Relation::Other);
    }
}

/// Reasons, each once.
pub fn each_once(reasons: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for reason in reasons {
        if !once.contains(&reason) {
            once.push(reason);
        }
    }
    once
}

fn relations(i18n: I18n) -> Options {
    let all = Relation::VARIANTS.iter();
    let all = all.map(|all| (all.to_string(), relation_name(i18n, *all).to_owned()));
    let myself = t_string!(i18n, room.look_myself).to_owned();
    std::iter::once((String::new(), myself))
        .chain(all)
        .collect()
}

fn statuses(i18n: I18n) -> Options {
    let all = Status::VARIANTS.iter();
    let all = all.map(|all| (all.to_string(), status_name(i18n, *all).0.to_owned()));
    let now = t_string!(i18n, room.look_now).to_owned();
    std::iter::once((String::new(), now)).chain(all).collect()
}

/// The two choices by which a room is looked at as somebody else sees it, for those who may; and what they look at.
#[component]
pub fn LookAs(standing: RoomStanding) -> impl IntoView {
    standing.may_look.then(|| chooser(standing))
}

fn chooser(standing: RoomStanding) -> AnyView {
    let i18n = standing.i18n;
    let (query, navigate, path) = (use_query_map(), use_navigate(), use_location().pathname);
    let named = move |name: &str| query.read().get(name).unwrap_or_default();
    let (relation, status) = untrack(|| (RwSignal::new(named(AS)), RwSignal::new(named(STATUS))));
    // The address is the state: a choice changes it, and the way back through the history changes the choice.
    Effect::new(move |_| {
        relation.set(named(AS));
        status.set(named(STATUS));
    });
    Effect::new(move |_| {
        let (relation, status) = (relation.get(), status.get());
        if untrack(|| named(AS) == relation && named(STATUS) == status) {
            return;
        }
        let mut query = query.get_untracked();
        for (name, value) in [(AS, relation), (STATUS, status)] {
            query.remove(name);
            if !value.is_empty() {
                query.insert(name, value);
            }
        }
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        let address = format!("{}{}", path.get_untracked(), query.to_query_string());
        navigate(&address, options);
    });
    let stop = move || {
        relation.set(String::new());
        status.set(String::new());
    };
    view! {
        <details class="look" open=untrack(|| standing.is_looking())>
            <summary>{t!(i18n, room.look)}</summary>
            <div class="choices">
                <SelectField
                    id="look-as"
                    label=move || t_string!(i18n, room.look_relation)
                    value=relation
                    options=Signal::derive(move || relations(i18n))
                />
                <SelectField
                    id="look-status"
                    label=move || t_string!(i18n, room.look_status)
                    value=status
                    options=Signal::derive(move || statuses(i18n))
                />
            </div>
        </details>
        {move || standing.looked.get().map(|(status, relation)| {
            let words = t_string!(
                i18n,
                room.looking,
                relation = relation_name(i18n, relation),
                status = status_name(i18n, status).0
            );
            view! {
                <div class="looking">
                    <Banner
                        tone=Tone::Warning
                        action=move || view! { <Button small=true on_press=stop>{t!(i18n, room.look_stop)}</Button> }
                    >
                        {words.to_string()}
                    </Banner>
                </div>
            }
        })}
    }
    .into_any()
}
