//! What every test starts from: a database of its own on a throw-away cluster, the real server on a real socket, and
//! clients that are nobody, somebody or a program.
pub mod fresh_database;
pub mod own_postgres;

use std::sync::atomic::{AtomicU32, Ordering};

use app::{
    model::{
        Asker, Database,
        asker::{Origin, Shared},
        events,
        imports::Unpacking,
        password, staff, tokens,
    },
    who::{Role, Scope, Who},
    wire::staff::StaffDraft,
};
use axum::{
    Router,
    http::{HeaderMap, Method, Request, Response, StatusCode, header},
};
use clap::Parser;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::{client::legacy, rt::TokioExecutor};
use server::{
    command::{CommandLine, serve},
    config::{Settings, secret_key},
    http::live::hub::LiveSettings,
    state::ServerState,
    work::{
        bulk::BulkJob, import_files::ImportFiles, import_undos::ImportUndos, imports::Imports,
        installation::SettingsLook, runner::Runner,
    },
};
use sqlx::{Connection, PgConnection};
use tokio::{
    net::TcpListener,
    sync::{OnceCell, oneshot},
    task::JoinHandle,
};

use self::fresh_database::fresh_database;

/// The password of everybody in the tests.
pub const PASSWORD: &str = "correct horse battery staple";

/// A server with a database of its own; both end with the test.
pub struct Server {
    pub pools: Database,
    shared: Shared,
    pub address: String,
    /// The data directory, which lives as long as the server.
    #[allow(dead_code, reason = "held, and looked into by tests of files")]
    pub folder: tempfile::TempDir,
    /// The database, for a test that must look past the application.
    pub database: sqlx::postgres::PgConnectOptions,
    running: JoinHandle<()>,
    /// Stops it; gone once that was told.
    stop: Option<oneshot::Sender<()>>,
    pub runner: Runner,
    /// The same without a socket.
    pub router: Router,
}

impl Server {
    /// A server with an empty, migrated database.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// A server with these flags.
    pub async fn start_with(flags: &[&str]) -> Self {
        Self::start_on(fresh_database().await, flags).await
    }

    /// A server on a database that is there already.
    pub async fn start_on(database: sqlx::postgres::PgConnectOptions, flags: &[&str]) -> Self {
        Self::start_serving(database, flags, LiveSettings::default()).await
    }

    /// The same, which serves streams so.
    pub async fn start_serving(
        database: sqlx::postgres::PgConnectOptions,
        flags: &[&str],
        live: LiveSettings,
    ) -> Self {
        server::http::health::start();
        let folder = open_folder();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound socket");
        // Tests write as fast as they can, unless they are about that.
        let usual = [
            ("--listen", address.to_string()),
            ("--data-dir", folder.path().display().to_string()),
            ("--writes-per-second", "1000000".to_owned()),
        ];
        let usual = usual
            .into_iter()
            .filter(|(name, _)| !flags.contains(name))
            .flat_map(|(name, value)| [name.to_owned(), value]);
        let line = std::iter::once("external-contacts".to_owned())
            .chain(usual)
            .chain(flags.iter().map(|flag| (*flag).to_owned()));
        let settings: Settings = CommandLine::try_parse_from(line)
            .expect("good flags")
            .settings;
        let pools = Database::open(database.clone());
        // As a server does at its start: what was cloned is another base than that of the migrations. Some tests begin while
        // there is no database.
        let _ = events::begin_epoch(&pools).await;
        let mut state = ServerState::new(settings.clone(), pools.clone());
        state.shared.sealing = secret_key::sealing_key(&settings).expect("a key");
        // This process is that of the tests: the real program unpacks.
        let program = env!("CARGO_BIN_EXE_external-contacts").into();
        state.files = state.files.unpacked(Unpacking::by(program));
        state.streams = state.streams.serving(live);
        let (shared, streams) = (state.shared.clone(), state.streams.clone());
        // Who tests the rest does it by hand.
        let mut runner = Runner::of(&pools);
        runner.take_on(Imports(pools.clone(), state.files.clone()));
        runner.take_on(ImportFiles(pools.clone(), state.files.clone()));
        runner.take_on(ImportUndos(pools.clone()));
        runner.take_on(BulkJob(pools.clone()));
        runner.take_on(SettingsLook(state.clone()));
        let router = server::router(state);
        let (stop, told) = oneshot::channel();
        let stopped = streams.end_with(async move {
            if told.await.is_err() {
                std::future::pending().await
            }
        });
        let served = router.clone();
        let running = tokio::spawn(async move {
            serve::serve(listener, served, &settings, stopped).await;
        });
        Self {
            pools,
            shared,
            address: address.to_string(),
            folder,
            database,
            running,
            stop: Some(stop),
            runner,
            router,
        }
    }

    /// Stops it, as a signal does, and waits until it has.
    pub async fn stop(&mut self) {
        let stop = self.stop.take().expect("it runs");
        stop.send(()).expect("it runs");
        (&mut self.running).await.expect("it stopped");
    }

    /// Whoever sits at the server's own machine.
    pub fn operator(&self) -> Asker {
        self.asker(&Who::Operator)
    }

    /// Somebody who asks past the router.
    pub fn asker(&self, who: &Who) -> Asker {
        let server = (self.pools.clone(), self.shared.clone());
        Asker::new(server, who.clone(), Origin::CommandLine)
    }

    /// A client that has not signed in.
    pub fn visitor(&self) -> Client {
        Client::new(&self.address)
    }

    /// Adds a member of staff with the password of the tests and this address.
    pub async fn add_staff(&self, email: &str, role: Role) -> Who {
        let draft = StaffDraft::new(&format!("Test {}", role.as_str()), email, role);
        let staff = staff::add(&self.operator(), draft, None)
            .await
            .expect("added");
        // Hashed once for all tests, as that takes longer than most of what they are about.
        static HASH: OnceCell<String> = OnceCell::const_new();
        let hash = HASH.get_or_init(|| async {
            let hash = password::hash(PASSWORD.to_owned()).await;
            hash.expect("hashed")
        });
        sqlx::query("update staff set password_hash = $1 where id = $2")
            .bind(hash.await)
            .bind(staff.id)
            .execute(&self.pools.pool)
            .await
            .expect("a password");
        staff::who(&self.pools, staff.id)
            .await
            .expect("found")
            .expect("active")
    }

    /// A client signed in as a new member of staff of this role.
    pub async fn signed_in(&self, role: Role) -> Client {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let email = format!(
            "{}{}@example.org",
            role.as_str(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        self.add_staff(&email, role).await;
        self.visitor().sign_in(&email).await
    }

    /// A client signed in as an Agent: what most of the guide is about.
    pub async fn agent(&self) -> Client {
        self.signed_in(Role::Agent).await
    }

    /// A program with a token of every scope.
    pub async fn program(&self) -> Client {
        self.program_that_may(Scope::ALL).await
    }

    /// A program with a token of these scopes.
    pub async fn program_that_may(&self, scopes: &[Scope]) -> Client {
        let (_, secret) = tokens::create(&self.operator(), "test", scopes.to_vec(), None)
            .await
            .expect("a token");
        self.visitor()
            .with(header::AUTHORIZATION.as_str(), &format!("Bearer {secret}"))
    }

    /// Where the database is, for a program of its own.
    pub fn database_url(&self) -> String {
        format!(
            "postgres:///{}?user={}&host={}",
            self.database.get_database().expect("a name"),
            self.database.get_username(),
            self.database.get_socket().expect("a socket").display()
        )
    }

    /// The database by itself.
    pub async fn sql(&self) -> PgConnection {
        PgConnection::connect_with(&self.database)
            .await
            .expect("the database answers")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.running.abort();
    }
}

/// Somebody who sends requests: what a browser or a program adds to each of them stands in `headers`.
#[derive(Clone)]
pub struct Client {
    pub address: String,
    pub headers: HeaderMap,
    http: legacy::Client<legacy::connect::HttpConnector, Full<Bytes>>,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Client {
    /// A client of the server at this address.
    pub fn new(address: &str) -> Self {
        let http = legacy::Client::builder(TokioExecutor::new()).build_http();
        Self {
            address: address.to_owned(),
            headers: HeaderMap::new(),
            http,
        }
    }

    /// Sends a header with every request from now on.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let name: header::HeaderName = name.parse().expect("a header's name");
        self.headers
            .insert(name, value.parse().expect("a header's value"));
        self
    }

    /// Leaves a header out from now on.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    /// Says, as a browser does, that requests come from the server's own pages.
    pub fn in_browser(self) -> Self {
        let origin = format!("http://{}", self.address);
        self.with("origin", &origin)
            .with("sec-fetch-site", "same-origin")
    }

    /// Signs in through the form and keeps the cookie.
    pub async fn sign_in(self, email: &str) -> Self {
        let client = self.in_browser();
        let answer = client
            .form(
                "/sign-in",
                &[
                    ("email", email),
                    ("password", PASSWORD),
                    ("next", "/contacts"),
                ],
            )
            .await;
        assert_eq!(answer.location(), "/contacts", "{email} could not sign in");
        let cookie = answer.cookie().expect("a session");
        client.with("cookie", &cookie)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Bytes::new()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None, Bytes::new()).await
    }

    pub async fn post_json(&self, path: &str, body: &serde_json::Value) -> Answer {
        self.send(
            Method::POST,
            path,
            Some("application/json"),
            body.to_string(),
        )
        .await
    }

    pub async fn patch_json(&self, path: &str, body: &serde_json::Value) -> Answer {
        self.send(
            Method::PATCH,
            path,
            Some("application/json"),
            body.to_string(),
        )
        .await
    }

    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.send(
            Method::POST,
            path,
            Some("application/x-www-form-urlencoded"),
            body,
        )
        .await
    }

    /// Calls a server function as the page does: arguments as JSON (`input = Json`), answer as JSON.
    pub async fn call(&self, endpoint: &str, arguments: &serde_json::Value) -> Answer {
        self.post_json(&format!("/api/{endpoint}"), arguments).await
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        body: impl Into<Bytes>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address));
        request
            .headers_mut()
            .expect("a good request")
            .extend(self.headers.clone());
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        self.request(
            request
                .body(Full::new(body.into()))
                .expect("a good request"),
        )
        .await
    }

    /// Sends a request made by hand, without the client's own headers.
    pub async fn request(&self, request: Request<Full<Bytes>>) -> Answer {
        Answer::read(self.open(request).await).await
    }

    /// The same, read no further than the head of its answer.
    pub async fn open(&self, request: Request<Full<Bytes>>) -> Response<hyper::body::Incoming> {
        self.http.request(request).await.expect("an answer")
    }
}

impl Answer {
    async fn read(response: Response<hyper::body::Incoming>) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        Self {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{} is no JSON: {}", self.status, self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("ASCII"))
    }

    /// Where it sends the browser; empty if nowhere.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The cookies it sets, as they are sent back.
    pub fn cookie(&self) -> Option<String> {
        let set = self.headers.get_all("set-cookie").into_iter();
        let pairs: Vec<&str> = set
            .filter_map(|value| value.to_str().expect("ASCII").split(';').next())
            .collect();
        Some(pairs.join("; ")).filter(|cookie| !cookie.is_empty())
    }

    /// The stable code of the problem that it is.
    pub fn code(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{} {}",
            self.status,
            self.text()
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        problem["code"].as_str().expect("a code").to_owned()
    }
}

/// A temporary folder that the account of the cluster may enter too.
pub fn open_folder() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::Permissions::from_mode(0o755);
    tempfile::Builder::new()
        .prefix("external-contacts")
        .permissions(mode)
        .tempdir()
        .expect("a folder")
}
