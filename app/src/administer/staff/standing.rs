//! Whether somebody may come in, and where they are: their state, their link, their sessions, and what an Administrator can
//! do about each. It is done at once, beside what is typed.
use leptos::prelude::*;

use super::{link::shown_link, state::state_words, window::PersonWindow};
use crate::{
    administer::question::SureQuestion,
    api::staff,
    error::Error,
    i18n::*,
    request::signed_in,
    ui::{
        button::{Button, Look},
        focus::focus_soon,
        when::When,
    },
    values::{places::place, words::I18n},
    wire::{
        roster::{AccountLink, AccountState, StaffEntry},
        staff::StaffChange,
    },
};

/// What is done about an account.
#[derive(Clone, Copy)]
enum AccountDeed {
    InviteAgain,
    Reset,
    SignOut,
    Close,
    Reopen,
}

impl PersonWindow {
    /// Does it, says so, and reads anew what became of the account.
    fn carry_out(self, i18n: I18n, deed: AccountDeed) {
        let entry = self.entry.get_untracked();
        let Some(id) = entry
            .map(|entry| entry.staff.id)
            .filter(|_| !self.busy.get_untracked())
        else {
            return;
        };
        self.busy.set(true);
        self.error.set(None);
        leptos::task::spawn_local(async move {
            let done = match deed {
                AccountDeed::InviteAgain => staff::invite_again(id).await.map(Some),
                AccountDeed::Reset => staff::reset(id).await.map(Some),
                AccountDeed::SignOut => staff::sign_out(id).await.map(|_| None),
                AccountDeed::Close => staff::change(id, open_or_closed(false)).await.map(|_| None),
                AccountDeed::Reopen => staff::change(id, open_or_closed(true)).await.map(|_| None),
            };
            let _ = self.busy.try_set(false);
            self.tell(i18n, deed, done);
        });
    }

    fn tell(self, i18n: I18n, deed: AccountDeed, done: Result<Option<AccountLink>, Error>) {
        let toasts = self.report.toasts;
        match done {
            Ok(Some(link)) => {
                let _ = self.made.try_set(Some(link));
                focus_soon("made-link".to_owned());
            }
            Ok(None) => {
                // What was made before opens nothing any more, or never did.
                let _ = self.made.try_set(None);
                toasts.say(match deed {
                    AccountDeed::Close => tu_string!(i18n, staff.closed_now),
                    AccountDeed::Reopen => tu_string!(i18n, staff.reopened_now),
                    _ => tu_string!(i18n, staff.signed_out_now),
                });
                focus_soon("person-standing".to_owned());
            }
            Err(error) => self.refuse(error),
        }
        self.look_again();
    }
}

fn open_or_closed(active: bool) -> StaffChange {
    StaffChange {
        active: Some(active),
        ..StaffChange::default()
    }
}

/// What stands below the form.
pub fn standing(window: PersonWindow) -> AnyView {
    let i18n = use_i18n();
    view! {
        <section class="standing" aria-labelledby="person-standing">
            <h3 id="person-standing" tabindex="-1">{t!(i18n, staff.account)}</h3>
            {move || window.entry.get().map(|entry| account(i18n, window, entry))}
            {move || window.made.get().map(|link| shown_link(i18n, link))}
        </section>
        <section class="standing" aria-labelledby="person-sessions">
            <h3 id="person-sessions">{t!(i18n, staff.places)}</h3>
            {move || sessions(i18n, window)}
        </section>
    }
    .into_any()
}

/// Its state, and the buttons that change it.
fn account(i18n: I18n, window: PersonWindow, entry: StaffEntry) -> AnyView {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let is_own = signed_in().and_then(|who| who.staff_id()) == Some(entry.staff.id);
    let (is_last, state) = (entry.last_administrator, entry.state);
    let stays = is_own || is_last;
    let seen = entry.seen_at.map(|at| {
        view! { <span>{t!(i18n, staff.last_seen)} " " <When at=at language/></span> }
    });
    let words = state_words(i18n, &entry);
    let does = move |deed: AccountDeed| move || window.carry_out(i18n, deed);
    let password = match state {
        AccountState::Active => Some(
            view! {
                <Button disabled=stays busy=window.busy on_press=move || window.asking.set(true)>
                    {t!(i18n, staff.reset)}
                </Button>
            }
            .into_any(),
        ),
        AccountState::Invited => Some(
            view! {
                <Button busy=window.busy on_press=does(AccountDeed::InviteAgain)>{t!(i18n, staff.invite_again)}</Button>
            }
            .into_any(),
        ),
        AccountState::Closed => None,
    };
    let gate = match state {
        AccountState::Closed => view! {
            <Button busy=window.busy on_press=does(AccountDeed::Reopen)>{t!(i18n, staff.reopen)}</Button>
        }
        .into_any(),
        AccountState::Active | AccountState::Invited => view! {
            <Button look=Look::Danger disabled=is_last busy=window.busy on_press=does(AccountDeed::Close)>
                {t!(i18n, staff.close)}
            </Button>
        }
        .into_any(),
    };
    let why = move || match (is_last, is_own) {
        (true, _) => Some(t_string!(i18n, staff.last_administrator)),
        (false, true) => Some(t_string!(i18n, staff.own_account)),
        (false, false) => None,
    };
    view! {
        <p class="facts">{words} {seen}</p>
        <div class="buttons">{password} {gate}</div>
        {move || why().map(|why| view! { <p class="hint">{why}</p> })}
    }
    .into_any()
}

/// Where they are signed in, with the way to end it everywhere.
fn sessions(i18n: I18n, window: PersonWindow) -> Option<AnyView> {
    let sessions = window.sessions.get()?;
    if sessions.is_empty() {
        return Some(view! { <p class="hint">{t!(i18n, staff.signed_in_nowhere)}</p> }.into_any());
    }
    let places = sessions
        .into_iter()
        .map(|session| place(i18n, session, None));
    Some(
        view! {
            <ul class="sessions" role="list">{places.collect_view()}</ul>
            <div class="buttons">
                <Button
                    busy=window.busy
                    icon=icondata_lu::LuLogOut
                    on_press=move || window.carry_out(i18n, AccountDeed::SignOut)
                >
                    {t!(i18n, staff.sign_out_everywhere)}
                </Button>
            </div>
        }
        .into_any(),
    )
}

/// Asks before a password is taken away.
pub fn reset_question(i18n: I18n, window: PersonWindow) -> AnyView {
    let confirm = move || {
        window.asking.set(false);
        window.carry_out(i18n, AccountDeed::Reset);
    };
    view! {
        <SureQuestion
            id="reset-question"
            open=window.asking
            title=move || t_string!(i18n, staff.reset_title)
            text=move || t_string!(i18n, staff.reset_text)
            button=move || t_string!(i18n, staff.reset)
            busy=window.busy
            on_confirm=confirm
        />
    }
    .into_any()
}
