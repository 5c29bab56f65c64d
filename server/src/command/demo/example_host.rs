//! The example host of a demo: a page of another product, on the port after that of the server, which shows the side panel
//! beside the conversations that the login has in hand. It is let in as every host is, by an origin and by tickets that it
//! signs.
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use app::{
    error::Error,
    model::{
        Asker,
        enquiries::{self, overview},
        installation::effective::{PanelGuest, PanelKey},
    },
    wire::{
        intake::Message,
        overview::{Caller, EnquiryQuery, EnquiryRow, Narrow},
        panel::{TICKET_SECONDS, Ticket},
    },
};
use axum::{
    Router,
    extract::State,
    http::header,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::Utc;
use contact::{
    Bounded,
    enquiry::{Channel, Tab},
};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde::{Deserialize, Serialize};

use super::{organisation::member_asks, staff::LOGIN};
use crate::{
    config::Settings,
    dress,
    http::extract::{Json, Query},
};

/// Where its page is; on the server itself, what leads there.
const PATH: &str = "/embed/example";
/// How browsers on this machine may call it.
const NAMES: [&str; 2] = ["127.0.0.1", "localhost"];
/// How many conversations there are at most, and how many messages in each.
const CONVERSATIONS: usize = 6;
const MESSAGES: u16 = 40;

/// The settings of a demo: the example host is among those who may show the panel, with a secret of its own where none is
/// given. What an Administrator sets is left to them.
pub fn invite(settings: Settings) -> Settings {
    let origins = after(settings.listen).into_iter().flat_map(origins);
    let guest = PanelGuest {
        origins: origins.collect(),
        key: PanelKey::own(settings.embed_secret.clone().unwrap_or_else(secret)),
    };
    Settings {
        example: Some(guest),
        ..settings
    }
}

/// Where its page is for browsers that find it there.
fn origins(listen: SocketAddr) -> Vec<String> {
    let port = listen.port();
    let mut origins = NAMES.map(|name| format!("http://{name}:{port}")).to_vec();
    if !is_of_this_machine(listen.ip()) {
        origins.push(at(listen));
    }
    origins
}

/// The port after that of a server.
fn after(listen: SocketAddr) -> Option<SocketAddr> {
    Some(SocketAddr::new(listen.ip(), listen.port().checked_add(1)?))
}

/// Whether browsers on this machine find whoever listens there, by its usual names.
fn is_of_this_machine(ip: IpAddr) -> bool {
    ip.is_loopback() || ip.is_unspecified()
}

/// 256 random bits, as text.
fn secret() -> String {
    let bits: [u8; 32] = rand::random();
    bits.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The product that shows the panel.
pub struct ExampleHost {
    operator: Asker,
    /// Those of the server whose panel it shows, but for where it listens itself.
    settings: Settings,
    secret: String,
    /// Where that server is.
    server: String,
}

impl ExampleHost {
    /// The one beside a server with these settings; none where no port comes after its own, or nothing is signed with.
    pub fn beside(operator: &Asker, settings: &Settings) -> Option<Self> {
        let listen = settings.listen;
        let own = after(listen)?;
        Some(Self {
            operator: operator.clone(),
            secret: settings.example.as_ref()?.key.as_str().to_owned(),
            server: settings.public_url.clone().unwrap_or_else(|| at(listen)),
            settings: Settings {
                listen: own,
                public_url: None,
                ..settings.clone()
            },
        })
    }

    /// Where it listens.
    pub fn listen(&self) -> SocketAddr {
        self.settings.listen
    }

    /// The address of its page.
    pub fn address(&self) -> String {
        format!("{}{PATH}", at(self.settings.listen))
    }

    /// Leads whoever looks for it on a server with these settings to its page.
    pub fn signpost(&self, settings: &Settings) -> Router {
        let there = Redirect::temporary(&self.address());
        dress(Router::new().route(PATH, get(there)), settings)
    }

    /// The settings by which it answers to the names of those origins only that show the panel, also where it listens to the
    /// whole network: by any other a page may have had the browser look it up, and no panel would be shown there.
    fn guarded(&self) -> Settings {
        let listen = self.settings.listen;
        let (listen, public_url) = match is_of_this_machine(listen.ip()) {
            true => {
                let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
                (SocketAddr::new(here, listen.port()), None)
            }
            false => (listen, Some(at(listen))),
        };
        Settings {
            listen,
            public_url,
            ..self.settings.clone()
        }
    }

    /// All that it answers. It stands behind the same guards as the server, so that no other page on this machine gets at its
    /// tickets.
    pub fn routes(self) -> Router {
        let settings = self.guarded();
        let script = (
            [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
            include_str!("example.js"),
        );
        let style = (
            [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
            include_str!("example.css"),
        );
        let router = Router::new()
            .route("/", get(Redirect::temporary(PATH)))
            .route(PATH, get(page))
            .route("/embed/example.js", get(script))
            .route("/embed/example.css", get(style))
            .route("/embed/example/enquiries", get(conversations))
            .route("/embed/example/ticket", get(ticket))
            .with_state(Arc::new(self));
        dress(router, &settings)
    }

    /// Signs a ticket for the login, who is signed in here, to an enquiry.
    fn sign(&self, enquiry: String) -> Result<String, Error> {
        let now = Utc::now().timestamp();
        let ticket = Ticket {
            sub: LOGIN.to_owned(),
            enquiry,
            iat: now,
            exp: now + TICKET_SECONDS,
            jti: uuid::Builder::from_random_bytes(rand::random())
                .into_uuid()
                .to_string(),
        };
        let key = EncodingKey::from_secret(self.secret.as_bytes()).map_err(Error::broken)?;
        encode(&Header::new(Algorithm::HS256), &ticket, &key).map_err(Error::broken)
    }
}

/// An address as a browser on this machine finds it.
fn at(listen: SocketAddr) -> String {
    let ip = match listen.ip() {
        any if any.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(ip, listen.port()))
}

/// Its page, with a policy as strict as a host's can be that shows the panel.
async fn page(State(host): State<Arc<ExampleHost>>) -> Response {
    let server = &host.server;
    let policy = format!(
        "default-src 'none'; script-src 'self' {server}; style-src 'self'; img-src data:; connect-src 'self'; \
         frame-src {server}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let page = include_str!("example.html").replace("{server}", server);
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(page)).into_response()
}

/// A conversation as the product shows it beside the panel.
#[derive(Serialize)]
struct ExampleConversation {
    enquiry: String,
    /// The name of whoever writes or calls, as far as it is known.
    name: Option<String>,
    channel: Channel,
    subject: String,
    messages: Vec<Message>,
}

/// The enquiries in whose rooms the login stands, the newest first: none while the demo is still told.
async fn conversations(
    State(host): State<Arc<ExampleHost>>,
) -> Result<Json<Vec<ExampleConversation>>, Error> {
    let asker = member_asks(&host.operator, LOGIN).await?;
    let query = EnquiryQuery {
        tab: Tab::Handling,
        narrow: Narrow {
            staff: Some(Bounded::own(LOGIN)),
            ..Narrow::default()
        },
        ..EnquiryQuery::default()
    };
    let page = overview::list(&asker, query).await?;
    let mut conversations = Vec::new();
    for row in page.items.into_iter().take(CONVERSATIONS) {
        conversations.push(conversation(&host.operator, row).await?);
    }
    Ok(Json(conversations))
}

async fn conversation(operator: &Asker, row: EnquiryRow) -> Result<ExampleConversation, Error> {
    let said = enquiries::messages(operator, &row.external_id, MESSAGES, None).await?;
    Ok(ExampleConversation {
        enquiry: row.external_id,
        name: match row.caller {
            Caller::Contact(name) | Caller::Visitor(name) => Some(name),
            Caller::Unknown | Caller::Erased => None,
        },
        channel: row.channel,
        subject: row.subject,
        messages: said.items,
    })
}

/// What a ticket is asked for.
#[derive(Deserialize)]
struct TicketQuestion {
    enquiry: String,
}

/// A ticket, as text.
async fn ticket(
    State(host): State<Arc<ExampleHost>>,
    Query(TicketQuestion { enquiry }): Query<TicketQuestion>,
) -> Result<String, Error> {
    host.sign(enquiry)
}
