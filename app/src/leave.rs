//! Nothing that was typed is thrown away without asking. One guard stands at every way out of a page: links and the rail,
//! the palette and keys, the buttons of the browser, closing the page, and the cross or Escape of a window. Whoever holds
//! something unsaved tells the guard; the question is asked in one place.
pub mod question;

use leptos::prelude::*;

/// The parameters of an address that change what is shown of a page, but not which page it is: what is typed stays.
const VIEWS: [&str; 5] = ["tab", "at", "as", "status", "edit"];

/// Where somebody wants to go.
#[derive(Clone)]
enum WayOut {
    /// To another page of ours.
    Page(String),
    /// To an entry of the browser's history, by its key.
    History(String),
    /// Out of a window.
    Out(Callback<()>),
}

/// Knows what would be lost; found in the context of every page.
#[derive(Clone, Copy)]
pub struct Guard {
    /// Each place that may hold something unsaved, under its number.
    places: StoredValue<Vec<(u32, Callback<(), bool>)>>,
    next: StoredValue<u32>,
    way: StoredValue<Option<WayOut>>,
    asking: RwSignal<bool>,
    /// It was asked, and the answer was to go.
    free: StoredValue<bool>,
    /// The page of ours that the frame goes to next.
    wanted: RwSignal<Option<String>>,
}

impl Guard {
    /// Makes the guard available to everything on the page.
    pub fn provide() {
        provide_context(Self {
            places: StoredValue::default(),
            next: StoredValue::new(0),
            way: StoredValue::new(None),
            asking: RwSignal::new(false),
            free: StoredValue::new(false),
            wanted: RwSignal::new(None),
        });
    }

    /// The guard of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// Stands before a place for as long as it is shown and `is_dirty` says that something would be lost.
    pub fn hold(self, is_dirty: impl Fn() -> bool + Send + Sync + 'static) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let is_dirty = Callback::new(move |()| is_dirty());
        self.places
            .update_value(|places| places.push((number, is_dirty)));
        on_cleanup(move || {
            // The whole page may be going.
            let _ = self
                .places
                .try_update_value(|places| places.retain(|(known, _)| *known != number));
        });
    }

    /// Whether something would be lost.
    pub fn holds(self) -> bool {
        let places = self.places.get_value();
        places
            .into_iter()
            .any(|(_, is_dirty)| is_dirty.try_run(()) == Some(true))
    }

    /// Goes to a page of ours, after asking where something would be lost.
    pub fn go(self, address: impl Into<String>) {
        let address = address.into();
        if self.stops(&here(), &address) {
            self.ask(WayOut::Page(address));
        } else {
            self.wanted.set(Some(address));
        }
    }

    /// Stands before a window: neither its page nor the window itself is left without asking where something would be
    /// lost. Gives what the window's `on_leave` is to do, which is `close` in the end.
    pub fn hold_window(
        self,
        open: RwSignal<bool>,
        is_dirty: impl Fn() -> bool + Send + Sync + 'static,
        close: impl Fn() + Send + Sync + 'static,
    ) -> Callback<()> {
        let (is_dirty, close) = (Callback::from(is_dirty), Callback::from(close));
        self.hold(move || {
            open.try_get_untracked() == Some(true) && is_dirty.try_run(()) == Some(true)
        });
        Callback::new(move |()| match is_dirty.run(()) {
            true => self.ask(WayOut::Out(close)),
            false => close.run(()),
        })
    }

    /// Does something by which what is typed here is thrown away, after asking where something is.
    pub fn before(self, is_typed: bool, deed: impl Fn() + Send + Sync + 'static) {
        let deed = Callback::new(move |()| deed());
        match is_typed {
            true => self.ask(WayOut::Out(deed)),
            false => deed.run(()),
        }
    }

    /// Whether something would be lost between one address of ours and another.
    fn stops(self, here: &str, there: &str) -> bool {
        page_of(here) != page_of(there) && self.holds()
    }

    fn ask(self, way: WayOut) {
        self.way.set_value(Some(way));
        self.asking.set(true);
    }

    /// Whoever stays goes nowhere later.
    fn stay(self) {
        self.way.set_value(None);
    }

    /// Goes the way that was asked about; to an entry of the history by `travel`.
    fn leave(self, travel: impl FnOnce(&str)) {
        let way = self.way.try_update_value(Option::take).flatten();
        self.asking.set(false);
        match way {
            Some(WayOut::Page(address)) => self.wanted.set(Some(address)),
            Some(WayOut::History(key)) => {
                self.free.set_value(true);
                travel(&key);
            }
            Some(WayOut::Out(close)) => {
                // The window may be gone meanwhile.
                let _ = close.try_run(());
            }
            None => {}
        }
    }
}

/// The address of the page that is open.
fn here() -> String {
    let location = window().location();
    [location.pathname(), location.search()]
        .map(Result::unwrap_or_default)
        .concat()
}

/// Which page an address names, whatever is shown of it.
fn page_of(address: &str) -> (&str, Vec<&str>) {
    let address = address.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_view = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        name.is_empty() || VIEWS.contains(&name)
    };
    (path, query.split('&').filter(|it| !is_view(it)).collect())
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Guard, WayOut, page_of};

    /// A guard, and whether something typed stands before it.
    fn guarded(test: impl FnOnce(Guard, RwSignal<bool>)) {
        Owner::new().with(|| {
            Guard::provide();
            test(Guard::of_page(), RwSignal::new(true));
        });
    }

    #[test]
    fn what_is_typed_stops_the_way_to_another_page_but_not_to_another_tab() {
        guarded(|guard, typed| {
            guard.hold(move || typed.get_untracked());
            assert!(guard.stops("/contacts/1", "/contacts"));
            assert!(!guard.stops("/contacts/1", "/contacts/1?tab=log"));
            typed.set(false);
            assert!(!guard.stops("/contacts/1", "/contacts"));
        });
    }

    #[test]
    fn a_place_that_is_gone_holds_nothing() {
        guarded(|guard, _| {
            let place = Owner::new();
            place.with(|| guard.hold(|| true));
            assert!(guard.holds());
            place.cleanup();
            assert!(!guard.holds());
        });
    }

    #[test]
    fn a_window_closes_at_once_where_nothing_is_typed_and_after_the_question_where_something_is() {
        guarded(|guard, typed| {
            let open = RwSignal::new(true);
            let is_typed = move || typed.get_untracked();
            let leave = guard.hold_window(open, is_typed, move || open.set(false));
            assert!(guard.holds());
            leave.run(());
            assert!(open.get_untracked() && guard.asking.get_untracked());
            guard.leave(|_| panic!("no page was left"));
            assert!(!open.get_untracked() && !guard.asking.get_untracked());
            assert!(!guard.holds(), "nobody sees what is typed in it");
            open.set(true);
            typed.set(false);
            leave.run(());
            assert!(!open.get_untracked() && !guard.asking.get_untracked());
        });
    }

    #[test]
    fn whoever_leaves_goes_where_they_wanted_and_whoever_stays_goes_nowhere() {
        guarded(|guard, _| {
            guard.ask(WayOut::Page("/labels".to_owned()));
            guard.leave(|_| panic!("it is no step in the history"));
            assert_eq!(guard.wanted.get_untracked().as_deref(), Some("/labels"));
            let mut steps = Vec::new();
            guard.ask(WayOut::History("entry".to_owned()));
            guard.leave(|key| steps.push(key.to_owned()));
            guard.ask(WayOut::History("other".to_owned()));
            guard.stay();
            guard.leave(|key| steps.push(key.to_owned()));
            assert_eq!(steps, ["entry"]);
        });
    }

    #[test]
    fn what_throws_something_typed_away_is_done_after_the_question() {
        guarded(|guard, typed| {
            guard.before(true, move || typed.set(false));
            assert!(typed.get_untracked() && guard.asking.get_untracked());
            guard.leave(|_| panic!("no page was left"));
            assert!(!typed.get_untracked() && !guard.asking.get_untracked());
            guard.before(false, move || typed.set(true));
            assert!(typed.get_untracked() && !guard.asking.get_untracked());
        });
    }

    #[test]
    fn tabs_are_the_same_page_and_a_merge_is_another() {
        let record = page_of("/contacts/1");
        for same in [
            "/contacts/1?tab=log",
            "/contacts/1?tab=log&at=3",
            "/contacts/1?edit",
            "/contacts/1?edit=&tab=activity&as=timeline",
            "/contacts/1?as=in_room&status=closed",
            "/contacts/1#phone",
        ] {
            assert_eq!(page_of(same), record, "{same}");
        }
        for other in [
            "/contacts/2",
            "/contacts/1?merge=",
            "/contacts/1?tab=log&merge=2",
            "/contacts",
        ] {
            assert_ne!(page_of(other), record, "{other}");
        }
    }
}
