//! `/settings/panel`: what other products need in order to show the side panel: their origin here, the secret that both know,
//! and ten lines.
mod origins;
mod secret;

use leptos::prelude::*;

use self::{origins::Origins, secret::Secret};
use super::{given::InForce, navigation::SettingsNavigation};
use crate::{
    api::installation,
    i18n::*,
    page::{Page, unread},
    ui::{badge::Tone, banner::Banner, copy::CopyButton},
};

/// What other products need in order to show the side panel.
#[component]
pub fn EmbeddingPage() -> impl IntoView {
    let i18n = use_i18n();
    let standing: InForce = Resource::new(|| (), |()| installation::get());
    // It is shown this once, and stays while the page asks anew.
    let made = RwSignal::new(None::<String>);
    // What is drawn anew takes the focus by it.
    let landing = StoredValue::new(None::<&'static str>);
    view! {
        <Page title=move || t_string!(i18n, settings.panel)>
            <SettingsNavigation/>
            <p class="settings-about">
                {t!(i18n, settings.panel_about)} " "
                <code>"docs/embedding.md"</code>
            </p>
            <Transition>
                {move || Suspend::new(async move {
                    match standing.await {
                        Ok(now) => {
                            let lines = lines(&now.address);
                            let (origins, secret) = (now.clone(), now);
                            view! {
                                <div class="settings">
                                    <Origins now=origins standing/>
                                    <Secret now=secret standing made landing/>
                                    <TenLines lines/>
                                </div>
                            }
                                .into_any()
                        }
                        Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}

/// The lines that show the panel of a server, as docs/embedding.md explains them.
fn lines(address: &str) -> String {
    include_str!("embedding/ten_lines.html").replace("{address}", address)
}

#[component]
fn TenLines(lines: String) -> impl IntoView {
    let i18n = use_i18n();
    let copied = lines.clone();
    view! {
        <section aria-labelledby="settings-lines">
            <h2 id="settings-lines">{t!(i18n, settings.lines)}</h2>
            <div class="content">
                <p class="hint">{t!(i18n, settings.lines_hint)}</p>
                <div class="snippet">
                    <pre tabindex="0" role="region" aria-label=move || t_string!(i18n, settings.lines_text)><code>{lines}</code></pre>
                    <CopyButton
                        value=copied
                        label=move || t_string!(i18n, settings.lines_copy)
                        done=move || t_string!(i18n, settings.copied)
                    />
                </div>
            </div>
        </section>
    }
}
