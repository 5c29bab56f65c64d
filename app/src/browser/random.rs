//! Keys that nobody can guess and that no other request has.
use leptos::prelude::window;
use uuid::Uuid;

/// A key that no other request has: what is sent under it twice is done once.
pub fn fresh_key() -> Uuid {
    let mut random = [0; 16];
    if let Ok(crypto) = window().crypto() {
        // Fails only for more bytes than anyone asks for.
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    uuid::Builder::from_random_bytes(random).into_uuid()
}
