//! A stream as the page hears it, frame by frame.
use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, Response},
};
use http_body_util::{BodyExt, Full};
use serde_json::Value;
use tokio::time::timeout;

use crate::harness::Client;

/// How long something is waited for that is to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A stream that is open.
pub struct Live {
    pub response: Response<()>,
    body: Body,
    /// All that came.
    pub raw: Vec<u8>,
    /// How much of it was read.
    read: usize,
    /// Where its reader stands, by what was read.
    pub stands: String,
}

impl Live {
    /// A stream that was answered.
    pub fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            response: Response::from_parts(parts, ()),
            body,
            raw: Vec::new(),
            read: 0,
            stands: String::new(),
        }
    }

    /// Opens a stream. All that happens from here on it tells.
    pub async fn open(client: &Client, path: &str) -> Self {
        let mut request = Request::get(format!("http://{}{path}", client.address));
        let headers = request.headers_mut().expect("a good request");
        headers.extend(client.headers.clone());
        let request = request.body(Full::default()).expect("a good request");
        let live = Self::of(client.open(request).await.map(Body::new));
        assert_eq!(live.response.status(), 200, "{path}");
        live
    }

    /// What comes up to an empty line; nothing once the stream has ended as it should.
    async fn block(&mut self) -> Option<String> {
        loop {
            let rest = &self.raw[self.read..];
            if let Some(end) = rest.windows(2).position(|pair| pair == b"\n\n") {
                let block = String::from_utf8(rest[..end].to_vec()).expect("UTF-8");
                self.read += end + 2;
                if let Some(id) = field(&block, "id: ") {
                    self.stands = id.to_owned();
                }
                return Some(block);
            }
            let more = timeout(PATIENCE, self.body.frame()).await;
            let more = more.expect("something comes")?.expect("it is not cut off");
            self.raw.extend(more.into_data().unwrap_or_default());
        }
    }

    /// Reads on to where it says where its reader stands, past comments.
    pub async fn here(&mut self) {
        loop {
            let block = self.block().await.expect("the stream goes on");
            if field(&block, "event: ") == Some("here") {
                assert_eq!(field(&block, "data: "), Some(self.stands.as_str()));
                return;
            }
            assert!(block.starts_with(':'), "{block}");
        }
    }

    /// Reads on to a comment, past where its reader stands.
    pub async fn comment(&mut self) {
        loop {
            let block = self.block().await.expect("the stream goes on");
            if block.starts_with(':') && field(&block, "retry: ").is_none() {
                return;
            }
            assert!(field(&block, "event: ") == Some("here") || block.starts_with(':'));
        }
    }

    /// The next news; nothing once the stream has ended.
    pub async fn news(&mut self) -> Option<Value> {
        loop {
            let block = self.block().await?;
            let is_news = field(&block, "event: ").is_none();
            if let Some(data) = field(&block, "data: ").filter(|_| is_news) {
                return Some(serde_json::from_str(data).expect("JSON"));
            }
        }
    }

    /// Hears it out: it has ended, whatever was told before.
    pub async fn ended(&mut self) {
        let heard = async { while self.block().await.is_some() {} };
        let has_ended = timeout(PATIENCE, heard).await;
        assert!(has_ended.is_ok(), "the stream ends");
    }

    /// The next that is told of who looks at a contact, past everything else.
    pub async fn presence(&mut self) -> Value {
        loop {
            let block = self.block().await.expect("the stream goes on");
            if field(&block, "event: ") == Some("presence") {
                assert_eq!(
                    field(&block, "id: "),
                    None,
                    "it is no part of what happened"
                );
                let data = field(&block, "data: ").expect("data");
                return serde_json::from_str(data).expect("JSON");
            }
        }
    }

    /// All news up to that of a contact, which comes last.
    pub async fn until(&mut self, contact: &Value) -> Vec<Value> {
        let mut heard = Vec::new();
        let hear = async {
            loop {
                let news = self.news().await.expect("the stream goes on");
                if news["type"] == "contact" && news["id"] == contact["id"] {
                    return;
                }
                heard.push(news);
            }
        };
        let told = timeout(PATIENCE, hear).await;
        assert!(told.is_ok(), "{contact} is told, but {heard:?} was");
        heard
    }
}

fn field<'a>(block: &'a str, name: &str) -> Option<&'a str> {
    block.lines().find_map(|line| line.strip_prefix(name))
}
