//! What every page is made of: its title and actions, the way back, and the one way in which a failure is shown.
use contact::Language;
use leptos::{html, prelude::*, web_sys::HtmlIFrameElement};
use leptos_i18n::I18nContext;

use crate::{
    browser::connection::{Connection, use_connection},
    error::Error,
    i18n::{Locale, use_i18n},
    ui::{
        button::{DOWNLOADS, LinkButton, Look},
        focus,
        title::DocumentTitle,
        toast::{Toasts, use_toasts},
    },
};

pub mod listed;
pub mod unreadable;

/// The id of a page's heading, which can take the focus.
pub const HEADING: &str = "heading";

/// One page: its title and actions in the top bar, the rest below. The last action is the primary one.
#[component]
pub fn Page(
    #[prop(into)] title: TextProp,
    /// Stands before the title, such as the way back.
    #[prop(optional, into)]
    before: Option<ViewFnOnce>,
    #[prop(optional, into)] actions: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    let words = title.clone();
    let heading = NodeRef::<html::H1>::new();
    focus::begin_at(heading);
    view! {
        <DocumentTitle text=title/>
        <header class="topbar">
            <div class="lead">
                {before.map(|before| before.run())}
                <h1 id=HEADING tabindex="-1" node_ref=heading><bdi>{move || words.get()}</bdi></h1>
            </div>
            {actions.map(|actions| view! { <div class="buttons">{actions.run()}</div> })}
        </header>
        <main id="main" tabindex="-1">{children()}</main>
    }
}

/// A page whose content is on its way. Neither is the document called by it nor does it take the focus: both wait for the page.
#[component]
pub fn PageToCome(
    #[prop(into)] title: TextProp,
    #[prop(into)] before: ViewFnOnce,
    children: Children,
) -> impl IntoView {
    view! {
        <header class="topbar">
            <div class="lead">
                {before.run()}
                <h1 id=HEADING tabindex="-1">{move || title.get()}</h1>
            </div>
        </header>
        <main id="main" tabindex="-1">{children()}</main>
    }
}

/// The way back, before the title of a page.
#[component]
pub fn Back(#[prop(into)] to: Signal<String>, #[prop(into)] label: TextProp) -> impl IntoView {
    view! { <LinkButton look=Look::Plain icon=icondata_lu::LuArrowLeft href=to label=label/> }
}

/// The language in which the rules speak to the reader.
pub fn language(i18n: I18nContext<Locale>) -> Language {
    match i18n.get_locale() {
        Locale::en => Language::English,
        Locale::zh_Hant => Language::Traditional,
        Locale::zh_Hans => Language::Simplified,
    }
}

/// What is done about a failure. Nobody else decides it, so that every screen does the same.
#[derive(Clone, Copy)]
pub struct Report {
    /// For what went well.
    pub toasts: Toasts,
    connection: Connection,
    /// Absent for what stands above the pages and only hears of failures.
    i18n: Option<I18nContext<Locale>>,
}

/// The report of the page.
pub fn report() -> Report {
    Report {
        toasts: use_toasts(),
        connection: use_connection(),
        i18n: use_context(),
    }
}

/// Who shows a failure, besides the place that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureShownBy {
    /// The question to sign in again, which the answer of the server has opened by itself (`Error::heard`).
    SignIn,
    /// The banner of the frame, which asks until the server answers.
    Banner,
    /// Nobody: it needs a sentence.
    Nobody,
}

fn shows(error: &Error) -> FailureShownBy {
    match error {
        Error::SignedOut => FailureShownBy::SignIn,
        Error::Unreachable => FailureShownBy::Banner,
        _ => FailureShownBy::Nobody,
    }
}

impl Report {
    /// Shows a failure that has no place on the page: in the frame, or as a toast.
    pub fn say(self, error: Error) {
        if self.hear(&error) == FailureShownBy::Nobody {
            self.toasts.say(self.words(&error));
        }
    }

    /// Shows a failure in the place that a form or a window has for it, and in the frame too: what was typed stays, and
    /// the sentence says so. False where nothing stands there, as the frame asks to sign in again.
    pub fn say_in(self, place: RwSignal<Option<String>>, error: Error) -> bool {
        let shows = self.hear(&error);
        place.set(error.in_place(self.language()));
        shows != FailureShownBy::SignIn
    }

    /// What is said of a failure, in the reader's language where it has a sentence in it.
    pub fn words(self, error: &Error) -> String {
        error.sentence(self.language())
    }

    fn language(self) -> Language {
        let i18n = self.i18n;
        i18n.map(|i18n| untrack(|| language(i18n)))
            .unwrap_or_default()
    }

    /// Hears of a failure whose sentence is on the page already, and shows in the frame what belongs there.
    pub fn hear(self, error: &Error) -> FailureShownBy {
        let shows = shows(error);
        if shows == FailureShownBy::Banner {
            self.connection.lost();
        }
        shows
    }
}

/// Says why something cannot be read, in the place where it would stand; the frame hears of it too.
pub fn unread(error: &Error) -> String {
    let report = report();
    report.hear(error);
    report.words(error)
}

/// The frame in which files are asked for. A file that is saved loads nothing there; what loads is why there is none.
#[component]
pub fn DownloadFrame() -> impl IntoView {
    let report = report();
    // A second page in the same frame would be a step in the browser's history.
    let turn = RwSignal::new(0_u32);
    let frame = move |_| {
        let frame = NodeRef::<html::Iframe>::new();
        let loaded = move |_| {
            if let Some(error) = frame.get_untracked().and_then(|frame| refusal(&frame)) {
                report.say(error);
                turn.update(|turn| *turn += 1);
            }
        };
        view! { <iframe name=DOWNLOADS hidden=true node_ref=frame on:load=loaded></iframe> }
    };
    view! { <For each=move || [turn.get()] key=|turn| *turn children=frame/> }
}

/// Why a file was not saved, as it stands in its frame; nothing before anything has loaded there.
fn refusal(frame: &HtmlIFrameElement) -> Option<Error> {
    let Some(body) = frame.content_document().and_then(|page| page.body()) else {
        // A page of the browser's own, which nobody may look into.
        return Some(Error::Unreachable);
    };
    let said = body.text_content().filter(|said| !said.is_empty())?;
    Some(Error::read(said.as_bytes()).unwrap_or(Error::Refused(said)))
}

/// What is wrong with the value of one field of a form, where the server said so.
pub fn problem(error: RwSignal<Option<Error>>, column: &'static str) -> Signal<Option<String>> {
    let i18n = use_i18n();
    Signal::derive(move || {
        let language = language(i18n);
        error.with(|error| Some(error.as_ref()?.about(column)?.sentence(language)))
    })
}

#[cfg(test)]
mod tests {
    use super::{Error, FailureShownBy, shows};

    #[test]
    fn an_ended_session_asks_to_sign_in_and_a_lost_server_is_the_banners_and_the_rest_are_sentences()
     {
        assert_eq!(shows(&Error::SignedOut), FailureShownBy::SignIn);
        assert_eq!(shows(&Error::Unreachable), FailureShownBy::Banner);
        for error in [
            Error::Forbidden,
            Error::NotFound,
            Error::Refused("No.".to_owned()),
            Error::TooMany { seconds: 2 },
        ] {
            assert_eq!(shows(&error), FailureShownBy::Nobody, "{error}");
        }
    }
}
