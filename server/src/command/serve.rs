//! Running the server: the connections, and a stop that finishes what is in hand.
use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use app::{model::Asker, who::Who};
use axum::{Router, extract::ConnectInfo};
use futures::{FutureExt, future::BoxFuture};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::net::TcpListener;
use tokio_io_timeout::TimeoutStream;
use tower::Service;

use super::{
    Serve, accounts,
    demo::{
        self,
        example_host::{self, ExampleHost},
        live::Live,
        organisation::Organisation,
    },
};
use crate::{
    config::{Settings, secret_key},
    database::OpenedDatabase,
    http::{
        connections::{ConnectionPlace, HEAD, Places},
        health,
    },
    router,
    state::ServerState,
    work,
};

/// How much a client may send by HTTP/2 that nobody has read yet.
const WINDOW: u32 = 256 * 1024;
/// How many files the server itself may need at a time.
const OWN_FILES: usize = 160;
/// How long a stop waits for what is in hand.
const STOP: Duration = Duration::from_secs(10);

/// `serve`: opens the database, answers until told to stop, and says so.
pub async fn run(settings: Settings, options: Serve) -> anyhow::Result<()> {
    health::start();
    let opened = OpenedDatabase::open(&settings).await?;
    opened.claim()?;
    let operator = Asker::here(opened.database.clone(), Who::Operator);
    let say = accounts::first(&operator, &settings, options.has_demo()).await?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("{} cannot be listened on.", settings.listen))?;
    let settings = Settings {
        listen: listener.local_addr()?,
        max_connections: room(settings.max_connections),
        ..settings
    };
    let settings = match options.has_demo() {
        true => example_host::invite(settings),
        false => settings,
    };
    let mut state = ServerState::new(settings.clone(), opened.database.clone());
    state.shared.sealing = secret_key::sealing_key(&settings)?;
    let installation = &state.shared.installation;
    installation
        .look(&state.database, &state.shared.sealing)
        .await?;
    let mut runner = work::start(&state);
    let streams = state.streams.clone();
    if options.has_demo() {
        let today = chrono::Utc::now().date_naive();
        let contacts = demo::fill(&operator, &state.files, today).await?;
        runner.take_on(Organisation(operator.clone(), contacts));
        if options.demo_live {
            runner.take_on(Live(operator.clone(), contacts));
        }
    }
    let mut router = router(state);
    let example = match options.has_demo() {
        true => example(&operator, &settings).await,
        false => None,
    };
    if let Some((_, host)) = &example {
        router = router.merge(host.signpost(&settings));
    }
    println!("External Contacts answers at {}", settings.address());
    say.iter().for_each(|line| println!("{line}"));
    // A stream would keep its connection for as long as its page is open.
    let stop = streams.end_with(told_to_stop()).shared();
    let work = stop.clone().then(|()| {
        tracing::info!("stopping");
        runner.stop()
    });
    let beside = async {
        if let Some((listener, host)) = example {
            serve(listener, host.routes(), &settings, stop.clone()).await;
        }
    };
    let answer = serve(listener, router, &settings, stop.clone());
    tokio::select! {
        _ = async { tokio::join!(answer, beside, work) } => {}
        () = opened.keep_alive() => {}
        () = health::sum_up() => {}
    }
    opened.close().await
}

/// The host that shows the side panel beside a demo, and where it listens. A port that is taken stops nothing.
async fn example(operator: &Asker, settings: &Settings) -> Option<(TcpListener, ExampleHost)> {
    let host = ExampleHost::beside(operator, settings)?;
    match TcpListener::bind(host.listen()).await {
        Ok(listener) => {
            println!("Another product shows the side panel at {}", host.address());
            Some((listener, host))
        }
        Err(error) => {
            let listen = host.listen();
            println!("No other product shows the side panel: {listen} is taken ({error})");
            None
        }
    }
}

/// For how many connections this process may open sockets, beside its files and its connections to the database.
fn room(asked: usize) -> usize {
    // The kernel's default is low for the sake of old programs; what is permitted is more.
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
    let files = usize::try_from(files).unwrap_or(usize::MAX);
    let room = files - OWN_FILES.min(files / 2);
    if room < asked {
        tracing::info!(
            room,
            files,
            "fewer connections than MAX_CONNECTIONS, for want of files"
        );
    }
    asked.min(room)
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
        .max_concurrent_streams(100)
        .initial_connection_window_size(WINDOW)
        .initial_stream_window_size(WINDOW)
        .max_header_list_size(16 * 1024);
    let connections = GracefulShutdown::new();
    let places = Places::new(settings.max_connections);
    let stall = 2 * settings.patience();
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
        let Some(place) = places.take() else {
            places.turn_away(stream);
            continue;
        };
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(stall));
        let service = TowerToHyperService::new(Watched {
            router: router.clone(),
            address,
            place: place.clone(),
        });
        let connection = server
            .serve_connection_with_upgrades(TokioIo::new(Box::pin(stream)), service)
            .into_owned();
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            tokio::select! {
                ended = connection => if let Err(error) = ended {
                    tracing::debug!(%error, "connection ended");
                },
                () = place.lost(stall) => tracing::debug!("a connection asked nothing and was closed"),
            }
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

/// Tells the router where a connection comes from, and its place when it asks something.
#[derive(Clone)]
struct Watched {
    router: Router,
    address: SocketAddr,
    place: Arc<ConnectionPlace>,
}

impl Service<axum::http::Request<hyper::body::Incoming>> for Watched {
    type Response = axum::response::Response;
    type Error = std::convert::Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), Self::Error>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: axum::http::Request<hyper::body::Incoming>) -> Self::Future {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(self.address));
        let in_hand = self.place.take_in_hand();
        let answer = self.router.call(request);
        Box::pin(async move { Ok(in_hand.answer(answer.await?)) })
    }
}
