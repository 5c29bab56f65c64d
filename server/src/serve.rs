//! Running the server: the connections, and a stop that finishes what is in hand.
use std::{net::SocketAddr, time::Duration};

use anyhow::Context;
use app::model::{Store, bin, bulk, idempotency, writes::Rate};
use axum::{
    Router,
    extract::ConnectInfo,
    http::{HeaderValue, header},
};
use chrono::{TimeDelta, Utc};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use leptos::{nonce::use_nonce, prelude::use_context};
use tokio::net::TcpListener;
use tokio_io_timeout::TimeoutStream;
use tower::Service;

use crate::{
    State, accounts, config::Settings, database::Database, demo, duplicates, folding, health,
    imports::runner::Runner, router, security,
};

/// How long a client may take to send the head of its request.
const HEAD: Duration = Duration::from_secs(10);
/// How long a stop waits for what is in hand.
const STOP: Duration = Duration::from_secs(10);

/// `serve`: opens the database, answers until told to stop, and says so.
pub async fn run(settings: Settings, demo: bool) -> anyhow::Result<()> {
    health::start();
    let database = Database::open(&settings).await?;
    database.claim()?;
    let say = accounts::first(&database.store, &settings, demo).await?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("{} cannot be listened on.", settings.listen))?;
    let settings = Settings {
        listen: listener.local_addr()?,
        ..settings
    };
    let state = State::new(settings.clone(), database.store.clone());
    if demo {
        demo::fill(&state.store, &state.files, chrono::Utc::now().date_naive()).await?;
    }
    let store = state.store.clone();
    let rate = state.rate.clone();
    let runner = Runner::start(store.clone(), state.files.clone());
    let router = router(state);
    println!("External Contacts answers at {}", settings.address());
    say.iter().for_each(|line| println!("{line}"));
    tokio::select! {
        () = serve(listener, router, &settings, told_to_stop()) => {}
        () = database.keep_alive() => {}
        () = keep_house(&store, &rate) => {}
        () = duplicates::keep_looking(&store) => {}
        () = folding::keep_folded(&store) => {}
    }
    runner.stop().await;
    database.close().await
}

/// Forgets what is past its time, once an hour.
async fn keep_house(store: &Store, rate: &Rate) {
    loop {
        rate.forget_idle();
        if let Err(error) = idempotency::forget_old(store).await {
            tracing::warn!(%error, "old Idempotency-Keys are still there");
        }
        let expired = Utc::now() - TimeDelta::days(store.bin_days.into());
        if let Err(error) = bin::erase_expired(store, expired).await {
            tracing::warn!(%error, "what has been in the bin too long is still there");
        }
        if let Err(error) = bulk::forget_old(store, expired).await {
            tracing::warn!(%error, "old bulk actions are still there");
        }
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
}

/// Resolves with SIGTERM or Ctrl-C.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        tracing::error!("signals cannot be heard; only a kill stops this server");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
}

/// What every page is rendered with: the policy names the nonce that leptos writes on its inline scripts.
pub fn page_context() {
    if let (Some(response), Some(nonce)) =
        (use_context::<leptos_axum::ResponseOptions>(), use_nonce())
        && let Ok(policy) = HeaderValue::try_from(security::content_security_policy(Some(&nonce)))
    {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// … and one that says that there is no such page.
pub fn no_page_context() {
    page_context();
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
}

/// Answers connections until `stop` resolves, then finishes what is in hand. axum's own loop has no timer, so a client
/// that never ends its headers would hold its socket for ever (axum #2741), and so would one that never takes its answer.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    settings: &Settings,
    stop: impl Future<Output = ()>,
) {
    let mut server = auto::Builder::new(TokioExecutor::new());
    server
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(16 * 1024)
        .max_headers(64);
    server
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(20))
        .max_header_list_size(16 * 1024);
    let connections = GracefulShutdown::new();
    let places = std::sync::Arc::new(tokio::sync::Semaphore::new(settings.max_connections));
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of sockets, most likely: wait for some to be closed.
                    tracing::warn!(%error, "cannot accept");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            continue;
        };
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(2 * settings.patience()));
        let service = TowerToHyperService::new(WithAddress {
            router: router.clone(),
            address,
        });
        let connection = server
            .serve_connection_with_upgrades(TokioIo::new(Box::pin(stream)), service)
            .into_owned();
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(STOP, connections.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("stopped while requests were still in hand");
    }
}

/// Tells the router where a connection comes from.
#[derive(Clone)]
struct WithAddress {
    router: Router,
    address: SocketAddr,
}

impl Service<axum::http::Request<hyper::body::Incoming>> for WithAddress {
    type Response = axum::response::Response;
    type Error = std::convert::Infallible;
    type Future = <Router as Service<axum::extract::Request>>::Future;

    fn poll_ready(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), Self::Error>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: axum::http::Request<hyper::body::Incoming>) -> Self::Future {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(self.address));
        self.router.call(request)
    }
}
