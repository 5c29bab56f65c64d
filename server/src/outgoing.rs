//! Posting to webhooks: the only requests that this server makes of others. Each is signed anew; no redirect is followed, no
//! proxy is asked, nothing inside of the network is reached, and of an answer only the beginning is read.
pub mod connector;
pub mod places;
#[cfg(test)]
mod tests;

use std::{
    io,
    net::IpAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use app::model::webhooks::outgoing::{BadAddress, Letter, Outgoing, Reply, Unreached};
use axum::http::{Request, Response, header};
use chrono::Utc;
use futures::future::BoxFuture;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{self, Client},
    rt::{TokioExecutor, TokioTimer},
};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use tokio::time::timeout;
use url::{Host, Url};

use self::{
    connector::{Connector, LookUp, Machine},
    places::{AllowedPlaces, is_public},
};

/// How long an endpoint may take, from the look-up of its name to the end of its answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// How much of an answer is read.
const ANSWER: usize = 64 * 1024;
/// How long a connection is kept that nothing is sent on, and how many of them for one endpoint.
const KEPT: Duration = Duration::from_secs(30);
const KEPT_EACH: usize = 32;

/// What carries letters out.
#[derive(Debug)]
pub struct PostOffice {
    connector: Connector,
    patience: Duration,
    /// Begun with the first letter: most installations have no webhook, and reading the roots takes a while.
    client: OnceLock<Client<HttpsConnector<Connector>, Full<Bytes>>>,
}

impl PostOffice {
    /// One that posts to what is public, and to these places inside.
    pub fn new(places: AllowedPlaces) -> Self {
        Self::asking(places, Arc::new(Machine))
    }

    /// The same, which asks somebody where names lead.
    pub fn asking(places: AllowedPlaces, names: Arc<dyn LookUp>) -> Self {
        Self {
            connector: Connector { places, names },
            patience: PATIENCE,
            client: OnceLock::new(),
        }
    }

    fn client(&self) -> &Client<HttpsConnector<Connector>, Full<Bytes>> {
        self.client.get_or_init(|| {
            let builder = HttpsConnectorBuilder::new();
            let builder = match builder.with_provider_and_native_roots(ring::default_provider()) {
                Ok(builder) => builder,
                Err(error) => {
                    tracing::warn!(%error, "this machine trusts nobody: no webhook with https is reached");
                    HttpsConnectorBuilder::new().with_tls_config(trusting_nobody())
                }
            };
            let https = builder
                .https_or_http()
                .enable_http1()
                .wrap_connector(self.connector.clone());
            Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(KEPT)
                .pool_max_idle_per_host(KEPT_EACH)
                .build(https)
        })
    }

    async fn carry(&self, letter: Letter) -> Result<Reply, Unreached> {
        let request = request(letter)?;
        let answer = self.client().request(request).await;
        let answer = answer.map_err(|error| unreached(&error))?;
        let status = answer.status().as_u16();
        let body = beginning(answer).await?;
        Ok(Reply { status, body })
    }
}

impl Outgoing for PostOffice {
    fn address(&self, text: &str) -> Result<String, BadAddress> {
        let url = Url::parse(text).map_err(|_| BadAddress::NoAddress)?;
        let host = url.host().ok_or(BadAddress::NoAddress)?;
        let is_encrypted = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(BadAddress::NoAddress),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BadAddress::HoldsPassword);
        }
        let places = &self.connector.places;
        let address: Option<IpAddr> = match host {
            Host::Domain(_) => None,
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
        };
        match address {
            Some(address) if places.names("", address) => {}
            Some(address) if !is_public(address) => return Err(BadAddress::Inside),
            Some(_) if !is_encrypted => return Err(BadAddress::Plain),
            // Where a name leads is seen when it is connected to.
            None if !is_encrypted && places.is_empty() => return Err(BadAddress::Plain),
            Some(_) | None => {}
        }
        let mut url = url;
        url.set_fragment(None);
        Ok(url.into())
    }

    fn post(&self, letter: Letter) -> BoxFuture<'_, Result<Reply, Unreached>> {
        Box::pin(async move {
            let carried = timeout(self.patience, self.carry(letter)).await;
            carried.unwrap_or_else(|_| {
                let seconds = self.patience.as_secs();
                Err(Unreached(format!(
                    "it did not answer within {seconds} seconds"
                )))
            })
        })
    }
}

/// The roots of a machine that has none.
fn trusting_nobody() -> ClientConfig {
    let provider = Arc::new(ring::default_provider());
    let versions = rustls::DEFAULT_VERSIONS;
    match ClientConfig::builder_with_provider(provider).with_protocol_versions(versions) {
        Ok(builder) => builder
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth(),
        Err(error) => unreachable!("the provider knows every version: {error}"),
    }
}

/// The letter as a request, signed now.
fn request(letter: Letter) -> Result<Request<Full<Bytes>>, Unreached> {
    let mut request = Request::post(&letter.url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(
            header::USER_AGENT,
            concat!("External-Contacts/", env!("CARGO_PKG_VERSION")),
        );
    if let Some((id, secrets)) = &letter.signed {
        let (id, now) = (id.to_string(), Utc::now().timestamp());
        let signatures = secrets
            .iter()
            .map(|secret| sign(secret, &id, now, &letter.body));
        let signatures = signatures.collect::<Result<Vec<String>, Unreached>>()?;
        if signatures.is_empty() {
            return Err(Unreached("there is no secret to sign it with".to_owned()));
        }
        request = request
            .header(standardwebhooks::HEADER_WEBHOOK_ID, id)
            .header(standardwebhooks::HEADER_WEBHOOK_TIMESTAMP, now)
            .header(
                standardwebhooks::HEADER_WEBHOOK_SIGNATURE,
                signatures.join(" "),
            );
    }
    let request = request.body(Full::new(letter.body.into()));
    request.map_err(|_| Unreached("its address cannot be asked".to_owned()))
}

fn sign(secret: &[u8], id: &str, now: i64, body: &[u8]) -> Result<String, Unreached> {
    if secret.is_empty() {
        return Err(Unreached("the secret is empty".to_owned()));
    }
    let signer = standardwebhooks::Webhook::from_bytes(secret.to_vec());
    let signature = signer.and_then(|signer| signer.sign(id, now, body));
    signature.map_err(|error| Unreached(format!("it could not be signed: {error}")))
}

/// The beginning of an answer. What comes behind it is not waited for.
async fn beginning(mut answer: Response<Incoming>) -> Result<Vec<u8>, Unreached> {
    let mut read = Vec::new();
    while let Some(frame) = answer.body_mut().frame().await {
        let frame = frame.map_err(|error| Unreached(format!("its answer broke off: {error}")))?;
        if let Some(data) = frame.data_ref() {
            let room = ANSWER - read.len();
            read.extend_from_slice(&data[..data.len().min(room)]);
        }
        if read.len() == ANSWER {
            break;
        }
    }
    Ok(read)
}

/// Why nothing was answered: the first cause, which names no more than what is asked for.
fn unreached(error: &legacy::Error) -> Unreached {
    let mut cause: &(dyn std::error::Error + 'static) = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
    Unreached(match kind {
        Some(io::ErrorKind::ConnectionRefused) => "it refused the connection".to_owned(),
        Some(io::ErrorKind::TimedOut) => "it could not be connected to in time".to_owned(),
        _ => cause.to_string(),
    })
}
