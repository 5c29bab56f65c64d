//! Workbooks are unpacked by a process of their own, one at a time. Whatever a workbook does to its reader, and however
//! much it unpacks to, this process stays as it is: the other one has a budget of memory and time, can be killed, and
//! writes nothing but the text that is read from it here.

use std::{
    fs::File, io, os::unix::process::ExitStatusExt, path::PathBuf, process::Stdio, sync::Arc,
    time::Duration,
};

use contact::{Problem, check::report, problem::wire::ProblemMessage};
use tokio::{
    io::{AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    process::{Child, Command},
    sync::Semaphore,
    time::timeout,
};

use super::fault::{Fault, LARGEST_FILE, storage};
use crate::error::Error;

/// The exit code of a process that refuses the workbook: its standard error holds the problem as JSON, and otherwise what
/// there is to say about it.
pub const REFUSED: u8 = 3;

/// The exit code of a program that panics.
const PANICKED: i32 = 101;
/// This program, also when an upgrade has replaced its file.
const ITSELF: &str = "/proc/self/exe";

/// A workbook waits so long for those before it.
const PATIENCE: Duration = Duration::from_secs(120);
/// A problem takes at most so many bytes.
const LARGEST_PROBLEM: u64 = 64 * 1024;
/// How much of the text is held at a time.
const BLOCK: usize = 128 * 1024;

const MEBIBYTE: u64 = 1024 * 1024;

/// Who unpacks workbooks.
#[derive(Clone, Debug)]
pub struct Unpacking {
    program: Arc<PathBuf>,
    turn: Arc<Semaphore>,
}

/// What the unpacking of one workbook may take.
#[derive(Clone, Copy, Debug)]
struct UnpackingLimits {
    /// Bytes of address space.
    memory: u64,
    /// Seconds of one core.
    seconds: u64,
}

impl UnpackingLimits {
    /// A larger workbook may take more, as a long list of contacts does.
    fn of(bytes: u64) -> Self {
        Self {
            memory: (256 * MEBIBYTE + bytes.saturating_mul(16)).min(2048 * MEBIBYTE),
            seconds: 5 + bytes / MEBIBYTE,
        }
    }

    /// How long a process with so much time of a core is waited for on a busy machine.
    fn patience(self) -> Duration {
        Duration::from_secs(self.seconds * 4)
    }
}

impl Unpacking {
    /// This program unpacks, started once more.
    pub fn by_itself() -> Self {
        Self::by(ITSELF.into())
    }

    /// Another program unpacks, as `external-contacts unpack` does.
    pub fn by(program: PathBuf) -> Self {
        Self {
            program: Arc::new(program),
            turn: Arc::new(Semaphore::new(1)),
        }
    }

    /// Writes the text of a workbook's sheet, of that with the contacts where none is named, when its turn has come; answers
    /// what there is to say about it.
    pub async fn unpack(
        &self,
        workbook: File,
        sheet: Option<&str>,
        text: &mut (impl AsyncWrite + Unpin),
    ) -> Result<Vec<Problem>, Fault> {
        // No sheet is called so, nor could it be said to the other process.
        if sheet.is_some_and(|sheet| sheet.contains('\0')) {
            return Err(Fault::Refused(report::no_such_sheet()));
        }
        let Ok(Ok(_turn)) = timeout(PATIENCE, self.turn.acquire()).await else {
            let seconds = PATIENCE.as_secs();
            return Err(Fault::Disk(Error::TooMany { seconds }));
        };
        let budget = UnpackingLimits::of(workbook.metadata().map_err(disk)?.len());
        // It gets no settings of the server, which hold secrets.
        let mut child = Command::new(&*self.program)
            .arg("unpack")
            .args(["--memory", &budget.memory.to_string()])
            .args(["--seconds", &budget.seconds.to_string()])
            .args(sheet.map(|sheet| format!("--sheet={sheet}")))
            .env_clear()
            .stdin(workbook)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| Fault::Disk(Error::broken(error)))?;
        let done = timeout(budget.patience(), hear(&mut child, text)).await;
        // Nothing is left of it when the next one begins; one that has ended already cannot be killed.
        let _ = child.kill().await;
        done.unwrap_or_else(|_| Err(Fault::Refused(report::too_heavy())))
    }
}

/// Takes down what the process says, and how it ends.
async fn hear(
    child: &mut Child,
    text: &mut (impl AsyncWrite + Unpin),
) -> Result<Vec<Problem>, Fault> {
    let (Some(out), Some(complaint)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(Fault::Disk(Error::broken("a process without pipes")));
    };
    let copy = async {
        let mut out = BufReader::with_capacity(BLOCK, out.take(LARGEST_FILE + 1));
        let length = tokio::io::copy_buf(&mut out, text).await.map_err(disk)?;
        text.flush().await.map_err(disk)?;
        if length > LARGEST_FILE {
            return Err(Fault::Refused(report::too_heavy()));
        }
        Ok(())
    };
    let complain = async {
        let mut said = Vec::new();
        let mut complaint = complaint.take(LARGEST_PROBLEM);
        complaint.read_to_end(&mut said).await.map_err(disk)?;
        Ok(said)
    };
    let ((), said) = tokio::try_join!(copy, complain)?;
    let status = child.wait().await.map_err(disk)?;
    let refusal = || match serde_json::from_slice::<ProblemMessage>(&said) {
        Ok(told) => told.into(),
        Err(_) => report::damaged(),
    };
    match status.code() {
        Some(0) => {
            let about: Vec<ProblemMessage> =
                serde_json::from_slice(&said).map_err(|error| Fault::Disk(Error::broken(error)))?;
            Ok(about.into_iter().map(Problem::from).collect())
        }
        Some(code) if code == i32::from(REFUSED) => Err(Fault::Refused(refusal())),
        Some(PANICKED) => {
            tracing::warn!("the reader of workbooks stumbled over one");
            Err(Fault::Refused(report::damaged()))
        }
        Some(code) => {
            let cause = format!("a workbook was not unpacked: exit code {code}");
            Err(Fault::Disk(Error::broken(cause)))
        }
        None => {
            tracing::warn!(signal = status.signal(), "a workbook went over its budget");
            Err(Fault::Refused(report::too_heavy()))
        }
    }
}

fn disk(error: io::Error) -> Fault {
    Fault::Disk(storage(error))
}
