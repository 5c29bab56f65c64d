//! The machine's own Postgres: where its binaries are, and a private cluster under the data directory that starts and
//! stops with the server. It listens on a socket in a folder that only its owner may enter, never on the network, and
//! never runs as root. A cluster that a killed server left behind is taken over by the next one.
mod folder;
mod owner;

use std::{
    fs, io,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, symlink},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, bail, ensure};
use sqlx::postgres::PgConnectOptions;
use uuid::Uuid;

use folder::Folder;
pub use owner::ClusterOwner;
use owner::own_id;

/// The role and the database of the application, neither of them a superuser's.
const NAME: &str = "external_contacts";
/// The settings that `initdb` writes, and ours, which they include.
const SETTINGS: &str = "postgresql.conf";
const OWN_SETTINGS: &str = "external-contacts.conf";
/// The longest path of a socket that the kernel takes, less the name of Postgres' socket.
const SOCKET_PATH: usize = 107 - "/.s.PGSQL.5432".len();

/// The folder that holds `initdb` and `pg_ctl`.
#[derive(Clone, Debug)]
pub struct Binaries(PathBuf);

impl Binaries {
    /// Finds them where asked, else on the path, else where pg_config says, else where Debian keeps them, newest first.
    pub fn find(asked: Option<&Path>) -> anyhow::Result<Self> {
        let complete =
            |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file();
        if let Some(asked) = asked {
            ensure!(
                complete(&asked.to_owned()),
                "{} holds no initdb and pg_ctl.",
                asked.display()
            );
            return Ok(Self(asked.to_owned()));
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let told = Command::new("pg_config").arg("--bindir").output().ok();
        let told = told.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
        let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
            .map(|versions| {
                versions
                    .flatten()
                    .map(|version| version.path().join("bin"))
                    .collect()
            })
            .unwrap_or_default();
        debian.sort_by_key(|folder| std::cmp::Reverse(version(folder)));
        std::env::split_paths(&path).chain(told).chain(debian).find(complete).map(Self::behind_links).context(
            "No Postgres was found on this machine. Install it (Debian: apt-get install postgresql-15), or name its \
             folder with --pg-bin, or name a running Postgres with DATABASE_URL.",
        )
    }

    /// The other programs stand beside `initdb` itself, not beside a link to it.
    fn behind_links(folder: PathBuf) -> Self {
        let real = fs::canonicalize(folder.join("initdb")).ok();
        Self(
            real.as_deref()
                .and_then(Path::parent)
                .map(Path::to_owned)
                .unwrap_or(folder),
        )
    }

    /// One of its programs, run as the owner of the cluster.
    pub fn command(&self, program: &str, owner: Option<ClusterOwner>) -> Command {
        let mut command = Command::new(self.0.join(program));
        // The folder we are in may be closed to the owner of the cluster.
        command
            .current_dir("/")
            .stdin(Stdio::null())
            .env("LC_ALL", "C.UTF-8")
            .env_remove("PGDATA");
        if let Some(ClusterOwner { user, group }) = owner {
            command.uid(user).gid(group);
        }
        command
    }
}

fn version(folder: &Path) -> u32 {
    let name = folder
        .parent()
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().into_owned());
    name.and_then(|name| name.parse().ok()).unwrap_or(0)
}

/// A private cluster.
#[derive(Clone, Debug)]
pub struct Cluster {
    binaries: Binaries,
    owner: Option<ClusterOwner>,
    /// Holds `data`, `log` and, where its path is short enough, `socket`.
    home: PathBuf,
    socket: PathBuf,
}

impl Cluster {
    /// Prepares the cluster of a data directory, made by `initdb` if there is none, without starting it.
    pub fn prepare(binaries: Binaries, data_dir: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(data_dir)
            .with_context(|| format!("{} cannot be made.", data_dir.display()))?;
        let owner = ClusterOwner::unless_ordinary()?;
        let home = home(&fs::canonicalize(data_dir)?.join("postgres"), owner)?;
        let socket = socket_folder(&home, owner)?;
        let cluster = Self {
            binaries,
            owner,
            home,
            socket,
        };
        if !cluster.exists() {
            cluster
                .create()
                .context("The private Postgres could not be made.")?;
        }
        cluster.configure()?;
        Ok(cluster)
    }

    /// Adds lines to its settings, beyond those that suit every machine.
    pub fn set(&self, lines: &str) -> anyhow::Result<()> {
        let data = Folder::open(&self.data(), self.owner)?;
        data.write(
            OWN_SETTINGS,
            &format!("{}{lines}", data.read(OWN_SETTINGS)?),
        )
    }

    /// Starts it, or takes over one that is running; waits until it answers.
    pub fn start(&self) -> anyhow::Result<()> {
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            if self.is_running() {
                // One that a killed server had just started may still be getting ready.
                if self.is_ready() {
                    return Ok(());
                }
                ensure!(
                    Instant::now() < patience,
                    "The private Postgres runs, and does not get ready within a minute."
                );
                sleep(Duration::from_millis(20));
                continue;
            }
            self.forget_dead()?;
            let log = self.home.join("log");
            let mut start = self.binaries.command("pg_ctl", self.owner);
            start
                .args(["start", "--wait", "--silent", "--timeout=60", "--pgdata"])
                .arg(self.data())
                .arg("--log")
                .arg(&log);
            // The cluster must not hold our own output open, or whoever reads it waits for ever.
            let status = start.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
            if status.success() {
                return Ok(());
            }
            // Children of a killed cluster may still hold its memory for a moment.
            if Instant::now() > patience {
                let log = Folder::open(&self.home, self.owner).and_then(|home| home.read("log"));
                let log = log.unwrap_or_default();
                let last: Vec<&str> = log.lines().rev().take(5).collect();
                bail!(
                    "The private Postgres does not start. It says: {}",
                    last.into_iter().rev().collect::<Vec<_>>().join(" | ")
                );
            }
            sleep(Duration::from_millis(300));
        }
    }

    /// Stops it, ending what clients it still has.
    pub fn stop(&self) -> anyhow::Result<()> {
        let mut stop = self.binaries.command("pg_ctl", self.owner);
        stop.args([
            "stop",
            "--mode=fast",
            "--silent",
            "--timeout=30",
            "--pgdata",
        ])
        .arg(self.data());
        let output = stop.output()?;
        ensure!(
            output.status.success(),
            "The private Postgres does not stop: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Ok(())
    }

    /// Whether its postmaster lives, as far as can be seen without asking it.
    pub fn is_running(&self) -> bool {
        self.postmaster().is_some_and(|id| self.is_ours(id))
    }

    /// The process id that the postmaster noted.
    pub fn postmaster(&self) -> Option<u32> {
        self.note()?.lines().next()?.trim().parse().ok()
    }

    /// Whether its postmaster has noted that it takes connections: the eighth line, which `pg_ctl --wait` reads too.
    fn is_ready(&self) -> bool {
        let note = self.note().unwrap_or_default();
        note.lines()
            .nth(7)
            .is_some_and(|line| line.trim() == "ready")
    }

    fn note(&self) -> Option<String> {
        fs::read_to_string(self.data().join("postmaster.pid")).ok()
    }

    /// How the application reaches its database.
    pub fn options(&self) -> PgConnectOptions {
        self.superuser().username(NAME).database(NAME)
    }

    /// Makes the application's role and database where they are missing.
    pub async fn furnish(&self) -> anyhow::Result<()> {
        use sqlx::{AssertSqlSafe, Connection, Executor};
        let mut connection = sqlx::PgConnection::connect_with(&self.superuser()).await?;
        // A taken-over cluster may have died between the two.
        for (catalogue, column, statement) in [
            ("pg_roles", "rolname", "create role {} login"),
            ("pg_database", "datname", "create database {} owner {}"),
        ] {
            let exists = format!("select 1 from {catalogue} where {column} = '{NAME}'");
            if connection
                .fetch_optional(AssertSqlSafe(exists))
                .await?
                .is_none()
            {
                connection
                    .execute(AssertSqlSafe(statement.replace("{}", NAME)))
                    .await?;
            }
        }
        connection.close().await?;
        Ok(())
    }

    /// How whoever owns the cluster reaches all of it.
    pub fn superuser(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket)
            .port(5432)
            .username("postgres")
            .database("postgres")
    }

    fn exists(&self) -> bool {
        self.data().join("PG_VERSION").exists()
    }

    fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    /// Makes the cluster beside its place and moves it there whole, so that a kill leaves no half of one.
    fn create(&self) -> anyhow::Result<()> {
        // One that was killed may have left an `initdb` behind that still works on its own.
        for left in fs::read_dir(&self.home)?.flatten() {
            if left.file_name().to_string_lossy().starts_with("data.new") {
                let _ = fs::remove_dir_all(left.path());
            }
        }
        let new = self.home.join(format!("data.new.{}", Uuid::now_v7()));
        let mut init = self.binaries.command("initdb", self.owner);
        init.args([
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--auth-local=trust",
            "--auth-host=reject",
        ]);
        init.args(["--data-checksums", "--pgdata"]).arg(&new);
        let output = init.output()?;
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        match fs::rename(&new, self.data()) {
            Err(_) if self.exists() => Ok(fs::remove_dir_all(new)?),
            renamed => Ok(renamed?),
        }
    }

    /// Writes the settings anew at each start: the folder may have moved, the machine may have grown.
    fn configure(&self) -> anyhow::Result<()> {
        let megabytes = ((memory() / 8) >> 20).clamp(64, 1024);
        let settings = format!(
            "# Written by external-contacts at each start.\n\
             listen_addresses = ''\nport = 5432\nunix_socket_directories = '{}'\nunix_socket_permissions = 0700\n\
             max_connections = 60\nshared_buffers = {megabytes}MB\neffective_cache_size = {}MB\nwork_mem = 16MB\n\
             maintenance_work_mem = 128MB\nmax_wal_size = 2GB\ncheckpoint_timeout = 15min\nwal_compression = on\n\
             random_page_cost = 1.1\njit = off\ntimezone = 'UTC'\n\
             log_error_verbosity = terse\nlog_min_error_statement = panic\nlog_timezone = 'UTC'\n",
            self.socket.display().to_string().replace('\'', "''"),
            megabytes * 4,
        );
        let data = Folder::open(&self.data(), self.owner)?;
        data.write(OWN_SETTINGS, &settings)?;
        let include = format!("include_if_exists = '{OWN_SETTINGS}'");
        let text = data.read(SETTINGS)?;
        if !text.contains(&include) {
            data.write(SETTINGS, &format!("{text}\n{include}\n"))?;
        }
        Ok(())
    }

    /// Takes away the note of a postmaster that is no more: after a restart of the machine its number may be another
    /// process's, and Postgres would wait for that one.
    fn forget_dead(&self) -> anyhow::Result<()> {
        match self.postmaster() {
            Some(id) if !self.is_ours(id) => {
                match fs::remove_file(self.data().join("postmaster.pid")) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    fn is_ours(&self, id: u32) -> bool {
        let process = PathBuf::from(format!("/proc/{id}"));
        let state = fs::read_to_string(process.join("stat")).unwrap_or_default();
        // Killed, and not yet buried by its parent.
        let dead = state
            .rsplit(')')
            .next()
            .is_some_and(|rest| rest.trim_start().starts_with('Z'));
        let folder = match fs::read_link(process.join("cwd")) {
            // In a container not even root may look at another account's process; that account may.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                self.look(&process.join("cwd"))
            }
            folder => folder.ok(),
        };
        !dead && folder.is_some_and(|folder| folder == self.data())
    }

    fn look(&self, link: &Path) -> Option<PathBuf> {
        let mut readlink = Command::new("readlink");
        readlink.arg(link).current_dir("/");
        if let Some(ClusterOwner { user, group }) = self.owner {
            readlink.uid(user).gid(group);
        }
        let output = readlink.output().ok()?;
        Some(PathBuf::from(
            String::from_utf8_lossy(&output.stdout).trim(),
        ))
    }
}

/// The folder of the cluster. Where its owner cannot get there, because the data directory lies in somebody's closed
/// home, the folder is in /var/lib and a link stands in its place.
fn home(wanted: &Path, owner: Option<ClusterOwner>) -> anyhow::Result<PathBuf> {
    if !wanted.exists() {
        if wanted.is_symlink() {
            fs::remove_file(wanted)?;
        }
        Folder::make(wanted, owner)?;
    }
    // A start that was killed here is taken up where it was.
    Folder::adopt(&fs::canonicalize(wanted)?, owner)?;
    let empty = !wanted.is_symlink() && fs::read_dir(wanted)?.next().is_none();
    if empty && !enters(wanted, owner) {
        let elsewhere = Path::new("/var/lib/external-contacts").join(Uuid::now_v7().to_string());
        if let Some(parent) = elsewhere.parent() {
            fs::create_dir_all(parent)?;
        }
        Folder::make(&elsewhere, owner)?;
        fs::remove_dir(wanted)?;
        symlink(&elsewhere, wanted)?;
    }
    Ok(fs::canonicalize(wanted)?)
}

fn enters(folder: &Path, owner: Option<ClusterOwner>) -> bool {
    let Some(ClusterOwner { user, group }) = owner else {
        return true;
    };
    let test = Command::new("test")
        .arg("-w")
        .arg(folder)
        .current_dir("/")
        .uid(user)
        .gid(group)
        .status();
    test.is_ok_and(|status| status.success())
}

/// The folder of the socket: beside the data, or in the temporary folder where that path is too long for a socket.
fn socket_folder(home: &Path, owner: Option<ClusterOwner>) -> anyhow::Result<PathBuf> {
    let near = home.join("socket");
    let socket = if near.as_os_str().len() <= SOCKET_PATH {
        near
    } else {
        use sha2::{Digest, Sha256};
        let name = Sha256::digest(home.as_os_str().as_encoded_bytes());
        let name: String = name
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Path::new("/tmp").join(format!("external-contacts-{name}"))
    };
    if !socket.is_dir() {
        Folder::make(&socket, owner)?;
    }
    Folder::adopt(&socket, owner)?;
    let found = fs::symlink_metadata(&socket)?;
    let expected = owner.map_or_else(own_id, |owner| Ok(owner.user))?;
    let safe = found.is_dir() && found.uid() == expected && found.permissions().mode() & 0o077 == 0;
    ensure!(
        safe,
        "{} belongs to somebody else. Remove it and start again.",
        socket.display()
    );
    Ok(socket)
}

/// The memory of the machine in bytes, or a modest guess.
fn memory() -> u64 {
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kilobytes = line.and_then(|line| {
        line.trim()
            .trim_end_matches("kB")
            .trim()
            .parse::<u64>()
            .ok()
    });
    kilobytes.map_or(2 << 30, |kilobytes| kilobytes << 10)
}
