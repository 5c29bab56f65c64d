//! What the browser fetches only when it is needed. The build cuts the page's wasm at every function that is marked
//! `#[wasm_split]`; those with one name make one part. On the server they are plain functions.
use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
};

use leptos::{prelude::*, reactive::computed::ScopedFuture, task::spawn_local};
use leptos_router::{ChooseView, hooks::use_url};
use send_wrapper::SendWrapper;
use wasm_split_helpers::SplitLoaderError;

use crate::{i18n::*, ui::toast::use_toasts};

/// A part that did not come: the server is away, or carries another build by now.
pub struct MissingPart;

impl From<SplitLoaderError> for MissingPart {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// What a function in another part makes.
pub type Fetched = Result<AnyView, MissingPart>;

/// A page in another part, as a route's view.
#[derive(Clone, Copy)]
pub struct LaterPage(pub fn() -> Fetching);

/// What another part makes, while it is fetched.
pub type Fetching = Pin<Box<dyn Future<Output = Fetched>>>;

/// Names the function of a page in another part, for its route.
macro_rules! later {
    ($page:expr) => {
        $crate::later::LaterPage(|| Box::pin($page))
    };
}
pub(crate) use later;

impl ChooseView for LaterPage {
    async fn choose(self) -> AnyView {
        let url = use_url().get_untracked();
        let address = format!("{}?{}", url.path(), url.search());
        match (self.0)().await {
            Ok(view) => view,
            Err(MissingPart) => {
                // The document of that page knows where its parts are. An address of ours is never refused.
                let _ = window().location().set_href(&address);
                std::future::pending().await
            }
        }
    }

    async fn preload(&self) {}
}

/// Makes a view that is in another part.
pub struct LaterPart(Box<dyn Fn() -> Fetching>);

impl<F, P> From<F> for LaterPart
where
    F: Fn() -> P + 'static,
    P: Future<Output = Fetched> + 'static,
{
    fn from(part: F) -> Self {
        Self(Box::new(move || Box::pin(part())))
    }
}

/// Puts a view of another part in this place once it is `wanted`: a window that opens, a bar that appears. The server
/// leaves it out. From then on it stays, and shows or hides itself.
#[component]
pub fn Later(#[prop(into)] wanted: Signal<bool>, #[prop(into)] part: LaterPart) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    // Not held: what waits for its part would keep a page alive that was left, with every key it listens to.
    let owner = Owner::current().unwrap_or_default().downgrade();
    let asked = StoredValue::new(false);
    let view = RwSignal::new(None::<SendWrapper<AnyView>>);
    Effect::new(move |_| {
        if !wanted.get() || asked.get_value() {
            return;
        }
        let Some(owner) = owner.upgrade() else {
            return;
        };
        asked.set_value(true);
        // What the view makes lives as long as this place.
        let part = owner.with(|| ScopedFuture::new_untracked((part.0)()));
        spawn_local(async move {
            match made_in(asked, part).await {
                // This place is gone meanwhile.
                None => {}
                Some(Ok(fetched)) => drop(view.try_set(Some(SendWrapper::new(fetched)))),
                Some(Err(MissingPart)) => {
                    let _ = asked.try_set_value(false);
                    toasts.say(tu_string!(i18n, frame.part_missing));
                }
            }
        });
    });
    move || {
        view.track();
        view.try_update_untracked(Option::take)
            .flatten()
            .map(SendWrapper::take)
    }
}

/// What a part makes in a place, unless that is gone by the time that the part has come: nothing of the page could be found
/// from there any more.
async fn made_in(place: StoredValue<bool>, part: impl Future<Output = Fetched>) -> Option<Fetched> {
    let mut part = pin!(part);
    poll_fn(|context| match place.try_get_value() {
        None => Poll::Ready(None),
        Some(_) => part.as_mut().poll(context).map(Some),
    })
    .await
}
