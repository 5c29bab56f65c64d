//! `/imports`: files of contacts from programs. The body is the file itself; it is streamed to the disk and judged while
//! it arrives, so that the answer says at once whether it can be imported at all.

use std::time::Duration;

use app::{
    error::Error,
    model::{
        Asker,
        imports::{self, Admitted, Files, Start},
    },
    wire::{
        imports::{
            FileReading, Import, ImportId, ImportOptions, ImportStatus, MatchBy, OnDuplicate,
            Source, Undone,
        },
        recipes::ImportRecipe,
    },
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use contact::{Bounded, Code, Country, Language, country::CountryCode, file::encoding::Encoding};
use futures::{Stream, StreamExt};
use serde::{Deserialize, Serialize};
use tokio::{sync::mpsc, time::timeout};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::{ListPage, ProblemDocument, page_length, refused},
    idempotency,
    paging::CursorMark,
    seal::Seal,
};
use crate::{
    auth::bearer::bearer,
    http::{
        extract::{Json, Path, Query, Refusal},
        spool::Spool,
    },
    pages::imports::{Spoken, error_detail},
    state::ServerState,
};

/// How long what a refused sender still sends is read and thrown away, so that it gets to read the answer.
const DRAIN: Duration = Duration::from_secs(60);

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(errors))
        .routes(routes!(undo, undo_foreseen))
}

/// The route of files.
pub fn files() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new().routes(routes!(upload))
}

/// What the sender chooses.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ImportParameters {
    /// Numbers without a country code are of this country: its alpha-2 code, such as HK.
    country: Option<String>,
    /// True: the numbers include their country codes, only the + is missing.
    #[serde(default)]
    plus_missing: bool,
    /// What becomes of a record whose contact exists: `create` (default), `skip` or `update`.
    duplicates: Option<OnDuplicate>,
    /// How an existing contact is recognised: by `phone`, `email` or `any` (default) of them.
    #[serde(rename = "match")]
    matching: Option<MatchBy>,
    /// The encoding of the file by its WHATWG label, such as `big5`, `windows-1251` or `euc-kr`; as found in it when
    /// absent. A file that does not say, and whose encoding can only be guessed, is refused without it.
    encoding: Option<String>,
    /// The sheet of a workbook, by its name; that with the contacts when absent. A workbook without it is refused.
    #[param(value_type = Option<String>)]
    sheet: Option<Bounded<255>>,
    /// A recipe: the id or the name of one that is kept (`GET /imports/recipes`), or itself as JSON. The other parameters come
    /// before what it says, but for what it says of classes of records (`classes`) and of single ones (`records`), which comes
    /// before `duplicates`.
    #[param(value_type = Option<String>)]
    recipe: Option<Bounded<65_536>>,
    /// The language of the sentence if the file is refused: `en` (default), `zh-Hant` or `zh-Hans`.
    #[serde(default)]
    language: Language,
    /// The name to show in the history.
    #[serde(default)]
    #[param(value_type = String)]
    file_name: Bounded<1_000>,
}

impl ImportParameters {
    fn options(&self, recipe: &ImportRecipe) -> Result<ImportOptions, Error> {
        let country_code = match (&self.country, self.plus_missing) {
            (Some(_), true) => {
                return Err(Error::Refused("Choose either country or plus_missing, not both.".to_owned()));
            }
            (None, true) => CountryCode::PlusMissing,
            (None, false) => recipe.file.country_code,
            (Some(code), false) => Country::parse(code).map(CountryCode::Yes).ok_or_else(|| {
                Error::Refused(format!("country: \"{code}\" is not a known country. Write its alpha-2 code, such as HK."))
            })?,
        };
        let encoding = match &self.encoding {
            None => None,
            Some(label) => Some(Encoding::of(label).ok_or_else(|| {
                Error::Refused(format!(
                    "encoding: \"{label}\" is not a known encoding. Write its label, such as big5, windows-1251 or euc-kr."
                ))
            })?),
        };
        Ok(ImportOptions {
            country_code,
            duplicates: self.duplicates.unwrap_or(recipe.duplicates),
            matching: self.matching.unwrap_or(recipe.matching),
            classes: recipe.classes,
            encoding: encoding.or(recipe.file.encoding),
            delimiter: recipe.file.delimiter,
        })
    }
}

/// The import that was begun.
#[derive(Serialize, ToSchema)]
struct Begun {
    id: Uuid,
}

/// Imports a file
///
/// The body is the file: CSV, text with tabs or semicolons, or a workbook (XLSX). 202 means that it is stored and will be
/// imported, whatever happens to the server; a file that cannot be imported as a whole is refused at once, and nothing
/// of it is. The same `Idempotency-Key` begins one import, however often the file is sent; it is one to 255 ASCII characters.
#[utoipa::path(post, path = "/imports", tag = "imports", security(("token" = ["contacts:write"])), params(ImportParameters),
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 202, body = Begun),
        (status = 400, body = ProblemDocument, description = "Choices that cannot be read, a recipe that is no JSON or not there, or an Idempotency-Key that is none"),
        (status = 409, body = ProblemDocument, description = "Too many of your imports or of their files are here already, or the same file is still on its way"),
        (status = 413, body = ProblemDocument, description = "F02: larger than the limit"),
        (status = 415, body = ProblemDocument, description = "Compressed, or not a file at all"),
        (status = 422, body = ProblemDocument, description = "F01 to F07: the file as a whole is refused. `invalid`: the recipe names what there is not. `idempotency_key_reused`: this key was used for a file of another length, or with other choices"),
        (status = 429, body = ProblemDocument, description = "Too many writes, or too many workbooks wait before this one: send it again after `Retry-After` seconds"),
        (status = 507, body = ProblemDocument, description = "The server's disk is full: nothing is imported, and the file can be sent again later"),
    ))]
async fn upload(
    asker: Asker,
    State(files): State<Files>,
    choices: Result<Query<ImportParameters>, Refusal>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let (id, language) = match begin(&asker, choices, &uri, &headers).await {
        Ok(begun) => begun,
        Err(UnreadFile(answer)) => {
            tokio::spawn(drain(body.into_data_stream()));
            return *answer;
        }
    };
    // If the sender hangs up, it either ends in an import or clears up behind itself.
    match receive(&asker, &files, id, body).await {
        Ok(admitted) => answer(id, admitted, language),
        Err(error) => error.into_response(),
    }
}

/// What is answered where the file is not read: it is thrown away as it comes, so that its sender gets to read the answer.
struct UnreadFile(Box<Response>);

impl<T: IntoResponse> From<T> for UnreadFile {
    fn from(answer: T) -> Self {
        Self(Box::new(answer.into_response()))
    }
}

/// Begins the import of a file, as far as that can be said before the file is read.
async fn begin(
    asker: &Asker,
    choices: Result<Query<ImportParameters>, Refusal>,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<(ImportId, Language), UnreadFile> {
    let Query(choices) = choices?;
    let mut recipe = match &choices.recipe {
        Some(said) => imports::meant_recipe(asker, said).await?,
        None => ImportRecipe::default(),
    };
    if let Some(sheet) = &choices.sheet {
        if sheet.contains('\0') {
            let sentence = "sheet: a name holds no NUL character. Leave it out.";
            return Err(Error::Refused(sentence.to_owned()).into());
        }
        recipe.file.sheet = Some(String::from(&**sheet));
    }
    let options = choices.options(&recipe)?;
    let header = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    };
    if !matches!(header("content-encoding"), "" | "identity") {
        let detail = "Send the file as it is, without Content-Encoding.";
        return Err(unsupported(detail));
    }
    let kind = header("content-type");
    if kind.starts_with("multipart/") || kind.starts_with("application/json") {
        let detail = "Send the file itself as the body, with Content-Type: text/csv.";
        return Err(unsupported(detail));
    }
    let limit = asker.shared.installation.now().limits.file_bytes;
    let length = header("content-length");
    if length.parse::<u64>().is_ok_and(|length| length > limit) {
        let problem = contact::check::report::too_large(limit);
        let sentence = problem.sentence(choices.language);
        return Err(refused(StatusCode::PAYLOAD_TOO_LARGE, "F02", &sentence).into());
    }
    let key = idempotency::key(headers)?;
    // What the file holds is not known yet; how long it is tells most files apart.
    let seal = Seal::of(bearer(headers).unwrap_or_default());
    let address = uri.to_string();
    let request = seal.request([b"POST".as_slice(), address.as_bytes(), length.as_bytes()]);
    let language = choices.language;
    let start = Start {
        source: Source::Api,
        options,
        file_name: choices.file_name.into(),
        key,
        request: Some(request),
        browser_failed: 0,
        browser_skipped: 0,
        reading: FileReading::default(),
        choices: recipe.records.runs(),
        recipe: (!recipe.reads_as_it_is()).then_some(recipe.file),
    };
    let (id, new) = imports::begin(asker, start).await?;
    if !new {
        return Err(earlier(&imports::get(asker, id).await?).into());
    }
    Ok((id, language))
}

fn unsupported(detail: &str) -> UnreadFile {
    refused(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        detail,
    )
    .into()
}

/// Hands the body on to the disk.
async fn receive(
    asker: &Asker,
    files: &Files,
    id: ImportId,
    body: Body,
) -> Result<Admitted, Error> {
    let (send, bytes) = mpsc::channel(8);
    let forward = async move {
        let mut stream = body.into_data_stream();
        loop {
            let (piece, last) = match stream.next().await {
                Some(Ok(bytes)) => (Some(bytes), false),
                None => (None, true),
                // Cut off, or too slow: without its end the file does not count.
                Some(Err(_)) => return,
            };
            if send.send(piece).await.is_err() {
                // Refused before its end.
                tokio::spawn(drain(stream));
                return;
            }
            if last {
                return;
            }
        }
    };
    let (admitted, ()) = tokio::join!(imports::receive(asker, files, id, bytes), forward);
    admitted
}

/// Reads what is still sent and throws it away.
async fn drain(mut stream: impl Stream<Item = Result<axum::body::Bytes, axum::Error>> + Unpin) {
    let all = async { while let Some(Ok(_)) = stream.next().await {} };
    let _ = timeout(DRAIN, all).await;
}

fn answer(id: ImportId, admitted: Admitted, language: Language) -> Response {
    match admitted {
        Admitted::Accepted => accepted(id),
        Admitted::Refused(problem) => {
            refusal(id, &problem.code.to_string(), &problem.sentence(language))
        }
        Admitted::Cut => refused(
            StatusCode::BAD_REQUEST,
            "cut_off",
            "The file did not arrive whole. Nothing was imported; send it again.",
        ),
    }
}

/// What the first sending under the same key was answered.
fn earlier(import: &Import) -> Response {
    match (import.status, &import.refused) {
        (ImportStatus::Receiving, _) => refused(
            StatusCode::CONFLICT,
            "conflict",
            "A file with this Idempotency-Key is still on its way. Wait for its answer.",
        ),
        (ImportStatus::Refused, Some(why)) => refusal(import.id, &why.code, &why.message),
        _ => accepted(import.id),
    }
}

fn accepted(id: ImportId) -> Response {
    let location = [(header::LOCATION, format!("/api/v1/imports/{id}"))];
    (StatusCode::ACCEPTED, location, Json(Begun { id: id.0 })).into_response()
}

/// A refused file: a problem with the id under which the history keeps it.
fn refusal(id: ImportId, code: &str, detail: &str) -> Response {
    let status = match code {
        code if code == Code::F02.to_string() => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let body = serde_json::json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "code": code,
        "detail": detail,
        "id": id,
    });
    (
        status,
        [(header::CONTENT_TYPE, "application/problem+json")],
        body.to_string(),
    )
        .into_response()
}

/// Which piece of the history.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Piece {
    /// 1 to 500, default 50
    limit: Option<u16>,
    /// `next_cursor` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<Bounded<1_000>>,
}

/// Lists imports, newest first
#[utoipa::path(get, path = "/imports", tag = "imports", security(("token" = ["contacts:write"])),
    params(Piece), responses((status = 200, body = ListPage<Import>)))]
async fn list(asker: Asker, Query(piece): Query<Piece>) -> Result<Json<ListPage<Import>>, Error> {
    let limit = page_length(piece.limit, 50)?;
    let mark = CursorMark::of(&"imports");
    let before = mark.place(piece.cursor.as_deref())?.map(ImportId);
    // One more tells whether there is a next page.
    let (mut items, total) = imports::list(&asker, before, u32::from(limit) + 1).await?;
    let more = items.len() > usize::from(limit);
    items.truncate(limit.into());
    let last = items.last().filter(|_| more);
    let next_cursor = mark.written(last.map(|last| last.id));
    Ok(Json(ListPage {
        items,
        total,
        next_cursor,
    }))
}

/// How far an import is, and what became of its records
#[utoipa::path(get, path = "/imports/{id}", tag = "imports", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses(
    (status = 200, body = Import),
    (status = 404, body = ProblemDocument),
))]
async fn get(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Import>, Error> {
    Ok(Json(imports::get(&asker, ImportId(id)).await?))
}

/// ErrorDetail.csv: the records that failed, each with its reasons in column AZ
#[utoipa::path(get, path = "/imports/{id}/errors", tag = "imports", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path), Spoken), responses(
    (status = 200, content_type = "text/csv"),
    (status = 404, body = ProblemDocument),
))]
async fn errors(
    asker: Asker,
    files: State<Files>,
    spool: State<Spool>,
    id: Path<Uuid>,
    spoken: Query<Spoken>,
) -> Result<Response, Error> {
    error_detail(asker, files, spool, id, spoken).await
}

/// What an undo of this import would do now
#[utoipa::path(get, path = "/imports/{id}/undo", tag = "imports", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path)), responses(
    (status = 200, body = Undone),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It is still under way"),
))]
async fn undo_foreseen(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Undone>, Error> {
    Ok(Json(imports::foreseen(&asker, ImportId(id)).await?))
}

/// Whether contacts that were edited since are taken back as well.
#[derive(Clone, Copy, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
struct Confirmed {
    /// True: contacts that were edited since are taken back as well.
    edited: bool,
}

/// Takes an import back: what it created is deleted, what it changed gets its old values
///
/// What it created does not go to the bin: import the file again to have it back.
/// Contacts that somebody edited since are listed and left alone, unless `edited` is true. The answer comes when all is done;
/// until then `GET /imports/{id}` tells how far it is, and whatever breaks it off, the server goes on with it by itself.
#[utoipa::path(post, path = "/imports/{id}/undo", tag = "imports", security(("token" = ["contacts:write"])),
    params(("id" = Uuid, Path), Confirmed), responses(
    (status = 200, body = Undone),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It is still under way"),
))]
async fn undo(
    asker: Asker,
    Path(id): Path<Uuid>,
    Query(Confirmed { edited }): Query<Confirmed>,
) -> Result<Json<Undone>, Error> {
    Ok(Json(
        imports::undo_whole(&asker, ImportId(id), edited).await?,
    ))
}
