//! `/settings`: the keys of programs, what each may do, until when, and when it was used last.
mod creation;
mod words;

use leptos::prelude::*;

use self::{creation::TokenWindow, words::scope_name};
use super::{navigation::SettingsNavigation, question::SureQuestion};
use crate::{
    api::tokens,
    error::Error,
    i18n::*,
    page::{HEADING, Page, Report, listed::listed, report},
    ui::{
        badge::{Badge, Tone},
        button::{Button, Look},
        empty::Empty,
        focus::focus_soon,
        table::TableScroll,
        when::{Clock, When},
    },
    values::words::I18n,
    wire::tokens::Token,
};

/// So many days before its end a token is marked.
const NEAR: u32 = 14;

/// What the page holds.
#[derive(Clone, Copy)]
struct TokensState {
    i18n: I18n,
    tokens: Resource<Result<Vec<Token>, Error>>,
    creating: RwSignal<bool>,
    /// The token that is about to be deleted.
    doomed: RwSignal<Option<Token>>,
    report: Report,
}

/// The keys of programs.
#[component]
pub fn TokensPage() -> impl IntoView {
    let i18n = use_i18n();
    let state = TokensState {
        i18n,
        tokens: Resource::new(|| (), |()| tokens::list()),
        creating: RwSignal::new(false),
        doomed: RwSignal::new(None),
        report: report(),
    };
    let actions = move || {
        view! {
            <Button look=Look::Primary icon=icondata_lu::LuPlus on_press=move || state.creating.set(true)>
                {t!(i18n, settings.token_create)}
            </Button>
        }
    };
    view! {
        <Page title=move || t_string!(i18n, settings.tokens) actions=actions>
            <SettingsNavigation/>
            <p class="settings-about">{t!(i18n, settings.tokens_about)}</p>
            {listed(state.tokens, nothing, move |tokens| table(state, tokens))}
            <TokenWindow open=state.creating on_made=move || state.tokens.refetch()/>
            <TokenDeletion state/>
        </Page>
    }
}

fn nothing(i18n: I18n) -> AnyView {
    view! {
        <Empty
            icon=icondata_lu::LuKeyRound
            title=move || t_string!(i18n, settings.tokens_empty)
            text=move || t_string!(i18n, settings.tokens_empty_text)
        />
    }
    .into_any()
}

fn table(state: TokensState, tokens: Vec<Token>) -> AnyView {
    let i18n = state.i18n;
    let rows = tokens.into_iter().map(move |token| row(state, token));
    view! {
        <TableScroll label=move || t_string!(i18n, settings.tokens)>
            <table class="table settings-table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, settings.token_name)}</th>
                        <th scope="col">{t!(i18n, settings.token_scopes)}</th>
                        <th scope="col">{t!(i18n, settings.token_used)}</th>
                        <th scope="col">{t!(i18n, settings.token_expires)}</th>
                        <th scope="col">{t!(i18n, settings.token_created)}</th>
                        <th scope="col" class="actions">{t!(i18n, settings.actions)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

fn row(state: TokensState, token: Token) -> AnyView {
    let i18n = state.i18n;
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let (doomed, called) = (token.clone(), token.name.clone());
    let scopes = token.scopes.iter().copied();
    let scopes = scopes.map(move |scope| {
        view! { <li title=move || scope_name(i18n, scope)><code>{scope.as_str()}</code></li> }
    });
    let by = token.created_by.clone();
    view! {
        <tr>
            <th scope="row"><bdi>{token.name.clone()}</bdi></th>
            <td class="wrap"><ul class="scopes" role="list">{scopes.collect_view()}</ul></td>
            <td>
                {match token.used_at {
                    Some(at) => view! { <When at=at language=language/> }.into_any(),
                    None => view! { <span class="hint">{t!(i18n, settings.never_used)}</span> }.into_any(),
                }}
            </td>
            <td>{expiry(i18n, &token)}</td>
            <td>
                <When at=token.created_at language=language/>
                {(!by.is_empty()).then(|| view! { " · " <bdi>{by}</bdi> })}
            </td>
            <td class="actions">
                <Button
                    small=true
                    look=Look::Plain
                    icon=icondata_lu::LuTrash2
                    label=move || t_string!(i18n, settings.token_delete_of, name = called.clone())
                    on_press=move || state.doomed.set(Some(doomed.clone()))
                />
            </td>
        </tr>
    }
    .into_any()
}

/// Until when a token is good, marked where that is soon.
fn expiry(i18n: I18n, token: &Token) -> AnyView {
    let (Some(at), Some(left)) = (token.expires_at, token.days_left) else {
        return view! { <span class="hint">{t!(i18n, settings.token_for_ever)}</span> }.into_any();
    };
    let clock = Clock::taking_over();
    let day = move || clock.day(at, i18n.get_locale().as_str());
    let mark = match left {
        0 => view! {
            <Badge tone=Tone::Danger icon=icondata_lu::LuCircleAlert>{t!(i18n, settings.token_expired)}</Badge>
        }
        .into_any(),
        1..=NEAR => view! {
            <Badge tone=Tone::Warning icon=icondata_lu::LuTriangleAlert>
                {move || t_string!(i18n, settings.token_days_left, count = left)}
            </Badge>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! { {day} " " {mark} }.into_any()
}

/// The question before a token is deleted.
#[component]
fn TokenDeletion(state: TokensState) -> impl IntoView {
    let i18n = state.i18n;
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| {
        if state.doomed.with(Option::is_some) {
            open.set(true);
        }
    });
    let name = move || {
        let doomed = state.doomed.get();
        doomed.map(|token| token.name).unwrap_or_default()
    };
    let confirm = move || {
        let doomed = state.doomed.get_untracked();
        let Some(token) = doomed.filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            match tokens::delete(token.id).await {
                Ok(()) => {
                    let said = tu_string!(i18n, settings.token_deleted, name = token.name);
                    state.report.toasts.say(said);
                    // The button is gone with its row.
                    focus_soon(HEADING.to_owned());
                }
                Err(error) => state.report.say(error),
            }
            busy.set(false);
            open.set(false);
            state.tokens.refetch();
        });
    };
    view! {
        <SureQuestion
            id="token-deletion"
            open=open
            title=move || t_string!(i18n, settings.token_delete_question, name = name())
            text=move || t_string!(i18n, settings.token_delete_text)
            button=move || t_string!(i18n, settings.token_delete)
            busy=busy
            on_confirm=confirm
        />
    }
}
