//! Connecting to an address that somebody outside gave. The name is looked up once, what it leads to is judged, and it is
//! connected to that very address: whatever the name leads to a moment later, nothing else is reached.
use std::{
    fmt, io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::http::Uri;
use futures::future::BoxFuture;
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};
use tower::Service;

use super::places::AllowedPlaces;

/// How long one address may take to answer before the next is tried.
const EACH: Duration = Duration::from_secs(5);

/// Whoever knows where names lead.
pub trait LookUp: fmt::Debug + Send + Sync {
    fn look_up<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;
}

/// The machine that this runs on.
#[derive(Debug)]
pub struct Machine;

impl LookUp for Machine {
    fn look_up<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Connects to what may be connected to.
#[derive(Clone, Debug)]
pub struct Connector {
    pub places: AllowedPlaces,
    pub names: Arc<dyn LookUp>,
}

impl Service<Uri> for Connector {
    type Response = TokioIo<TcpStream>;
    type Error = io::Error;
    type Future = BoxFuture<'static, io::Result<TokioIo<TcpStream>>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connector = self.clone();
        Box::pin(async move { connector.connect(&uri).await.map(TokioIo::new) })
    }
}

impl Connector {
    async fn connect(&self, uri: &Uri) -> io::Result<TcpStream> {
        let host = uri.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let is_encrypted = uri.scheme_str() == Some("https");
        let port = uri
            .port_u16()
            .unwrap_or(if is_encrypted { 443 } else { 80 });
        let found = match host.parse() {
            Ok(address) => vec![address],
            Err(_) => self.names.look_up(host).await?,
        };
        let may = |address: &IpAddr| self.places.may(host, *address, is_encrypted);
        let mut last = io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it leads to no address that may be posted to",
        );
        for address in found.into_iter().filter(may) {
            let socket = SocketAddr::new(address, port);
            match timeout(EACH, TcpStream::connect(socket)).await {
                Ok(Ok(stream)) => {
                    stream.set_nodelay(true)?;
                    return Ok(stream);
                }
                Ok(Err(error)) => last = error,
                Err(_) => last = io::ErrorKind::TimedOut.into(),
            }
        }
        Err(last)
    }
}
