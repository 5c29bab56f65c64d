//! What tables share: a scroll area that the keyboard reaches, and headers that sort.
use leptos::{html, prelude::*};

use crate::ui::icon::Icon;

/// A labelled area in which a wide table scrolls by itself.
#[component]
pub fn TableScroll(
    #[prop(into)] label: TextProp,
    /// The area itself, for those who must know how far it is scrolled.
    #[prop(optional)]
    area: NodeRef<html::Div>,
    #[prop(optional, into)] on_scroll: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="table-scroll"
            role="region"
            tabindex="0"
            aria-label=move || label.get().to_string()
            node_ref=area
            on:scroll=move |_| {
                if let Some(scrolled) = on_scroll {
                    scrolled.run(());
                }
            }
        >
            {children()}
        </div>
    }
}

/// How a column is sorted just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorted {
    #[default]
    No,
    Ascending,
    Descending,
}

impl Sorted {
    fn aria(self) -> &'static str {
        match self {
            Self::No => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// A column header whose link sorts by it; the order is part of the address.
#[component]
pub fn SortHeader(
    #[prop(into)] href: Signal<String>,
    #[prop(into)] sorted: Signal<Sorted>,
    #[prop(optional, into)] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <th scope="col" class=class aria-sort=move || sorted.get().aria()>
            <a class="sort" href=move || href.get()>
                {children()}
                {move || match sorted.get() {
                    Sorted::No => view! { <Icon icon=icondata_lu::LuChevronsUpDown/> },
                    Sorted::Ascending => view! { <Icon icon=icondata_lu::LuArrowUp/> },
                    Sorted::Descending => view! { <Icon icon=icondata_lu::LuArrowDown/> },
                }}
            </a>
        </th>
    }
}
