//! The table of all things of a kind, such as labels; or that there are none, or why they cannot be read.
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::unread;
use crate::{
    error::Error,
    i18n::{Locale, use_i18n},
    ui::{badge::Tone, banner::Banner},
};

/// What stands where the table will.
pub fn listed<T: Clone + Send + Sync + 'static>(
    things: Resource<Result<Vec<T>, Error>>,
    nothing: fn(I18nContext<Locale>) -> AnyView,
    table: impl Fn(Vec<T>) -> AnyView + Copy + Send + 'static,
) -> AnyView {
    let i18n = use_i18n();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match things.await {
                    Ok(things) if things.is_empty() => nothing(i18n),
                    Ok(things) => table(things),
                    Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}
