//! The rules of a contact: what is valid, how it reads, what a message says. Pure: no clock, no I/O, no async.
