//! What happened, in the reader's language. What this page has no words for, such as what a later version has written, is
//! shown by its own word.
use crate::{i18n::*, values::words::I18n};

/// What happened, by its word.
pub fn event_name(i18n: I18n, event: &str) -> String {
    let words = match event {
        "signed_in" => t_string!(i18n, settings.event_signed_in),
        "signed_out" => t_string!(i18n, settings.event_signed_out),
        "sign_in_refused" => t_string!(i18n, settings.event_sign_in_refused),
        "sign_in_held_back" => t_string!(i18n, settings.event_sign_in_held_back),
        "sessions_ended" => t_string!(i18n, settings.event_sessions_ended),
        "password_changed" => t_string!(i18n, settings.event_password_changed),
        "password_refused" => t_string!(i18n, settings.event_password_refused),
        "account_added" => t_string!(i18n, settings.event_account_added),
        "account_changed" => t_string!(i18n, settings.event_account_changed),
        "account_closed" => t_string!(i18n, settings.event_account_closed),
        "account_reopened" => t_string!(i18n, settings.event_account_reopened),
        "role_changed" => t_string!(i18n, settings.event_role_changed),
        "token_created" => t_string!(i18n, settings.event_token_created),
        "token_deleted" => t_string!(i18n, settings.event_token_deleted),
        "setting_changed" => t_string!(i18n, settings.event_setting_changed),
        "panel_secret_renewed" => t_string!(i18n, settings.event_panel_secret_renewed),
        "panel_secrets_ended" => t_string!(i18n, settings.event_panel_secrets_ended),
        "account_invited" => t_string!(i18n, settings.event_account_invited),
        "invitation_accepted" => t_string!(i18n, settings.event_invitation_accepted),
        "password_reset" => t_string!(i18n, settings.event_password_reset),
        "webhook_registered" => t_string!(i18n, settings.event_webhook_registered),
        "webhook_changed" => t_string!(i18n, settings.event_webhook_changed),
        "webhook_deleted" => t_string!(i18n, settings.event_webhook_deleted),
        "webhook_secret_renewed" => t_string!(i18n, settings.event_webhook_secret_renewed),
        "webhook_disabled" => t_string!(i18n, settings.event_webhook_disabled),
        "webhook_skipped" => t_string!(i18n, settings.event_webhook_skipped),
        "permission_withheld" => t_string!(i18n, settings.event_permission_withheld),
        "permission_given" => t_string!(i18n, settings.event_permission_given),
        unknown => return unknown.replace('_', " "),
    };
    words.to_owned()
}
