//! The ticket by which a host lets one of its staff look at one enquiry: a JWT, signed by HS256 with the secret that both
//! know, and good for a minute at most. Whether it was used before, the database knows.
use app::wire::panel::{TICKET_SECONDS, Ticket};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};

/// The most bytes of a ticket as it is sent.
const BYTES: usize = 4096;

/// By how many seconds the clock of a host may be ahead of ours.
const AHEAD: i64 = 5;

/// The most characters of an email address, and of an id.
const EMAIL: usize = 320;
const ID: usize = 200;

/// What a ticket says that was signed with this secret and is good now; nothing where anything at all is wrong with it.
pub fn read(secret: &str, token: &str, now: DateTime<Utc>) -> Option<Ticket> {
    if token.len() > BYTES {
        return None;
    }
    let key = DecodingKey::from_secret(secret.as_bytes()).ok()?;
    // The times are judged below, exactly: the library knows only its own clock, with a minute's leeway. That no other
    // claim is there, nor any missing, the type sees to.
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    let ticket: Ticket = decode(token, &key, &validation).ok()?.claims;
    (is_good_at(&ticket, now.timestamp()) && is_complete(&ticket)).then_some(ticket)
}

fn is_good_at(ticket: &Ticket, now: i64) -> bool {
    let lives = ticket.exp.checked_sub(ticket.iat);
    let is_short = lives.is_some_and(|lives| (0..=TICKET_SECONDS).contains(&lives));
    is_short && ticket.exp > now && ticket.iat <= now + AHEAD
}

fn is_complete(ticket: &Ticket) -> bool {
    is_said(&ticket.sub, EMAIL) && is_said(&ticket.enquiry, ID) && is_said(&ticket.jti, ID)
}

/// Whether a value is there, not too long, and without the one character that Postgres cannot keep.
fn is_said(value: &str, most: usize) -> bool {
    !value.trim().is_empty() && value.chars().count() <= most && !value.contains('\0')
}

#[cfg(test)]
mod tests {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    use jsonwebtoken::{EncodingKey, Header, encode};
    use serde_json::{Value, json};

    use super::*;

    const SECRET: &str = "known to the desk and to this server";
    /// The second at which all this happens.
    const NOW: i64 = 1_800_000_000;

    fn good() -> Value {
        json!({"sub": "mei@example.org", "enquiry": "E-1", "iat": NOW, "exp": NOW + 60, "jti": "1"})
    }

    /// A good ticket, but for this.
    fn but(claim: &str, value: impl Into<Value>) -> Value {
        let mut claims = good();
        claims[claim] = value.into();
        claims
    }

    fn without(claim: &str) -> Value {
        let mut claims = good();
        claims.as_object_mut().expect("an object").remove(claim);
        claims
    }

    fn at(iat: i64, exp: i64) -> Value {
        let mut claims = but("iat", iat);
        claims["exp"] = exp.into();
        claims
    }

    fn sign(algorithm: Algorithm, secret: &str, claims: &Value) -> String {
        let key = EncodingKey::from_secret(secret.as_bytes()).expect("a key");
        encode(&Header::new(algorithm), claims, &key).expect("signed")
    }

    fn signed(claims: &Value) -> String {
        sign(Algorithm::HS256, SECRET, claims)
    }

    /// A good ticket under another header, with the signature that it had.
    fn under(header: &Value) -> String {
        let token = signed(&good());
        let (_, rest) = token.split_once('.').expect("three parts");
        format!("{}.{rest}", packed(header))
    }

    fn packed(part: &Value) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(part.to_string())
    }

    fn read_now(token: &str) -> Option<Ticket> {
        let now = DateTime::from_timestamp(NOW, 0).expect("a moment");
        read(SECRET, token, now)
    }

    #[test]
    fn a_ticket_says_whom_it_lets_look_at_what() {
        let said = Ticket {
            sub: "mei@example.org".to_owned(),
            enquiry: "E-1".to_owned(),
            iat: NOW,
            exp: NOW + 60,
            jti: "1".to_owned(),
        };
        assert_eq!(read_now(&signed(&good())), Some(said));
        for (name, claims) in [
            ("in its last second", at(NOW - 59, NOW + 1)),
            ("of a clock that is ahead", at(NOW + 5, NOW + 65)),
            ("of a moment", at(NOW + 1, NOW + 1)),
            ("the longest id", but("enquiry", "陳".repeat(200))),
            ("the longest address", but("sub", "m".repeat(320))),
        ] {
            assert!(read_now(&signed(&claims)).is_some(), "{name}");
        }
    }

    #[test]
    fn what_is_wrong_with_its_claims_is_refused() {
        for (name, claims) in [
            ("over in this second", at(NOW - 30, NOW)),
            ("over long ago", at(NOW - 3600, NOW - 3540)),
            ("good for longer than a minute", at(NOW, NOW + 61)),
            ("over before it begins", at(NOW + 5, NOW + 4)),
            ("of the future", at(NOW + 6, NOW + 66)),
            ("longer than can be counted", at(i64::MIN, i64::MAX)),
            ("a time as text", but("exp", "1800000060")),
            ("a time with a fraction", but("exp", 1_800_000_060.5)),
            ("a claim that nobody knows", but("role", "administrator")),
            ("a claim of other tokens", but("nbf", NOW)),
            ("for somebody else", but("aud", "crm")),
            ("no address", without("sub")),
            ("no enquiry", without("enquiry")),
            ("no beginning", without("iat")),
            ("no end", without("exp")),
            ("no id", without("jti")),
            ("an empty address", but("sub", "")),
            ("an empty enquiry", but("enquiry", " ")),
            ("an empty id", but("jti", "")),
            ("null for an id", but("jti", Value::Null)),
            ("a number for an id", but("jti", 1)),
            ("an address too long", but("sub", "m".repeat(321))),
            ("an enquiry too long", but("enquiry", "E".repeat(201))),
            ("an id too long", but("jti", "1".repeat(201))),
            ("what Postgres cannot keep", but("enquiry", "E\0")),
            ("larger than it may be", but("jti", "1".repeat(3100))),
            ("no object", json!([good()])),
        ] {
            assert_eq!(read_now(&signed(&claims)), None, "{name}");
        }
    }

    #[test]
    fn what_another_signed_or_nobody_is_refused() {
        let good_one = signed(&good());
        let (unsigned, signature) = good_one.rsplit_once('.').expect("three parts");
        let (header, _) = unsigned.split_once('.').expect("three parts");
        let other = packed(&but("enquiry", "E-2"));
        for (name, token) in [
            (
                "another secret",
                sign(Algorithm::HS256, "known to somebody else", &good()),
            ),
            ("HS384", sign(Algorithm::HS384, SECRET, &good())),
            ("HS512", sign(Algorithm::HS512, SECRET, &good())),
            ("none", under(&json!({"alg": "none", "typ": "JWT"}))),
            (
                "a public key",
                under(&json!({"alg": "RS256", "typ": "JWT"})),
            ),
            ("no algorithm", under(&json!({"typ": "JWT"}))),
            ("another header", under(&json!({"alg": "HS256"}))),
            ("another enquiry", format!("{header}.{other}.{signature}")),
            ("no signature", format!("{unsigned}.")),
            ("two parts", unsigned.to_owned()),
            ("four parts", format!("{good_one}.{signature}")),
            ("a space", format!("{good_one} ")),
            ("nothing", String::new()),
            ("no token", "E-1".to_owned()),
            ("larger than it may be", "a".repeat(BYTES + 1)),
        ] {
            assert_eq!(read_now(&token), None, "{name}");
        }
        let none = format!("{}.{}.", packed(&json!({"alg": "none"})), packed(&good()));
        assert_eq!(read_now(&none), None);
        assert_eq!(read("", &good_one, Utc::now()), None, "no secret");
    }
}
