//! The machine's own Postgres: where its binaries are, and the private cluster under the data directory.
