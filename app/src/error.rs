//! What may cross the wire when something cannot be done: a kind, a sentence for a person, never SQL, a path or a trace.
//! Server functions, REST and the plain routes all answer with it, under its true HTTP status.
mod field_problem;
mod in_chinese;
mod in_every_language;

use contact::{
    Language,
    obstacle::{Ground, Obstacle},
    permit::Why,
    recipe::refusal::RecipeRefusal,
};
use leptos::server_fn::{
    Bytes,
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

pub use field_problem::FieldProblem;

use crate::who::{permission::Permission, scope::Scope};

/// Why a request was not carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum Error {
    #[error("You are not signed in. Sign in and try again.")]
    SignedOut,
    /// The token was good until lately.
    #[error(
        "This token has expired. Send another one, from Settings › Tokens, as Authorization: Bearer TOKEN."
    )]
    TokenExpired,
    #[error("You may not do this. Ask an Administrator for the right.")]
    Forbidden,
    /// A token has not the scope that this needs.
    #[error(
        "This needs the scope {}, which the token does not have. Send a token that has it, from Settings › Tokens.",
        .0.as_str()
    )]
    OutOfScope(Scope),
    /// What the role of whoever asks has otherwise was withheld from it.
    #[error("{}", .0.withheld(Language::English))]
    Withheld(Permission),
    /// The table of enquiries forbids it, as the enquiry stands now.
    #[error("{0}")]
    NotPermitted(Why),
    /// The table allows it, but something stands in the way.
    #[error("{0}")]
    Obstacle(Obstacle),
    #[error("There is no such thing here, or it was deleted.")]
    NotFound,
    /// The request itself makes no sense: a limit out of range, a body that cannot be read.
    #[error("{0}")]
    Refused(String),
    /// It would contradict what is there by now: a lost race, a name already taken.
    #[error("{0}")]
    Conflict(String),
    /// The key of a request, under which it is done once, was used to ask for something else.
    #[error("This Idempotency-Key was used for another request. Take a new key for a new request.")]
    KeyReused,
    /// The person whom it is about was erased.
    #[error("The person whom this is about was erased, and nothing more is kept about them.")]
    Erased,
    /// Values that a person has to correct: all of them, never only the first.
    #[error("{}", sentences(.0, Language::English))]
    Invalid(#[serde(with = "in_every_language")] Vec<FieldProblem>),
    /// One account or token writes faster than the server takes it.
    #[error("Too many changes at once, so this one was not saved. Try again in {seconds} s.")]
    TooMany { seconds: u64 },
    /// The database does not answer; nothing was written.
    #[error(
        "The database is not answering. Nothing was saved; your text is still here. Try again in a moment. (ref {id})"
    )]
    Unavailable { id: String },
    /// The disk of the server or of its database is full; nothing was written.
    #[error(
        "The server's disk is full. Nothing was saved; your text is still here. Tell your Administrator, and try again when there is room. (ref {id})"
    )]
    Full { id: String },
    /// The database went away while it was being told to commit.
    #[error(
        "The database stopped answering while saving, so it is not known whether this was saved. Look before you try again. (ref {id})"
    )]
    Unsure { id: String },
    #[error("The server met a fault of its own. Tell your Administrator the reference {id}.")]
    Broken { id: String },
    /// The browser could not reach the server, or did not understand it.
    #[error(
        "The server cannot be reached. Your text is still here. Check the connection and try again."
    )]
    Unreachable,
}

impl From<Why> for Error {
    fn from(why: Why) -> Self {
        Self::NotPermitted(why)
    }
}

impl From<Obstacle> for Error {
    fn from(obstacle: Obstacle) -> Self {
        Self::Obstacle(obstacle)
    }
}

impl From<contact::Problem> for Error {
    fn from(problem: contact::Problem) -> Self {
        Self::Invalid(vec![FieldProblem::from(&problem)])
    }
}

impl From<RecipeRefusal> for Error {
    fn from(refusal: RecipeRefusal) -> Self {
        let said = format!("recipe: {refusal}");
        match refusal.is_malformed() {
            true => Self::Refused(said + "."),
            false => Self::Invalid(vec![FieldProblem::new("invalid", refusal.part(), said)]),
        }
    }
}

/// Several sentences in one text. Those of `contact` end without a full stop, so that they may be joined.
fn sentences(problems: &[FieldProblem], language: Language) -> String {
    let mut text = String::new();
    for problem in problems {
        text += match text.chars().last() {
            None => "",
            Some('.' | '。' | '?' | '？' | '!' | '！') => " ",
            Some(_) => language.between(),
        };
        text += &problem.sentence(language);
    }
    text
}

impl Error {
    /// Refuses what was written into one field of a form, for all that is wrong with it.
    pub fn in_field(column: &str, problems: &[contact::Problem]) -> Self {
        let problems = problems
            .iter()
            .map(|problem| FieldProblem::from(problem).about(column));
        Self::Invalid(problems.collect())
    }

    /// Says it in a language, as far as it has a sentence in it.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Self::NotPermitted(why) => why.sentence(language),
            Self::Withheld(permission) => permission.withheld(language).to_owned(),
            Self::Obstacle(obstacle) => obstacle.sentence(language).to_owned(),
            Self::Invalid(problems) => sentences(problems, language),
            _ => match (language, self.in_chinese()) {
                (Language::Traditional, Some([said, _]))
                | (Language::Simplified, Some([_, said])) => said,
                _ => self.to_string(),
            },
        }
    }

    /// What is said of it beside what somebody does there; nothing where the page as a whole asks to sign in again.
    pub fn in_place(&self, language: Language) -> Option<String> {
        (*self != Self::SignedOut).then(|| self.sentence(language))
    }

    /// What is wrong with the value of one field.
    pub fn about(&self, column: &str) -> Option<&FieldProblem> {
        match self {
            Self::Invalid(problems) => problems.iter().find(|problem| problem.column == column),
            _ => None,
        }
    }

    /// The HTTP status that tells the truth about it.
    pub fn status(&self) -> u16 {
        match self {
            Self::Obstacle(obstacle) => match obstacle.ground() {
                Ground::Request => 400,
                Ground::Absence => 404,
                Ground::Contradiction => 409,
                Ground::Value => 422,
            },
            Self::Refused(_) => 400,
            Self::SignedOut | Self::TokenExpired => 401,
            Self::Forbidden | Self::OutOfScope(_) | Self::Withheld(_) | Self::NotPermitted(_) => {
                403
            }
            Self::NotFound => 404,
            Self::Conflict(_) => 409,
            Self::Erased => 410,
            Self::Invalid(_) | Self::KeyReused => 422,
            Self::TooMany { .. } => 429,
            Self::Broken { .. } => 500,
            Self::Unavailable { .. } | Self::Unsure { .. } | Self::Unreachable => 503,
            Self::Full { .. } => 507,
        }
    }

    /// The stable code that programs may rely on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Obstacle(obstacle) => match obstacle.ground() {
                Ground::Request => "refused",
                Ground::Absence => "not_found",
                Ground::Contradiction => "conflict",
                Ground::Value => "invalid",
            },
            Self::Refused(_) => "refused",
            Self::SignedOut => "signed_out",
            Self::TokenExpired => "token_expired",
            Self::Forbidden | Self::OutOfScope(_) => "forbidden",
            Self::Withheld(_) => "withheld",
            Self::NotPermitted(_) => "not_permitted",
            Self::NotFound => "not_found",
            Self::Conflict(_) => "conflict",
            Self::KeyReused => "idempotency_key_reused",
            Self::Erased => "erased",
            Self::Invalid(_) => "invalid",
            Self::TooMany { .. } => "too_many",
            Self::Broken { .. } => "broken",
            Self::Unavailable { .. } => "unavailable",
            Self::Full { .. } => "full",
            Self::Unsure { .. } => "unsure",
            Self::Unreachable => "unreachable",
        }
    }
}

impl Error {
    /// Reads what the server said to the page; nothing where somebody else answered.
    pub fn read(answer: &[u8]) -> Option<Self> {
        serde_json::from_slice(answer).ok().map(Self::heard)
    }

    /// Tells the page where the session has ended, so that it asks to sign in again in place (`sign_in::SignInAgain`).
    fn heard(self) -> Self {
        if self == Self::SignedOut
            && cfg!(not(feature = "ssr"))
            && let Ok(event) = leptos::web_sys::Event::new(SESSION_ENDED)
        {
            // Says whether somebody objected; nobody does.
            let _ = leptos::prelude::window().dispatch_event(&event);
        }
        self
    }
}

/// What the window hears when the server says that nobody is signed in.
pub const SESSION_ENDED: &str = "session-ended";

impl FromServerFnError for Error {
    type Encoder = JsonEncoding;

    /// On the server the arguments were no good; in the browser the answer was not, or did not come.
    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        if cfg!(feature = "ssr") {
            Self::Refused(
                "The server could not read this request. Reload the page and try again.".to_owned(),
            )
        } else {
            Self::Unreachable
        }
    }

    /// Every refusal that reaches the browser passes here, whichever page asked.
    fn de(data: Bytes) -> Self {
        let unread = || ServerFnErrorErr::Deserialization(String::new());
        Self::read(&data).unwrap_or_else(|| Self::from_server_fn_error(unread()))
    }

    /// The codec alone would send every error as a 500, so the true status is set as the error is written.
    #[cfg(feature = "ssr")]
    fn ser(&self) -> axum::body::Bytes {
        self.set_status();
        serde_json::to_vec(self).unwrap_or_default().into()
    }
}

#[cfg(feature = "ssr")]
pub use server::{in_language, problem, said};

#[cfg(feature = "ssr")]
mod server {
    use axum::{
        http::{StatusCode, header},
        response::{IntoResponse, Response},
    };
    use contact::Language;

    use super::{Error, FieldProblem};

    /// What a client is told outside server functions: a problem of RFC 9457.
    pub fn problem(
        status: StatusCode,
        code: &str,
        detail: &str,
        problems: Option<&[FieldProblem]>,
    ) -> Response {
        let mut body = serde_json::json!({
            "type": "about:blank",
            "title": status.canonical_reason(),
            "status": status.as_u16(),
            "code": code,
            "detail": detail,
        });
        if let Some(problems) = problems {
            body["problems"] = serde_json::json!(problems);
        }
        (
            status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            body.to_string(),
        )
            .into_response()
    }

    /// What was refused, kept beside the answer for who reads another language or form.
    #[derive(Clone)]
    struct SaidError(Error);

    /// The error that an answer tells of.
    pub fn said(response: &Response) -> Option<&Error> {
        response.extensions().get().map(|SaidError(error)| error)
    }

    /// Says an answer of English sentences in another language, as far as they have one.
    pub fn in_language(response: Response, language: Language) -> Response {
        match said(&response) {
            _ if language == Language::English => response,
            Some(Error::Invalid(problems)) => {
                let problems = problems.iter().cloned();
                let said = problems.map(|problem| problem.in_language(language));
                Error::Invalid(said.collect()).answer(language)
            }
            // Beside that nobody is known, it may be said how to become known.
            Some(Error::SignedOut) | None => response,
            Some(error) => error.clone().answer(language),
        }
    }

    impl IntoResponse for Error {
        fn into_response(self) -> Response {
            self.answer(Language::English)
        }
    }

    impl Error {
        /// The answer that tells of it, in a language as far as it has a sentence in it.
        fn answer(self, language: Language) -> Response {
            let status =
                StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let problems = if let Self::Invalid(problems) = &self {
                Some(problems.as_slice())
            } else {
                None
            };
            let mut response = problem(status, self.code(), &self.sentence(language), problems);
            if let Some(seconds) = self.retry_after() {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, seconds.into());
            }
            response.extensions_mut().insert(SaidError(self));
            response
        }

        /// Gives the answer to the request its true status: that of a server function, or of a page that shows why there is
        /// nothing to see.
        pub fn set_status(&self) {
            let response = leptos::prelude::use_context::<leptos_axum::ResponseOptions>();
            let status = StatusCode::from_u16(self.status());
            if let (Some(response), Ok(status)) = (response, status) {
                response.set_status(status);
                if let Some(seconds) = self.retry_after() {
                    response.insert_header(header::RETRY_AFTER, seconds.into());
                }
            }
        }

        /// After how many seconds another try makes sense.
        pub(super) fn retry_after(&self) -> Option<u64> {
            match self {
                Self::TooMany { seconds } => Some(*seconds),
                Self::Unavailable { .. } => Some(5),
                Self::Full { .. } => Some(60),
                _ => None,
            }
        }

        /// A fault of ours: logged whole under a reference, told only as that reference.
        pub fn broken(cause: impl std::fmt::Display) -> Self {
            let id = reference();
            tracing::error!(reference = id, %cause, "broken");
            Self::Broken { id }
        }

        /// The database does not answer: logged under a reference.
        pub fn unavailable(cause: impl std::fmt::Display) -> Self {
            let id = reference();
            tracing::warn!(reference = id, %cause, "database unavailable");
            Self::Unavailable { id }
        }

        /// There is no room: logged under a reference.
        pub fn full(cause: impl std::fmt::Display) -> Self {
            let id = reference();
            tracing::error!(reference = id, %cause, "disk full");
            Self::Full { id }
        }

        /// A commit whose outcome nobody knows: logged under a reference.
        pub fn unsure(cause: impl std::fmt::Display) -> Self {
            let id = reference();
            tracing::error!(reference = id, %cause, "outcome of a commit unknown");
            Self::Unsure { id }
        }
    }

    impl From<sqlx::Error> for Error {
        fn from(error: sqlx::Error) -> Self {
            use sqlx::Error as Sql;
            match error {
                Sql::RowNotFound => Self::NotFound,
                Sql::PoolTimedOut
                | Sql::PoolClosed
                | Sql::Io(_)
                | Sql::Tls(_)
                | Sql::WorkerCrashed => Self::unavailable(error),
                Sql::Database(ref database) if database.code().as_deref() == Some(DISK_FULL) => {
                    Self::full(error)
                }
                Sql::Database(ref database)
                    if gone(database.code().as_deref().unwrap_or_default()) =>
                {
                    Self::unavailable(error)
                }
                _ => Self::broken(error),
            }
        }
    }

    /// What Postgres says when it finds no room for more.
    const DISK_FULL: &str = "53100";

    /// Whether a code of Postgres means that it cannot serve just now: connection lost, too many connections, memory
    /// full, statement cut off at its time limit, shutting down or starting; or that it gave this transaction up for
    /// another one that held what it needed. The same again may well be done.
    fn gone(code: &str) -> bool {
        let given_up = ["40001", "40P01"].contains(&code);
        given_up || code.starts_with("08") || code.starts_with("53") || code.starts_with("57")
    }

    /// Eight characters that a person can read out over the phone.
    fn reference() -> String {
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let random = uuid::Uuid::now_v7().as_u128();
        let letter = |n: u32| LETTERS[(random >> (5 * n)) as usize % 32] as char;
        let half = |from: u32| (from..from + 4).map(letter).collect::<String>();
        format!("{}-{}", half(0), half(4))
    }
}

#[cfg(test)]
mod tests;
