//! Which contacts somebody means: some that were ticked, or all that a query finds, seen or not.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Query;
use crate::contact::ContactId;

/// Contacts that something is about to be done to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Selection {
    These(BTreeSet<ContactId>),
    /// All that the query finds; its order, limit and cursor mean nothing here.
    All(Box<Query>),
}

impl Default for Selection {
    fn default() -> Self {
        Self::These(BTreeSet::new())
    }
}

impl Selection {
    /// All that a query finds.
    pub fn all(query: Query) -> Self {
        Self::All(Box::new(query.everything()))
    }

    /// Nothing is selected.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::These(ids) if ids.is_empty())
    }

    /// Tells whether a contact that the query finds is selected.
    pub fn contains(&self, id: ContactId) -> bool {
        match self {
            Self::These(ids) => ids.contains(&id),
            Self::All(_) => true,
        }
    }

    /// The contacts that were ticked; none where all are meant.
    pub fn these(&self) -> Option<&BTreeSet<ContactId>> {
        match self {
            Self::These(ids) => Some(ids),
            Self::All(_) => None,
        }
    }

    /// Ticks a contact or takes its tick away. Where all were selected, the others `in_sight` stay selected.
    pub fn tick(
        &mut self,
        id: ContactId,
        ticked: bool,
        in_sight: impl IntoIterator<Item = ContactId>,
    ) {
        if let (Self::All(_), false) = (&self, ticked) {
            *self = Self::These(in_sight.into_iter().collect());
        }
        if let Self::These(ids) = self {
            if ticked {
                ids.insert(id);
            } else {
                ids.remove(&id);
            }
        }
    }
}
