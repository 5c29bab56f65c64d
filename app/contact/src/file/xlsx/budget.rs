//! How much a workbook may unpack to, and what is said of one that cannot be read.

use calamine::XlsxError;

use crate::{check::report, problem::Problem};

/// What may still be unpacked.
pub(super) struct Budget {
    pub text: u64,
    pub cells: u64,
}

impl Budget {
    pub fn cell(&mut self) -> Result<(), Problem> {
        spend(&mut self.cells, 1)
    }

    pub fn text(&mut self, bytes: u64) -> Result<(), Problem> {
        spend(&mut self.text, bytes)
    }
}

fn spend(left: &mut u64, amount: u64) -> Result<(), Problem> {
    *left = left.checked_sub(amount).ok_or_else(report::too_heavy)?;
    Ok(())
}

/// What the reader complains of is the workbook's damage.
pub(super) fn damaged(_: XlsxError) -> Problem {
    report::damaged()
}
