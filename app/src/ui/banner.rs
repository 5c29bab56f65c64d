//! A message that stays where it is: what happened, and what to do.
use leptos::prelude::*;

use crate::ui::{badge::Tone, icon::Icon};

/// A framed message. Dangers are read out at once, the rest when the reader pauses.
#[component]
pub fn Banner(
    #[prop(optional)] tone: Tone,
    /// Buttons at its end.
    #[prop(optional, into)]
    action: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    let icon = match tone {
        Tone::Neutral | Tone::Accent => icondata_lu::LuInfo,
        Tone::Success => icondata_lu::LuCircleCheck,
        Tone::Warning => icondata_lu::LuTriangleAlert,
        Tone::Danger => icondata_lu::LuCircleAlert,
    };
    view! {
        <div class=format!("banner {}", tone.class()) role=if tone == Tone::Danger { "alert" } else { "status" }>
            <Icon icon/>
            <div class="text">{children()}</div>
            {action.map(|action| view! { <div class="buttons">{action.run()}</div> })}
        </div>
    }
}
