//! How the page of permissions calls what may be done.
use super::matrix::ActionGroup;
use crate::{i18n::*, values::words::I18n, who::Action};

/// The heading of actions that stand together.
pub fn group_name(i18n: I18n, group: ActionGroup) -> &'static str {
    match group {
        ActionGroup::Contacts => t_string!(i18n, permissions.group_contacts),
        ActionGroup::Files => t_string!(i18n, permissions.group_files),
        ActionGroup::Fields => t_string!(i18n, permissions.group_fields),
        ActionGroup::People => t_string!(i18n, permissions.group_people),
        ActionGroup::Installation => t_string!(i18n, permissions.group_installation),
        ActionGroup::Reports => t_string!(i18n, permissions.group_reports),
    }
}

/// What somebody does.
pub fn action_name(i18n: I18n, action: Action) -> &'static str {
    match action {
        Action::ReadContacts => t_string!(i18n, permissions.read_contacts),
        Action::WriteContacts => t_string!(i18n, permissions.write_contacts),
        Action::ImportContacts => t_string!(i18n, permissions.import_contacts),
        Action::ExportContacts => t_string!(i18n, permissions.export_contacts),
        Action::ReadStaff => t_string!(i18n, permissions.read_staff),
        Action::ManageStaff => t_string!(i18n, permissions.manage_staff),
        Action::ManageTokens => t_string!(i18n, permissions.manage_tokens),
        Action::ManageFields => t_string!(i18n, permissions.manage_fields),
        Action::EraseContacts => t_string!(i18n, permissions.erase_contacts),
        Action::ReadSecurityLog => t_string!(i18n, permissions.read_security_log),
        Action::ReadMetrics => t_string!(i18n, permissions.read_metrics),
        Action::ManageWebhooks => t_string!(i18n, permissions.manage_webhooks),
        Action::ManageSettings => t_string!(i18n, permissions.manage_settings),
        Action::Ingest => t_string!(i18n, permissions.ingest),
        Action::ReadReports => t_string!(i18n, permissions.read_reports),
        Action::ManageOwnAccount => t_string!(i18n, permissions.manage_own_account),
    }
}
