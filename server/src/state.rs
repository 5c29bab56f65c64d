//! What the routes of one server share.
use std::sync::Arc;

use app::{
    model::{
        Asker, Database,
        asker::{Origin, Shared},
        imports::Files,
        writes::{Rate, Writes},
    },
    who::Who,
};
use axum::extract::{FromRef, Request};
use leptos::prelude::LeptosOptions;

use crate::{
    config::Settings,
    http::{
        database_watch::DatabaseWatch, live::hub::Streams, security::ClientAddress, site,
        spool::Spool,
    },
};

/// What the routes share.
#[derive(Clone, FromRef)]
pub struct ServerState {
    pub database: Database,
    pub shared: Shared,
    pub files: Files,
    pub spool: Spool,
    pub settings: Arc<Settings>,
    pub rate: Arc<Rate>,
    pub watch: DatabaseWatch,
    pub streams: Streams,
    pub options: LeptosOptions,
}

impl ServerState {
    /// What a server with these settings shares. It watches the database, so it needs a runtime around it.
    pub fn new(settings: Settings, database: Database) -> Self {
        let options = LeptosOptions::builder()
            .output_name("external-contacts")
            .site_pkg_dir(site::package())
            .build();
        Self {
            files: Files::new(settings.data_dir.join("imports")),
            spool: Spool::new(settings.data_dir.join("outgoing")),
            rate: Arc::new(Rate::per_second(settings.writes_per_second)),
            watch: DatabaseWatch::of(&database),
            streams: Streams::of(&database, &settings),
            shared: Shared::keeping(settings.bin_days).hearing(
                Rate::per_second(settings.ingest_per_second),
                settings.auto_create,
            ),
            database,
            settings: Arc::new(settings),
            options,
        }
    }
}

impl ServerState {
    /// Notes who sends a request, for handlers and server functions to take.
    pub fn asks(&self, request: &mut Request, who: Who, origin: Origin) {
        let extensions = request.extensions_mut();
        let address = extensions.get::<ClientAddress>();
        let address = address.map(|client| client.address);
        let writes = extensions.get::<Arc<Writes>>().cloned();
        let asker = Asker::new((self.database.clone(), self.shared.clone()), who, origin)
            .at(address)
            .counting(writes);
        extensions.insert(asker);
        extensions.insert(self.files.clone());
    }
}
