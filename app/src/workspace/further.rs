//! A list of people that comes page by page: the pages after the first, each once it is asked for.
use leptos::prelude::*;

use crate::{
    error::Error,
    i18n::*,
    page::{Report, report},
    ui::button::Button,
    values::words::I18n,
};

/// The pages after the first.
pub struct FurtherPages<P> {
    report: Report,
    pages: RwSignal<Vec<P>>,
    busy: RwSignal<bool>,
    /// How often the list began anew.
    begun: StoredValue<u32>,
}

impl<P> Clone for FurtherPages<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for FurtherPages<P> {}

impl<P: Send + Sync + 'static> FurtherPages<P> {
    /// None yet.
    pub fn new() -> Self {
        Self {
            report: report(),
            pages: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            begun: StoredValue::new(0),
        }
    }

    /// Forgets them: another first page is there.
    pub fn begin_anew(self) {
        self.begun.update_value(|begun| *begun += 1);
        self.pages.set(Vec::new());
    }

    /// Waits for the next page.
    pub fn ask(self, next: impl Future<Output = Result<P, Error>> + 'static) {
        let begun = self.begun.get_value();
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let page = next.await;
            // The list may have begun anew meanwhile, or be gone.
            let is_wanted = self.begun.try_get_value() == Some(begun);
            match page {
                Ok(page) if is_wanted => self.pages.update(|pages| pages.push(page)),
                Ok(_) => {}
                Err(error) => self.report.say(error),
            }
            let _ = self.busy.try_set(false);
        });
    }

    /// The rows of all pages, and the button that asks for what follows the last of them.
    pub fn list<C: Clone + Send + Sync + 'static>(
        self,
        i18n: I18n,
        first: P,
        rows: impl Fn(&P) -> Vec<AnyView> + Clone + Send + Sync + 'static,
        cursor: fn(&P) -> Option<C>,
        more: impl Fn(C) + Clone + Send + Sync + 'static,
    ) -> AnyView {
        let newest = rows(&first);
        let next = move || {
            let pages = self.pages.read();
            cursor(pages.last().unwrap_or(&first))
        };
        let pages = move || 0..self.pages.with(Vec::len);
        view! {
            <ul role="list" class="people">
                {newest}
                // Another language draws them anew: nothing in a row follows it by itself.
                <For
                    each=pages
                    key=move |page| (*page, i18n.get_locale().as_str())
                    let:page
                >
                    {self.pages.with_untracked(|pages| pages.get(page).map(&rows))}
                </For>
            </ul>
            {move || next().map(|cursor| {
                let more = more.clone();
                view! {
                    <p>
                        <Button busy=self.busy on_press=move || more(cursor.clone())>{t!(i18n, workspace.more)}</Button>
                    </p>
                }
            })}
        }
        .into_any()
    }
}
