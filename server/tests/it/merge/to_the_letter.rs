//! Whatever is merged by whatever choices, and whatever fails on the way: nothing is lost, and an undo gives both back.
use app::{
    error::Error,
    model::{Asker, notes},
};
use contact::{
    Contact, ContactId, Draft,
    merge::{Choices, Keep, differences, united},
};

use super::*;

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.below(2) == 0).cloned().collect()
    }

    fn one(&mut self, of: &[&str]) -> String {
        of[self.below(of.len())].to_owned()
    }
}

fn person(dice: &mut Dice) -> Draft {
    let phones = [
        json!({"type": "Mobile", "number": "+85211111111"}),
        json!({"type": "Work", "number": "+85211111111"}),
        json!({"type": "Home", "number": "+85222222222"}),
        json!({"type": "Mobile", "number": "+85233333333"}),
    ];
    let emails = [
        json!({"type": "Work", "address": "a@example.org"}),
        json!({"type": "Other", "address": "A@Example.org"}),
        json!({"type": "Personal", "address": "b@example.org"}),
    ];
    let socials = [
        json!({"network": "whatsapp", "id": "+85211111111"}),
        json!({"network": "line", "id": "a"}),
        json!({"network": "line", "id": "b"}),
        json!({"network": "messenger", "id": "a"}),
    ];
    let text = ["", "", "One", "Two", "Three"];
    let mut draft = json!({
        "last_name": dice.one(&["Chan", "陳", "Chen"]),
        "type": dice.one(&["Lead", "Customer"]), "level": dice.one(&["Primary", "Secondary"]),
        "phones": dice.some(&phones), "emails": dice.some(&emails), "socials": dice.some(&socials),
        "labels": dice.some(&["VIP", "New", "Partner", "Trial"]),
        "language": dice.one(&["", "en", "zh"]),
        "address": {"street": dice.one(&text), "city": dice.one(&text), "country": dice.one(&["", "HK", "GB"])},
    });
    for field in ["first_name", "company", "job_title", "team", "group"] {
        draft[field] = dice.one(&text).into();
    }
    if dice.below(2) == 0 {
        draft["birth_date"] = dice.one(&["1980-12-14", "1990-01-01"]).into();
    }
    let mut draft: Draft = serde_json::from_value(draft).expect("a draft");
    // A number is held once by one contact.
    let mut seen = BTreeSet::new();
    draft
        .phones
        .retain(|phone| seen.insert(phone.number.clone()));
    draft
        .emails
        .retain(|email| seen.insert(email.address.to_lowercase()));
    draft
}

fn choices(dice: &mut Dice, master: &Contact, other: &Contact, notes: &[Uuid]) -> Choices {
    let mut choices = Choices::default();
    for difference in differences(master, other) {
        let keep = match dice.below(4) {
            0 => Keep::Master,
            1 => Keep::Other,
            2 if difference.is_name() => Keep::Both,
            _ => continue,
        };
        choices.fields.insert(difference.field, keep);
    }
    if dice.below(2) == 0 {
        let all = united(master, other);
        let without = &mut choices.without;
        without.phones = dice
            .some(&all.phones)
            .into_iter()
            .map(|phone| phone.number)
            .collect();
        without.emails = dice
            .some(&all.emails)
            .into_iter()
            .map(|email| email.address)
            .collect();
        without.socials = dice
            .some(&all.socials)
            .into_iter()
            .map(|social| (social.network, social.id))
            .collect();
        without.labels = dice.some(&all.labels);
        without.notes = dice.some(notes);
    }
    choices
}

/// Whatever both held is there, or was left out and not verified.
fn nothing_is_lost(before: [&Contact; 2], after: &Contact, choices: &Choices) {
    let without = &choices.without;
    for draft in before.map(|contact| &contact.draft) {
        for phone in &draft.phones {
            let there = after
                .draft
                .phones
                .iter()
                .find(|held| held.number == phone.number);
            assert!(
                there.is_some_and(|held| held.verified >= phone.verified)
                    || !phone.verified && without.phones.contains(&phone.number),
                "{phone:?}"
            );
        }
        for email in &draft.emails {
            let same = |address: &String| address.eq_ignore_ascii_case(&email.address);
            assert!(
                after.draft.emails.iter().any(|held| same(&held.address))
                    || without.emails.iter().any(same),
                "{email:?}"
            );
        }
        for social in &draft.socials {
            let there = after
                .draft
                .socials
                .iter()
                .find(|held| held.network == social.network && held.id == social.id);
            assert!(
                there.is_some_and(|held| held.verified >= social.verified)
                    || !social.verified
                        && without
                            .socials
                            .contains(&(social.network, social.id.clone())),
                "{social:?}"
            );
        }
        for label in &draft.labels {
            assert!(
                after.draft.labels.contains(label) || without.labels.contains(label),
                "{label}"
            );
        }
    }
}

async fn made(asker: &Asker, db: &mut PgConnection, dice: &mut Dice, mark: &str) -> Contact {
    let contact = contacts::create(asker, None, person(dice))
        .await
        .expect("created");
    let id = contact.id.0;
    for table in ["contact_phone", "contact_social"] {
        let sql =
            format!("update {table} set verified = (position + $2) % 3 = 0 where contact_id = $1");
        let turn = dice.below(3) as i32;
        sqlx::query(AssertSqlSafe(sql))
            .bind(id)
            .bind(turn)
            .execute(&mut *db)
            .await
            .expect(table);
    }
    for n in 0..dice.below(3) {
        busy(db, id, &format!("{mark} {n}")).await;
    }
    read(asker, contact.id).await
}

async fn read(asker: &Asker, id: ContactId) -> Contact {
    match contacts::get(asker, id).await.expect("found") {
        app::wire::contacts::Found::Here(contact) => *contact,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn merging_and_undoing_gives_both_back_to_the_letter_whatever_was_chosen() {
    let server = Server::start().await;
    let asker = &server.operator();
    let mut db = server.sql().await;
    let third = contacts::create(asker, None, person(&mut Dice(1)))
        .await
        .expect("created");
    for seed in 0..60 {
        let dice = &mut Dice(seed);
        let master = made(asker, &mut db, dice, &format!("{seed} master")).await;
        let other = made(asker, &mut db, dice, &format!("{seed} other")).await;
        app::model::duplicates::differ(asker, [third.id, other.id], true)
            .await
            .expect("remembered");
        let mut held = notes::list(asker, master.id).await.expect("notes");
        held.extend(notes::list(asker, other.id).await.expect("notes"));
        let held: Vec<Uuid> = held.into_iter().map(|note| note.id).collect();
        let choices = choices(dice, &master, &other, &held);
        let before = rows(&mut db, false).await;

        let ids = [master.id, other.id];
        let merged = merge::merge(asker, ids, None, choices.clone())
            .await
            .expect("merged");
        let Merged::Done { merge: id, contact } = merged else {
            panic!("{merged:?}")
        };
        let wanted = contact::merge::merge(&master, &other, &choices).expect("the preview");
        assert_eq!(
            contact.draft, wanted.draft,
            "the save is the preview, seed {seed}"
        );
        assert_eq!(
            (&contact.other_first_names, &contact.other_last_names),
            (&wanted.other_first_names, &wanted.other_last_names)
        );
        nothing_is_lost([&master, &other], &contact, &choices);
        let during = rows(&mut db, false).await;
        for ((table, one), (_, two)) in before.iter().zip(&during) {
            let count = |rows: &Value| rows.as_array().map(Vec::len);
            assert!(
                count(two) >= count(one) || table.starts_with("contact_"),
                "{table} lost rows, seed {seed}"
            );
        }

        let undone = merge::undo(asker, id).await.expect("undone");
        assert_eq!(undone.kept, [], "seed {seed}");
        for ((table, one), (_, two)) in before.iter().zip(rows(&mut db, false).await.iter()) {
            assert_eq!(one, two, "{table} differs, seed {seed}");
        }
        for contact in [&master, &other] {
            let back = read(asker, contact.id).await;
            let same = Contact {
                version: contact.version,
                updated_at: contact.updated_at,
                ..back
            };
            assert_eq!(&same, contact, "seed {seed}");
        }
    }
}

#[tokio::test]
async fn a_fault_at_any_statement_of_a_merge_or_its_undo_leaves_nothing_changed() {
    let server = Server::start().await;
    let asker = &server.operator();
    let mut db = server.sql().await;
    sqlx::raw_sql(
        "create sequence write_number;
         create table fault (at bigint not null);
         insert into fault values (0);
         create function fail() returns trigger language plpgsql as $$
           begin
             if nextval('write_number') = (select at from fault) then
               raise exception 'injected';
             end if;
             return null;
           end $$;",
    )
    .execute(&mut db)
    .await
    .expect("a saboteur");
    let dice = &mut Dice(7);
    let master = made(asker, &mut db, dice, "master").await;
    let other = made(asker, &mut db, dice, "other").await;
    busy(&mut db, other.id.0, "more").await;
    let tables: Vec<&str> = TABLES
        .iter()
        .map(|(table, _)| *table)
        .chain(["change", "merge", "duplicate", "label"])
        .collect();
    for table in tables {
        let sql = format!(
            "create trigger fail after insert or update or delete on {table} execute function fail()"
        );
        sqlx::query(AssertSqlSafe(sql))
            .execute(&mut db)
            .await
            .expect(table);
    }
    let ids = [master.id, other.id];
    let arm = async |db: &mut PgConnection, at: i64| {
        sqlx::query("update fault set at = $1")
            .bind(at)
            .execute(&mut *db)
            .await
            .expect("armed");
        sqlx::query("select setval('write_number', 1, false)")
            .execute(&mut *db)
            .await
            .expect("armed");
    };
    let mut merged = None;
    for (deed, least) in [("merge", 12), ("undo", 10)] {
        let before = (rows(&mut db, true).await, log(&mut db).await);
        let mut at = 0;
        loop {
            at += 1;
            arm(&mut db, at).await;
            let done = match merged {
                None => merge::merge(asker, ids, None, Choices::default())
                    .await
                    .map(Some),
                Some(id) => merge::undo(asker, id).await.map(|_| None),
            };
            match done {
                Ok(done) => {
                    merged = done.map(|done| match done {
                        Merged::Done { merge, .. } => merge,
                        Merged::Conflict(_) => panic!("a conflict"),
                    });
                    break;
                }
                Err(Error::Broken { .. }) => {
                    assert_eq!(
                        (rows(&mut db, true).await, log(&mut db).await),
                        before,
                        "{deed}, statement {at}"
                    );
                }
                Err(error) => panic!("{deed}, statement {at}: {error:?}"),
            }
        }
        assert!(at > least, "a {deed} has only {at} statements");
    }
}

async fn log(db: &mut PgConnection) -> i64 {
    sqlx::query_scalar("select (select count(*) from change) + (select count(*) from merge) * 1000 + (select count(*) from merge where undone_at is null) * 1000000")
        .fetch_one(db)
        .await
        .expect("the log")
}
