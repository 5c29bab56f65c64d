//! The deliveries of an endpoint: all, or those that stand so; each opens in its place.
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    delivery::DeliveryLine,
    shown::{DeliveryRows, PAGE, ShownDeliveries, query},
    state::{HooksState, address_of, now_and_then},
    words::standing,
};
use crate::{
    api::webhooks,
    i18n::*,
    page::unread,
    ui::{badge::Tone, banner::Banner, button::Button, changes::ShowChanges, number::grouped},
    values::words::I18n,
    wire::webhooks::{DeliveryPage, DeliveryState},
};

/// How they can be narrowed down.
const STANDINGS: [Option<DeliveryState>; 4] = [
    None,
    Some(DeliveryState::Waiting),
    Some(DeliveryState::Delivered),
    Some(DeliveryState::GivenUp),
];

/// The deliveries that the address asks for.
#[component]
pub fn Deliveries(
    endpoint: Uuid,
    #[prop(into)] standing: Signal<Option<DeliveryState>>,
    state: HooksState,
) -> impl IntoView {
    let i18n = state.i18n;
    let first = Resource::new(
        move || standing.get(),
        move |standing| async move {
            let page = webhooks::deliveries(endpoint, query(standing, PAGE, None)).await;
            page.map(|page| (standing, page))
        },
    );
    view! {
        <section class="delivered" aria-labelledby="deliveries">
            <header>
                <h3 id="deliveries">{t!(i18n, webhooks.deliveries)}</h3>
                {ways(i18n, endpoint, standing)}
            </header>
            <Transition>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok(first) => view! { <DeliveryList endpoint first state/> }.into_any(),
                        Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

/// The ways to those that stand so.
fn ways(i18n: I18n, endpoint: Uuid, narrowed: Signal<Option<DeliveryState>>) -> AnyView {
    let way = move |state: Option<DeliveryState>| {
        let words = move || match state {
            None => t_string!(i18n, webhooks.all_deliveries),
            Some(state) => standing(i18n, state),
        };
        view! {
            <a
                href=address_of(endpoint, state)
                aria-current=move || (narrowed.get() == state).then_some("true")
            >
                {words}
            </a>
        }
    };
    view! {
        <nav class="segments" aria-label=move || t_string!(i18n, webhooks.narrow)>
            {STANDINGS.map(way).collect_view()}
        </nav>
    }
    .into_any()
}

/// Those that were read, as they stand by now.
#[component]
fn DeliveryList(
    endpoint: Uuid,
    first: (Option<DeliveryState>, DeliveryPage),
    state: HooksState,
) -> impl IntoView {
    let i18n = state.i18n;
    let shown = ShownDeliveries::begin(state, endpoint, first);
    let listed = shown.listed;
    now_and_then(move || shown.look());
    Effect::watch(move || state.sent.get(), move |_, _, _| shown.look(), false);
    let is_empty = Memo::new(move |_| listed.with(|listed| listed.rows.is_empty()));
    let total = Memo::new(move |_| listed.with(|listed| listed.total));
    let fresh = Memo::new(move |_| listed.with(DeliveryRows::fresh));
    let is_more = Memo::new(move |_| listed.with(|listed| listed.cursor.is_some()));
    let words = Signal::derive(move || {
        let n = fresh.get();
        (n > 0).then(|| t_string!(i18n, webhooks.unshown, n = n).to_string())
    });
    let is_narrowed = shown.standing.is_some();
    let none = move || match is_narrowed {
        true => t_string!(i18n, webhooks.none_so),
        false => t_string!(i18n, webhooks.none),
    };
    let count = move || match total.get() {
        1 => t_string!(i18n, webhooks.total_one).to_owned(),
        total => t_string!(i18n, webhooks.total, n = grouped(total)),
    };
    view! {
        <div class="over-edge">
            <ShowChanges words on_show=move || listed.update(DeliveryRows::show)/>
        </div>
        {move || match is_empty.get() {
            true => view! { <p class="hint">{none}</p> }.into_any(),
            false => view! {
                <p class="hint">{count}</p>
                <ul class="deliveries" role="list" aria-labelledby="deliveries">
                    <For each=move || listed.with(|listed| listed.rows.clone()) key=|row| row.id let:first>
                        <DeliveryLine first shown/>
                    </For>
                </ul>
            }
            .into_any(),
        }}
        <Show when=move || is_more.get()>
            <Button busy=shown.busy on_press=move || shown.go_on()>{t!(i18n, webhooks.older)}</Button>
        </Show>
    }
}
