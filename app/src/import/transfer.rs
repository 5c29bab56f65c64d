//! Sends the accepted records to the server and asks how the import goes on. Every request may be lost and is made again
//! as it was: the start carries a key, a part its number, and the seal the count of parts. What the server refuses is
//! asked once, and told.

use std::{pin::pin, time::Duration};

use contact::{
    Bounded, ContactId, Language,
    check::Counts,
    effect::{ChoiceRun, RUNS_AT_ONCE},
};
use futures::{channel::oneshot, future::select};
use gloo_net::http::Request;
use js_sys::Uint8Array;

use crate::{
    api::{effect, imports},
    browser::random::fresh_key,
    error::Error,
    import::event::{Parcel, Sending, passes},
    wire::imports::{Begin, Import, ImportId},
};

/// How long nothing is heard of an import before the server is asked how it stands: at first, and at the longest.
const QUIET: [Duration; 2] = [Duration::from_millis(400), Duration::from_secs(5)];
/// The first wait before something is tried again, and the longest.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(20)];

/// Who has the records to send, and hears how it goes: the sender.
pub trait PartSender: Copy + 'static {
    /// Tells the page how it goes.
    fn tell(self, sending: Sending);

    /// A part of the accepted records; none once the page has gone on without it.
    async fn part(self, number: u32) -> Option<SentPart>;

    /// Records are still being sent.
    fn is_sending(self) -> bool;

    /// The page still wants to know how this import goes.
    fn awaits(self, id: ImportId) -> bool;

    /// Lets some time pass.
    async fn wait(self, time: Duration);

    /// What ends when something is heard of imports.
    fn news(self) -> oneshot::Receiver<()>;
}

/// A numbered part of the accepted records, made by the worker.
pub struct SentPart {
    pub records: u64,
    pub last: bool,
    pub bytes: Uint8Array,
}

/// Sends the accepted records, part by part, and seals them.
pub async fn send(sender: impl PartSender, parcel: Parcel) {
    let accepted = parcel.counts.accepted();
    let (choices, changes) = (parcel.choices.clone(), parcel.changes.clone());
    let begin = begin(parcel);
    let Some(import) = insist(sender, async || imports::start(begin.clone()).await).await else {
        return;
    };
    let id = import.id;
    sender.tell(Sending::Stands(Box::new(import)));
    let sent = match choose(sender, id, &choices, &changes).await {
        Some(()) => send_parts(sender, id, accepted).await,
        None => None,
    };
    match sent {
        Some(import) => {
            sender.tell(Sending::Stands(Box::new(import)));
            sender.tell(Sending::Sealed);
        }
        // What came of it there goes, so that it does not count as under way. Why it ended has been told.
        None => drop(imports::cancel(id).await),
    }
}

/// What an import begins with.
fn begin(parcel: Parcel) -> Begin {
    let Counts {
        failed, skipped, ..
    } = parcel.counts;
    Begin {
        options: parcel.options,
        file_name: Bounded::own(parcel.file_name),
        key: Bounded::own(fresh_key().to_string()),
        browser_failed: u32::try_from(failed).unwrap_or(u32::MAX),
        browser_skipped: u32::try_from(skipped).unwrap_or(u32::MAX),
        reading: parcel.reading,
    }
}

/// Tells what is to be done with single records, and which contacts will be changed; nothing where that was refused.
async fn choose(
    sender: impl PartSender,
    id: ImportId,
    choices: &[ChoiceRun],
    changes: &[ContactId],
) -> Option<()> {
    for runs in choices.chunks(RUNS_AT_ONCE) {
        insist(sender, async || effect::choose(id, runs.to_vec()).await).await?;
    }
    for contacts in changes.chunks(RUNS_AT_ONCE) {
        insist(sender, async || effect::expect(id, contacts.to_vec()).await).await?;
    }
    Some(())
}

/// Answers with the sealed import; nothing where it was refused, or is over already.
async fn send_parts(sender: impl PartSender, id: ImportId, accepted: u64) -> Option<Import> {
    let (mut number, mut arrived) = (0, 0);
    // Where every record failed there is nothing to send.
    let mut last = accepted == 0;
    while !last {
        number += 1;
        let part = sender.part(number).await?;
        let import = insist(sender, async || put(id, number, &part.bytes).await).await?;
        arrived += part.records;
        last = part.last;
        // Somebody may have cancelled it meanwhile.
        sender.tell(Sending::Stands(Box::new(import)));
        sender.tell(Sending::Arrived(arrived));
    }
    insist(sender, async || imports::seal(id, number).await).await
}

/// Sends one part. Its bytes go by a plain route, which refuses as server functions do.
async fn put(id: ImportId, number: u32, bytes: &Uint8Array) -> Result<Import, Error> {
    let lost = |_| Error::Unreachable;
    let address = format!("/transfer/imports/{id}/parts/{number}");
    let request = Request::put(&address).header("content-type", "text/csv");
    let response = request.body(bytes).map_err(lost)?.send().await;
    let response = response.map_err(lost)?;
    if response.ok() {
        return response.json().await.map_err(lost);
    }
    let body = response.binary().await.map_err(lost)?;
    Err(refusal(response.status(), &body))
}

/// Reads why a part was not taken. What stands before the server may refuse one too, in words of its own.
fn refusal(status: u16, body: &[u8]) -> Error {
    Error::read(body).unwrap_or_else(|| match status {
        400..500 => Error::Refused(format!(
            "Something before the server does not let the file through (HTTP status {status}). Tell your Administrator."
        )),
        _ => Error::Unreachable,
    })
}

/// Asks how an import stands, whenever something is heard of imports and now and then, until it has ended, the server refuses
/// to say, or the page has let go of it.
pub async fn follow(sender: impl PartSender, id: ImportId) {
    let [mut quiet, longest] = QUIET;
    while sender.awaits(id) {
        // What happens while it is asked is asked about again.
        let news = sender.news();
        match imports::get(id).await {
            Ok(import) => sender.tell(Sending::Stands(Box::new(import))),
            Err(error) => {
                sender.tell(Sending::Failed(error.clone()));
                if !passes(&error) {
                    return;
                }
            }
        }
        select(news, pin!(sender.wait(quiet))).await;
        quiet = (quiet * 2).min(longest);
    }
}

/// Which of the records that were sent the server refused, in order, each with its sentence.
pub async fn failures(id: ImportId) -> Result<Vec<(u32, String)>, Error> {
    let mut all: Vec<(u32, String)> = Vec::new();
    loop {
        let after = all.last().map_or(0, |(record, _)| *record);
        let some = imports::failures(id, after).await?;
        if some.is_empty() {
            return Ok(all);
        }
        all.extend(
            some.into_iter()
                .map(|failure| (failure.record, failure.error)),
        );
    }
}

/// Where the server offers the ErrorDetail.csv of an import, in the reader's language.
pub fn error_detail(id: ImportId, language: Language) -> String {
    format!("/transfer/imports/{id}/ErrorDetail.csv?language={language}")
}

/// Tries until the server has answered, waiting longer each time. Nothing where the answer is a refusal, or the page has
/// gone on without it. Where the session has ended, the way in opens in place meanwhile.
async fn insist<T>(
    sender: impl PartSender,
    mut ask: impl AsyncFnMut() -> Result<T, Error>,
) -> Option<T> {
    let [mut pause, longest] = WAITS;
    while sender.is_sending() {
        let error = match ask().await {
            Ok(answer) => return Some(answer),
            Err(error) => error,
        };
        sender.tell(Sending::Failed(error.clone()));
        if !passes(&error) {
            return None;
        }
        sender.wait(pause).await;
        // Somebody who has just signed in again sees it go on at once.
        if error != Error::SignedOut {
            pause = (pause * 2).min(longest);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use futures::executor::block_on;

    use super::*;

    /// What happened to a page that is sending.
    #[derive(Default)]
    struct SendingPage {
        failures: Vec<Error>,
        waits: Vec<u64>,
        has_gone_on: bool,
    }

    type Page = &'static RefCell<SendingPage>;

    fn page() -> Page {
        Box::leak(Box::default())
    }

    impl PartSender for Page {
        fn tell(self, sending: Sending) {
            let Sending::Failed(error) = sending else {
                panic!("{sending:?}");
            };
            self.borrow_mut().failures.push(error);
        }

        async fn part(self, _: u32) -> Option<SentPart> {
            None
        }

        fn is_sending(self) -> bool {
            !self.borrow().has_gone_on
        }

        fn awaits(self, _: ImportId) -> bool {
            false
        }

        async fn wait(self, time: Duration) {
            self.borrow_mut().waits.push(time.as_secs());
        }

        fn news(self) -> oneshot::Receiver<()> {
            oneshot::channel().1
        }
    }

    fn unavailable() -> Error {
        Error::Unavailable { id: "r".to_owned() }
    }

    #[test]
    fn what_is_lost_is_asked_again_with_longer_waits_until_it_is_answered() {
        let page = page();
        let answers = [
            Err(Error::Unreachable),
            Err(unavailable()),
            Err(Error::SignedOut),
            Err(Error::Unreachable),
            Ok(7),
        ];
        let mut answers = answers.into_iter();
        let answer = block_on(insist(page, async || answers.next().expect("asked on")));
        assert_eq!(answer, Some(7));
        assert_eq!(page.borrow().waits, [1, 2, 4, 4]);
        assert_eq!(page.borrow().failures.len(), 4);
    }

    #[test]
    fn no_wait_is_longer_than_twenty_seconds() {
        let page = page();
        let mut left = 8;
        block_on(insist(page, async || {
            left -= 1;
            if left == 0 {
                Ok(())
            } else {
                Err(Error::Unreachable)
            }
        }));
        assert_eq!(page.borrow().waits, [1, 2, 4, 8, 16, 20, 20]);
    }

    #[test]
    fn what_is_refused_is_asked_once_and_told() {
        for refusal in [
            Error::Refused("A part may be at most 4 MiB.".to_owned()),
            Error::Forbidden,
            Error::NotFound,
            Error::Conflict("20 of your imports are still under way.".to_owned()),
            Error::Invalid(Vec::new()),
            Error::TooMany { seconds: 2 },
            Error::Broken { id: "r".to_owned() },
        ] {
            let page = page();
            let mut asked = 0;
            let answer = block_on(insist(page, async || {
                asked += 1;
                Err::<(), _>(refusal.clone())
            }));
            assert_eq!((answer, asked), (None, 1), "{refusal}");
            assert_eq!(page.borrow().failures, [refusal]);
            assert!(page.borrow().waits.is_empty());
        }
    }

    #[test]
    fn nothing_is_asked_for_a_page_that_has_gone_on() {
        let page = page();
        let answer = block_on(insist(page, async || {
            page.borrow_mut().has_gone_on = true;
            Err::<(), _>(Error::Unreachable)
        }));
        assert_eq!(answer, None);
        assert_eq!(page.borrow().failures.len(), 1);
    }

    #[test]
    #[cfg_attr(
        not(feature = "ssr"),
        ignore = "a window would hear that the session has ended"
    )]
    fn a_part_that_is_refused_says_why_in_the_words_of_server_functions() {
        let sentence = "The file is larger than the limit of 512 MB.";
        for error in [
            Error::Refused(sentence.to_owned()),
            Error::Conflict("Part 3 came before part 2.".to_owned()),
            Error::Forbidden,
            Error::SignedOut,
            unavailable(),
        ] {
            let body = serde_json::to_vec(&error).expect("JSON");
            assert_eq!(refusal(error.status(), &body), error);
        }
    }

    #[test]
    fn a_part_that_a_proxy_refuses_is_no_lost_connection_but_one_that_it_cannot_hand_on_is() {
        let refused = refusal(413, b"<html>Request Entity Too Large</html>");
        assert!(refused.to_string().contains("413"), "{refused}");
        assert!(!passes(&refused));
        assert_eq!(
            refusal(502, b"<html>Bad Gateway</html>"),
            Error::Unreachable
        );
    }
}
