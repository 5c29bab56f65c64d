//! Passwords, kept only as Argon2id. Checking takes the same time whether or not the account exists, and never blocks
//! the threads that answer requests.
use std::{cell::RefCell, sync::LazyLock, time::Duration};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use tokio::{
    runtime::{Builder, Runtime},
    sync::Semaphore,
};

use crate::{
    error::{Error, FieldProblem},
    wire::staff::{PASSWORD_MAX, PASSWORD_MIN},
};

/// What everybody knows who sees the sign-in page.
const OURS: [&str; 1] = ["externalcontacts"];

/// How many passwords are hashed at a time: strangers decide how many are tried.
const AT_A_TIME: usize = 2;

/// A place for each.
static PLACES: Semaphore = Semaphore::const_new(AT_A_TIME);

/// Threads of their own: each hash takes 19 MiB, which a thread asks for once, and gives back when nobody has signed in
/// for a moment.
static HASHING: LazyLock<std::io::Result<Runtime>> = LazyLock::new(|| {
    Builder::new_current_thread()
        .thread_name("passwords")
        .max_blocking_threads(AT_A_TIME)
        .thread_keep_alive(Duration::from_millis(500))
        .build()
});

thread_local! {
    /// Where a thread hashes. Asked for anew each time, the allocator would hand out other places, and keep them all.
    static ROOM: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

/// What an unknown account is checked against, so that it takes as long as a known one.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// What is wrong with a new password, if anything: its length, or that it is common or made of pieces that are. `known` is
/// what everybody knows about its owner. The list of common passwords, names and words is the one inside zxcvbn.
pub async fn judge(password: &str, known: &[&str]) -> Result<Option<FieldProblem>, Error> {
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&password.chars().count()) {
        let message = format!("Password: use {PASSWORD_MIN} to {PASSWORD_MAX} characters.");
        return Ok(Some(FieldProblem::new("password", "password", message)));
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
        let known: Vec<&str> = known.iter().map(String::as_str).chain(OURS).collect();
        let score = |text: &str| zxcvbn::zxcvbn(text, &known).score();
        // A year and a mark behind one word, as people add them who must, are guessed with it.
        let word = password.trim_end_matches(|letter: char| !letter.is_alphabetic());
        let one_word = !word.is_empty() && word.chars().all(char::is_alphabetic);
        score(&password) < zxcvbn::Score::Three || one_word && score(word) < zxcvbn::Score::Two
    };
    let guessed = tokio::task::spawn_blocking(guessed)
        .await
        .map_err(Error::broken)?;
    let message = "Password: this one is easy to guess, because it is common or made of common pieces. \
                   Use a few words that do not belong together.";
    Ok(guessed.then(|| FieldProblem::new("password_common", "password", message)))
}

/// Hashes a password with the parameters that OWASP recommends (19 MiB, two passes).
pub async fn hash(password: String) -> Result<String, Error> {
    in_turn(move || hash_now(&password))
        .await?
        .ok_or_else(|| Error::broken("a password was not hashed"))
}

/// Whether the password is the one that was hashed; always false, and as slow, where there is no hash.
pub async fn is_right(password: String, hash: Option<String>) -> Result<bool, Error> {
    let check = move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        verified(&password, &hash).is_some_and(|right| right && known)
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

/// Hashes under a new salt; nothing where the parameters make no sense, which they do.
fn hash_now(password: &str) -> Option<String> {
    let salt: [u8; 16] = rand::random();
    let salt = Salt::new(&salt).ok()?;
    let argon2 = Argon2::default();
    let hash = PasswordHash {
        algorithm: Algorithm::default().ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(argon2.params()).ok()?,
        hash: Some(derived(
            &argon2,
            password,
            &salt,
            Params::DEFAULT_OUTPUT_LEN,
        )?),
        salt: Some(salt),
    };
    Some(hash.to_string())
}

/// Whether a password is the one that was hashed; nothing where the hash cannot be read.
fn verified(password: &str, hash: &str) -> Option<bool> {
    let hash = PasswordHash::new(hash).ok()?;
    let algorithm = Algorithm::try_from(hash.algorithm.as_str()).ok()?;
    let version = match hash.version {
        Some(version) => Version::try_from(version).ok()?,
        None => Version::default(),
    };
    let argon2 = Argon2::new(algorithm, version, Params::try_from(&hash).ok()?);
    let wanted = hash.hash?;
    // Compared in the same time wherever they differ.
    Some(derived(&argon2, password, &hash.salt?, wanted.len())? == wanted)
}

fn derived(argon2: &Argon2, password: &str, salt: &[u8], length: usize) -> Option<Output> {
    let mut out = [0; Output::MAX_LENGTH];
    let out = out.get_mut(..length)?;
    ROOM.with_borrow_mut(|room| {
        room.resize(argon2.params().block_count(), Block::default());
        argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, &mut room[..])
    })
    .ok()?;
    Output::new(out).ok()
}
