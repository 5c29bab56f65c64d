//! The private Postgres of a server that runs as root: its account can lead that server nowhere, and a kill while it is
//! made stands in no start's way. Where the tests do not run as root, the same is true of their own account's files.
use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, symlink},
    path::Path,
    time::Duration,
};

use server::postgres::{Binaries, Cluster, ClusterOwner};

use crate::harness::open_folder;

const SECRET: &str = "root's own secret";

fn prepare(folder: &Path) -> anyhow::Result<Cluster> {
    Cluster::prepare(Binaries::find(None).expect("Postgres"), folder)
}

/// Everything below a folder that holds a word.
fn holding(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let kind = entry.file_type().expect("a kind");
        if kind.is_dir() {
            found.extend(holding(&path, word));
        } else if kind.is_file()
            && String::from_utf8_lossy(&fs::read(&path).expect("read")).contains(word)
        {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn settings_are_neither_read_nor_written_through_a_link_and_nothing_is_given_away() {
    let folder = open_folder();
    prepare(folder.path()).expect("a cluster");
    let data = folder.path().join("postgres/data");
    let secret = folder.path().join("secret");
    fs::write(&secret, SECRET).expect("written");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).expect("closed");
    let (owner, ours) = (
        fs::metadata(&data).expect("data").uid(),
        fs::metadata(&secret).expect("a secret").uid(),
    );
    // What the server writes takes the place of the link.
    let own = data.join("external-contacts.conf");
    fs::remove_file(&own).expect("removed");
    symlink(&secret, &own).expect("a link");
    prepare(folder.path()).expect("a cluster");
    let unharmed = || {
        assert_eq!(fs::read_to_string(&secret).expect("read"), SECRET);
        assert_eq!(fs::metadata(&secret).expect("a secret").uid(), ours);
        assert_eq!(holding(&folder.path().join("postgres"), SECRET), [""; 0]);
    };
    unharmed();
    let written = fs::symlink_metadata(&own).expect("settings");
    assert!(written.is_file());
    assert_eq!(written.uid(), owner);
    // What it reads is no link, …
    let main = data.join("postgresql.conf");
    let kept = fs::read_to_string(&main).expect("settings");
    fs::remove_file(&main).expect("removed");
    symlink(&secret, &main).expect("a link");
    let refused = prepare(folder.path()).expect_err("refused").to_string();
    assert!(refused.contains("or is a link"), "{refused}");
    unharmed();
    // … and nobody else's by a second name.
    if owner != ours {
        fs::remove_file(&main).expect("removed");
        fs::hard_link(&secret, &main).expect("a second name");
        let refused = prepare(folder.path()).expect_err("refused").to_string();
        assert!(refused.contains("belongs to somebody else"), "{refused}");
        fs::remove_file(&main).expect("removed");
        unharmed();
    }
    // Nor is the whole folder another one.
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::write(elsewhere.join("PG_VERSION"), "15").expect("written");
    fs::rename(&data, folder.path().join("postgres/kept")).expect("moved");
    symlink(&elsewhere, &data).expect("a link");
    prepare(folder.path()).expect_err("refused");
    assert_eq!(fs::read_dir(&elsewhere).expect("a folder").count(), 1);
    fs::remove_file(&data).expect("removed");
    fs::rename(folder.path().join("postgres/kept"), &data).expect("moved");
    let _ = fs::remove_file(&main);
    fs::write(&main, kept).expect("written");
    if owner != ours {
        std::os::unix::fs::chown(&main, Some(owner), None).expect("given");
    }
    prepare(folder.path()).expect("a cluster again");
}

#[test]
fn whatever_a_killed_start_left_behind_the_next_one_makes_the_cluster() {
    type Leave = fn(&Path);
    let left: [(&str, Leave); 4] = [
        ("a folder that was not given away yet", |home| {
            fs::create_dir(home).expect("a folder");
            fs::set_permissions(home, fs::Permissions::from_mode(0o700)).expect("closed");
        }),
        (
            "a folder of the socket that was not given away yet",
            |home| {
                prepare(home.parent().expect("a folder")).expect("a cluster");
                fs::remove_dir_all(home.join("data")).expect("removed");
                fs::remove_dir_all(home.join("socket")).expect("removed");
                fs::create_dir(home.join("socket")).expect("a folder");
                let closed = fs::Permissions::from_mode(0o700);
                fs::set_permissions(home.join("socket"), closed).expect("closed");
            },
        ),
        ("half a cluster", |home| {
            prepare(home.parent().expect("a folder")).expect("a cluster");
            fs::rename(home.join("data"), home.join("data.new")).expect("moved");
            fs::remove_file(home.join("data.new/PG_VERSION")).expect("removed");
        }),
        ("a link to nowhere", |home| {
            symlink("/nowhere/at/all", home).expect("a link");
        }),
    ];
    for (what, leave) in left {
        let folder = open_folder();
        leave(&folder.path().join("postgres"));
        let cluster = prepare(folder.path());
        let cluster = cluster.unwrap_or_else(|error| panic!("{what}: {error:#}"));
        cluster
            .start()
            .unwrap_or_else(|error| panic!("{what}: {error:#}"));
        cluster.stop().expect("stopped");
    }
}

#[tokio::test]
async fn one_that_a_killed_server_was_starting_is_waited_for() {
    let folder = open_folder();
    let cluster = prepare(folder.path()).expect("a cluster");
    let owner = ClusterOwner::unless_ordinary().expect("an owner");
    for _ in 0..3 {
        let mut start = Binaries::find(None)
            .expect("Postgres")
            .command("pg_ctl", owner);
        start.args([
            "start",
            "--no-wait",
            "--silent",
            "--log=/dev/null",
            "--pgdata",
        ]);
        let started = start.arg(folder.path().join("postgres/data")).status();
        assert!(started.expect("pg_ctl").success());
        while !cluster.is_running() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        cluster.start().expect("it takes connections");
        cluster.furnish().await.expect("it takes connections");
        cluster.stop().expect("stopped");
    }
}
