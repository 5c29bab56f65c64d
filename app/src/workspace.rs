//! The contacts of an agent's workspace: External and Internal.
