//! A close against a save, at once, over and over: whichever comes first, nothing is written after the close.
use contact::permit::Relation;
use serde_json::json;

use super::{Centre, said};
use crate::intake::put;

#[tokio::test]
async fn of_a_thousand_saves_that_race_with_a_close_none_is_written_after_it() {
    let centre = Centre::open().await;
    let room = centre.call("E-1", "ongoing").await;
    let agent = centre.as_one(Relation::InRoom);
    // The database itself looks at every commit whether the enquiry was closed before it.
    let watch = "
        create table late (number bigint);
        create function watch() returns trigger language plpgsql as $$
          begin
            if exists (select from enquiry where contact_id = new.contact_id and status = 'closed') then
              raise exception 'written after the close';
            end if;
            return null;
          end $$;
        create constraint trigger watch after insert on change deferrable initially deferred
          for each row when (new.source = 'panel') execute function watch();";
    sqlx::raw_sql(watch)
        .execute(&mut centre.server.sql().await)
        .await
        .expect("a watch");
    let (mut saved, mut refused) = (0, 0);
    let mut second = 0;
    let mut tell = async |status: &str| {
        second += 1;
        let (minute, rest) = (second / 60, second % 60);
        let at = format!(
            "2026-11-28T{:02}:{:02}:{rest:02}Z",
            10 + minute / 60,
            minute % 60
        );
        let report = json!({"event_at": at, "status": status});
        let answer = put(&centre.program, "/enquiries/E-1", &report).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json()["status"], status, "{}", answer.text());
    };
    for race in 0..1_000 {
        let (base, draft, version) = centre.edit(&format!("Company {race}")).await;
        let save = json!({
            "enquiry": room, "contact": centre.contact["id"], "version": version, "base": base, "draft": draft,
        });
        let (answer, ()) = tokio::join!(
            agent.call("enquiries/contact/update", &save),
            tell("closed")
        );
        match answer.status.as_u16() {
            200 => saved += 1,
            403 => {
                refused += 1;
                assert!(said(&answer).contains("closed"), "{}", answer.text());
            }
            status => panic!("{status} {}", answer.text()),
        }
        let late = agent.call("enquiries/contact/update", &save).await;
        assert_eq!(late.status, 403, "{}", late.text());
        tell("ongoing").await;
    }
    assert_eq!(saved + refused, 1_000);
    assert!(
        saved > 0 && refused > 0,
        "both came first: {saved} {refused}"
    );
}
