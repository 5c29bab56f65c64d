//! Who is asking, and who may come in: people by a form, a session and its key, programs by a token, and the side panel in
//! another product by a ticket of its host.
pub mod attempts;
pub mod bearer;
pub mod browser_session;
pub mod embed;
pub mod session_store;
pub mod sign_in;
pub mod ticket;
