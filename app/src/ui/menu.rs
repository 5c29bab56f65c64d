//! A button with a menu on the native popover: it floats above all, closes by Escape or a click elsewhere, and gives the
//! focus back. Its items exist only while it is open.
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};

use crate::ui::{
    button::{DOWNLOADS, Look},
    icon::Icon,
};

/// A button that opens a menu. Without children it shows its icon only, and `label` is read and shown on hover.
#[component]
pub fn Menu(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] label: TextProp,
    icon: icondata_core::Icon,
    #[prop(optional)] look: Look,
    #[prop(optional)] small: bool,
    /// Beside the icon on the button.
    #[prop(optional, into)]
    text: Option<TextProp>,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let menu = NodeRef::<html::Div>::new();
    let title = label.clone();
    let square = text.is_none();
    // What is read holds what is seen, so that it can be pressed by saying it.
    let name = {
        let (label, text) = (label.clone(), text.clone());
        move || {
            let label = label.get().to_string();
            match text.as_ref().map(|text| text.get().to_string()) {
                Some(text) if !label.contains(&text) => format!("{text}: {label}"),
                _ => label,
            }
        }
    };
    let children = StoredValue::new(children);
    view! {
        <button
            type="button"
            class=look.class(small, square)
            popovertarget=id.clone()
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=name
            title=square.then_some(move || title.get().to_string())
        >
            <Icon icon/>
            {text.map(|text| view! { <span>{move || text.get()}</span> })}
        </button>
        <div
            id=id
            class="menu"
            popover="auto"
            role="menu"
            aria-label=move || label.get().to_string()
            node_ref=menu
            on:toggle=move |_| {
                let shown = menu.get_untracked().is_some_and(|menu| menu.matches(":popover-open").unwrap_or(false));
                open.set(shown);
                if shown {
                    // The items are drawn before the next frame.
                    request_animation_frame(move || focus(menu, MenuStep::First));
                }
            }
            on:keydown=move |event: ev::KeyboardEvent| {
                let step = match event.key().as_str() {
                    "ArrowDown" => MenuStep::Next,
                    "ArrowUp" => MenuStep::Previous,
                    "Home" => MenuStep::First,
                    "End" => MenuStep::Last,
                    _ => return,
                };
                event.prevent_default();
                focus(menu, step);
            }
            on:click=move |_| {
                if let Some(menu) = menu.get_untracked() {
                    // Already closed by the item itself.
                    let _ = menu.hide_popover();
                }
            }
        >
            <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
        </div>
    }
}

#[derive(Clone, Copy)]
enum MenuStep {
    First,
    Last,
    Next,
    Previous,
}

/// Moves the focus among the items of a menu, round and round.
fn focus(menu: NodeRef<html::Div>, step: MenuStep) {
    let Some(menu) = menu.get_untracked() else {
        return;
    };
    let Ok(items) = menu.query_selector_all(".item") else {
        return;
    };
    let count = items.length();
    if count == 0 {
        return;
    }
    let active = document().active_element();
    let now = (0..count).find(|i| {
        items.get(*i).is_some_and(|item| {
            active
                .as_ref()
                .is_some_and(|active| item.is_same_node(Some(active)))
        })
    });
    let wanted = match (step, now) {
        (MenuStep::First, _) | (MenuStep::Next, None) => 0,
        (MenuStep::Last, _) | (MenuStep::Previous, None) => count - 1,
        (MenuStep::Next, Some(now)) => (now + 1) % count,
        (MenuStep::Previous, Some(now)) => (now + count - 1) % count,
    };
    if let Some(item) = items
        .get(wanted)
        .and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // An item that cannot take the focus leaves it where it is.
        let _ = item.focus();
    }
}

/// An item that does something. With `checked` it is one choice of several.
#[component]
pub fn MenuItem(
    #[prop(into)] on_press: Callback<()>,
    #[prop(optional)] icon: Option<icondata_core::Icon>,
    #[prop(optional)] danger: bool,
    #[prop(optional, into)] checked: Option<Signal<bool>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=if danger { "item danger" } else { "item" }
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            aria-checked=checked.map(|checked| move || if checked.get() { "true" } else { "false" })
            on:click=move |_| on_press.run(())
        >
            {icon.map(|icon| view! { <Icon icon/> })}
            {children()}
            {checked.map(|_| view! { <span class="check"><Icon icon=icondata_lu::LuCheck/></span> })}
        </button>
    }
}

/// An item that goes somewhere.
#[component]
pub fn MenuLink(
    #[prop(into)] href: String,
    #[prop(optional)] icon: Option<icondata_core::Icon>,
    /// A file to save rather than a page to open.
    #[prop(optional)]
    download: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="item" role="menuitem" tabindex="-1" href=href target=download.then_some(DOWNLOADS)>
            {icon.map(|icon| view! { <Icon icon/> })}
            {children()}
        </a>
    }
}

/// Items that belong together, under a heading.
#[component]
pub fn MenuGroup(#[prop(into)] label: TextProp, children: Children) -> impl IntoView {
    let title = label.clone();
    view! {
        <div role="group" aria-label=move || label.get().to_string()>
            <p class="title" role="presentation">{move || title.get()}</p>
            {children()}
        </div>
    }
}
