//! What the list shows, read from its newest answer.
use contact::{
    Contact, ContactId,
    query::{Total, selection::Selection},
};
use leptos::prelude::*;

use crate::{
    error::Error,
    list::{changes::RowDeparture, state::State},
    trail::Answer,
    ui::badge::Hue,
    values::words::full_name,
    wire::{contacts::ContactPage, labels::Label, views::View},
};

impl State {
    /// Looks at the newest answer, if there is one.
    pub fn with_answer<T>(self, look: impl FnOnce(&Answer) -> T) -> Option<T> {
        if self.newer.with(Option::is_some) {
            self.newer.with(|newer| newer.as_ref().map(look))
        } else {
            self.first.with(|first| first.as_ref().map(look))
        }
    }

    /// Looks at the contacts that it brought, if it did.
    pub fn with_page<T>(self, look: impl FnOnce(&ContactPage) -> T) -> Option<T> {
        self.with_answer(|answer| answer.as_ref().ok().map(look))
            .flatten()
    }

    /// The ids of the contacts on the page.
    pub fn ids(self) -> Vec<ContactId> {
        self.with_page(|page| page.items.iter().map(|contact| contact.id).collect())
            .unwrap_or_default()
    }

    /// How many contacts are found.
    pub fn total(self) -> Option<Total> {
        self.with_page(|page| page.total)
    }

    /// The words of the search that find only names that begin with them.
    pub fn beginnings(self) -> Vec<String> {
        self.with_page(|page| page.beginnings.clone())
            .unwrap_or_default()
    }

    /// The saved view that is shown.
    pub fn shown_view(self) -> Option<View> {
        let id = self.view.get()?;
        self.views.with(|views| {
            let views = views.as_ref()?;
            views.iter().find(|view| view.id == id).cloned()
        })
    }

    /// The colour of a label.
    pub fn colour(self, label: &str) -> Hue {
        let of = |labels: &Result<Vec<Label>, Error>| {
            let mut labels = labels.as_ref().ok()?.iter();
            let label = labels.find(|known| known.name == label)?;
            Some(Hue::parse(&label.colour))
        };
        self.labels
            .with(|labels| labels.as_ref().and_then(of))
            .unwrap_or_default()
    }

    /// Why a contact that is shown is not in the list any more; none while it is.
    pub fn departure(self, id: ContactId) -> Option<RowDeparture> {
        self.departed.with(|departed| departed.get(&id).copied())
    }

    /// A contact that was deleted meanwhile cannot be ticked; one that was ticked before stays so until the list is asked
    /// anew.
    pub fn may_tick(self, id: ContactId) -> bool {
        self.departure(id) != Some(RowDeparture::Deleted)
            || self.selected.with(|selected| selected.contains(id))
    }

    /// The contacts on the page but for those that were deleted meanwhile.
    pub fn tickable(self) -> Vec<ContactId> {
        let mut ids = self.ids();
        self.departed.with(|departed| {
            ids.retain(|id| departed.get(id) != Some(&RowDeparture::Deleted));
        });
        ids
    }

    /// Ticks a contact, or takes its tick away.
    pub fn tick(self, id: ContactId, ticked: bool) {
        self.selected
            .update(|selected| selected.tick(id, ticked, untrack(|| self.tickable())));
    }

    /// Ticks all contacts on the page at once, or takes all ticks away.
    pub fn tick_all(self, ticked: bool) {
        let ids = match ticked {
            true => untrack(|| self.tickable()),
            false => Vec::new(),
        };
        self.ticked_at_once.set_value(ids.len());
        self.selected
            .set(Selection::These(ids.into_iter().collect()));
    }

    /// All that are in sight are selected.
    pub fn all_ticked(self) -> bool {
        let ids = self.in_sight();
        self.selected.with(|selected| all_ticked(selected, &ids))
    }

    /// The contacts on the page, but for those by which it has grown since all were ticked at once.
    fn in_sight(self) -> Vec<ContactId> {
        let mut ids = self.tickable();
        if let at_once @ 1.. = self.ticked_at_once.get_value() {
            ids.truncate(at_once);
        }
        ids
    }

    /// How many are found, where all in sight were ticked and there are more.
    pub fn beyond_ticked(self) -> Option<Total> {
        let (ids, total) = (self.in_sight(), self.total()?);
        self.selected
            .with(|selected| beyond_ticked(selected, &ids, total))
    }

    /// Two contacts can be merged: the address of that page, and their names.
    pub fn pair(self) -> Option<(String, String)> {
        self.selected
            .with(|selected| self.with_page(|page| pair(selected, &page.items)))
            .flatten()
    }
}

fn all_ticked(selected: &Selection, in_sight: &[ContactId]) -> bool {
    !in_sight.is_empty() && in_sight.iter().all(|id| selected.contains(*id))
}

fn beyond_ticked(selected: &Selection, in_sight: &[ContactId], total: Total) -> Option<Total> {
    let is_more = match total {
        Total::Exactly(total) => total as usize > in_sight.len(),
        Total::AtLeast { .. } => true,
    };
    (is_more && selected.these().is_some() && all_ticked(selected, in_sight)).then_some(total)
}

/// The upper one is the master.
fn pair(selected: &Selection, in_sight: &[Contact]) -> Option<(String, String)> {
    let two = selected.these().filter(|ids| ids.len() == 2)?;
    let mut contacts = in_sight.iter().filter(|contact| two.contains(&contact.id));
    let (master, other) = (contacts.next()?, contacts.next()?);
    let name = |of: &Contact| full_name(&of.draft.first_name, &of.draft.last_name);
    Some((
        format!("/contacts/{}?merge={}", master.id, other.id),
        format!("{} + {}", name(master), name(other)),
    ))
}

#[cfg(test)]
mod tests {
    use contact::{
        ContactId,
        query::{Query, Total, selection::Selection},
    };

    use super::{all_ticked, beyond_ticked, pair};
    use crate::trail::tests::page;

    fn ids(count: usize) -> Vec<ContactId> {
        page(count, None)
            .items
            .iter()
            .map(|contact| contact.id)
            .collect()
    }

    fn ticked(ids: &[ContactId]) -> Selection {
        Selection::These(ids.iter().copied().collect())
    }

    #[test]
    fn all_are_ticked_one_by_one_or_at_once_and_an_empty_list_is_not() {
        let ids = ids(3);
        assert!(all_ticked(&ticked(&ids), &ids));
        assert!(all_ticked(&Selection::all(Query::default()), &ids));
        assert!(!all_ticked(&ticked(&ids[1..]), &ids));
        assert!(!all_ticked(&ticked(&[]), &[]));
    }

    #[test]
    fn once_all_in_sight_are_ticked_the_others_that_are_found_can_be_selected_too() {
        let ids = ids(3);
        let beyond = |selected, total| beyond_ticked(&selected, &ids, total);
        let uncounted = Total::AtLeast { at_least: 10_000 };
        assert_eq!(beyond(ticked(&ids), uncounted), Some(uncounted));
        let more = Total::Exactly(4);
        assert_eq!(beyond(ticked(&ids), more), Some(more));
        assert_eq!(beyond(ticked(&ids), Total::Exactly(3)), None);
        assert_eq!(beyond(ticked(&ids[1..]), more), None);
        let all = Selection::all(Query::default());
        assert_eq!(beyond(all, more), None, "they are selected already");
    }

    #[test]
    fn two_can_be_merged_and_the_upper_one_is_the_master_whichever_was_ticked_first() {
        let contacts = page(3, None).items;
        let ids = ids(3);
        let merge = |ids: &[_]| pair(&ticked(ids), &contacts).map(|(address, _)| address);
        let address = format!("/contacts/{}?merge={}", ids[1], ids[2]);
        assert_eq!(merge(&[ids[2], ids[1]]), Some(address));
        assert_eq!(merge(&ids[1..2]), None);
        assert_eq!(merge(&ids), None);
        assert_eq!(pair(&Selection::all(Query::default()), &contacts), None);
    }
}
