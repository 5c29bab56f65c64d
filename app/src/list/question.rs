//! What the list asks the server, and what belongs to it.
use std::collections::HashSet;

use contact::{
    Contact, ContactId, CustomField,
    query::{LONGEST_PAGE, Query, Total},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{contacts::list, fields, imports},
    error::Error,
    list::asking::Asked,
    trail::Answer,
    wire::{contacts::ContactPage, imports::ImportName},
};

/// What the filters by custom field and by import are called.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names {
    pub fields: Vec<CustomField>,
    pub imports: Vec<ImportName>,
}

/// Asks for the first contacts of a query: a page, or as many as were loaded.
pub async fn ask(asked: Asked, rows: usize) -> Answer {
    gather(asked.map_err(Error::Refused)?, rows, list).await
}

async fn gather(query: Query, rows: usize, list: impl AsyncFn(Query) -> Answer) -> Answer {
    let mut page = list(Query {
        limit: query.limit.max(step(rows)),
        ..query.clone()
    })
    .await?;
    while page.items.len() < rows
        && let Some(cursor) = page.next_cursor.as_ref().and_then(|next| next.parse().ok())
    {
        let more = list(Query {
            limit: step(rows - page.items.len()),
            cursor: Some(cursor),
            ..query.clone()
        })
        .await?;
        let more = unseen(more, &page.items);
        page.items.extend(more.items);
        page.next_cursor = more.next_cursor;
    }
    Ok(page)
}

/// A page without the contacts that were seen before: one that was changed between two questions may stand on the next page
/// too by then.
pub fn unseen(page: ContactPage, seen: &[Contact]) -> ContactPage {
    let seen: HashSet<ContactId> = seen.iter().map(|contact| contact.id).collect();
    let mut items = page.items;
    items.retain(|contact| !seen.contains(&contact.id));
    ContactPage { items, ..page }
}

fn step(rows: usize) -> u16 {
    u16::try_from(rows).map_or(LONGEST_PAGE, |rows| rows.clamp(1, LONGEST_PAGE))
}

/// How many contacts there are in all, where that is not what the list counts anyway.
pub async fn all_there_are(narrowed: bool) -> Option<Total> {
    let one = Query {
        limit: 1,
        ..Query::default()
    };
    match narrowed {
        true => list(one).await.ok().map(|page| page.total),
        false => None,
    }
}

/// Asks for the names, once they are wanted.
pub async fn ask_names(wanted: bool) -> Names {
    if !wanted {
        return Names::default();
    }
    let (fields, imports) = futures::join!(fields::list(), imports::names());
    Names {
        fields: fields.unwrap_or_default(),
        imports: imports.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use contact::{
        ContactId,
        query::{LONGEST_PAGE, Query},
    };
    use futures::executor::block_on;
    use uuid::Uuid;

    use super::{gather, unseen};
    use crate::trail::tests::page;

    const CURSOR: &str = "900-0-00000000000070008000000000000001-";

    #[test]
    fn as_many_as_were_in_use_are_asked_for_until_there_are_no_more() {
        let limits = RefCell::new(Vec::new());
        let asked = |rows, there_are: usize| {
            limits.borrow_mut().clear();
            let list = async |query: Query| {
                let before: u16 = limits.borrow().iter().sum();
                limits.borrow_mut().push(query.limit);
                let rest = there_are - usize::from(before);
                let is_more = rest > usize::from(query.limit);
                let contacts = rest.min(query.limit.into());
                let mut page = page(contacts, is_more.then_some(CURSOR));
                for (at, contact) in (u128::from(before)..).zip(&mut page.items) {
                    contact.id = ContactId(Uuid::from_u128(at));
                }
                Ok(page)
            };
            let page = block_on(gather(Query::default(), rows, list)).expect("a page");
            (page.items.len(), limits.borrow().clone())
        };
        let most = LONGEST_PAGE;
        assert_eq!(asked(0, 9_000), (50, vec![50]), "a page");
        assert_eq!(asked(450, 9_000), (450, vec![450]));
        assert_eq!(asked(1_200, 9_000), (1_200, vec![most, most, 200]));
        assert_eq!(asked(1_200, 900), (900, vec![most, most]), "some are gone");
    }

    #[test]
    fn a_contact_that_comes_with_two_pages_stands_in_one_row() {
        let both = page(3, Some(CURSOR));
        let more = unseen(both.clone(), &both.items[1..]);
        assert_eq!(more.items, both.items[..1]);
        assert_eq!(more.next_cursor, both.next_cursor);
    }
}
