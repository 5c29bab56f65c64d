//! Who is asking: a member of staff who signed in, or a program with a token. Every verb takes a `Who`, and asks it
//! before it writes.
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::Error;

/// What a member of staff is.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// May do everything.
    Administrator,
    /// Sees their department's enquiries.
    Supervisor,
    /// Sees their own enquiries.
    Agent,
}

/// What a token lets a program do.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// Read contacts, labels, fields and imports.
    #[serde(rename = "contacts:read")]
    ReadContacts,
    /// Create, edit, delete, merge and import contacts; labels.
    #[serde(rename = "contacts:write")]
    WriteContacts,
    /// Download Contact.csv.
    #[serde(rename = "contacts:export")]
    ExportContacts,
    /// Report enquiries, engagements and visits.
    #[serde(rename = "ingest")]
    Ingest,
    /// Staff, tokens, custom fields and webhooks.
    #[serde(rename = "administration")]
    Administration,
}

/// What somebody wants to do, as far as role and scope decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    ReadContacts,
    WriteContacts,
    ImportContacts,
    ExportContacts,
    ReadStaff,
    ManageStaff,
    ManageTokens,
    ManageFields,
    EraseContacts,
    ReadSecurityLog,
    ReadMetrics,
    Ingest,
}

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    Staff {
        id: Uuid,
        name: String,
        email: String,
        role: Role,
    },
    Token {
        id: Uuid,
        name: String,
        scopes: Vec<Scope>,
    },
    /// The command line on the server's own machine.
    Operator,
}

impl Who {
    /// The name to write in the log.
    pub fn name(&self) -> &str {
        match self {
            Self::Staff { name, .. } | Self::Token { name, .. } => name,
            Self::Operator => "command line",
        }
    }

    /// The staff account, where there is one.
    pub fn staff_id(&self) -> Option<Uuid> {
        match self {
            Self::Staff { id, .. } => Some(*id),
            Self::Token { .. } | Self::Operator => None,
        }
    }

    /// The account or token that answers for this; nil for the command line.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Staff { id, .. } | Self::Token { id, .. } => *id,
            Self::Operator => Uuid::nil(),
        }
    }

    /// Refuses what role or scope does not allow.
    pub fn may(&self, action: Action) -> Result<(), Error> {
        let allowed = match self {
            Self::Operator => true,
            Self::Staff { role, .. } => role.may(action),
            Self::Token { scopes, .. } => scopes.contains(&action.scope()),
        };
        if allowed {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Supervisor, Self::Agent];

    /// Whether this role may do it. Contacts belong to everybody: the guide lets all staff view, edit, delete and merge.
    pub fn may(self, action: Action) -> bool {
        match action {
            Action::ReadContacts
            | Action::WriteContacts
            | Action::ImportContacts
            | Action::ExportContacts
            | Action::ReadStaff => true,
            Action::ManageStaff
            | Action::ManageTokens
            | Action::ManageFields
            | Action::EraseContacts
            | Action::ReadSecurityLog
            | Action::ReadMetrics => self == Self::Administrator,
            Action::Ingest => false,
        }
    }

    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Supervisor => "supervisor",
            Self::Agent => "agent",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| {
                format!("\"{text}\" is not a role. Write administrator, supervisor or agent.")
            })
    }
}

impl Action {
    /// The scope that a token needs for it.
    fn scope(self) -> Scope {
        match self {
            Self::ReadContacts => Scope::ReadContacts,
            Self::WriteContacts | Self::ImportContacts => Scope::WriteContacts,
            Self::ExportContacts => Scope::ExportContacts,
            Self::Ingest => Scope::Ingest,
            Self::ReadStaff
            | Self::ManageStaff
            | Self::ManageTokens
            | Self::ManageFields
            | Self::EraseContacts
            | Self::ReadSecurityLog
            | Self::ReadMetrics => Scope::Administration,
        }
    }
}

impl Scope {
    pub const ALL: [Self; 5] = [
        Self::ReadContacts,
        Self::WriteContacts,
        Self::ExportContacts,
        Self::Ingest,
        Self::Administration,
    ];

    /// As it is stored, typed and written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReadContacts => "contacts:read",
            Self::WriteContacts => "contacts:write",
            Self::ExportContacts => "contacts:export",
            Self::Ingest => "ingest",
            Self::Administration => "administration",
        }
    }
}

impl std::str::FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.as_str() == text)
            .ok_or_else(|| {
                let known = Self::ALL.map(Self::as_str).join(", ");
                format!("\"{text}\" is not a scope. Choose from {known}.")
            })
    }
}

#[derive(Clone)]
struct SignedIn(Option<Who>);

/// Learns who asked for the document: the server from the request, the browser from the document. A sign-in or sign-out
/// loads the document anew.
pub fn learn_who() -> Option<Who> {
    let asked = || {
        #[cfg(feature = "ssr")]
        return who().ok();
        #[cfg(not(feature = "ssr"))]
        None
    };
    let who = SharedValue::new(asked).into_inner();
    provide_context(SignedIn(who.clone()));
    who
}

/// For how many days a deleted contact can be restored; the server knows it from its settings, the browser from the
/// document.
#[derive(Clone, Copy)]
struct BinDays(u16);

/// Learns what the pages say of the bin.
pub fn learn_bin_days() {
    let asked = || {
        #[cfg(feature = "ssr")]
        return store().map_or(0, |store| store.bin_days);
        #[cfg(not(feature = "ssr"))]
        0
    };
    provide_context(BinDays(SharedValue::new(asked).into_inner()));
}

/// For how many days a deleted contact can be restored.
pub fn bin_days() -> u16 {
    use_context::<BinDays>().map_or(0, |BinDays(days)| days)
}

/// Who is signed in.
pub fn signed_in() -> Option<Who> {
    use_context::<SignedIn>().and_then(|signed_in| signed_in.0)
}

#[cfg(feature = "ssr")]
pub use server::{Here, here, store, who};

#[cfg(feature = "ssr")]
mod server {
    use axum::{extract::FromRequestParts, http::request::Parts};

    use super::Who;
    use crate::{error::Error, model::Store};

    /// Who sent the request that is being answered; `SignedOut` for a visitor. For server functions and pages.
    pub fn who() -> Result<Who, Error> {
        from_context().ok_or(Error::SignedOut)
    }

    /// The session that sent the request that is being answered, by the hash of its key. For server functions.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Here(pub String);

    /// Which session sent the request that is being answered.
    pub fn here() -> Result<Here, Error> {
        from_context().ok_or(Error::SignedOut)
    }

    /// The database of the request that is being answered. For server functions and pages.
    pub fn store() -> Result<Store, Error> {
        from_context().ok_or_else(|| Error::broken("the router provides no Store"))
    }

    fn from_context<T: Clone + Send + Sync + 'static>() -> Option<T> {
        leptos::prelude::use_context::<Parts>()?
            .extensions
            .get::<T>()
            .cloned()
    }

    /// Plain routes and REST take who is asking as an argument.
    impl<S: Sync> FromRequestParts<S> for Who {
        type Rejection = Error;

        async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
            parts
                .extensions
                .get::<Self>()
                .cloned()
                .ok_or(Error::SignedOut)
        }
    }

    /// … and the database, which under an Idempotency-Key is bound to that key.
    impl<S: Sync> FromRequestParts<S> for Store {
        type Rejection = Error;

        async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
            parts
                .extensions
                .get::<Self>()
                .cloned()
                .ok_or_else(|| Error::broken("the router provides no Store"))
        }
    }
}
