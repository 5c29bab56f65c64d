//! Browsers that have signed in before: strangers cannot lock somebody out of them.
use super::*;

#[tokio::test]
async fn strangers_cannot_lock_somebody_out_of_a_browser_that_has_signed_in_before() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let mei = server.visitor().sign_in("mei@example.org").await;
    let stranger = server.visitor().in_browser();
    let attempt = async |browser: &Client, password| {
        let fields = [("email", "mei@example.org"), ("password", password)];
        browser.form("/sign-in", &fields).await
    };
    for _ in 0..20 {
        attempt(&stranger, "guess").await;
    }
    let refused = attempt(&stranger, PASSWORD).await;
    assert_eq!(refused.location(), "/sign-in?problem=wait");
    let mut known = cookie_of(&mei, "signed-in-before").to_owned();
    let browser = |cookie: &str| {
        let cookie = format!("signed-in-before={cookie}");
        server.visitor().in_browser().with("cookie", &cookie)
    };
    let answer = attempt(&browser(&known), PASSWORD).await;
    assert_eq!(answer.location(), "/contacts", "her own browser");
    let given = answer.cookie().expect("cookies");
    let fresh = given
        .split("; ")
        .find_map(|cookie| cookie.strip_prefix("signed-in-before="));
    let before = std::mem::replace(&mut known, fresh.expect("a fresh one").to_owned());
    // What was there before the sign-in is worth nothing after it, and so is what somebody makes up.
    for strange in [before.as_str(), "AAAA", ""] {
        let answer = attempt(&browser(strange), PASSWORD).await;
        assert_eq!(answer.location(), "/sign-in?problem=wait", "{strange}");
    }
    // Whoever has the cookie has ten tries too, and not more.
    let mut evaluated = 0;
    for _ in 0..30 {
        let answer = attempt(&browser(&known), "guess").await;
        evaluated += usize::from(answer.location() == "/sign-in?problem=wrong");
    }
    assert_eq!(evaluated, 10);
    // The cookie says nothing about another account.
    server.add_staff("jo@example.org", Role::Agent).await;
    let fields = [("email", "jo@example.org"), ("password", PASSWORD)];
    let other = browser(&known).form("/sign-in", &fields).await;
    assert_eq!(
        other.location(),
        "/sign-in?problem=wait",
        "the address is full, and there this browser is a stranger"
    );
}

#[tokio::test]
async fn a_new_password_makes_every_browser_a_stranger() {
    let server = Server::start().await;
    let who = server.add_staff("mei@example.org", Role::Agent).await;
    server.visitor().sign_in("mei@example.org").await;
    assert_eq!(server.count("known_browser").await, 1);
    let change = app::wire::staff::StaffChange {
        password: Some("another long password".to_owned()),
        ..Default::default()
    };
    staff::change(&server.operator(), who.id(), change)
        .await
        .expect("changed");
    assert_eq!(server.count("known_browser").await, 0);
}

#[tokio::test]
async fn twenty_browsers_of_an_account_are_known_and_the_last_longest() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    for _ in 0..22 {
        server.visitor().sign_in("mei@example.org").await;
    }
    assert_eq!(server.count("known_browser").await, 20);
}
