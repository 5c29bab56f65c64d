//! Kills and limits on the real binary: whatever ends the server or its Postgres in the middle of an import, no record is
//! lost or doubled and the work goes on by itself; whatever is sent, memory stays where it was.

pub mod hooks;
pub mod memory;

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use server::postgres::{Binaries, Cluster};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::imports::many;

const TOKEN: &str = "a-token-for-the-tests-0123456789";
/// How many records the file holds that the kills interrupt.
const RECORDS: u32 = 20_000;
/// What a server has to say of itself, in its folder.
const COMPLAINTS: &str = "complaints";

/// A server in a process of its own, with a private Postgres.
pub struct Process {
    folder: tempfile::TempDir,
    port: u16,
    child: Child,
}

impl Process {
    fn start() -> Self {
        Self::start_in(tempfile::tempdir().expect("a folder"))
    }

    /// One whose data lie in this folder.
    pub fn start_in(folder: tempfile::TempDir) -> Self {
        let port = free_port();
        let child = spawn(folder.path(), port, Vec::new());
        Self {
            folder,
            port,
            child,
        }
    }

    /// One that may open so many files, its database included.
    pub fn start_with_files(files: u32) -> Self {
        let port = free_port();
        let folder = tempfile::tempdir().expect("a folder");
        // Neither more nor as many as the test itself may.
        let limit = ["prlimit".to_owned(), format!("--nofile={files}:{files}")];
        let child = spawn(folder.path(), port, limit.to_vec());
        Self {
            folder,
            port,
            child,
        }
    }

    /// Starts one and kills it after a while, whatever it has come to.
    pub fn start_and_kill(folder: &Path, after: Duration) {
        let mut child = server(folder, free_port(), Vec::new())
            .spawn()
            .expect("the server starts");
        std::thread::sleep(after);
        child.kill().expect("killed");
        child.wait().expect("gone");
    }

    /// Where it answers.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    fn restart(&mut self) {
        self.child = spawn(self.folder.path(), self.port, Vec::new());
    }

    fn cluster(&self) -> Cluster {
        Cluster::prepare(Binaries::find(None).expect("Postgres"), self.folder.path())
            .expect("the cluster")
    }

    pub async fn count(&self, what: &str) -> i64 {
        let sql = format!("select count(*) from {what}");
        let mut db = PgConnection::connect_with(&self.cluster().options())
            .await
            .expect("the database answers");
        sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut db)
            .await
            .expect(what)
    }

    /// Sends a request whose body comes in pieces; gives the status and the body of the answer.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &str,
        body: impl IntoIterator<Item = Vec<u8>>,
    ) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nauthorization: Bearer {TOKEN}\r\nconnection: close\r\n\
             transfer-encoding: chunked\r\n{headers}\r\n",
            self.port
        );
        stream.write_all(head.as_bytes()).expect("sent");
        for piece in body.into_iter().filter(|piece| !piece.is_empty()) {
            let sent = write!(stream, "{:x}\r\n", piece.len())
                .and_then(|()| stream.write_all(&piece))
                .and_then(|()| stream.write_all(b"\r\n"));
            if sent.is_err() {
                break;
            }
        }
        // The answer may be there before all is sent.
        let _ = stream.write_all(b"0\r\n\r\n");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or_default();
        (
            status,
            answer
                .split_once("\r\n\r\n")
                .map(|(_, body)| body.to_owned())
                .unwrap_or_default(),
        )
    }

    /// How far an import is; nothing while the server or the database is away.
    pub fn import(&self, id: &str) -> Option<Value> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
        let request = format!(
            "GET /api/v1/imports/{id} HTTP/1.0\r\nhost: 127.0.0.1:{}\r\nauthorization: Bearer {TOKEN}\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let value = serde_json::from_str(body).ok()?;
        head.contains(" 200 ").then_some(value)
    }

    /// Waits until the ledger holds more than so many records, or the import is over.
    pub fn reaches(&self, id: &str, records: u64) -> Value {
        let patience = Instant::now() + Duration::from_secs(120);
        loop {
            if let Some(import) = self.import(id) {
                crate::imports::adds_up(&import);
                let over = !matches!(import["status"].as_str(), Some("receiving" | "running"));
                if over
                    || import["records"]
                        .as_u64()
                        .is_some_and(|count| count > records)
                {
                    return import;
                }
            }
            assert!(
                Instant::now() < patience,
                "the import does not go on by itself"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the import is over that was begun with this answer.
    pub fn ended(&self, answer: &str) {
        let import: Value = serde_json::from_str(answer).expect("an import");
        self.reaches(import["id"].as_str().expect("an id"), u64::MAX);
    }

    /// How much memory it takes, by the kernel's own account.
    pub fn memory(&self, field: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .expect("a process");
        let line = status
            .lines()
            .find(|line| line.starts_with(field))
            .expect("a line");
        line.split_whitespace()
            .nth(1)
            .and_then(|kilobytes| kilobytes.parse::<u64>().ok())
            .expect("a number")
            * 1024
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = self.cluster().stop();
    }
}

fn free_port() -> u16 {
    let socket = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
    socket.expect("a port").port()
}

/// A server, by another program if that is to limit it.
fn server(folder: &Path, port: u16, by: Vec<String>) -> Command {
    let line = by
        .into_iter()
        .chain([env!("CARGO_BIN_EXE_external-contacts").to_owned()]);
    let line: Vec<String> = line.collect();
    let mut server = Command::new(&line[0]);
    server
        .args(&line[1..])
        .args([
            "serve",
            "--listen",
            &format!("127.0.0.1:{port}"),
            "--log",
            "warn",
            "--data-dir",
        ])
        .arg(folder)
        .env_remove("DATABASE_URL")
        .env("API_TOKEN", TOKEN)
        .env("WRITES_PER_SECOND", "1000000")
        .env("WEBHOOK_ALLOW", "127.0.0.1")
        .stdout(Stdio::piped())
        .stderr(File::create(folder.join(COMPLAINTS)).expect("a file"));
    server
}

/// Starts a server and waits until it answers.
fn spawn(folder: &Path, port: u16, by: Vec<String>) -> Child {
    let mut child = server(folder, port, by).spawn().expect("the server starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines();
    let answers = lines.any(|line| line.is_ok_and(|line| line.contains("answers at")));
    let complaints = || std::fs::read_to_string(folder.join(COMPLAINTS)).unwrap_or_default();
    assert!(
        answers,
        "the server says where it answers: {}",
        complaints()
    );
    std::thread::spawn(move || lines.for_each(drop));
    child
}

fn end(pid: u32) {
    let killed = Command::new("kill")
        .args(["-9", &pid.to_string()])
        .status()
        .expect("kill");
    assert!(killed.success());
}

/// What is killed.
#[derive(Clone, Copy, Debug)]
enum Victim {
    Server,
    Postmaster,
    Backend,
}

/// Imports a file and kills the victim again and again, at moments that differ each time.
async fn survives(victim: Victim, kills: u32) {
    let mut server = Process::start();
    let (mut done, mut files) = (0, 0);
    let mut seed = std::process::id().wrapping_mul(2_654_435_761);
    while done < kills {
        let (status, answer) =
            server.send("POST", "/api/v1/imports", "", [many(RECORDS).into_bytes()]);
        assert_eq!(status, 202, "{answer}");
        let id = serde_json::from_str::<Value>(&answer)
            .ok()
            .and_then(|answer| Some(answer["id"].as_str()?.to_owned()));
        let id = id
            .or_else(|| Some(answer.split('"').nth(3)?.to_owned()))
            .expect("an id");
        files += 1;
        let mut seen = 0;
        loop {
            // From a moment after the last kill to somewhere within the next chunks.
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            std::thread::sleep(Duration::from_millis(u64::from(seed >> 16) % 700));
            let before = server.import(&id);
            if before
                .as_ref()
                .is_some_and(|import| import["status"] == "done")
                || done == kills
            {
                break;
            }
            match victim {
                Victim::Server => {
                    server.kill();
                    server.restart();
                }
                Victim::Postmaster => end(server.cluster().postmaster().expect("a postmaster")),
                Victim::Backend => {
                    let superuser = server.cluster().superuser();
                    let Ok(mut db) = PgConnection::connect_with(&superuser).await else {
                        // It has not got over the last kill yet.
                        continue;
                    };
                    let working = "select pid from pg_stat_activity where query like 'copy %' or query like 'update import%'
                                   order by random() limit 1";
                    let pid: Option<i32> = sqlx::query_scalar(working)
                        .fetch_optional(&mut db)
                        .await
                        .expect("asked");
                    match pid.and_then(|pid| u32::try_from(pid).ok()) {
                        Some(pid) => end(pid),
                        None => continue,
                    }
                }
            }
            done += 1;
            // It goes on by itself.
            let import = server.reaches(&id, seen);
            seen = import["records"].as_u64().expect("a number");
        }
        let end = server.reaches(&id, u64::from(RECORDS) - 1);
        assert_eq!(
            (&end["status"], &end["created"]),
            (&"done".into(), &RECORDS.into()),
            "{victim:?}"
        );
        let all = i64::from(RECORDS * files);
        assert_eq!(
            server.count("contact").await,
            all,
            "{victim:?}: lost or doubled contacts"
        );
        assert_eq!(
            server
                .count("(select distinct import_id, record from import_record) as records")
                .await,
            all
        );
        assert_eq!(
            server
                .count("import_record join contact on contact.id = contact_id")
                .await,
            all
        );
        assert_eq!(server.count("contact_phone").await, all);
        assert_eq!(server.count("change").await, all);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_survives_five_kills_of_the_server() {
    survives(Victim::Server, 5).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_survives_five_kills_of_postgres() {
    survives(Victim::Postmaster, 3).await;
    survives(Victim::Backend, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes too long for make test; make chaos runs it"]
async fn an_import_survives_fifty_kills_of_the_server() {
    survives(Victim::Server, 50).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes too long for make test; make chaos runs it"]
async fn an_import_survives_fifty_kills_of_the_postmaster() {
    survives(Victim::Postmaster, 50).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes too long for make test; make chaos runs it"]
async fn an_import_survives_fifty_kills_of_a_backend() {
    survives(Victim::Backend, 50).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes too long for make test; make chaos runs it"]
async fn a_thousand_contacts_are_made_once_each_while_the_backends_that_commit_them_are_killed() {
    const WORKERS: u32 = 4;
    const EACH: u32 = 250;
    const KILLS: u32 = 20;
    let server = Process::start();
    let create = |key: &str| {
        let head = format!("content-type: application/json\r\nidempotency-key: {key}\r\n");
        let draft = format!("{{\"last_name\": \"{key}\"}}").into_bytes();
        server.send("POST", "/api/v1/contacts", &head, [draft])
    };
    let insist = |key: &str| {
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let (status, answer) = create(key);
            // Made, and where the answer is not known any more: told that it was made.
            if status == 201 || answer.contains("\"code\":\"answer_lost\"") {
                return status == 201;
            }
            assert!(matches!(status, 409 | 503), "{status} {answer}");
            assert!(Instant::now() < patience, "{answer}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let mut kills = 0;
    let answered = std::thread::scope(|scope| {
        let work = |worker: u32| {
            let insist = &insist;
            scope.spawn(move || {
                let keys = (0..EACH).map(|n| format!("Chan {worker} {n}"));
                keys.filter(|key| insist(key)).count()
            })
        };
        let workers: Vec<_> = (0..WORKERS).map(work).collect();
        while kills < KILLS && !workers.iter().all(|worker| worker.is_finished()) {
            std::thread::sleep(Duration::from_millis(400));
            let postmaster = server.cluster().postmaster().unwrap_or_default();
            let mut find = Command::new("pgrep");
            find.args([
                "-P",
                &postmaster.to_string(),
                "-f",
                "external_contacts.*(COMMIT|idle in transaction)",
            ]);
            let found = find.output().expect("pgrep").stdout;
            if let Some(Ok(pid)) = String::from_utf8_lossy(&found)
                .lines()
                .next()
                .map(str::parse)
            {
                end(pid);
                kills += 1;
            }
        }
        let made = workers
            .into_iter()
            .map(|worker| worker.join().expect("no panic"));
        made.sum::<usize>()
    });
    println!(
        "{kills} kills; {answered} of {} got the contact, the others were told that it was made",
        WORKERS * EACH
    );
    let all = i64::from(WORKERS * EACH);
    assert_eq!(server.count("contact").await, all);
    assert_eq!(
        server
            .count("(select distinct last_name from contact) as names")
            .await,
        all
    );
}

#[test]
fn the_import_command_ends_with_the_ledger() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("contacts.csv");
    std::fs::write(&file, many(1_000) + "Bad,Lee,12,,,\r\n").expect("written");
    let run = |file: &Path| {
        Command::new(env!("CARGO_BIN_EXE_external-contacts"))
            .arg("import")
            .arg(file)
            .arg("--data-dir")
            .arg(folder.path().join("data"))
            .args(["--duplicates", "skip", "--match", "phone"])
            .env_remove("DATABASE_URL")
            .output()
            .expect("run")
    };
    for (created, skipped) in [(1_000, 0), (0, 1_000)] {
        let output = run(&file);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let ledger: Value = serde_json::from_str(text.lines().last().unwrap_or_default())
            .unwrap_or_else(|_| panic!("{text} {}", String::from_utf8_lossy(&output.stderr)));
        assert_eq!(
            (&ledger["created"], &ledger["skipped"], &ledger["failed"]),
            (&created.into(), &skipped.into(), &1.into())
        );
        assert_eq!(output.status.code(), Some(1), "some records failed");
    }
    std::fs::write(&file, "First name\r\nAnn\r\n").expect("written");
    let refused = run(&file);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stdout).contains("F05"));
}
