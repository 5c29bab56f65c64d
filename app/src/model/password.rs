//! Passwords, kept only as Argon2id. Checking takes the same time whether or not the account exists, and never blocks
//! the threads that answer requests.
use std::{sync::LazyLock, time::Duration};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::{
    runtime::{Builder, Runtime},
    sync::Semaphore,
};

use crate::{
    error::{Error, Problem},
    wire::staff::{PASSWORD_MAX, PASSWORD_MIN},
};

/// How many passwords are hashed at a time: strangers decide how many are tried.
const AT_A_TIME: usize = 2;

/// A place for each.
static PLACES: Semaphore = Semaphore::const_new(AT_A_TIME);

/// Threads of their own: each hash takes 19 MiB, which the allocator keeps for the thread that asked for it.
static HASHING: LazyLock<std::io::Result<Runtime>> = LazyLock::new(|| {
    Builder::new_current_thread()
        .thread_name("passwords")
        .max_blocking_threads(AT_A_TIME)
        .thread_keep_alive(Duration::from_secs(24 * 3600))
        .build()
});

/// What an unknown account is checked against, so that it takes as long as a known one.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// What is wrong with a new password, if anything: its length, or that it is common or made of pieces that are. `known` is
/// what everybody knows about its owner. The list of common passwords, names and words is the one inside zxcvbn.
pub async fn judge(password: &str, known: &[&str]) -> Result<Option<Problem>, Error> {
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&password.chars().count()) {
        let message = format!("Password: use {PASSWORD_MIN} to {PASSWORD_MAX} characters.");
        return Ok(Some(Problem::new("password", "password", message)));
    }
    let password = password.to_owned();
    let known: Vec<String> = known
        .iter()
        .flat_map(|text| text.split(|char: char| !char.is_alphanumeric()))
        .chain(known.iter().copied())
        .filter(|text| !text.is_empty())
        .map(str::to_lowercase)
        .collect();
    let guessed = move || {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        zxcvbn::zxcvbn(&password, &known).score() < zxcvbn::Score::Three
    };
    let guessed = tokio::task::spawn_blocking(guessed)
        .await
        .map_err(Error::broken)?;
    let message = "Password: this one is easy to guess, because it is common or made of common pieces. \
                   Use a few words that do not belong together.";
    Ok(guessed.then(|| Problem::new("password_common", "password", message)))
}

/// Hashes a password with the parameters that OWASP recommends (19 MiB, two passes).
pub async fn hash(password: String) -> Result<String, Error> {
    in_turn(move || hash_now(&password))
        .await?
        .map_err(Error::broken)
}

/// Whether the password is the one that was hashed; always false, and as slow, where there is no hash.
pub async fn is_right(password: String, hash: Option<String>) -> Result<bool, Error> {
    let check = move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let Ok(hash) = PasswordHash::new(&hash) else {
            return false;
        };
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
            && known
    };
    in_turn(check).await
}

/// Does slow work on a thread that may take its time, when it is its turn.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let place = PLACES.acquire().await.map_err(Error::broken)?;
    let work = move || {
        // A client that hangs up does not end the work, so it does not free its place either.
        let _place = place;
        work()
    };
    let hashing = HASHING.as_ref().map_err(Error::broken)?;
    hashing.spawn_blocking(work).await.map_err(Error::broken)
}

fn hash_now(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default()
        .hash_password(password.as_bytes())?
        .to_string())
}
