//! The key that seals the secrets which the database keeps: from SECRET_KEY, which several servers share, or else made once in
//! the data directory, where only the account of the server may read it.
use std::{
    io::{ErrorKind, Write},
    path::Path,
};

use anyhow::Context;
use app::model::sealed::SealingKey;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::Settings;

/// The file in the data directory.
const FILE: &str = "secret.key";
/// How many random bytes it holds, written as hexadecimal digits.
const BYTES: usize = 32;

/// The key of a server with these settings.
pub fn sealing_key(settings: &Settings) -> anyhow::Result<SealingKey> {
    if let Some(secret) = &settings.secret_key {
        return Ok(SealingKey::new(Sha256::digest(secret.as_bytes()).into()));
    }
    let path = settings.data_dir.join(FILE);
    kept(&settings.data_dir, &path).with_context(|| {
        format!(
            "{} cannot be read or made. It seals the secrets of webhooks: set SECRET_KEY, or let this account write there.",
            path.display()
        )
    })
}

/// The key in the file, which is made if there is none. Of two servers that make it at once one is first, and both read it.
fn kept(folder: &Path, path: &Path) -> anyhow::Result<SealingKey> {
    match std::fs::read_to_string(path) {
        Ok(text) => return read(&text),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    std::fs::create_dir_all(folder)?;
    let random: [u8; BYTES] = rand::random();
    // Nobody else may read a temporary file, whatever it is called later.
    let mut file = NamedTempFile::new_in(folder)?;
    for byte in random {
        write!(file, "{byte:02x}")?;
    }
    writeln!(file)?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Ok(_) => {}
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.error.into()),
    }
    read(&std::fs::read_to_string(path)?)
}

fn read(text: &str) -> anyhow::Result<SealingKey> {
    let digits = text.trim();
    let is_whole =
        digits.len() == 2 * BYTES && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    anyhow::ensure!(is_whole, "it does not hold a key of {BYTES} bytes");
    Ok(SealingKey::new(Sha256::digest(digits.as_bytes()).into()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::{FILE, kept};

    #[test]
    fn servers_that_make_the_key_at_once_agree_and_nobody_else_reads_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        let path = data.join(FILE);
        let keys = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| kept(&data, &path).expect("a key")))
                .collect();
            let keys = makers
                .into_iter()
                .map(|maker| maker.join().expect("no panic"));
            keys.collect::<Vec<_>>()
        });
        let sealed = keys[0].seal("a test", b"secret").expect("sealed");
        for key in keys {
            assert_eq!(key.open("a test", &sealed).as_deref(), Some(&b"secret"[..]));
        }
        let mode = std::fs::metadata(&path)
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(&data).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_that_holds_no_key_is_not_taken_for_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(FILE);
        for bad in ["", "abc", &"x".repeat(64)] {
            std::fs::write(&path, bad).expect("written");
            assert!(kept(folder.path(), &path).is_err(), "{bad}");
        }
    }
}
