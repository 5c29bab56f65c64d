//! `GET /live`: what happens while a page is open, told by server-sent events to whoever is signed in. Each frame is one
//! `News`; its `id` says where its reader stands, so that whoever comes back is told what they missed. Beside them it is told
//! who else looks at what its reader looks at (`presence`), which is true for the moment and has no place in what happened.
//! `GET /embed/events` is the same for a side panel, which hears of one enquiry and its contact only.
pub mod hub;
mod open_stream;
mod opened;
mod patience;
mod presence;
mod reader;
mod telling;
mod untold;

use std::{convert::Infallible, pin::Pin, time::Duration};

use app::{
    error::{self, Error},
    model::{
        Asker,
        embed_sessions::EmbedSession,
        sessions::{key::Here, open::OpenSession},
    },
    who::{Action, Role, Who},
    wire::live::Position,
};
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::stream::unfold;
use serde::Deserialize;
use tokio::time::{Instant, Sleep, sleep};
use uuid::Uuid;

use self::{
    hub::Streams,
    open_stream::{OpenStream, StreamPart},
    patience::within_patience,
    reader::{PanelReader, StreamReader},
};
use super::{audience::Audience, extract::Query};

/// Where it is.
pub const PATH: &str = "/live";

/// What a stream begins with: a browser that loses it comes back after a second.
const BEGINNING: &str = ":\nretry: 1000\n\n";
/// By which a quiet stream shows that it is still there.
const COMMENT: &str = ":\n\n";

/// What an address asks for.
#[derive(Deserialize)]
pub struct LiveAddress {
    /// Where its reader stands. A browser that comes back by itself says it in a header.
    after: Option<String>,
    /// Whose page it is. Somebody else may have signed in since in the same browser.
    who: Option<String>,
}

/// What the address of a panel's stream asks for.
#[derive(Deserialize)]
pub struct PanelAddress {
    /// Where its reader stands.
    after: Option<String>,
}

/// `GET /live?after=POSITION&who=ID`: the stream.
pub async fn stream(
    State(streams): State<Streams>,
    asker: Option<Extension<Asker>>,
    here: Option<Extension<Here>>,
    Query(LiveAddress { after, who }): Query<LiveAddress>,
    request: Request,
) -> Response {
    let page = session(asker, here, who).map(|session| {
        let reader = StreamReader::Page(session.staff);
        (session, reader)
    });
    follow(streams, page, after, request).await
}

/// `GET /embed/events?after=POSITION`: the stream of a panel.
pub async fn of_panel(
    State(streams): State<Streams>,
    asker: Option<Extension<Asker>>,
    beside: Option<Extension<EmbedSession>>,
    Query(PanelAddress { after }): Query<PanelAddress>,
    request: Request,
) -> Response {
    follow(streams, panel(asker, beside), after, request).await
}

/// Answers who asks for a stream with it, from where they stand.
async fn follow(
    streams: Streams,
    opened: Result<(OpenSession, StreamReader), Error>,
    after: Option<String>,
    request: Request,
) -> Response {
    let audience = Audience::of(&request);
    let heard = request.headers().get("last-event-id");
    let heard = heard.and_then(|heard| heard.to_str().ok());
    let heard = heard.filter(|heard| !heard.is_empty()).map(str::to_owned);
    let frames = match opened {
        Ok(opened) => within_patience(begin(&streams, opened, heard.or(after))).await,
        Err(error) => Err(error),
    };
    match frames {
        Ok(Some(frames)) => answer(frames),
        Ok(None) => full(),
        Err(error) => audience.answer(error),
    }
}

/// The session of a member of staff who asks from a page of theirs, and who they are.
fn session(
    asker: Option<Extension<Asker>>,
    here: Option<Extension<Here>>,
    page: Option<String>,
) -> Result<OpenSession, Error> {
    let (Some(Extension(asker)), Some(Extension(here))) = (asker, here) else {
        return Err(Error::SignedOut);
    };
    let (staff, role) = whose(&asker)?;
    if page.is_some_and(|page| page != staff.to_string()) {
        return Err(Error::SignedOut);
    }
    Ok(OpenSession { staff, role, here })
}

/// The session of a panel, and who reads it beside which enquiry.
fn panel(
    asker: Option<Extension<Asker>>,
    beside: Option<Extension<EmbedSession>>,
) -> Result<(OpenSession, StreamReader), Error> {
    let (Some(Extension(asker)), Some(Extension(beside))) = (asker, beside) else {
        return Err(Error::SignedOut);
    };
    let (staff, role) = whose(&asker)?;
    let EmbedSession { enquiry, here } = beside;
    let reader = StreamReader::Panel(Box::new(PanelReader::new(asker, staff, enquiry)));
    Ok((OpenSession { staff, role, here }, reader))
}

/// The member of staff who asks, if they may hear of contacts.
fn whose(asker: &Asker) -> Result<(Uuid, Role), Error> {
    asker.read(Action::ReadContacts)?;
    match asker.who {
        Who::Staff { id, role, .. } => Ok((id, role)),
        Who::Token { .. } | Who::Operator => Err(Error::Forbidden),
    }
}

/// Opens a stream with what happened since its reader last heard. It follows before it looks back, so that nothing happens
/// between.
async fn begin(
    streams: &Streams,
    (session, reader): (OpenSession, StreamReader),
    after: Option<String>,
) -> Result<Option<Frames>, Error> {
    let Some(mut stream) = streams.open(&session, reader).await? else {
        return Ok(None);
    };
    stream.look().await?;
    let missed = match after {
        // What cannot be read is no position of today; what happened since cannot be told either.
        Some(after) => stream.replay(after.parse().ok()).await?,
        None => None,
    };
    let mut first = BEGINNING.as_bytes().to_vec();
    first.extend(missed.unwrap_or_default());
    first.extend(standing(stream.position()).into_bytes());
    first.extend(stream.presence().unwrap_or_default());
    let every = streams.settings().comment;
    Ok(Some(Frames {
        stream,
        first: Some(first.into()),
        comment: Box::pin(sleep(every)),
        every,
    }))
}

fn answer(frames: Frames) -> Response {
    let bytes = unfold(frames, |mut frames| async move {
        let bytes = frames.next().await?;
        Some((Ok::<_, Infallible>(bytes), frames))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        // Nobody on the way keeps it, packs it or holds it back.
        (header::CACHE_CONTROL, "no-cache, no-transform"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::from_stream(bytes)).into_response()
}

fn full() -> Response {
    let sentence = "As many pages as this server can tell of changes are open already. Everything else works; this page \
                    shows changes of others once it is loaded again.";
    let mut response = error::problem(
        StatusCode::SERVICE_UNAVAILABLE,
        "too_many_streams",
        sentence,
        None,
    );
    let later = HeaderValue::from_static("10");
    response.headers_mut().insert(header::RETRY_AFTER, later);
    response
}

/// A frame that only says where its reader stands.
fn standing(position: Position) -> String {
    format!("id: {position}\nevent: here\ndata: {position}\n\n")
}

/// The frames of a stream, as its client takes them.
struct Frames {
    stream: OpenStream,
    first: Option<Bytes>,
    /// Goes off when it is time for a comment. One for all frames: each that is begun and dropped again waits for the one
    /// clock of all streams, twice.
    comment: Pin<Box<Sleep>>,
    /// How often that is.
    every: Duration,
}

impl Frames {
    async fn next(&mut self) -> Option<Bytes> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        tokio::select! {
            biased;
            part = self.stream.next() => part.map(StreamPart::frames),
            () = self.comment.as_mut() => {
                self.comment.as_mut().reset(Instant::now() + self.every);
                Some(self.comment())
            }
        }
    }

    /// A comment, and where its reader stands: a browser cannot see a comment, and learns by this that the stream is not cut
    /// off without a word.
    fn comment(&self) -> Bytes {
        let position = self.stream.position();
        format!("{COMMENT}{}", standing(position)).into()
    }
}
