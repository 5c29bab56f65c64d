//! The settings, from flags or the environment (the flag wins); `--help` lists both.
pub mod secret_key;

use std::{ffi::OsStr, net::SocketAddr, num::NonZeroU32, path::PathBuf, time::Duration};

use app::model::installation::effective::{GivenSettings, PanelGuest, PanelKey};
use clap::{Args, builder::TypedValueParser, error::ErrorKind};

use crate::outgoing::places::AllowedPlace;

/// The most bytes of an ordinary request. Files come through routes with a limit of their own.
pub const BODY: usize = 256 * 1024;

/// The most bytes of a body by the route that a request goes to, for whoever reads it or refuses it.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimit(pub usize);

impl BodyLimit {
    /// Says that a body is longer.
    pub fn exceeded(self) -> String {
        let kibibytes = self.0 / 1024;
        let (size, unit) = match kibibytes / 1024 {
            0 => (kibibytes, "KiB"),
            mebibytes => (mebibytes, "MiB"),
        };
        format!("The body is larger than {size} {unit}. Send less at a time.")
    }
}

/// Everything about this installation that can be set.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// A Postgres to use; absent: a private cluster under the data directory
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Where files and the private cluster live
    #[arg(long, env = "DATA_DIR", default_value = ".data", global = true)]
    pub data_dir: PathBuf,
    /// The folder that holds `initdb` and `pg_ctl`, for the private cluster
    #[arg(long, env = "PG_BIN", global = true)]
    pub pg_bin: Option<PathBuf>,
    /// The address to answer on
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:3000", global = true)]
    pub listen: SocketAddr,
    /// The address that people type, such as https://contacts.example.org
    #[arg(long, env = "PUBLIC_URL", global = true, value_parser = origin)]
    pub public_url: Option<String>,
    /// The reverse proxies whose X-Forwarded-For is believed
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Whether /metrics answers everybody, and not only this machine and tokens with the scope administration
    #[arg(long, env = "METRICS_OPEN", num_args = 0..=1, default_value_t = false, default_missing_value = "true", global = true)]
    pub metrics_open: bool,
    /// The origins that may show the side panel in a frame, such as https://desk.example.org; absent: those of Settings, or else none
    #[arg(long, env = "EMBED_ORIGINS", value_delimiter = ',', global = true, value_parser = origin)]
    pub embed_origins: Option<Vec<String>>,
    /// What these sign their tickets for the side panel with, at least 32 bytes; absent: that of Settings, or else no ticket opens it
    #[arg(
        long,
        env = "EMBED_SECRET",
        global = true,
        hide_env_values = true,
        value_parser = SharedSecret("EMBED_SECRET")
    )]
    pub embed_secret: Option<String>,
    /// What seals the secrets that the database keeps, at least 32 bytes and the same for all servers; absent: a key that is
    /// made in the data directory
    #[arg(
        long,
        env = "SECRET_KEY",
        global = true,
        hide_env_values = true,
        value_parser = SharedSecret("SECRET_KEY")
    )]
    pub secret_key: Option<String>,
    /// The places inside of the network that webhooks may post to, such as 10.1.0.0/16 or crm.internal; absent: none
    #[arg(long, env = "WEBHOOK_ALLOW", value_delimiter = ',', global = true)]
    pub webhook_allow: Vec<AllowedPlace>,
    /// The first Administrator on an empty database
    #[arg(long, env = "ADMIN_EMAIL", requires = "admin_password", global = true)]
    pub admin_email: Option<String>,
    /// Their password
    #[arg(
        long,
        env = "ADMIN_PASSWORD",
        requires = "admin_email",
        global = true,
        hide_env_values = true
    )]
    pub admin_password: Option<String>,
    /// A token with every scope on an empty database, for automation
    #[arg(long, env = "API_TOKEN", global = true, hide_env_values = true)]
    pub api_token: Option<String>,
    /// What to log, such as `info` or `server=debug`
    #[arg(long, env = "LOG", default_value = "info", global = true)]
    pub log: String,
    /// Minutes without a request after which a session ends
    #[arg(
        long,
        env = "SESSION_IDLE_MINUTES",
        default_value_t = 30,
        global = true
    )]
    pub session_idle_minutes: u64,
    /// Hours after which a session ends in any case
    #[arg(long, env = "SESSION_HOURS", default_value_t = 12, global = true)]
    pub session_hours: u64,
    /// Days for which the bin keeps a deleted contact before it is erased; absent: those of Settings, or else 30
    #[arg(
        long,
        env = "BIN_DAYS",
        global = true,
        value_parser = clap::value_parser!(u16).range(1..)
    )]
    pub bin_days: Option<u16>,
    /// Writes a second that one account or token may make, and three times as many at once
    #[arg(long, env = "WRITES_PER_SECOND", default_value = "20", global = true)]
    pub writes_per_second: NonZeroU32,
    /// Reports a second that a contact centre may send with one token, and three times as many at once
    #[arg(
        long,
        env = "INGEST_PER_SECOND",
        default_value = "10000",
        global = true,
        value_parser = reports
    )]
    pub ingest_per_second: NonZeroU32,
    /// Whether a contact is made of each visitor whom nobody knows; absent: as Settings say, or else not
    #[arg(long, env = "AUTO_CREATE", num_args = 0..=1, default_missing_value = "true", global = true)]
    pub auto_create: Option<bool>,
    /// Seconds for which a client may send less than 1 KiB each; one that takes nothing of its answer has twice as long
    #[arg(
        long,
        env = "SLOW_SECONDS",
        default_value_t = 30,
        global = true,
        value_parser = clap::value_parser!(u64).range(1..)
    )]
    pub slow_seconds: u64,
    /// Connections that may be open at once, as far as the files that the process may open suffice; one more is answered 503
    #[arg(long, env = "MAX_CONNECTIONS", default_value_t = 12_000, global = true)]
    pub max_connections: usize,
    /// Who shows the side panel beside a demo, besides those above.
    #[arg(skip)]
    pub example: Option<PanelGuest>,
}

impl Settings {
    /// What is given here of what Administrators set otherwise: it wins over them.
    pub fn given(&self) -> GivenSettings {
        GivenSettings {
            bin_days: self.bin_days,
            auto_create: self.auto_create,
            embed_origins: self.embed_origins.clone(),
            panel_key: self.embed_secret.clone().map(PanelKey::own),
            guest: self.example.clone(),
            address: self.address(),
        }
    }

    /// How long a session lasts.
    pub fn lifetime(&self) -> app::model::sessions::Lifetime {
        app::model::sessions::Lifetime {
            idle: Duration::from_secs(60 * self.session_idle_minutes),
            absolute: Duration::from_secs(3600 * self.session_hours),
        }
    }

    /// How long a client may dawdle while it sends.
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.slow_seconds)
    }

    /// Whether browsers reach this server through TLS, so that cookies may demand it.
    pub fn is_https(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }

    /// The address to print and to build links with.
    pub fn address(&self) -> String {
        self.public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// The names a request may call this server by; empty where any will do, because it listens to the whole network
    /// and was not told its name.
    pub fn hosts(&self) -> Vec<String> {
        match &self.public_url {
            Some(url) => vec![url.split("://").nth(1).unwrap_or_default().to_owned()],
            None if self.listen.ip().is_loopback() => ["localhost", "127.0.0.1", "[::1]"]
                .map(|name| format!("{name}:{}", self.listen.port()))
                .to_vec(),
            None => Vec::new(),
        }
    }
}

/// Checks that a request with as many reports as it may hold can be sent at all.
fn reports(text: &str) -> Result<NonZeroU32, String> {
    let least = app::wire::intake::MOST_REPORTS;
    let reports = text
        .parse()
        .ok()
        .filter(|reports: &NonZeroU32| reports.get() as usize >= least);
    reports.ok_or_else(|| format!("\"{text}\" is not a number from {least}"))
}

/// Checks that an address is an origin, as browsers write it.
fn origin(text: &str) -> Result<String, String> {
    let wrong = || format!("\"{text}\" is not an address such as https://contacts.example.org");
    contact::origin::origin(text).ok_or_else(wrong)
}

/// How many bytes of a secret nobody finds out by trying.
const SECRET: usize = 32;

/// Reads a secret that another server knows too. What is refused may be the beginning of a good one, so it is not repeated.
#[derive(Clone, Copy)]
struct SharedSecret(&'static str);

impl TypedValueParser for SharedSecret {
    type Value = String;

    fn parse_ref(
        &self,
        _: &clap::Command,
        _: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        let secret = value.to_str().filter(|secret| secret.len() >= SECRET);
        let name = self.0;
        let sentence =
            format!("{name} is too short. Choose a secret of at least {SECRET} bytes.\n");
        let refused = || clap::Error::raw(ErrorKind::ValueValidation, sentence);
        secret.map(str::to_owned).ok_or_else(refused)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser, Debug)]
    struct Alone {
        #[command(flatten)]
        settings: Settings,
    }

    fn settings(flags: &[&str]) -> Result<Settings, String> {
        let line = std::iter::once("external-contacts").chain(flags.iter().copied());
        let read = Alone::try_parse_from(line);
        read.map(|alone| alone.settings)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn an_origin_is_what_browsers_write_and_nothing_more() {
        let origins = "https://Desk.example.org/,http://localhost:3001";
        let read = settings(&["--embed-origins", origins]).expect("good origins");
        let origins = ["https://desk.example.org", "http://localhost:3001"];
        assert_eq!(
            read.embed_origins,
            Some(origins.map(str::to_owned).to_vec())
        );
        for bad in ["", "*", "https://*.example.org"] {
            assert_eq!(origin(bad).ok(), None, "{bad}");
        }
        let refused = settings(&["--embed-origins", "desk.example.org"]).expect_err("refused");
        assert!(refused.contains("is not an address such as"), "{refused}");
    }

    #[test]
    fn what_is_not_given_is_left_to_settings() {
        let given = settings(&[]).expect("no flags").given();
        assert_eq!((given.bin_days, given.auto_create), (None, None));
        let read = settings(&["--auto-create", "--bin-days", "7"]).expect("good flags");
        let given = read.given();
        assert_eq!((given.bin_days, given.auto_create), (Some(7), Some(true)));
    }

    #[test]
    fn places_inside_are_ranges_addresses_and_names() {
        let allowed = settings(&["--webhook-allow", "10.1.0.0/16,127.0.0.1,crm.internal"]);
        assert_eq!(allowed.expect("good places").webhook_allow.len(), 3);
        assert!(settings(&["--webhook-allow", "https://crm.internal"]).is_err());
    }

    #[test]
    fn a_secret_that_is_too_short_is_refused_and_not_repeated() {
        let refused = settings(&["--embed-secret", "half a secret"]).expect_err("refused");
        assert!(refused.contains("at least 32 bytes"), "{refused}");
        assert!(!refused.contains("half a secret"), "{refused}");
        let long = "a secret of thirty-two bytes, or";
        let read = settings(&["--embed-secret", long]).expect("a good secret");
        assert_eq!(read.embed_secret.as_deref(), Some(long));
        let refused = settings(&["--secret-key", "half a secret"]).expect_err("refused");
        assert!(refused.contains("SECRET_KEY is too short"), "{refused}");
    }
}
