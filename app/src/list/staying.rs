//! A list that is asked anew stays where it was: the same contacts are in sight, the keys are at the same one, and what held
//! the focus holds it still.
use std::mem;

use contact::ContactId;
use leptos::prelude::*;

use crate::{
    list::{
        changes::ListEvent,
        state::State,
        window::{AHEAD, Aim},
    },
    trail::Answer,
    ui::focus,
};

impl State {
    /// Shows an answer in place of the one before.
    pub(super) fn show(self, answer: Answer) {
        let window = self.window;
        let aim = window.aim.try_update_value(mem::take).unwrap_or_default();
        let before = self.newer.with_untracked(|answer| ids(answer.as_ref()));
        let (now, listed) = (ids(Some(&answer)), answer.is_ok());
        let scroller = window.scroller.try_get_untracked().flatten();
        let top = scroller.as_ref().and_then(|scroller| {
            let top = f64::from(scroller.scroll_top());
            scroll_to(aim, &before, &now, top, window.row.get_value())
        });
        let holder = document().active_element().filter(|active| {
            let scroller = scroller.as_ref();
            scroller.is_some_and(|scroller| scroller.contains(Some(active)))
        });
        self.newer.set(Some(answer));
        if aim != Aim::Start {
            let at = window.at.get_untracked();
            let place = at.and_then(|at| place_of(&before, at, &now));
            if place.is_some() && place != at {
                window.at.set(place);
            }
            self.let_go(&now);
        }
        self.changed(ListEvent::Listed(listed));
        request_animation_frame(move || {
            if let Some((scroller, top)) = scroller.zip(top) {
                scroller.set_scroll_top(top as i32);
            }
            // A row that was only moved has lost the focus, and is there to take it back.
            if let Some(holder) = holder.filter(|it| focus::is_nowhere() && it.is_connected()) {
                focus::put(&holder);
            }
            self.scrolled();
        });
    }

    /// Takes the tick from contacts that were told to be gone and are not there any more.
    fn let_go(self, now: &[ContactId]) {
        let is_gone = |id: &&ContactId| !now.contains(id);
        let gone: Vec<ContactId> = self
            .departed
            .with_untracked(|departed| departed.keys().filter(is_gone).copied().collect());
        let ticked = self.selected.with_untracked(|selected| {
            let these = selected.these();
            these.is_some_and(|these| gone.iter().any(|id| these.contains(id)))
        });
        if ticked {
            self.selected.update(|selected| {
                for id in gone {
                    selected.tick(id, false, []);
                }
            });
        }
    }
}

fn ids(answer: Option<&Answer>) -> Vec<ContactId> {
    match answer {
        Some(Ok(page)) => page.items.iter().map(|contact| contact.id).collect(),
        _ => Vec::new(),
    }
}

/// Where the contact of a row stands now.
fn place_of(before: &[ContactId], row: usize, now: &[ContactId]) -> Option<usize> {
    let id = before.get(row)?;
    now.iter().position(|there| there == id)
}

/// How far to scroll so that the uppermost contact that was in sight and is still there stands where it stood, or to the top
/// for what has come before all others; none where nothing moves.
fn scroll_to(
    aim: Aim,
    before: &[ContactId],
    now: &[ContactId],
    top: f64,
    height: f64,
) -> Option<f64> {
    let is_new = now.first().is_some_and(|first| !before.contains(first));
    match aim {
        Aim::Start => return None,
        Aim::Unshown if is_new => return Some(0.0),
        Aim::Unshown | Aim::Stay if top <= 0.0 => return None,
        Aim::Unshown | Aim::Stay => {}
    }
    let first = (top / height) as usize;
    let mut nearest = (first..before.len()).take(AHEAD);
    let (row, place) = nearest.find_map(|row| Some((row, place_of(before, row, now)?)))?;
    (row != place).then(|| (top + (place as f64 - row as f64) * height).max(0.0))
}

#[cfg(test)]
mod tests {
    use contact::ContactId;
    use uuid::Uuid;

    use super::{Aim, place_of, scroll_to};

    fn ids(numbers: impl IntoIterator<Item = u128>) -> Vec<ContactId> {
        let ids = numbers.into_iter();
        ids.map(|number| ContactId(Uuid::from_u128(number)))
            .collect()
    }

    #[test]
    fn the_same_contacts_stay_in_sight_where_others_come_before_them_or_go() {
        let before = ids(0..50);
        let three_more = ids((100..103).chain(0..50));
        let stay = |now: &[ContactId], top| scroll_to(Aim::Stay, &before, now, top, 36.0);
        assert_eq!(stay(&three_more, 370.0), Some(370.0 + 3.0 * 36.0));
        assert_eq!(stay(&ids(2..50), 370.0), Some(370.0 - 2.0 * 36.0));
        assert_eq!(stay(&before, 370.0), None, "nothing moves");
        assert_eq!(
            stay(&three_more, 0.0),
            None,
            "whoever is at the top stays there"
        );
        let without_the_uppermost = ids((100..102).chain(0..10).chain(11..50));
        assert_eq!(stay(&without_the_uppermost, 370.0), Some(370.0 + 36.0));
        assert_eq!(
            stay(&ids(200..250), 370.0),
            None,
            "nobody is there any more"
        );
    }

    #[test]
    fn the_new_ones_are_scrolled_to_only_where_they_stand_before_all_others() {
        let before = ids(0..50);
        let show = |now: &[ContactId]| scroll_to(Aim::Unshown, &before, now, 370.0, 36.0);
        assert_eq!(show(&ids((100..101).chain(0..50))), Some(0.0));
        assert_eq!(show(&ids((0..50).chain(100..101))), None);
        let inside = ids((0..5).chain(100..101).chain(5..50));
        assert_eq!(show(&inside), Some(370.0 + 36.0));
    }

    #[test]
    fn another_list_begins_where_it_begins() {
        let (before, now) = (ids(0..50), ids((100..101).chain(0..50)));
        assert_eq!(scroll_to(Aim::Start, &before, &now, 370.0, 36.0), None);
    }

    #[test]
    fn a_row_is_found_again_by_its_contact() {
        let before = ids(0..5);
        assert_eq!(place_of(&before, 2, &ids([7, 0, 1, 2])), Some(3));
        assert_eq!(place_of(&before, 2, &ids([0, 1])), None);
        assert_eq!(place_of(&before, 9, &before), None);
    }
}
