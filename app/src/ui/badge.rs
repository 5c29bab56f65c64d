//! Short states and coloured labels. The words carry the meaning; the colour only helps to find them.
use leptos::prelude::*;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::ui::icon::Icon;

/// What a colour means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Success,
    Warning,
    Danger,
}

impl Tone {
    /// The class that style sheets know it by.
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// One of the twelve colours that people may give to things; each passes contrast by day and by night.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Hue {
    #[default]
    Grey,
    Red,
    Orange,
    Amber,
    Lime,
    Green,
    Teal,
    Cyan,
    Blue,
    Indigo,
    Purple,
    Pink,
}

impl Hue {
    /// Every hue, in the order in which they are offered.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The name under which it is stored.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads a stored name; grey where it is unknown.
    pub fn parse(name: &str) -> Self {
        name.parse().unwrap_or_default()
    }

    /// A hue that is always the same for the same text.
    pub fn of(text: &str) -> Self {
        let sum = text.chars().fold(7_u32, |sum, c| {
            sum.wrapping_mul(31).wrapping_add(u32::from(c))
        });
        Self::ALL[1 + (sum % 11) as usize]
    }

    /// The class that style sheets know it by.
    pub fn class(self) -> String {
        format!("hue-{}", self.as_str())
    }
}

/// A short state, such as `Ready` or `Administrator`.
#[component]
pub fn Badge(
    #[prop(optional)] tone: Tone,
    #[prop(optional)] icon: Option<icondata_core::Icon>,
    children: Children,
) -> impl IntoView {
    view! {
        <span class=format!("badge {}", tone.class())>
            {icon.map(|icon| view! { <Icon icon/> })}
            <span>{children()}</span>
        </span>
    }
}

/// A coloured name given by people. Long names are cut on screen, never in the title.
#[component]
pub fn Chip(#[prop(into)] name: String, #[prop(optional)] hue: Hue) -> impl IntoView {
    let title = name.clone();
    view! {
        <span class=format!("chip {}", hue.class()) title=title>
            <bdi>{name}</bdi>
        </span>
    }
}
