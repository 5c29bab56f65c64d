//! Who tells how the server itself is, its disk and its version: handed in from above, as verbs look at the database only.
use std::{fmt, sync::Arc};

use crate::wire::health::MachineState;

/// Tells how a server is; nothing on the command line.
#[derive(Clone, Default)]
pub struct MachineProbe(Option<Arc<dyn Fn() -> MachineState + Send + Sync>>);

impl MachineProbe {
    /// One that asks this.
    pub fn of(ask: impl Fn() -> MachineState + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(ask)))
    }

    /// Asks it.
    pub fn ask(&self) -> Option<MachineState> {
        self.0.as_ref().map(|ask| ask())
    }
}

impl fmt::Debug for MachineProbe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MachineProbe")
    }
}
