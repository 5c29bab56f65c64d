//! Who is asking, and who may come in: people by a form, a session and its key, programs by a token.
pub mod attempts;
pub mod browser_session;
pub mod session_store;
pub mod sign_in;
