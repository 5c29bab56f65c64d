//! What is read of a transcript, and where one stands in it. The area lays its content out from its end, so that what comes
//! above moves nothing; what comes or goes below is made up for. Only some pages stay in the document.
use contact::{Contact, heard::Offer};
use js_sys::{Function, Object, Reflect};
use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};
use uuid::Uuid;

use crate::{
    api::transcript::messages,
    browser::attention::in_attendance,
    enquiries::{
        following::{AGAIN, PAUSE, is_of, is_passing},
        shown_pages::ShownPages,
    },
    live,
    page::{Report, report},
    ui::focus::{put, show_in_the_middle},
    values::words::I18n,
    wire::transcript::{MessageName, Place, TranscriptPage},
};

/// What there is to do with the transcript of an enquiry.
#[derive(Clone, Copy)]
pub struct Reader {
    pub i18n: I18n,
    pub enquiry: Uuid,
    pub report: Report,
    /// The contact as it stands now, as far as that is known.
    pub contact: Signal<Option<Contact>>,
    /// Hears of the contact to which something was added.
    pub on_change: Callback<Contact>,
    /// Why nothing can be added just now.
    pub why_not: Signal<Option<String>>,
    /// The browser has taken over: times are those of its zone.
    pub zoned: RwSignal<bool>,
    /// The area that scrolls.
    pub scroller: NodeRef<html::Div>,
    pub pages: RwSignal<ShownPages>,
    pub busy: RwSignal<bool>,
    /// What was said since the last message that was read.
    pub said: RwSignal<Option<SaidSince>>,
    /// Counts the questions: only the last one counts.
    asked: StoredValue<u32>,
    /// Counts those that are asked by themselves.
    looked: StoredValue<u32>,
    /// Something has happened while somebody waited for an answer.
    is_due: StoredValue<bool>,
}

/// What was said since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidSince {
    pub count: usize,
    /// It is more than that.
    pub more: bool,
    /// It stands there already, as the end was in sight.
    pub is_shown: bool,
    /// Some of it stands in the midst of what is shown.
    is_late: bool,
}

/// How near to the end, in pixels, somebody stands at it.
pub const NEAR: i32 = 24;

/// The end at which messages make room for those that came at the other one.
#[derive(Clone, Copy)]
enum End {
    Oldest,
    Newest,
}

/// Where the messages around one are, or the newest.
pub fn place(message: Option<String>) -> Place {
    message.map_or(Place::Newest, |message| {
        Place::Around(MessageName::own(message))
    })
}

impl Reader {
    /// Reads the transcript of an enquiry, beside a contact if there is one.
    pub fn new(
        i18n: I18n,
        enquiry: Uuid,
        beside: Signal<Option<Contact>>,
        on_change: Option<Callback<Contact>>,
        why_not: Signal<Option<String>>,
    ) -> Self {
        let added = RwSignal::new(None::<Contact>);
        let reader = Self {
            i18n,
            enquiry,
            report: report(),
            contact: Signal::derive(move || latest(beside.get(), added.get())),
            on_change: Callback::new(move |contact: Contact| {
                added.set(Some(contact.clone()));
                if let Some(on_change) = on_change {
                    on_change.run(contact);
                }
            }),
            why_not,
            zoned: RwSignal::new(false),
            scroller: NodeRef::new(),
            pages: RwSignal::new(ShownPages::default()),
            busy: RwSignal::new(false),
            said: RwSignal::new(None),
            asked: StoredValue::new(0),
            looked: StoredValue::new(0),
            is_due: StoredValue::new(false),
        };
        Effect::new(move |_| reader.zoned.set(true));
        let look = in_attendance(move || reader.listen());
        live::follow(PAUSE, move |news| {
            if news.iter().any(|news| is_of(news, enquiry)) {
                look();
            }
        });
        reader
    }

    /// Whether something that was heard is still missing in the contact.
    pub fn lacks(self, offer: &Offer) -> bool {
        self.contact.with(|contact| {
            contact
                .as_ref()
                .is_none_or(|contact| offer.is_missing(&contact.draft))
        })
    }

    /// Goes to the message that the address names, now and whenever that changes.
    pub fn follow(self, message: Signal<Option<String>>) {
        Effect::new(move |before: Option<Option<String>>| {
            // The area is drawn only once the first messages are there.
            self.scroller.get()?;
            let wanted = message.get();
            match (before.flatten(), wanted.clone()) {
                (before, Some(message)) if before.as_ref() != Some(&message) => self.go_to(message),
                (Some(_), None) => self.go_to_newest(),
                _ => {}
            }
            wanted
        });
    }

    /// Brings a message into sight.
    pub fn go_to(self, message: String) {
        let id = |pages: &ShownPages| pages.id_of(&message);
        if let Some(id) = self.pages.with_untracked(id) {
            reveal(id);
            return;
        }
        self.load(place(Some(message.clone())), move |pages, page| {
            *pages = ShownPages::of(page);
            if let Some(id) = pages.id_of(&message) {
                reveal(id);
            }
        });
    }

    fn go_to_newest(self) {
        let is_there = |pages: &ShownPages| pages.newer().is_none();
        if self.pages.with_untracked(is_there) {
            return;
        }
        self.said.set(None);
        self.load(Place::Newest, move |pages, page| {
            *pages = ShownPages::of(page);
            self.to_end();
        });
    }

    fn to_end(self) {
        request_animation_frame(move || {
            if let Some(scroller) = self.scroller.try_get_untracked().flatten() {
                scroller.set_scroll_top(0);
            }
        });
    }

    fn load(self, place: Place, show: impl FnOnce(&mut ShownPages, TranscriptPage) + 'static) {
        self.busy.set(true);
        self.asked.update_value(|asked| *asked += 1);
        let mine = self.asked.get_value();
        leptos::task::spawn_local(async move {
            let answer = messages(self.enquiry, place).await;
            // The page may be gone by the time of an answer, or something else may have been asked.
            if self.asked.try_get_value() != Some(mine) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(page) => {
                    self.pages.update(|pages| show(pages, page));
                    request_animation_frame(move || self.scrolled());
                }
                Err(error) => self.report.say(error),
            }
            if self.is_due.get_value() {
                self.is_due.set_value(false);
                self.listen();
            }
        });
    }

    /// Looks by itself whether anything new has been said. Whoever reads further up, where newer messages follow already, comes
    /// to it by those.
    fn listen(self) {
        let is_read = self.scroller.try_get_untracked().flatten().is_some();
        let Some(place) = self
            .pages
            .with_untracked(ShownPages::end)
            .filter(|_| is_read)
        else {
            return;
        };
        // What somebody asks for comes first.
        if self.busy.get_untracked() {
            self.is_due.set_value(true);
            return;
        }
        self.looked.update_value(|looked| *looked += 1);
        let mine = self.looked.get_value();
        leptos::task::spawn_local(async move {
            let answer = messages(self.enquiry, place.clone()).await;
            if self.looked.try_get_value() != Some(mine) {
                return;
            }
            let is_there = self.pages.with_untracked(ShownPages::end) == Some(place);
            match answer {
                // Something else was asked for meanwhile.
                Ok(_) if self.busy.get_untracked() || !is_there => self.listen(),
                Ok(page) => self.take_in(page),
                // Nobody tells of it once more.
                Err(error) if is_passing(&error) => set_timeout(
                    move || {
                        if self.looked.try_get_value() == Some(mine) {
                            self.listen();
                        }
                    },
                    AGAIN,
                ),
                Err(_) => {}
            }
        });
    }

    /// Takes in what was said since: where the end is in sight it comes there, else it is told of. What came late belongs in
    /// the midst of what is shown, so that this is read anew, unless somebody has marked something in it.
    fn take_in(self, page: TranscriptPage) {
        let late = self.pages.with_untracked(|pages| pages.overtaking(&page));
        let said = SaidSince {
            count: page.items.len().max(late),
            more: page.more,
            is_shown: self.is_at_end() && (late == 0 || !self.is_marked()),
            is_late: late > 0,
        };
        match said {
            SaidSince { count: 0, .. } => self.said.set(None),
            SaidSince {
                is_shown: false, ..
            } => self.said.set(Some(said)),
            SaidSince { is_late: true, .. } => self.load(Place::Newest, move |pages, page| {
                let is_shown = self.is_at_end();
                if is_shown {
                    *pages = ShownPages::of(page);
                    self.to_end();
                }
                self.say(SaidSince { is_shown, ..said });
            }),
            SaidSince { .. } => {
                self.pages.update(|pages| pages.put_behind(page));
                self.make_room(End::Oldest);
                self.to_end();
                request_animation_frame(move || self.scrolled());
                self.say(said);
            }
        }
    }

    /// Says how much was said. Words that stand there already are not heard once more, so they go first.
    fn say(self, said: SaidSince) {
        self.said.set(None);
        request_animation_frame(move || {
            // The page may be gone by then.
            let _ = self.said.try_set(Some(said));
        });
    }

    fn is_marked(self) -> bool {
        let scroller = self.scroller.try_get_untracked().flatten();
        scroller.is_some_and(|scroller| is_marked(&[scroller.into()]))
    }

    /// The end of what was said is in sight.
    fn is_at_end(self) -> bool {
        let scroller = self.scroller.try_get_untracked().flatten();
        scroller.is_some_and(|scroller| scroller.scroll_top() >= -NEAR)
    }

    /// Loads what comes before the first message that is shown. It moves nothing; then the newest make room.
    pub fn older(self) {
        if let Some(place) = self.near(ShownPages::older) {
            let asked = Some(place.clone());
            self.load(place, move |pages, page| {
                // What made room meanwhile would leave a hole.
                if pages.older() == asked {
                    pages.put_before(page);
                    self.make_room(End::Newest);
                }
            });
        }
    }

    /// Loads what comes after the last message that is shown. The oldest make room, which moves nothing.
    fn newer(self) {
        if let Some(place) = self.near(ShownPages::newer) {
            let asked = Some(place.clone());
            self.load(place, move |pages, page| {
                if pages.newer() == asked {
                    pages.put_behind(page);
                    self.make_up();
                    self.make_room(End::Oldest);
                }
            });
        }
    }

    /// Where to go on, unless an answer is awaited.
    fn near(self, place: fn(&ShownPages) -> Option<Place>) -> Option<Place> {
        let is_free = !self.busy.get_untracked();
        is_free.then(|| self.pages.with_untracked(place)).flatten()
    }

    /// Looks whether anything new has been said, and goes to the end. The oldest make room.
    pub fn look(self) {
        let is_late = |said: &Option<SaidSince>| said.is_some_and(|said| said.is_late);
        let is_late = self.said.with_untracked(is_late);
        self.said.set(None);
        let newest = |pages: &mut ShownPages, page| *pages = ShownPages::of(page);
        let is_more = |pages: &ShownPages| pages.newer().is_some();
        match self.pages.with_untracked(ShownPages::look) {
            Some(place) if !is_late && !self.pages.with_untracked(is_more) => {
                self.load(place, move |pages, page| {
                    pages.put_behind(page);
                    self.make_room(End::Oldest);
                });
            }
            _ => self.load(Place::Newest, newest),
        }
        self.to_end();
    }

    /// Keeps in sight what is, though the end from which the area is laid out is about to move.
    fn make_up(self) {
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else {
            return;
        };
        let height = scroller.scroll_height();
        request_animation_frame(move || {
            let moved = scroller.scroll_height() - height;
            scroller.set_scroll_top(scroller.scroll_top() - moved);
        });
    }

    /// Takes messages out of the document where there are too many, once those that came are drawn. Those in which somebody
    /// has marked something stay; the focus, so far from what is in sight, goes over to the area.
    fn make_room(self, end: End) {
        let at_next = move || {
            let Some(scroller) = self.scroller.try_get_untracked().flatten() else {
                return;
            };
            let surplus = self.pages.with_untracked(match end {
                End::Oldest => ShownPages::surplus_first,
                End::Newest => ShownPages::surplus_last,
            });
            let going = pages_at(&scroller, end, surplus);
            if going.is_empty() || is_marked(&going) {
                return;
            }
            if has_focus(&going) {
                put(&scroller);
            }
            match end {
                End::Oldest => self.pages.update(ShownPages::drop_first),
                End::Newest => {
                    self.make_up();
                    self.pages.update(ShownPages::drop_last);
                }
            }
        };
        // The first frame makes up for what came.
        request_animation_frame(move || request_animation_frame(at_next));
    }

    /// Follows the area as it scrolls: what is near comes.
    pub fn scrolled(self) {
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else {
            return;
        };
        let height = scroller.client_height();
        let below = -scroller.scroll_top();
        let above = scroller.scroll_height() - height - below;
        let is_older = |pages: &ShownPages| pages.older().is_some();
        if above < 2 * height && self.pages.with_untracked(is_older) {
            self.older();
        } else if below < height {
            self.newer();
        }
        // Whoever goes to the end by themselves finds there what was said since.
        let waits = |said: &Option<SaidSince>| said.is_some_and(|said| !said.is_shown);
        if below <= NEAR && self.said.with_untracked(waits) {
            self.listen();
        }
    }
}

/// The contact as it stands beside the transcript, or as something was added to it since.
fn latest(beside: Option<Contact>, added: Option<Contact>) -> Option<Contact> {
    match (beside, added) {
        (Some(beside), Some(added)) if beside.id == added.id && beside.version < added.version => {
            Some(added)
        }
        (beside, added) => beside.or(added),
    }
}

/// Shows a message in the middle of its area, and marks it as the one that is meant.
fn reveal(id: String) {
    const LINKED: &str = "linked";
    request_animation_frame(move || {
        if let Ok(Some(other)) = document().query_selector(".messages .linked") {
            // A class can always be taken away.
            let _ = other.class_list().remove_1(LINKED);
        }
        let Some(message) = document().get_element_by_id(&id) else {
            return;
        };
        let _ = message.class_list().add_1(LINKED);
        show_in_the_middle(&message);
        if let Some(link) = message.query_selector(".at").ok().flatten()
            && let Ok(link) = link.dyn_into::<HtmlElement>()
        {
            // What cannot take the focus leaves it where it is.
            let _ = link.focus();
        }
    });
}

/// So many pages at one end, as they stand in the document.
fn pages_at(scroller: &Element, end: End, count: usize) -> Vec<Element> {
    let Ok(pages) = scroller.query_selector_all(":scope > div > ol") else {
        return Vec::new();
    };
    let pages = (0..pages.length()).filter_map(|at| pages.item(at)?.dyn_into::<Element>().ok());
    match end {
        End::Oldest => pages.take(count).collect(),
        End::Newest => pages.rev().take(count).collect(),
    }
}

/// Whether something in one of these pages has the focus.
fn has_focus(pages: &[Element]) -> bool {
    let focus = |page: &Element| page.query_selector(":focus").ok().flatten();
    pages.iter().any(|page| focus(page).is_some())
}

/// Whether somebody has marked text in one of these places.
pub fn is_marked(places: &[Element]) -> bool {
    let is_in = |marked: &Object| {
        places
            .iter()
            .any(|place| holds(marked, place) == Some(true))
    };
    marked().as_ref().is_some_and(is_in)
}

/// The text that somebody has marked on the page, as the browser's `Selection`.
fn marked() -> Option<Object> {
    let ask: Function = window().get("getSelection")?.dyn_into().ok()?;
    let selection: Object = ask.call0(&window()).ok()?.dyn_into().ok()?;
    let kind = Reflect::get(&selection, &"type".into()).ok()?;
    (kind.as_string()? == "Range").then_some(selection)
}

/// Whether any of the marked text stands in a page.
fn holds(marked: &Object, page: &Element) -> Option<bool> {
    let ask = Reflect::get(marked, &"containsNode".into()).ok()?;
    let ask: Function = ask.dyn_into().ok()?;
    ask.call2(marked, page, &true.into()).ok()?.as_bool()
}
