use contact::query::{LONGEST_PAGE, Query};

use super::{Answer, Asked, Asking, Command, Event, MORE};
use crate::{error::Error, trail};

fn search(text: &str) -> Asked {
    Ok(Query {
        search: text.to_owned(),
        ..Query::default()
    })
}

/// A page of so many contacts; more come where there is a cursor.
fn page(contacts: usize, next: Option<&str>) -> Answer {
    Ok(trail::tests::page(contacts, next))
}

/// A list that shows an answer.
fn showing(answer: &Answer) -> Asking {
    Asking::new(search(""), Some(answer))
}

#[test]
fn another_address_forgets_the_list_before_and_asks() {
    let mut asking = showing(&page(3, None));
    let commands = asking.take(Event::Asked(search("chan")));
    assert_eq!(
        commands,
        [Command::Forget, Command::Ask(1, search("chan"), 0)]
    );
}

#[test]
fn what_is_out_of_date_is_asked_for_again_and_nothing_is_forgotten() {
    let mut asking = showing(&page(300, Some("c")));
    let commands = asking.take(Event::Outdated(250));
    assert_eq!(commands, [Command::Ask(1, search(""), 250)]);
}

#[test]
fn a_slow_answer_never_takes_the_place_of_a_later_one() {
    let mut asking = showing(&page(3, None));
    asking.take(Event::Asked(search("ch")));
    asking.take(Event::Asked(search("chan")));
    let newest = page(1, None);
    assert_eq!(
        asking.take(Event::Answered(2, newest.clone())),
        [Command::Show(newest)]
    );
    assert_eq!(asking.take(Event::Answered(1, page(9, None))), []);
}

#[test]
fn the_answer_of_the_document_counts_until_something_was_asked() {
    let mut asking = Asking::new(search(""), None);
    let first = page(3, None);
    assert_eq!(
        asking.take(Event::First(first.clone())),
        [Command::Show(first.clone())]
    );
    asking.take(Event::Asked(search("chan")));
    assert_eq!(asking.take(Event::First(first)), []);
}

#[test]
fn a_failure_is_shown_as_an_answer() {
    let mut asking = showing(&page(3, None));
    let failed = Err(Error::Unreachable);
    let show = [Command::Show(failed.clone())];
    asking.take(Event::Asked(search("chan")));
    // Asked once more, it is still about a list of which nothing is shown.
    asking.take(Event::Outdated(0));
    assert_eq!(asking.take(Event::Answered(2, failed.clone())), show);
    asking.take(Event::Outdated(0));
    assert_eq!(asking.take(Event::Answered(3, failed)), show);
}

#[test]
fn what_is_shown_stays_where_it_cannot_be_asked_anew() {
    let mut asking = showing(&page(300, Some("c")));
    asking.take(Event::Outdated(250));
    let failed = Event::Answered(1, Err(Error::Unreachable));
    assert_eq!(asking.take(failed), [Command::Keep(Error::Unreachable)]);
    assert_eq!(asking.take(Event::Neared(250)).len(), 1, "it goes on");
    let answer = page(250, None);
    asking.take(Event::Outdated(250));
    assert_eq!(
        asking.take(Event::Answered(2, answer.clone())),
        [Command::Show(answer)]
    );
}

#[test]
fn more_is_asked_for_once_before_the_end_comes_in_sight() {
    let mut asking = showing(&page(300, Some("c")));
    assert_eq!(asking.take(Event::Neared(150)), []);
    let commands = asking.take(Event::Neared(250));
    let [Command::AskMore(cursor, query)] = &commands[..] else {
        panic!("{commands:?}");
    };
    assert_eq!((cursor.as_str(), query.limit), ("c", MORE));
    assert_eq!(asking.take(Event::Neared(260)), [], "it is on its way");
}

#[test]
fn whoever_scrolls_far_ahead_gets_more_at_once() {
    let mut asking = showing(&page(100, Some("c")));
    let commands = asking.take(Event::Neared(5_000));
    assert!(
        matches!(&commands[..], [Command::AskMore(_, query)] if query.limit == LONGEST_PAGE),
        "{commands:?}"
    );
}

#[test]
fn no_more_is_asked_for_at_the_end_nor_while_the_list_is_read_anew() {
    let mut asking = showing(&page(10, None));
    assert_eq!(asking.take(Event::Neared(10)), []);
    let mut asking = showing(&page(10, Some("c")));
    asking.take(Event::Outdated(10));
    assert_eq!(asking.take(Event::Neared(10)), []);
}

#[test]
fn more_contacts_stand_behind_those_that_are_there() {
    let mut asking = showing(&page(100, Some("c")));
    asking.take(Event::Neared(90));
    let more = page(50, Some("d"));
    assert_eq!(
        asking.take(Event::More("c".to_owned(), more.clone())),
        [Command::Append(more.expect("a page"))]
    );
    let commands = asking.take(Event::Neared(140));
    assert!(
        matches!(&commands[..], [Command::AskMore(cursor, _)] if cursor == "d"),
        "{commands:?}"
    );
}

#[test]
fn more_of_another_list_is_dropped() {
    let mut asking = showing(&page(100, Some("c")));
    asking.take(Event::Neared(90));
    asking.take(Event::Asked(search("chan")));
    asking.take(Event::Answered(1, page(100, Some("c"))));
    assert_eq!(asking.take(Event::More("c".to_owned(), page(50, None))), []);
}

#[test]
fn more_is_dropped_where_the_list_is_read_anew_and_is_asked_for_again() {
    let mut asking = showing(&page(100, Some("c")));
    asking.take(Event::Neared(90));
    asking.take(Event::Outdated(100));
    let more = Event::More("c".to_owned(), page(50, None));
    assert_eq!(asking.take(more), []);
    asking.take(Event::Answered(1, page(100, Some("c"))));
    assert_eq!(asking.take(Event::Neared(90)).len(), 1);
}

#[test]
fn more_that_does_not_come_is_asked_for_again() {
    let mut asking = showing(&page(100, Some("c")));
    asking.take(Event::Neared(90));
    asking.take(Event::More("c".to_owned(), Err(Error::Unreachable)));
    assert_eq!(asking.take(Event::Neared(90)).len(), 1);
}

#[test]
fn enter_opens_the_only_hit_once_its_answer_is_there() {
    let mut asking = showing(&page(100, None));
    asking.take(Event::Asked(search("chan")));
    assert_eq!(asking.take(Event::Sought(Some("chan".to_owned()))), []);
    let only = page(1, None);
    let id = only.as_ref().expect("a page").items[0].id;
    assert_eq!(
        asking.take(Event::Answered(1, only.clone())),
        [Command::Show(only), Command::Open(id)]
    );
    assert_eq!(asking.take(Event::Outdated(1)).len(), 1);
    assert_eq!(
        asking.take(Event::Answered(2, page(1, None))).len(),
        1,
        "it is opened once"
    );
}

#[test]
fn down_goes_into_the_rows_of_what_was_typed_and_not_of_what_was_found_before() {
    let mut asking = showing(&page(100, None));
    asking.take(Event::Asked(search("chan")));
    assert_eq!(asking.take(Event::WentDown("chan".to_owned())), []);
    let found = page(2, None);
    assert_eq!(
        asking.take(Event::Answered(1, found.clone())),
        [Command::Show(found), Command::Visit]
    );
    let again = asking.take(Event::WentDown("chan".to_owned()));
    assert_eq!(again, [Command::Visit], "it is there already");
}

#[test]
fn enter_opens_nothing_of_two_hits_of_another_search_or_after_typing_on() {
    let mut asking = Asking::new(search("chan"), Some(&page(2, None)));
    assert_eq!(asking.take(Event::Sought(Some("chan".to_owned()))), []);
    let mut asking = Asking::new(search("chan"), Some(&page(1, None)));
    assert_eq!(asking.take(Event::Sought(Some("chen".to_owned()))), []);
    let mut asking = showing(&page(9, None));
    asking.take(Event::Asked(search("chan")));
    asking.take(Event::Sought(Some("chan".to_owned())));
    asking.take(Event::Sought(None));
    assert_eq!(asking.take(Event::Answered(1, page(1, None))).len(), 1);
}
