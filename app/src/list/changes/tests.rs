use contact::{Contact, ContactId, Draft};
use uuid::Uuid;

use super::{Changes, FollowUp, ListEvent, RowDeparture, Unshown, Versions};
use crate::{
    error::Error,
    wire::{
        among::{MOST_AMONG, ShownAmong},
        live::News,
    },
};

fn id(number: u128) -> ContactId {
    ContactId(Uuid::from_u128(number))
}

fn contact(number: u128, version: i64) -> Contact {
    Contact {
        id: id(number),
        version,
        draft: Draft::default(),
        other_first_names: Vec::new(),
        other_last_names: Vec::new(),
        created_at: Default::default(),
        updated_at: Default::default(),
    }
}

/// A contact was written, and has this version now.
fn written(number: u128, version: i64) -> News {
    told_of(number, Some(version))
}

fn told_of(number: u128, version: Option<i64>) -> News {
    News::Contact {
        id: id(number),
        version,
        change: "Updated".to_owned(),
        fields: Vec::new(),
    }
}

fn rows(rows: &[(u128, i64)]) -> Versions {
    rows.iter()
        .map(|(row, version)| (id(*row), *version))
        .collect()
}

/// An answer that finds these; those that are shown in no row would stand among the rows.
fn found(contacts: &[(u128, i64)]) -> ShownAmong {
    ShownAmong {
        items: contacts
            .iter()
            .map(|(number, version)| contact(*number, *version))
            .collect(),
        here: contacts.iter().map(|(number, _)| id(*number)).collect(),
        ..ShownAmong::default()
    }
}

fn without(deleted: u128) -> ShownAmong {
    ShownAmong {
        deleted: [id(deleted)].into(),
        ..ShownAmong::default()
    }
}

/// A list that somebody looks at, with its rows.
struct Looked {
    changes: Changes,
    shown: Versions,
}

impl Looked {
    fn at(shown: &[(u128, i64)]) -> Self {
        let mut looked = Self {
            changes: Changes::default(),
            shown: rows(shown),
        };
        assert_eq!(looked.happens(ListEvent::Watched(true)), []);
        assert_eq!(looked.happens(ListEvent::Listed(true)), []);
        looked
    }

    fn happens(&mut self, happened: ListEvent) -> Vec<FollowUp> {
        self.changes.take(happened, &self.shown)
    }

    fn told(&mut self, news: Vec<News>) -> Vec<FollowUp> {
        self.happens(ListEvent::Told { news, idle: false })
    }

    /// Tells something of which the list is asked at once, and answers it.
    fn asked(&mut self, news: News, answer: ShownAmong) -> Vec<FollowUp> {
        let follow_ups = self.told(vec![news]);
        let [FollowUp::Ask(number, _), FollowUp::Pause(pause)] = follow_ups[..] else {
            panic!("{follow_ups:?}");
        };
        let answered = self.happens(ListEvent::Answered(number, Ok(answer)));
        assert_eq!(self.happens(ListEvent::PauseOver(pause)), []);
        answered
    }

    fn unshown(&self) -> Unshown {
        self.changes.unshown()
    }

    fn departure(&self, number: u128) -> Option<RowDeparture> {
        self.changes.departed().get(&id(number)).copied()
    }
}

#[test]
fn a_row_that_was_changed_is_drawn_anew_and_nothing_is_announced() {
    let mut list = Looked::at(&[(1, 1), (2, 1)]);
    let answered = list.asked(written(2, 2), found(&[(2, 2)]));
    let redraw = FollowUp::Redraw(vec![contact(2, 2)], Default::default());
    assert_eq!(answered, [redraw]);
    assert_eq!(list.unshown(), Unshown::Nothing);
}

#[test]
fn the_first_change_is_asked_about_at_once_and_the_next_ones_together_after_the_pause() {
    let mut list = Looked::at(&[(1, 1)]);
    let first = list.told(vec![written(1, 2)]);
    assert_eq!(first, [FollowUp::Ask(1, vec![id(1)]), FollowUp::Pause(1)]);
    list.happens(ListEvent::Answered(1, Ok(found(&[(1, 2)]))));
    list.shown = rows(&[(1, 2)]);
    assert_eq!(list.told(vec![written(2, 1)]), []);
    assert_eq!(list.told(vec![written(3, 1), written(2, 2)]), []);
    let next = [FollowUp::Ask(2, vec![id(2), id(3)]), FollowUp::Pause(2)];
    assert_eq!(list.happens(ListEvent::PauseOver(1)), next);
}

#[test]
fn what_is_told_while_a_question_is_under_way_is_asked_about_once_that_is_answered() {
    let mut list = Looked::at(&[(1, 1)]);
    list.told(vec![written(1, 2)]);
    assert_eq!(list.told(vec![written(1, 3)]), []);
    assert_eq!(list.happens(ListEvent::PauseOver(1)), [], "it takes long");
    let answered = list.happens(ListEvent::Answered(1, Ok(found(&[(1, 2)]))));
    let redraw = FollowUp::Redraw(vec![contact(1, 2)], Default::default());
    let ask = [FollowUp::Ask(2, vec![id(1)]), FollowUp::Pause(2)];
    assert_eq!(answered[..1], [redraw]);
    assert_eq!(answered[1..], ask);
}

#[test]
fn a_row_that_is_newer_than_the_answer_stays_as_it_is() {
    let mut list = Looked::at(&[]);
    list.told(vec![written(1, 1)]);
    // It came meanwhile with more of the list, and in another version.
    list.shown = rows(&[(1, 3)]);
    assert_eq!(list.happens(ListEvent::Appended), []);
    assert_eq!(
        list.happens(ListEvent::Answered(1, Ok(found(&[(1, 2)])))),
        []
    );
    assert_eq!(list.unshown(), Unshown::Nothing);
}

#[test]
fn what_is_told_before_the_first_answer_is_asked_about_with_it_unless_it_is_in_it() {
    let mut changes = Changes::default();
    let none = Versions::new();
    let news = vec![written(1, 2), written(2, 2), written(3, 1)];
    changes.take(ListEvent::Watched(true), &none);
    assert_eq!(
        changes.take(ListEvent::Told { news, idle: true }, &none),
        []
    );
    let shown = rows(&[(1, 2), (2, 1)]);
    let asked = [FollowUp::Ask(1, vec![id(2), id(3)]), FollowUp::Pause(1)];
    assert_eq!(changes.take(ListEvent::Listed(true), &shown), asked);
}

#[test]
fn a_contact_that_matches_and_stands_in_no_row_is_new() {
    let mut list = Looked::at(&[(1, 1)]);
    assert_eq!(
        list.asked(written(2, 1), found(&[(2, 1)])),
        [FollowUp::Count]
    );
    assert_eq!(list.unshown(), Unshown::New(1));
    assert_eq!(
        list.asked(written(3, 1), found(&[(3, 1)])),
        [FollowUp::Count]
    );
    assert_eq!(list.unshown(), Unshown::New(2));
    // Written once more, it is no other one.
    assert_eq!(list.asked(written(3, 2), found(&[(3, 2)])), []);
    assert_eq!(list.unshown(), Unshown::New(2));
    assert_eq!(list.asked(written(3, 3), without(3)), [FollowUp::Count]);
    assert_eq!(list.unshown(), Unshown::New(1));
}

#[test]
fn one_that_would_stand_behind_the_rows_is_counted_and_not_announced() {
    let mut list = Looked::at(&[(1, 1)]);
    let behind = ShownAmong {
        here: Default::default(),
        ..found(&[(9, 1)])
    };
    assert_eq!(list.asked(written(9, 1), behind), [FollowUp::Count]);
    assert_eq!(list.unshown(), Unshown::Nothing);
}

#[test]
fn while_others_are_changed_all_the_time_it_is_counted_now_and_then() {
    let mut list = Looked::at(&[(1, 1)]);
    let other = |list: &mut Looked, version| list.asked(written(9, version), found(&[]));
    assert_eq!(other(&mut list, 2), [FollowUp::Count]);
    assert_eq!(other(&mut list, 3), []);
    assert_eq!(other(&mut list, 4), []);
    // What is known to have changed the number is counted at once.
    let new = list.asked(written(2, 1), found(&[(2, 1)]));
    assert_eq!(new, [FollowUp::Count]);
    assert_eq!(other(&mut list, 5), []);
    let due = list.happens(ListEvent::CountPauseOver);
    assert_eq!(due, [FollowUp::Count]);
    assert_eq!(list.happens(ListEvent::CountPauseOver), []);
    assert_eq!(other(&mut list, 6), [FollowUp::Count]);
    // A list that is answered is counted.
    assert_eq!(other(&mut list, 7), []);
    list.happens(ListEvent::AskedAnew);
    list.happens(ListEvent::Listed(true));
    assert_eq!(list.happens(ListEvent::CountPauseOver), []);
}

#[test]
fn a_list_that_could_not_be_asked_anew_says_that_there_may_be_changes_and_follows_on() {
    let mut list = Looked::at(&[(1, 1)]);
    list.happens(ListEvent::AskedAnew);
    assert_eq!(list.happens(ListEvent::NotAskedAnew), []);
    assert_eq!(list.unshown(), Unshown::Many);
    let answered = list.asked(written(1, 2), found(&[(1, 2)]));
    let redraw = FollowUp::Redraw(vec![contact(1, 2)], Default::default());
    assert_eq!(answered, [redraw]);
}

#[test]
fn one_that_comes_with_more_of_the_list_is_new_no_longer() {
    let mut list = Looked::at(&[(1, 1)]);
    list.asked(written(2, 1), found(&[(2, 1)]));
    list.shown = rows(&[(1, 1), (2, 1)]);
    list.happens(ListEvent::Appended);
    assert_eq!(list.unshown(), Unshown::Nothing);
}

#[test]
fn a_row_that_matches_no_longer_stays_and_says_why() {
    let mut list = Looked::at(&[(1, 1), (2, 1)]);
    assert_eq!(list.asked(written(1, 2), found(&[])), [FollowUp::Count]);
    assert_eq!(list.departure(1), Some(RowDeparture::Unlisted));
    assert_eq!(list.asked(written(2, 2), without(2)), [FollowUp::Count]);
    assert_eq!(list.departure(2), Some(RowDeparture::Deleted));
    assert_eq!(list.unshown(), Unshown::Nothing);
}

#[test]
fn one_that_was_deleted_and_restored_is_a_row_like_the_others() {
    let mut list = Looked::at(&[(1, 1)]);
    list.asked(written(1, 2), without(1));
    let restored = list.asked(written(1, 3), found(&[(1, 3)]));
    let redraw = FollowUp::Redraw(vec![contact(1, 3)], Default::default());
    assert_eq!(restored, [redraw, FollowUp::Count]);
    assert_eq!(list.departure(1), None);
}

#[test]
fn one_that_was_erased_is_asked_about_without_a_version() {
    let mut list = Looked::at(&[(1, 4)]);
    assert_eq!(list.asked(told_of(1, None), without(1)), [FollowUp::Count]);
    assert_eq!(list.departure(1), Some(RowDeparture::Deleted));
}

#[test]
fn what_is_shown_in_the_version_that_is_told_is_no_news() {
    let mut list = Looked::at(&[(1, 2), (2, 5)]);
    assert_eq!(list.told(vec![written(1, 2), written(2, 4)]), []);
    let other = vec![
        News::Enquiries,
        News::Imports,
        News::Gone { id: Uuid::nil() },
    ];
    assert_eq!(list.told(other), []);
}

#[test]
fn more_than_can_be_asked_about_are_many_changes_and_single_rows_go_on_following() {
    let mut list = Looked::at(&[(1, 1)]);
    let most = MOST_AMONG as u128;
    let all = (2..most + 2).map(|number| written(number, 1)).collect();
    assert_eq!(list.told(all).len(), 2, "as many as can be");
    list.happens(ListEvent::Answered(1, Ok(found(&[]))));
    let more = (2..most + 3).map(|number| written(number, 2)).collect();
    assert_eq!(list.told(more), []);
    assert_eq!(list.unshown(), Unshown::Many);
    assert_eq!(list.happens(ListEvent::PauseOver(1)), []);
    let answered = list.asked(written(1, 2), found(&[(1, 2)]));
    let redraw = FollowUp::Redraw(vec![contact(1, 2)], Default::default());
    assert_eq!(answered, [redraw]);
    assert_eq!(list.unshown(), Unshown::Many);
}

#[test]
fn many_contacts_that_are_not_named_are_many_changes_until_the_list_is_asked_anew() {
    let mut list = Looked::at(&[(1, 1)]);
    list.asked(written(2, 1), found(&[(2, 1)]));
    assert_eq!(list.told(vec![News::ManyContacts]), []);
    assert_eq!(list.unshown(), Unshown::Many);
    assert_eq!(list.happens(ListEvent::AskedAnew), []);
    assert_eq!(list.unshown(), Unshown::Nothing);
    list.shown = rows(&[(1, 1), (2, 1)]);
    assert_eq!(list.happens(ListEvent::Listed(true)), []);
    assert_eq!(list.unshown(), Unshown::Nothing);
}

#[test]
fn a_list_that_was_asked_anew_forgets_what_was_told_before_and_not_what_is_told_since() {
    let mut list = Looked::at(&[(1, 1)]);
    list.asked(written(1, 2), without(1));
    list.told(vec![written(2, 1)]);
    list.happens(ListEvent::AskedAnew);
    assert_eq!(
        list.departure(1),
        Some(RowDeparture::Deleted),
        "it is still shown"
    );
    let late = list.happens(ListEvent::Answered(2, Ok(found(&[(2, 1)]))));
    assert_eq!(late, [], "the list answers it");
    assert_eq!(list.told(vec![written(3, 1), written(2, 1)]), []);
    assert_eq!(
        list.happens(ListEvent::PauseOver(2)),
        [],
        "nothing is listed yet"
    );
    list.shown = rows(&[(2, 1)]);
    let asked = [FollowUp::Ask(3, vec![id(3)]), FollowUp::Pause(3)];
    assert_eq!(list.happens(ListEvent::Listed(true)), asked);
    assert_eq!(list.departure(1), None);
}

#[test]
fn nothing_is_asked_while_nobody_looks_and_all_of_it_once_somebody_does() {
    let mut list = Looked::at(&[(1, 1), (2, 1)]);
    assert_eq!(list.happens(ListEvent::Watched(false)), []);
    assert_eq!(list.told(vec![written(1, 2)]), []);
    assert_eq!(list.told(vec![written(2, 2), written(1, 3)]), []);
    let asked = [FollowUp::Ask(1, vec![id(1), id(2)]), FollowUp::Pause(1)];
    assert_eq!(list.happens(ListEvent::Watched(true)), asked);
}

#[test]
fn what_may_have_been_missed_is_read_quietly_where_that_disturbs_nobody() {
    let missed = |idle| ListEvent::Told {
        news: vec![News::Resync],
        idle,
    };
    let mut list = Looked::at(&[(1, 1)]);
    let anew = [FollowUp::AskAnew, FollowUp::Pause(1)];
    assert_eq!(list.happens(missed(true)), anew);
    assert_eq!(list.unshown(), Unshown::Nothing);
    let mut list = Looked::at(&[(1, 1)]);
    assert_eq!(list.happens(missed(false)), []);
    assert_eq!(list.unshown(), Unshown::Many);
}

#[test]
fn what_this_page_has_changed_itself_is_not_announced() {
    let mut list = Looked::at(&[(1, 1)]);
    assert_eq!(list.happens(ListEvent::OwnChange), [FollowUp::Pause(1)]);
    list.happens(ListEvent::AskedAnew);
    list.shown = rows(&[(1, 2), (2, 1)]);
    assert_eq!(list.happens(ListEvent::Listed(true)), []);
    assert_eq!(list.told(vec![written(1, 2), written(2, 1)]), []);
    assert_eq!(
        list.happens(ListEvent::PauseOver(1)),
        [],
        "all of it is shown"
    );
    // A bulk action, of which more were changed than are named.
    assert_eq!(list.happens(ListEvent::OwnChange), [FollowUp::Pause(2)]);
    assert_eq!(list.told(vec![News::ManyContacts]), []);
    assert_eq!(list.unshown(), Unshown::Nothing);
    let anew = [FollowUp::AskAnew, FollowUp::Pause(3)];
    assert_eq!(list.happens(ListEvent::PauseOver(2)), anew);
}

#[test]
fn where_nobody_can_tell_what_changed_there_are_many_changes() {
    let mut list = Looked::at(&[(1, 1)]);
    list.told(vec![written(1, 2)]);
    assert_eq!(
        list.happens(ListEvent::Answered(1, Err(Error::Unreachable))),
        []
    );
    assert_eq!(list.unshown(), Unshown::Many);
    list.happens(ListEvent::AskedAnew);
    list.happens(ListEvent::Listed(false));
    list.told(vec![News::ManyContacts]);
    assert_eq!(
        list.unshown(),
        Unshown::Nothing,
        "a failure is what is shown"
    );
}
