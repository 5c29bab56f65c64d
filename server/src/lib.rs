//! The host: every URL on one screen.

pub mod site;

use axum::Router;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};

/// Routes every URL to the room that answers it.
pub fn router() -> Router {
    let options = LeptosOptions::builder().output_name("external-contacts").site_pkg_dir(site::package()).build();
    let pages = generate_route_list(app::App);
    Router::new()
        .merge(site::routes())
        .leptos_routes(&options, pages, {
            let options = options.clone();
            move || app::shell(options.clone())
        })
        .with_state(options)
}
