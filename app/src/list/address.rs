//! The address is the state of the list: what is asked for, and the saved view that is shown.
use contact::query::{By, Query, Sort};
use uuid::Uuid;

use crate::ui::table::Sorted;

/// The page of the list.
pub const LIST: &str = "/contacts";

/// The parameter of the address that names a saved view.
pub const VIEW: &str = "view";

/// The address of the list.
pub fn address(view: Option<Uuid>, query: &Query) -> String {
    let view = view.map(|view| format!("{VIEW}={view}"));
    let parameters = Some(query.address()).filter(|parameters| !parameters.is_empty());
    let all = view.into_iter().chain(parameters).collect::<Vec<_>>();
    with(LIST, &all.join("&"))
}

/// The address of Contact.csv: of what a query finds, from its beginning, or of all contacts.
pub fn download(found: Option<Query>) -> String {
    let query = found.map(|query| {
        Query {
            cursor: None,
            ..query
        }
        .address()
    });
    with("/contacts/export", &query.unwrap_or_default())
}

/// An address with its parameters.
pub fn with(path: &str, parameters: &str) -> String {
    match parameters.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{parameters}"),
    }
}

/// How a column is sorted, and how it is after one more press: names begin with A, news with the newest; the third press
/// gives the usual order back.
pub fn turned(sort: Option<Sort>, by: By) -> (Sorted, Option<Sort>) {
    let now = sort.filter(|sort| sort.by == by);
    let sorted = match now.map(|sort| sort.descending) {
        None => Sorted::No,
        Some(false) => Sorted::Ascending,
        Some(true) => Sorted::Descending,
    };
    let first = by == By::Updated;
    let descending = match now {
        None => Some(first),
        Some(sort) if sort.descending == first => Some(!first),
        Some(_) => None,
    };
    (sorted, descending.map(|descending| Sort { by, descending }))
}

#[cfg(test)]
mod tests {
    use contact::query::{By, Query};
    use uuid::Uuid;

    use super::{Sorted, address, download, turned};

    fn search(text: &str) -> Query {
        Query {
            search: text.to_owned(),
            ..Query::default()
        }
    }

    #[test]
    fn an_address_names_the_view_and_what_is_asked_for_and_nothing_that_is_usual() {
        let view = Uuid::from_u128(7);
        assert_eq!(address(None, &Query::default()), "/contacts");
        assert_eq!(address(None, &search("chan")), "/contacts?search=chan");
        assert_eq!(
            address(Some(view), &Query::default()),
            format!("/contacts?view={view}")
        );
        assert_eq!(
            address(Some(view), &search("chan")),
            format!("/contacts?view={view}&search=chan")
        );
    }

    #[test]
    fn a_download_is_of_all_or_of_what_is_found() {
        assert_eq!(download(None), "/contacts/export");
        assert_eq!(
            download(Some(search("chan"))),
            "/contacts/export?search=chan"
        );
    }

    #[test]
    fn the_first_press_sorts_the_second_turns_round_and_the_third_gives_the_usual_order_back() {
        for (by, presses) in [
            (By::Name, [Sorted::Ascending, Sorted::Descending]),
            (By::Updated, [Sorted::Descending, Sorted::Ascending]),
        ] {
            let (sorted, once) = turned(None, by);
            assert_eq!(sorted, Sorted::No);
            let (sorted, twice) = turned(once, by);
            assert_eq!(sorted, presses[0]);
            let (sorted, thrice) = turned(twice, by);
            assert_eq!(sorted, presses[1]);
            assert_eq!(thrice, None);
            assert_eq!(turned(once, By::Company).0, Sorted::No, "another column");
        }
    }
}
