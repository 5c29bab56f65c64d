//! The focus is never lost. A page that takes the place of another one begins at its heading, and where the thing that
//! held the focus goes away (a row that was deleted, a button whose work is done), its neighbour takes over.
use js_sys::{Function, Object, Reflect};
use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{
        Element, HtmlElement, MutationObserver, MutationObserverInit, ScrollIntoViewOptions,
        ScrollLogicalPosition,
    },
};
use send_wrapper::SendWrapper;

/// What can hold the focus.
const HOLDERS: &str = "a[href], button:not([disabled]), input:not([type=hidden], [disabled]), select:not([disabled]), textarea, summary, [tabindex]";

/// What stands beside each other, so that one can take over from the next.
const ROWS: &str = "tr, li, .typed";

/// Puts the focus on the heading of a page that takes the place of another one, or on what asks for it there. The first
/// page of a document leaves it to the browser.
pub fn begin_at(heading: NodeRef<html::H1>) {
    let is_first = Owner::current_shared_context().is_some_and(|page| page.during_hydration());
    if is_first {
        return;
    }
    Effect::new(move |_| {
        let Some(heading) = heading.get() else { return };
        if uppermost().is_none() {
            let wanted = find("main [autofocus]").unwrap_or_else(|| heading.unchecked_into());
            put(&wanted);
        }
    });
}

/// Puts the focus on what a window starts with, which may be drawn only after the window was opened.
pub(super) fn start(window: &Element) {
    let inside = document()
        .active_element()
        .is_some_and(|active| closest(&active, "dialog > :not(header)").is_some());
    if let Some(wanted) = start_of(window).filter(|_| !inside) {
        put(&wanted);
    }
}

/// Where a window starts: at what asks for it, else at the first thing to fill in, else at the first of its buttons,
/// which is the safe one. The cross is for whoever looks for it.
fn start_of(window: &Element) -> Option<Element> {
    const STARTS: [&str; 4] = [
        "[autofocus]",
        ":scope > .body :is(input:not([type=hidden], [type=submit], [type=radio]), select, textarea):not([disabled], [readonly])",
        ":scope > footer :is(button, a[href])",
        HOLDERS,
    ];
    STARTS
        .into_iter()
        .find_map(|start| window.query_selector(start).ok()?)
}

/// Watches over the focus for as long as the document lives; the frame calls it once.
pub fn keep() {
    Effect::new(move |_| {
        let place = StoredValue::new_local(None::<FocusPlace>);
        let seen = window_event_listener(ev::focusin, move |event| {
            let target = event.target().and_then(|target| target.dyn_into().ok());
            if let Some(target) = target {
                place.update_value(|place| *place = FocusPlace::of(target, place.take()));
            }
        });
        // Whoever presses beside everything wants it nowhere.
        let pressed = window_event_listener(ev::pointerdown, move |_| {
            request_animation_frame(move || {
                let here =
                    |place: &Option<FocusPlace>| place.as_ref().is_some_and(|it| !it.is_gone());
                if is_nowhere() && place.try_with_value(here) == Some(true) {
                    place.set_value(None);
                }
            });
        });
        let look = move || {
            let is_lost = place
                .try_with_value(|place| place.as_ref().is_some_and(FocusPlace::is_gone))
                .unwrap_or(false);
            if is_lost && is_nowhere() {
                // What takes the place of what has gone is drawn by then.
                request_animation_frame(move || {
                    if is_nowhere() {
                        let _ = place.try_with_value(|place| place.as_ref().map(FocusPlace::go_on));
                    }
                });
            }
        };
        let changed = Closure::<dyn FnMut()>::new(look);
        let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) else {
            return;
        };
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        if let Some(body) = document().body() {
            // Refused only for options that watch nothing.
            let _ = observer.observe_with_options(&body, &options);
        }
        let watching = SendWrapper::new((observer, changed));
        on_cleanup(move || {
            seen.remove();
            pressed.remove();
            watching.0.disconnect();
        });
    });
}

/// Sets the focus once what was changed is drawn: to the input of this id, or the first one inside it.
pub fn focus_soon(id: String) {
    request_animation_frame(move || focus_at(&id));
}

/// Sets the focus at once, so that the next key is typed there: to the input of this id, or the first one inside it.
pub fn focus_at(id: &str) {
    let Some(place) = document().get_element_by_id(id) else {
        return;
    };
    let inner = place.query_selector("input, select, textarea, button");
    let is_input = place.matches("input, select, textarea, [tabindex]");
    let target = match inner {
        Ok(Some(inner)) if !is_input.unwrap_or(false) => inner,
        _ => place,
    };
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        // What cannot take the focus leaves it where it is.
        let _ = target.focus();
    }
}

/// Where the focus is, and how to find the place again once it has gone.
struct FocusPlace {
    holder: Element,
    /// The list or table around it, by its class, and the number of the row in it.
    row: Option<(Element, String, u32)>,
    /// The place on the page below, while a window is open.
    below: Option<Box<FocusPlace>>,
    window: Option<Element>,
}

impl FocusPlace {
    fn of(holder: Element, before: Option<Self>) -> Option<Self> {
        // A menu gives the focus back to its button by itself.
        if closest(&holder, "[popover]").is_some() {
            return before;
        }
        let window = closest(&holder, "dialog");
        // A window may itself stand in a row of the page below.
        let own = |row: &Element| closest(row, "dialog") == window;
        let row = closest(&holder, ROWS).filter(own).and_then(|row| {
            let list = row.parent_element()?;
            let number = (0..list.children().length())
                .find(|at| list.children().item(*at).as_ref() == Some(&row))?;
            let named = closest(&list, "[class]")?;
            let class = named.get_attribute("class")?;
            let class = class.split_whitespace().next()?.to_owned();
            Some((list, class, number))
        });
        let below = match (before, &window) {
            (Some(before), Some(window)) if before.window.as_ref() == Some(window) => before.below,
            (Some(before), Some(_)) => Some(Box::new(before)),
            _ => None,
        };
        Some(Self {
            holder,
            row,
            below,
            window,
        })
    }

    fn is_gone(&self) -> bool {
        !self.holder.is_connected() || self.is_closed()
    }

    fn is_closed(&self) -> bool {
        let closed = |window: &Element| !window.has_attribute("open");
        self.window.as_ref().is_some_and(closed)
    }

    /// Puts the focus on the row that stands there now, or on the heading.
    fn go_on(&self) {
        let window = uppermost();
        let in_front = window == self.window;
        if let Some(below) = &self.below
            && !in_front
        {
            match below.holder.is_connected() {
                true => drop(put(&below.holder)),
                false => below.go_on(),
            }
            return;
        }
        let row = self.row.as_ref().filter(|_| in_front);
        let next = row.and_then(|(list, class, number)| {
            let list = match list.is_connected() {
                true => list.clone(),
                false => find(&format!("main .{class}"))
                    .and_then(|named| named.query_selector("tbody, :scope > li").ok()?)
                    .map(|inner| match inner.matches("li") {
                        Ok(true) => inner.parent_element().unwrap_or(inner),
                        _ => inner,
                    })?,
            };
            let rows = list.children();
            // Rows that only keep room hold nothing.
            let from = (0..=(*number).min(rows.length().checked_sub(1)?)).rev();
            let after = *number..rows.length();
            after.chain(from).find_map(|at| first_in(&rows.item(at)?))
        });
        let start = || match &window {
            Some(window) => start_of(window),
            None => find("h1"),
        };
        if let Some(next) = next.or_else(start) {
            put(&next);
        }
    }
}

/// The window that is uppermost: the question of the frame stands behind those of pages.
fn uppermost() -> Option<Element> {
    let open = document().query_selector_all("dialog:modal").ok()?;
    open.item(open.length().checked_sub(1)?)?.dyn_into().ok()
}

/// Nothing holds the focus.
pub fn is_nowhere() -> bool {
    document()
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY")
}

/// The first thing in a row that can hold the focus: its name rather than its box to tick.
fn first_in(row: &Element) -> Option<Element> {
    let named = row.query_selector("th a[href], a.name").ok().flatten();
    named.or_else(|| row.query_selector(HOLDERS).ok().flatten())
}

fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Brings something into sight, and moves no more than that takes.
pub fn show(element: &Element) {
    let how = ScrollIntoViewOptions::new();
    how.set_block(ScrollLogicalPosition::Nearest);
    how.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&how);
}

/// Brings something into the middle of where it scrolls.
pub fn show_in_the_middle(element: &Element) {
    let how = ScrollIntoViewOptions::new();
    how.set_block(ScrollLogicalPosition::Center);
    how.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&how);
}

/// Moves the focus without moving what is in sight. What cannot take it leaves it where it is.
pub fn put(element: &Element) -> Option<JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"preventScroll".into(), &true.into()).ok()?;
    let focus = Reflect::get(element, &"focus".into()).ok()?;
    focus.dyn_ref::<Function>()?.call1(element, &options).ok()
}
