//! `external-contacts unpack`: what the program starts itself as to unpack one workbook. It bounds itself before it reads,
//! reads from standard input and writes to standard output, and opens nothing.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Seek},
    os::fd::{AsFd, BorrowedFd},
};

use app::model::imports::REFUSED;
use clap::Args;
use contact::{Limits, file::xlsx, problem::wire::ProblemMessage};
use rustix::process::{Resource, Rlimit, nice, setrlimit};

/// Others come first.
const NICENESS: i32 = 10;
/// How much of the workbook is read, and of its text written, at a time.
const BLOCK: usize = 64 * 1024;

/// Unpacks the workbook on standard input
#[derive(Args, Clone, Debug)]
pub struct Unpack {
    /// Bytes of memory that it may take
    #[arg(long)]
    memory: u64,
    /// Seconds of a core that it may take
    #[arg(long)]
    seconds: u64,
    /// The sheet; that with the contacts when absent
    #[arg(long)]
    sheet: Option<String>,
}

/// Runs the command and answers its exit code.
pub fn run(budget: &Unpack) -> anyhow::Result<u8> {
    for (resource, most) in [
        (Resource::As, budget.memory),
        (Resource::Cpu, budget.seconds),
        // It writes no file, and leaves none behind when it dies.
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ] {
        let most = Some(most);
        setrlimit(
            resource,
            Rlimit {
                current: most,
                maximum: most,
            },
        )?;
    }
    nice(NICENESS)?;
    let mut workbook = file(io::stdin().as_fd())?;
    workbook.rewind()?;
    let workbook = BufReader::with_capacity(BLOCK, workbook);
    let text = BufWriter::with_capacity(BLOCK, file(io::stdout().as_fd())?);
    let limits = Limits::default();
    let unpacked = match &budget.sheet {
        Some(sheet) => xlsx::named_sheet_to_csv(workbook, sheet, &limits, text),
        None => xlsx::to_csv(workbook, &limits, text),
    };
    match unpacked {
        Ok(about) => {
            let about: Vec<_> = about.iter().map(ProblemMessage::from).collect();
            serde_json::to_writer(io::stderr(), &about)?;
            Ok(0)
        }
        Err(problem) => {
            serde_json::to_writer(io::stderr(), &ProblemMessage::from(&problem))?;
            Ok(REFUSED)
        }
    }
}

/// A standard stream as what it is: one may look for a place in it, and nothing is held back in it.
fn file(stream: BorrowedFd) -> io::Result<File> {
    stream.try_clone_to_owned().map(File::from)
}
