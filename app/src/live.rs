//! What happens while a page is open: one stream a browser (`frontend/assets/pkg/live.js`) tells every tab of it.
pub mod contact_news;

use std::{cell::RefCell, mem, rc::Rc, time::Duration};

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{CustomEvent, Event},
};
use send_wrapper::SendWrapper;

use crate::{browser::connection::use_connection, wire::live::News};

/// For how many milliseconds more may come to what came first, so that a burst is heard together.
const BURST: u64 = 50;

/// The most that one follower hears together; what is more is all that is shown.
const MOST: usize = 500;

/// For how many milliseconds it is kept what happened: what a page reads is on its way for so long at most.
const LATELY: u64 = 10_000;

/// Who on the page follows what happens.
#[derive(Clone, Copy, Default)]
pub struct Followers {
    all: StoredValue<Vec<(u32, SendWrapper<Rc<Follower>>)>>,
    next: StoredValue<u32>,
    recent: StoredValue<RecentNews>,
}

impl Followers {
    /// Lets everything on the page follow what happens.
    pub fn provide() {
        let followers = Self::default();
        provide_context(followers);
        if cfg!(feature = "ssr") {
            return;
        }
        let listening = window_event_listener_untyped("live", move |event| followers.hear(&event));
        on_cleanup(move || listening.remove());
        // Somebody may have signed in again: a stream that was refused need not wait any longer.
        let recovered = use_connection().recovered;
        Effect::watch(move || recovered.get(), |_, _, _| look(), false);
    }

    fn hear(self, event: &Event) {
        let said = event.unchecked_ref::<CustomEvent>().detail().as_string();
        let news = said.and_then(|said| serde_json::from_str(&said).ok());
        // What this build cannot read may be anything.
        let news = news.unwrap_or(News::Resync);
        self.recent
            .update_value(|recent| recent.take_in(news.clone(), now()));
        self.all.with_value(|all| {
            for (_, follower) in all {
                tell(follower, news.clone());
            }
        });
    }
}

/// Has the browser look whether it still hears what happens, as it does where the page comes alive (`start.js`).
fn look() {
    if let Ok(event) = Event::new("live-ready") {
        // Says whether somebody objected; nobody does.
        let _ = window().dispatch_event(&event);
    }
}

/// Hears what happens until the part of the page that asked is gone: at once when something does, then at most once in so
/// many milliseconds, everything of the meantime together. It says `Resync` where something may have been missed. Does
/// nothing on the server.
pub fn follow(pause: u32, hear: impl Fn(Vec<News>) + 'static) {
    begin(pause, hear);
}

/// The same for a part of the page that shows what was asked for before it was there: it hears what has happened lately too,
/// which what was read may lack.
pub fn follow_what_was_read(pause: u32, hear: impl Fn(Vec<News>) + 'static) {
    let Some((followers, follower)) = begin(pause, hear) else {
        return;
    };
    for news in followers.recent.with_value(|recent| recent.since(now())) {
        tell(&follower, news);
    }
}

fn begin(
    pause: u32,
    hear: impl Fn(Vec<News>) + 'static,
) -> Option<(Followers, SendWrapper<Rc<Follower>>)> {
    // Not by an effect: what was kept is told as soon as the page is alive, and each part of it is to hear that.
    if cfg!(feature = "ssr") {
        return None;
    }
    let followers = use_context::<Followers>()?;
    let number = followers.next.get_value();
    followers.next.set_value(number + 1);
    let follower = SendWrapper::new(Rc::new(Follower {
        gathered: RefCell::new(Gathered::every(pause)),
        hear: Box::new(hear),
    }));
    followers
        .all
        .update_value(|all| all.push((number, follower.clone())));
    on_cleanup(move || {
        // The whole page may be going.
        let _ = followers
            .all
            .try_update_value(|all| all.retain(|(known, _)| *known != number));
    });
    Some((followers, follower))
}

/// A part of the page that follows what happens.
struct Follower {
    gathered: RefCell<Gathered>,
    hear: Box<dyn Fn(Vec<News>)>,
}

fn tell(follower: &Rc<Follower>, news: News) {
    let Some(time) = follower.gathered.borrow_mut().take_in(news, now()) else {
        return;
    };
    let follower = Rc::downgrade(follower);
    set_timeout(
        move || {
            // Whoever is gone by then hears nothing any more.
            if let Some(follower) = follower.upgrade() {
                let news = follower.gathered.borrow_mut().hand_on(now());
                (follower.hear)(news);
            }
        },
        Duration::from_millis(time),
    );
}

/// The time in milliseconds, by the clock of the browser.
fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// What happened lately, and when it was heard.
#[derive(Default)]
struct RecentNews(Vec<(u64, News)>);

impl RecentNews {
    fn take_in(&mut self, news: News, now: u64) {
        self.0.retain(|(at, _)| now.abs_diff(*at) < LATELY);
        match self.0.len() {
            MOST => self.0 = vec![(now, News::Resync)],
            _ => self.0.push((now, news)),
        }
    }

    fn since(&self, now: u64) -> Vec<News> {
        let recent = self.0.iter();
        let recent = recent.filter(|(at, _)| now.abs_diff(*at) < LATELY);
        recent.map(|(_, news)| news.clone()).collect()
    }
}

/// What happened and was not handed on yet.
struct Gathered {
    /// How long it rests after each time.
    pause: u64,
    news: Vec<News>,
    /// It will be handed on by itself.
    is_due: bool,
    /// When it was handed on last.
    last: Option<u64>,
}

impl Gathered {
    fn every(pause: u32) -> Self {
        Self {
            pause: pause.into(),
            news: Vec::new(),
            is_due: false,
            last: None,
        }
    }

    /// Takes in what happened; says in how many milliseconds it is to be handed on, unless that is settled already.
    fn take_in(&mut self, news: News, now: u64) -> Option<u64> {
        if self.news.len() == MOST {
            self.news = vec![News::Resync];
        } else if !self.news.contains(&news) {
            self.news.push(news);
        }
        if mem::replace(&mut self.is_due, true) {
            return None;
        }
        // A clock that was put back is no reason to rest for longer.
        let rested = self.last.map(|last| now.saturating_sub(last));
        let left = rested.map_or(0, |rested| self.pause.saturating_sub(rested));
        Some(left.max(BURST))
    }

    /// Hands on everything.
    fn hand_on(&mut self, now: u64) -> Vec<News> {
        self.is_due = false;
        self.last = Some(now);
        mem::take(&mut self.news)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{BURST, Gathered, LATELY, MOST, News, RecentNews};

    fn gone(number: usize) -> News {
        News::Gone {
            id: Uuid::from_u128(number as u128),
        }
    }

    #[test]
    fn the_first_is_heard_at_once_with_what_comes_right_behind_it() {
        let mut gathered = Gathered::every(2_000);
        assert_eq!(gathered.take_in(gone(1), 10_000), Some(BURST));
        assert_eq!(gathered.take_in(gone(2), 10_001), None);
        assert_eq!(gathered.take_in(News::Enquiries, 10_049), None);
        let heard = gathered.hand_on(10_050);
        assert_eq!(heard, [gone(1), gone(2), News::Enquiries]);
    }

    #[test]
    fn what_comes_in_the_pause_is_heard_together_at_its_end() {
        let mut gathered = Gathered::every(2_000);
        gathered.take_in(gone(1), 10_000);
        gathered.hand_on(10_050);
        assert_eq!(gathered.take_in(gone(2), 10_550), Some(1_500));
        assert_eq!(gathered.take_in(gone(3), 11_900), None);
        assert_eq!(gathered.hand_on(12_050), [gone(2), gone(3)]);
        // Near its end, and after it, only the burst is waited for.
        assert_eq!(gathered.take_in(gone(4), 14_040), Some(BURST));
        gathered.hand_on(14_090);
        assert_eq!(gathered.take_in(gone(5), 99_000), Some(BURST));
        assert_eq!(gathered.hand_on(99_050), [gone(5)]);
    }

    #[test]
    fn a_clock_that_is_put_back_makes_no_pause_longer() {
        let mut gathered = Gathered::every(2_000);
        gathered.take_in(gone(1), 10_000);
        gathered.hand_on(10_050);
        assert_eq!(gathered.take_in(gone(2), 7), Some(2_000));
    }

    #[test]
    fn whoever_shows_what_was_read_before_hears_what_happened_lately() {
        let mut recent = RecentNews::default();
        recent.take_in(gone(1), 100_000);
        recent.take_in(gone(2), 105_000);
        assert_eq!(recent.since(106_000), [gone(1), gone(2)]);
        assert_eq!(recent.since(100_000 + LATELY), [gone(2)]);
        assert_eq!(recent.since(199_000), []);
        // A clock that is put back keeps nothing for longer.
        recent.take_in(gone(3), 100);
        assert_eq!(recent.since(200), [gone(3)]);
        for number in 0..MOST {
            recent.take_in(gone(number), 300);
        }
        assert_eq!(recent.since(400), [News::Resync]);
    }

    #[test]
    fn the_same_is_heard_once_and_too_much_is_heard_as_all_there_is() {
        let mut gathered = Gathered::every(0);
        for _ in 0..3 {
            gathered.take_in(News::Enquiries, 0);
        }
        assert_eq!(gathered.hand_on(50), [News::Enquiries]);
        for number in 0..=MOST {
            gathered.take_in(gone(number), 60);
        }
        assert_eq!(gathered.hand_on(110), [News::Resync]);
    }
}
