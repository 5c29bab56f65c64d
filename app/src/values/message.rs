//! A message of an enquiry, as a link leads to it.
use leptos_router::location::Url;
use uuid::Uuid;

/// The address of a message, by the id that it has in the contact centre.
pub fn address(enquiry: Uuid, message: &str) -> String {
    let message = Url::escape(message);
    format!("/enquiries/{enquiry}/transcript?message={message}")
}
