//! A disk without room: whoever writes is told so, nothing is half there, and all goes on when there is room again. The
//! disk is a tmpfs, which only root may mount; others are told that they did not run these.
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use axum::http::{Method, StatusCode};

use crate::{
    bombs::book::Book,
    chaos::Process,
    harness::{Server, open_folder},
    import_page::{self, begin, part, seal},
    imports::{import, many, over, send},
};

/// A disk of its own, in a folder.
struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Mounts a disk of so many mebibytes on a folder, where that is permitted.
    fn mount(folder: &Path, mebibytes: u32) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o"]);
        mount.arg(format!("size={mebibytes}m,mode=0755"));
        let done = mount.args(["tmpfs"]).arg(folder).output().ok()?;
        if !done.status.success() {
            let why = String::from_utf8_lossy(&done.stderr).into_owned();
            println!("not run, since no disk may be mounted here: {why}");
            return None;
        }
        Some(Self {
            folder: folder.to_owned(),
        })
    }

    /// Takes all the room but so many bytes.
    fn fill(&self, but: u64) {
        let mut free = Command::new("df");
        free.args(["--output=avail", "-B1"]).arg(&self.folder);
        let free = free.output().expect("df").stdout;
        let free = String::from_utf8_lossy(&free);
        let free: u64 = free
            .lines()
            .last()
            .and_then(|line| line.trim().parse().ok())
            .expect("a number");
        let length = free.saturating_sub(but).to_string();
        let mut take = Command::new("fallocate");
        take.args(["-l", &length]).arg(self.folder.join("filler"));
        let _ = take.status();
        if but == 0 {
            // Somebody may have made room meanwhile, or taken some.
            let mut rest = File::create(self.folder.join("rest")).expect("a file");
            while rest.write_all(&[0; 4096]).is_ok() {}
        }
    }

    /// Gives the room back.
    fn free(&self) {
        for name in ["filler", "rest"] {
            let _ = fs::remove_file(self.folder.join(name));
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.folder).status();
    }
}

#[tokio::test]
async fn a_file_for_which_there_is_no_room_is_refused_in_words_and_taken_when_there_is() {
    let folder = open_folder();
    let Some(disk) = SmallDisk::mount(folder.path(), 16) else {
        return;
    };
    let data = folder.path().display().to_string();
    let server = Server::start_with(&["--data-dir", &data]).await;
    let (program, agent) = (server.program().await, server.agent().await);
    let keyed = program.with("idempotency-key", "k1");
    let file = many(20_000);
    let send = async || {
        keyed
            .send(
                Method::POST,
                "/api/v1/imports",
                Some("text/csv"),
                file.clone(),
            )
            .await
    };
    // In the middle of the file, and before its first byte.
    for but in [256 * 1024, 0] {
        disk.fill(but);
        let refused = send().await;
        assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
        assert_eq!(refused.code(), "full");
        let detail = refused.json()["detail"].as_str().expect("text").to_owned();
        let sentence = "The server's disk is full. Nothing was saved;";
        assert!(detail.starts_with(sentence), "{detail}");
        assert_eq!(server.count("import").await, 0);
        let left = fs::read_dir(folder.path().join("imports")).expect("a folder");
        assert_eq!(left.count(), 0, "half a file");
        disk.free();
    }
    let begun = send().await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text());
    let id = begun.json()["id"].as_str().expect("an id").to_owned();
    let done = over(&keyed, &format!("/api/v1/imports/{id}")).await;
    assert_eq!(done["created"], 20_000);
    // The page sends the part again that found no room.
    let import = begin(&agent, "k2", 0, 0).await;
    let first = part(&agent, &import, 1, "Last name\r\nLee\r\n").await;
    assert_eq!(first.json()["parts"], 1);
    disk.fill(0);
    let rows = "Chan\r\n".repeat(20_000);
    let refused = part(&agent, &import, 2, &rows).await;
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
    disk.free();
    assert_eq!(part(&agent, &import, 2, &rows).await.json()["parts"], 2);
    let sealed = seal(&agent, &import, 2).await;
    assert_eq!(sealed.status, StatusCode::OK, "{}", sealed.text());
    assert_eq!(import_page::over(&agent, &import).await["created"], 20_001);
}

#[tokio::test]
async fn a_workbook_whose_text_finds_no_room_is_not_called_damaged_and_is_taken_when_there_is() {
    const RECORDS: usize = 10_000;
    let folder = open_folder();
    let Some(disk) = SmallDisk::mount(folder.path(), 16) else {
        return;
    };
    let data = folder.path().display().to_string();
    let server = Server::start_with(&["--data-dir", &data]).await;
    let program = server.program().await;
    let rows: String = (0..RECORDS)
        .map(|n| {
            let name = format!("{n:0>90}");
            format!("<row><c t=\"inlineStr\"><is><t>{name}</t></is></c></row>")
        })
        .collect();
    let workbook = Book::of(&rows).zip();
    // The workbook itself finds room.
    disk.fill(workbook.len() as u64 + 256 * 1024);
    let refused = send(&program, "", workbook.clone()).await;
    assert_eq!(
        refused.status,
        StatusCode::INSUFFICIENT_STORAGE,
        "{}",
        refused.text()
    );
    assert_eq!(server.count("import").await, 0);
    let left = fs::read_dir(folder.path().join("imports")).expect("a folder");
    assert_eq!(left.count(), 0, "half a text");
    disk.free();
    let done = import(&program, "", workbook).await;
    assert_eq!(done["created"], RECORDS, "{done}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes too long for make test; make chaos runs it"]
async fn a_full_disk_under_postgres_in_the_middle_of_an_import_loses_and_doubles_nothing() {
    const FILLS: u32 = 10;
    const RECORDS: u32 = 20_000;
    let folder = open_folder();
    let Some(disk) = SmallDisk::mount(folder.path(), 2560) else {
        return;
    };
    let server = Process::start_in(folder);
    let contact = b"{\"last_name\": \"Chan\"}";
    let json = "content-type: application/json\r\n";
    let (mut made, mut unsure, mut slowest) = (0, 0, Duration::ZERO);
    let mut answers = std::collections::BTreeMap::new();
    for n in 0..FILLS {
        // Room for the file, and for more or less of what becomes of it.
        disk.fill(u64::from(6 + n) * 512 * 1024);
        let file = many(RECORDS).into_bytes();
        let (status, answer) = server.send("POST", "/api/v1/imports", "", [file]);
        assert_eq!(status, 202, "{answer}");
        let id = answer.split('"').nth(3).expect("an id").to_owned();
        let full = Instant::now();
        while full.elapsed() < Duration::from_secs(4) {
            let (status, answer) =
                server.send("POST", "/api/v1/contacts", json, [contact.to_vec()]);
            *answers.entry(status).or_insert(0) += 1;
            match status {
                201 => made += 1,
                503 | 507 => {
                    let known = ["full", "unavailable", "unsure"]
                        .iter()
                        .any(|code| answer.contains(&format!("\"code\":\"{code}\"")));
                    assert!(known, "{answer}");
                    unsure += i64::from(answer.contains("\"code\":\"unsure\""));
                }
                other => panic!("{other} {answer}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        if let Some(import) = server.import(&id) {
            assert_eq!(import["status"], "running", "{import}");
        }
        disk.free();
        let free = Instant::now();
        let done = server.reaches(&id, u64::from(RECORDS) - 1);
        slowest = slowest.max(free.elapsed());
        assert_eq!(done["status"], "done", "{done}");
        assert_eq!(done["created"], RECORDS, "{done}");
        let contacts = server.count("contact").await - i64::from(RECORDS * (n + 1));
        assert!(
            (made..=made + unsure).contains(&contacts),
            "{contacts} of {made}"
        );
        assert_eq!(
            server
                .count("(select distinct import_id, record from import_record) as records")
                .await,
            i64::from(RECORDS * (n + 1))
        );
    }
    println!(
        "{FILLS} fills; contacts answered {answers:?} meanwhile; the import was done {slowest:?} after the room came back at the latest"
    );
}
