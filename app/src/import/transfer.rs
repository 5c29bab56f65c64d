//! Sends the accepted records to the server and asks how the import goes on. Every request may be lost and is made again
//! as it was: the start carries a key, a part its number, and the seal the count of parts.

use std::time::Duration;

use contact::{Bounded, Language, check::Counts};
use gloo_net::http::{Request, Response};
use js_sys::Uint8Array;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    browser::{clock::wait, random::fresh_key},
    error::Error,
    import::event::{Event, Parcel, Sending},
    wire::imports::{Begin, Failure, Import, ImportId, Undone},
};

/// How often the server is asked how an import stands.
const ASK_AGAIN: Duration = Duration::from_millis(400);
/// The longest wait before a part is tried again.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

#[derive(Serialize)]
struct Seal {
    parts: u32,
}

/// Who has the records to send, and hears how it goes: the sender.
pub trait Sender: Copy + 'static {
    /// Lets something happen to the page.
    fn tell(self, event: Event);

    /// A part of the accepted records; none once the page has gone on without it.
    async fn part(self, number: u32) -> Option<Part>;

    /// Records are still being sent.
    fn is_sending(self) -> bool;

    /// The page still wants to know how this import goes.
    fn awaits(self, id: ImportId) -> bool;
}

/// A numbered part of the accepted records, made by the worker.
pub struct Part {
    pub records: u64,
    pub last: bool,
    pub bytes: Uint8Array,
}

/// Sends the accepted records, part by part, and seals them.
pub async fn send(sender: impl Sender, parcel: Parcel) {
    match send_all(sender, parcel).await {
        Ok(()) => sender.tell(Event::Sending(Sending::Sealed)),
        Err(Stopped::Trouble(error)) => {
            sender.tell(Event::Sending(Sending::Failed(error.in_place())));
        }
        Err(Stopped::Cancelled) => {}
    }
}

/// Why the sending ended early.
enum Stopped {
    Trouble(Error),
    /// The page has gone on without it.
    Cancelled,
}

async fn send_all(sender: impl Sender, parcel: Parcel) -> Result<(), Stopped> {
    let Counts {
        failed, skipped, ..
    } = parcel.counts;
    let begin = Begin {
        options: parcel.options,
        file_name: Bounded::own(parcel.file_name),
        key: Bounded::own(fresh_key().to_string()),
        browser_failed: u32::try_from(failed).unwrap_or(u32::MAX),
        browser_skipped: u32::try_from(skipped).unwrap_or(u32::MAX),
        reading: parcel.reading,
    };
    let import: Import = insist(sender, async || {
        answer(Request::post("/transfer/imports").json(&begin)).await
    })
    .await?;
    let address = address(import.id);
    sender.tell(Event::Followed(import));
    let (mut number, mut arrived) = (0, 0);
    // Where every record failed there is nothing to send.
    while parcel.counts.accepted() > 0 {
        number += 1;
        let part = sender.part(number).await.ok_or(Stopped::Cancelled)?;
        let part_address = format!("{address}/parts/{number}");
        let _: Import = insist(sender, async || {
            answer(
                Request::put(&part_address)
                    .header("content-type", "text/csv")
                    .body(&part.bytes),
            )
            .await
        })
        .await?;
        arrived += part.records;
        sender.tell(Event::Sending(Sending::Arrived(arrived)));
        if part.last {
            break;
        }
    }
    let seal = format!("{address}/seal");
    let import: Import = insist(sender, async || {
        answer(Request::post(&seal).json(&Seal { parts: number })).await
    })
    .await?;
    sender.tell(Event::Followed(import));
    Ok(())
}

/// Asks how an import stands until it has ended or the page has let go of it.
pub async fn follow(sender: impl Sender, id: ImportId) {
    let address = address(id);
    while sender.awaits(id) {
        match answer::<Import>(Request::get(&address).build()).await {
            Ok(import) => sender.tell(Event::Followed(import)),
            Err(error) if worth_trying_again(&error) => {
                sender.tell(Event::Sending(Sending::Stuck(error.to_string())));
            }
            Err(error) => {
                sender.tell(Event::Sending(Sending::Failed(error.in_place())));
                return;
            }
        }
        wait(ASK_AGAIN).await;
    }
}

/// Asks once how an import stands.
pub async fn look(sender: impl Sender, id: ImportId) {
    if let Ok(import) = answer(Request::get(&address(id)).build()).await {
        sender.tell(Event::Followed(import));
    }
}

/// Pauses, resumes, cancels or takes back an import; answers how it stands then.
pub async fn order<T: DeserializeOwned>(id: ImportId, order: &str) -> Result<T, Error> {
    answer(Request::post(&format!("{}/{order}", address(id))).build()).await
}

/// Which of the records that were sent the server refused, in order, each with its sentence.
pub async fn failures(id: ImportId) -> Result<Vec<(u32, String)>, Error> {
    let mut all: Vec<(u32, String)> = Vec::new();
    loop {
        let after = all.last().map_or(0, |(record, _)| *record);
        let address = format!("{}/failures?after={after}", address(id));
        let some: Vec<Failure> = answer(Request::get(&address).build()).await?;
        if some.is_empty() {
            return Ok(all);
        }
        all.extend(
            some.into_iter()
                .map(|failure| (failure.record, failure.error)),
        );
    }
}

/// Tells what an undo would do.
pub async fn foreseen(id: ImportId) -> Result<Undone, Error> {
    answer(Request::get(&format!("{}/undo", address(id))).build()).await
}

/// Where the server offers the ErrorDetail.csv of an import, in the reader's language.
pub fn error_detail(id: ImportId, language: Language) -> String {
    format!("{}/ErrorDetail.csv?language={language}", address(id))
}

fn address(id: ImportId) -> String {
    format!("/transfer/imports/{id}")
}

/// Tries until the server has answered, waiting longer each time, unless the answer is a refusal. Where the session has
/// ended, the way in opens in place meanwhile.
async fn insist<T>(
    sender: impl Sender,
    mut ask: impl AsyncFnMut() -> Result<T, Error>,
) -> Result<T, Stopped> {
    let mut pause = Duration::from_secs(1);
    loop {
        if !sender.is_sending() {
            return Err(Stopped::Cancelled);
        }
        match ask().await {
            Ok(answer) => return Ok(answer),
            Err(error) if worth_trying_again(&error) => {
                sender.tell(Event::Sending(Sending::Stuck(error.to_string())));
                wait(pause).await;
                // Somebody who has just signed in again sees it go on at once.
                if error != Error::SignedOut {
                    pause = (pause * 2).min(LONGEST_WAIT);
                }
            }
            Err(error) => return Err(Stopped::Trouble(error)),
        }
    }
}

fn worth_trying_again(error: &Error) -> bool {
    matches!(
        error,
        Error::Unreachable
            | Error::SignedOut
            | Error::Unavailable { .. }
            | Error::Unsure { .. }
            | Error::Full { .. }
            | Error::TooMany { .. }
    )
}

async fn answer<T: DeserializeOwned>(
    request: Result<Request, gloo_net::Error>,
) -> Result<T, Error> {
    let request = request.map_err(|_| Error::Unreachable)?;
    let response = request.send().await.map_err(|_| Error::Unreachable)?;
    if response.ok() {
        response.json().await.map_err(|_| Error::Unreachable)
    } else {
        Err(refusal(response).await)
    }
}

async fn refusal(response: Response) -> Error {
    let status = response.status();
    let error = response.json().await.unwrap_or(match status {
        401 => Error::SignedOut,
        403 => Error::Forbidden,
        404 => Error::NotFound,
        _ => Error::Unreachable,
    });
    error.heard()
}
