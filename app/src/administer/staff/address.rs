//! The address of the staff page: whom the list holds, and who is open beside it.
use contact::query::Query;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use uuid::Uuid;

use crate::{who::Role, wire::roster::AccountState};

/// The page itself.
pub const PAGE: &str = "/staff";

/// What the address says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StaffAddress {
    pub search: String,
    pub role: Option<Role>,
    pub state: Option<AccountState>,
    /// Whose window is open.
    pub person: Option<Uuid>,
}

impl StaffAddress {
    /// The address that is open, as it changes.
    pub fn of_page() -> Memo<Self> {
        let query = use_query_map();
        Memo::new(move |_| {
            let query = query.read();
            Self {
                search: query.get("search").unwrap_or_default(),
                role: query.get("role").and_then(|role| role.parse().ok()),
                state: query.get("state").and_then(|state| state.parse().ok()),
                person: query.get("person").and_then(|person| person.parse().ok()),
            }
        })
    }

    /// As it is written.
    pub fn written(&self) -> String {
        let search = Query {
            search: self.search.clone(),
            ..Query::default()
        };
        let search = Some(search.address()).filter(|search| !search.is_empty());
        let role = self.role.map(|role| format!("role={}", role.as_str()));
        let state = self.state.map(|state| format!("state={}", state.as_str()));
        let person = self.person.map(|person| format!("person={person}"));
        let parts = [search, role, state, person].into_iter().flatten();
        match parts.collect::<Vec<_>>().join("&") {
            none if none.is_empty() => PAGE.to_owned(),
            parts => format!("{PAGE}?{parts}"),
        }
    }

    /// With somebody open beside the list.
    pub fn beside(&self, person: Option<Uuid>) -> Self {
        Self {
            person,
            ..self.clone()
        }
    }
}

/// Goes to another address of the page. `replace` leaves no step in the history.
pub fn goes() -> impl Fn(&StaffAddress, bool) + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    move |address: &StaffAddress, replace: bool| {
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address.written(), options);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::StaffAddress;
    use crate::{who::Role, wire::roster::AccountState};

    #[test]
    fn an_address_says_what_the_page_shows_and_nothing_else() {
        assert_eq!(StaffAddress::default().written(), "/staff");
        let address = StaffAddress {
            search: String::new(),
            role: Some(Role::Agent),
            state: Some(AccountState::Closed),
            person: None,
        };
        assert_eq!(address.written(), "/staff?role=agent&state=closed");
        let open = address.beside(Some(Uuid::nil()));
        assert!(
            open.written()
                .ends_with("&person=00000000-0000-0000-0000-000000000000")
        );
        assert_eq!(open.beside(None), address);
    }
}
