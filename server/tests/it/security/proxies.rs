//! A server behind a proxy, and without one: whose word of an address is believed.
use super::*;

#[tokio::test]
async fn an_address_told_by_a_stranger_is_not_believed() {
    let server = Server::start().await;
    let visitor = server.visitor().in_browser();
    let mut evaluated = 0;
    for n in 0..40 {
        let forged = visitor
            .clone()
            .with("x-forwarded-for", &format!("192.0.2.{n}"));
        let answer: Answer = forged
            .form(
                "/sign-in",
                &[
                    ("email", &format!("{n}@example.org")),
                    ("password", "guess"),
                ],
            )
            .await;
        evaluated += usize::from(answer.location() == "/sign-in?problem=wrong");
    }
    assert_eq!(evaluated, 10, "one address, whatever it says");
    let behind = Server::start_with(&["--trusted-proxies", "127.0.0.1"]).await;
    let visitor = behind.visitor().in_browser();
    for n in 0..40 {
        let told = visitor
            .clone()
            .with("x-forwarded-for", &format!("198.51.100.1, 192.0.2.{n}"));
        let answer = told
            .form(
                "/sign-in",
                &[
                    ("email", &format!("{n}@example.org")),
                    ("password", "guess"),
                ],
            )
            .await;
        assert_eq!(
            answer.location(),
            "/sign-in?problem=wrong",
            "each behind the proxy is another"
        );
    }
}

/// How many of forty wrong passwords, each for another account, are looked at.
async fn evaluated(visitor: &Client, forwarded: impl Fn(usize) -> String) -> usize {
    let mut evaluated = 0;
    for n in 0..40 {
        let told = visitor.clone().with("x-forwarded-for", &forwarded(n));
        let email = format!("{n}@example.org");
        let fields = [("email", email.as_str()), ("password", "guess")];
        let answer = told.form("/sign-in", &fields).await;
        evaluated += usize::from(answer.location() == "/sign-in?problem=wrong");
    }
    evaluated
}

#[tokio::test]
async fn a_port_behind_a_forwarded_address_makes_it_no_other_address() {
    let server = Server::start_with(&["--trusted-proxies", "127.0.0.1"]).await;
    let visitor = server.visitor().in_browser();
    for (what, forwarded) in [
        ("192.0.2.1", |n| format!("192.0.2.1:{}", 40_000 + n)),
        ("2001:db8::1", |n| format!("[2001:db8::1]:{}", 40_000 + n)),
        ("2001:db8:1::1", |n| match n % 2 {
            0 => "[2001:db8:1::1]".to_owned(),
            _ => "2001:db8:1::1".to_owned(),
        }),
        ("192.0.2.2", |n| match n % 2 {
            0 => "::ffff:192.0.2.2".to_owned(),
            _ => "192.0.2.2".to_owned(),
        }),
        // What stands left of a word that cannot be read is only what the client said.
        ("unknown", |n| format!("198.51.100.{n}, unknown")),
    ] as [(&str, fn(usize) -> String); 5]
    {
        // Each account has its own ten, so that only the address counts.
        let count = evaluated(&visitor, forwarded).await;
        assert_eq!(count, 10, "{what}");
    }
}

#[tokio::test]
async fn a_proxy_that_nobody_named_locks_nobody_out() {
    let server = Server::start_with(&["--public-url", "https://contacts.example.org"]).await;
    server
        .add_staff("mei@example.org", app::who::Role::Agent)
        .await;
    let proxied = server
        .visitor()
        .with("host", "contacts.example.org")
        .with("origin", "https://contacts.example.org");
    let count = evaluated(&proxied, |n| format!("192.0.2.{n}")).await;
    assert_eq!(count, 40, "strangers do not shut the whole office out");
    let fields = [
        ("email", "mei@example.org"),
        ("password", crate::harness::PASSWORD),
    ];
    let told = proxied.clone().with("x-forwarded-for", "192.0.2.99");
    assert_eq!(told.form("/sign-in", &fields).await.location(), "/contacts");
    // Without a proxy the address counts as ever.
    let mut looked_at = 0;
    for n in 0..40 {
        let email = format!("{n}@example.com");
        let fields = [("email", email.as_str()), ("password", "guess")];
        let answer = proxied.form("/sign-in", &fields).await;
        looked_at += usize::from(answer.location() == "/sign-in?problem=wrong");
    }
    assert_eq!(looked_at, 10);
    // Where another proxy is named, saying that one speaks for others is no way round it.
    let named = [
        "--public-url",
        "https://contacts.example.org",
        "--trusted-proxies",
        "192.0.2.1",
    ];
    let server = Server::start_with(&named).await;
    let stranger = server
        .visitor()
        .with("host", "contacts.example.org")
        .with("origin", "https://contacts.example.org");
    assert_eq!(evaluated(&stranger, |n| format!("192.0.2.{n}")).await, 10);
}

#[tokio::test]
async fn a_proxy_that_nobody_named_is_warned_of_once() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    drop(listener);
    let mut program = Command::new(env!("CARGO_BIN_EXE_external-contacts"))
        .arg("serve")
        .env("DATABASE_URL", server.database_url())
        .env("DATA_DIR", folder.path())
        .env("LISTEN", &address)
        .env("PUBLIC_URL", "https://contacts.example.org")
        .env("LOG", "warn")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the binary runs");
    while tokio::net::TcpStream::connect(&address).await.is_err() {
        assert!(program.try_wait().expect("a process").is_none(), "it ended");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let visitor = Client::new(&address).with("host", "contacts.example.org");
    assert_eq!(visitor.get("/sign-in").await.status, StatusCode::OK);
    let behind = visitor.with("x-forwarded-for", "203.0.113.7");
    for _ in 0..3 {
        assert_eq!(behind.get("/sign-in").await.status, StatusCode::OK);
    }
    let id = program.id().expect("a process").to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status().await;
    assert!(told.expect("kill").success());
    let output = program.wait_with_output().await.expect("its end");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let warnings = said.matches("name it with TRUSTED_PROXIES").count();
    assert_eq!(warnings, 1, "{said}");
}
