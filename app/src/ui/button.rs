//! Buttons do something; links go somewhere. Both look alike and say in words what happens.
use leptos::prelude::*;

use crate::ui::icon::Icon;

/// The name of the hidden frame in which files are asked for: a file is saved, and where there is none the page that asked
/// stays, and says why.
pub const DOWNLOADS: &str = "downloads";

/// How much a button weighs. A screen has one `Primary`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    Primary,
    #[default]
    Secondary,
    Plain,
    Danger,
}

impl Look {
    /// The classes that style sheets know it by.
    pub(super) fn class(self, small: bool, square: bool) -> String {
        let look = match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Plain => "plain",
            Self::Danger => "danger",
        };
        let small = if small { " small" } else { "" };
        let square = if square { " square" } else { "" };
        format!("button {look}{small}{square}")
    }
}

/// A button. With `label` and no children it shows its icon only, and the label is read and shown on hover.
#[component]
pub fn Button(
    #[prop(optional)] look: Look,
    #[prop(optional)] small: bool,
    #[prop(optional)] icon: Option<icondata_core::Icon>,
    #[prop(optional, into)] label: Option<TextProp>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// While true the button does not act again.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// The window that it stands in starts on it: the safe answer of a question.
    #[prop(optional)]
    autofocus: bool,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let square = children.is_none();
    let title = label.clone();
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=look.class(small, square)
            autofocus=autofocus
            disabled=move || disabled.get()
            aria-busy=move || busy.get().then_some("true")
            aria-label=label.map(|label| move || label.get().to_string())
            title=title.map(|title| move || title.get().to_string())
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(press) = on_press {
                    press.run(());
                }
            }
        >
            {icon.map(|icon| view! { <Icon icon/> })}
            {children.map(|children| view! { <span>{children()}</span> })}
        </button>
    }
}

/// A button in the place of one that may not be used. The keyboard reaches it, and it says why: where it is pointed at, to
/// whoever hears it, and, once it is pressed, by `on_press`.
#[component]
pub fn RefusedButton(
    #[prop(optional)] small: bool,
    icon: icondata_core::Icon,
    /// Why it may not be used, in a sentence.
    #[prop(into)]
    why: TextProp,
    #[prop(into)] on_press: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=Look::Secondary.class(small, false)
            aria-disabled="true"
            title=move || why.get().to_string()
            on:click=move |_| on_press.run(())
        >
            <Icon icon/>
            <span>{children()}</span>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] look: Look,
    #[prop(optional)] small: bool,
    #[prop(optional)] icon: Option<icondata_core::Icon>,
    #[prop(optional, into)] label: Option<TextProp>,
    /// A file to save rather than a page to open.
    #[prop(optional)]
    download: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let square = children.is_none();
    let title = label.clone();
    view! {
        <a
            class=look.class(small, square)
            href=move || href.get()
            target=download.then_some(DOWNLOADS)
            aria-label=label.map(|label| move || label.get().to_string())
            title=title.map(|title| move || title.get().to_string())
        >
            {icon.map(|icon| view! { <Icon icon/> })}
            {children.map(|children| view! { <span>{children()}</span> })}
        </a>
    }
}
