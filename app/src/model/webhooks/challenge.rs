//! An address is told things only after it has answered a challenge: whoever listens there wants to be told, and nobody is
//! made to hear who does not.
use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::outgoing::{BadAddress, Letter, Outgoing, Reply, Unreached};
use crate::error::{Error, FieldProblem};

/// How long somebody who registers waits: no longer than for a page.
const PATIENCE: Duration = Duration::from_secs(8);
/// How much of an answer is repeated to whoever registers.
const REPEATED: usize = 100;

/// The address as it is kept, if it may be posted to at all.
pub(super) fn address(outgoing: &dyn Outgoing, text: &str) -> Result<String, Error> {
    let address = outgoing.address(text.trim());
    address.map_err(|bad| refused("url", wrong(bad, text.trim())))
}

/// Refuses an address that does not answer what it is asked.
pub(super) async fn challenge(outgoing: &dyn Outgoing, url: &str) -> Result<(), Error> {
    let random: [u8; 32] = rand::random();
    let value = URL_SAFE_NO_PAD.encode(random);
    let body = json!({"type": "webhook.challenge", "challenge": value});
    let letter = Letter {
        url: url.to_owned(),
        signed: None,
        body: body.to_string().into_bytes(),
    };
    let answered_in_time = timeout(PATIENCE, outgoing.post(letter)).await;
    let late = || {
        let seconds = PATIENCE.as_secs();
        Err(Unreached(format!("it took more than {seconds} seconds")))
    };
    match answered_in_time.unwrap_or_else(|_| late()) {
        Ok(reply) if reply.status == 200 && answers(&reply, &value) => Ok(()),
        Ok(reply) => Err(refused("challenge", answered(url, &reply))),
        Err(unreached) => Err(refused("challenge", silent(url, &unreached.0))),
    }
}

/// The value by itself, as text or as JSON, or as it was asked for.
fn answers(reply: &Reply, value: &str) -> bool {
    let text = String::from_utf8_lossy(&reply.body);
    if text.trim() == value {
        return true;
    }
    match serde_json::from_slice::<Value>(&reply.body) {
        Ok(Value::String(answer)) => answer == value,
        Ok(answer) => answer["challenge"] == value,
        Err(_) => false,
    }
}

fn refused(code: &str, sentences: [String; 3]) -> Error {
    Error::Invalid(vec![FieldProblem::said(code, "url", sentences)])
}

fn wrong(bad: BadAddress, text: &str) -> [String; 3] {
    match bad {
        BadAddress::NoAddress => [
            format!("URL: \"{text}\" is not an address such as https://example.org/hook."),
            format!("網址：「{text}」不是 https://example.org/hook 這樣的位址。"),
            format!("网址：“{text}”不是 https://example.org/hook 这样的地址。"),
        ],
        BadAddress::HoldsPassword => [
            "URL: leave out the name and password before the @; deliveries are signed.".to_owned(),
            "網址：請移除 @ 之前的名稱與密碼；傳送內容已有簽章。".to_owned(),
            "网址：请删去 @ 之前的名称和密码；发送的内容已有签名。".to_owned(),
        ],
        BadAddress::Plain => [
            format!(
                "URL: \"{text}\" is not encrypted. Write an address that begins with https://."
            ),
            format!("網址：「{text}」未加密。請填寫以 https:// 開頭的位址。"),
            format!("网址：“{text}”未加密。请填写以 https:// 开头的地址。"),
        ],
        BadAddress::Inside => [
            format!(
                "URL: \"{text}\" is inside of this network. Choose a public address, or have it named in WEBHOOK_ALLOW."
            ),
            format!("網址：「{text}」位於內部網路。請選擇公開的位址，或將它列入 WEBHOOK_ALLOW。"),
            format!("网址：“{text}”位于内部网络。请选择公开的地址，或将它列入 WEBHOOK_ALLOW。"),
        ],
    }
}

fn answered(url: &str, reply: &Reply) -> [String; 3] {
    let (status, text) = (reply.status, beginning(&reply.body));
    [
        format!(
            "URL: {url} answered the challenge with {status} \"{text}\". Have it answer 200 and the value of \"challenge\"."
        ),
        format!(
            "網址：{url} 對驗證的回應是 {status}「{text}」。請讓它回應 200 以及「challenge」的值。"
        ),
        format!(
            "网址：{url} 对验证的回应是 {status}“{text}”。请让它回应 200 以及“challenge”的值。"
        ),
    ]
}

fn silent(url: &str, why: &str) -> [String; 3] {
    [
        format!("URL: {url} did not answer the challenge: {why}. Check the address and try again."),
        format!("網址：{url} 沒有回應驗證：{why}。請檢查位址後再試一次。"),
        format!("网址：{url} 没有回应验证：{why}。请检查地址后再试一次。"),
    ]
}

/// As it can stand in a sentence.
fn beginning(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let text = text.chars().filter(|letter| !letter.is_control());
    text.take(REPEATED).collect()
}

#[cfg(test)]
mod tests {
    use super::{answers, beginning};
    use crate::model::webhooks::outgoing::Reply;

    #[test]
    fn the_value_is_taken_however_it_is_given_back() {
        let reply = |body: &str| Reply {
            status: 200,
            body: body.as_bytes().to_vec(),
        };
        for good in [
            "abc",
            " abc\n",
            "\"abc\"",
            "{\"challenge\":\"abc\"}",
            "{\"challenge\": \"abc\", \"ok\": true}",
        ] {
            assert!(answers(&reply(good), "abc"), "{good}");
        }
        for bad in ["", "abcd", "{}", "[\"abc\"]", "{\"challenge\":1}", "null"] {
            assert!(!answers(&reply(bad), "abc"), "{bad}");
        }
    }

    #[test]
    fn only_the_beginning_of_an_answer_is_repeated_and_no_line_end() {
        assert_eq!(beginning(b"a\r\nb\0"), "ab");
        assert_eq!(beginning("é".repeat(300).as_bytes()).chars().count(), 100);
    }
}
