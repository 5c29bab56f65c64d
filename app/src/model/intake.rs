//! What the contact centre reports: kept however often and in whatever order it comes, joined when what it refers to
//! comes, and mapped to contacts. Whoever writes here locks contacts first, then enquiries, each in the order of their
//! ids, so that no two reports, merges or erasures wait for each other.
mod destinations;
mod device;
mod engagements;
mod enquiry;
pub(super) mod mapping;
mod messages;
mod owners;
mod people;
pub mod placed;
mod report;
pub(super) mod told_fields;
mod visits;
mod waiting;

pub use destinations::destination;
pub use engagements::engagements;
pub use enquiry::enquiry;
pub use messages::messages;
pub use people::staff;
pub use visits::visits;
pub use waiting::join_waiting;
