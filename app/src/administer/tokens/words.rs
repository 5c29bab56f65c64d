//! What a scope lets a program do, in the reader's language.
use crate::{i18n::*, values::words::I18n, who::Scope};

/// What a scope lets a program do.
pub fn scope_name(i18n: I18n, scope: Scope) -> &'static str {
    match scope {
        Scope::ReadContacts => t_string!(i18n, settings.scope_read),
        Scope::WriteContacts => t_string!(i18n, settings.scope_write),
        Scope::ExportContacts => t_string!(i18n, settings.scope_export),
        Scope::Ingest => t_string!(i18n, settings.scope_ingest),
        Scope::ReadEnquiries => t_string!(i18n, settings.scope_enquiries),
        Scope::Administration => t_string!(i18n, settings.scope_administration),
    }
}
