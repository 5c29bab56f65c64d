//! Whatever has the file read in another way comes by here: where somebody's work goes with the columns of before, that is asked
//! first, with what goes.
use leptos::prelude::*;

use super::{desk::Desk, event::ImportEvent, next_focus::NextFocus, stage::LostWork};
use crate::{
    i18n::*,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        number::grouped,
    },
    values::words::I18n,
};

/// What is asked about.
#[derive(Clone, Debug)]
struct AskedReading {
    event: ImportEvent,
    lost: LostWork,
    /// What takes the focus over afterwards.
    next: Option<&'static str>,
}

/// Has the file read in another way; found in the context of the page.
#[derive(Clone, Copy)]
pub struct Rereading {
    desk: Desk,
    next: NextFocus,
    asked: RwSignal<Option<AskedReading>>,
    asking: RwSignal<bool>,
}

impl Rereading {
    /// Made once for the page.
    pub fn provide(desk: Desk) {
        provide_context(Self {
            desk,
            next: expect_context::<NextFocus>(),
            asked: RwSignal::new(None),
            asking: RwSignal::new(false),
        });
    }

    /// Lets it happen, unless work would go with it: then it is asked, and nothing has happened yet, which is told. `next` takes
    /// the focus over from a button that goes.
    pub fn read(self, event: ImportEvent, next: Option<&'static str>) -> bool {
        let lost = self.desk.page.with_untracked(|page| page.lost_by(&event));
        let is_asked = !lost.is_nothing();
        let reading = AskedReading { event, lost, next };
        match is_asked {
            true => {
                self.asked.set(Some(reading));
                self.asking.set(true);
            }
            false => self.carry_out(reading),
        }
        is_asked
    }

    fn go(self) {
        let reading = self.asked.try_update(Option::take).flatten();
        self.asking.set(false);
        if let Some(reading) = reading {
            self.carry_out(reading);
        }
    }

    fn carry_out(self, reading: AskedReading) {
        self.desk.tell(reading.event);
        if let Some(next) = reading.next {
            self.next.go_to(next);
        }
    }
}

/// The question; whoever answers no has everything as it was.
#[component]
pub fn RereadingQuestion() -> impl IntoView {
    let i18n = use_i18n();
    let rereading = expect_context::<Rereading>();
    let asking = rereading.asking;
    let goes = move || {
        let lost = rereading
            .asked
            .with(|asked| asked.as_ref().map(|asked| asked.lost));
        let lines = lines(i18n, lost.unwrap_or_default()).into_iter();
        lines.map(|line| view! { <li>{line}</li> }).collect_view()
    };
    let footer = move || {
        view! {
            <Button autofocus=true on_press=move || asking.set(false)>{t!(i18n, import.import_reading.keep)}</Button>
            <Button look=Look::Danger on_press=move || rereading.go()>{t!(i18n, contact.leave_button)}</Button>
        }
    };
    view! {
        <Dialog id="rereading" open=asking title=move || t_string!(i18n, import.import_reading.question) footer=footer>
            <p>{t!(i18n, import.import_reading.why)}</p>
            <ul>{goes}</ul>
        </Dialog>
    }
}

/// What goes, a line each.
fn lines(i18n: I18n, lost: LostWork) -> Vec<String> {
    let LostWork {
        cells,
        columns,
        repairs,
        steps,
    } = lost;
    let n = |n: u64| (n > 0).then(|| grouped(n));
    let lines = [
        n(cells).map(|n| t_string!(i18n, import.import_reading.cells, n)),
        n(columns).map(|n| t_string!(i18n, import.import_reading.columns, n)),
        n(repairs).map(|n| t_string!(i18n, import.import_reading.repairs, n)),
        n(steps).map(|n| t_string!(i18n, import.import_reading.steps, n)),
    ];
    lines.into_iter().flatten().collect()
}
