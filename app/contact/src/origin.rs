//! The origin of a page: a scheme, a host and perhaps a port, and nothing else; as browsers write it.
use std::net::Ipv6Addr;

/// Reads an origin; nothing where it says less or more than one. Such marks as a wildcard, an account or the next word of a
/// policy are no part of a name.
pub fn origin(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/').to_ascii_lowercase();
    let (scheme, authority) = text.split_once("://")?;
    let usual = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, _) = rest.split_once(']')?;
            address.parse::<Ipv6Addr>().ok()?;
            authority.split_at(address.len() + 2)
        }
        None => {
            let (name, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
            let is_name = |mark: u8| mark.is_ascii_alphanumeric() || b".-_".contains(&mark);
            let is_host = !name.is_empty() && name.bytes().all(is_name);
            is_host.then_some((name, port))?
        }
    };
    let is_port = match port.strip_prefix(':') {
        Some(digits) => {
            digits.bytes().all(|digit| digit.is_ascii_digit()) && digits.parse::<u16>().is_ok()
        }
        None => port.is_empty(),
    };
    let port = Some(port).filter(|port| *port != usual);
    is_port.then(|| format!("{scheme}://{host}{}", port.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_is_what_browsers_write_and_nothing_more() {
        for (typed, read) in [
            ("https://Desk.example.org/", "https://desk.example.org"),
            ("http://localhost:3001", "http://localhost:3001"),
            ("https://crm.example.org:443", "https://crm.example.org"),
            ("http://[::1]:80", "http://[::1]"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(origin(typed).as_deref(), Some(read), "{typed}");
        }
        for bad in [
            "",
            "*",
            "'self'",
            "desk.example.org",
            "https://",
            "https://*.example.org",
            "https://desk.example.org/panel",
            "https://desk.example.org?panel",
            "https://desk.example.org#panel",
            "https://desk.example.org;script-src",
            "https://mei@desk.example.org",
            "https://desk.example.org:",
            "https://desk.example.org:+80",
            "https://desk.example.org:65536",
            "https://desk.example.org https://crm.example.org",
            "https://[desk]",
            "ftp://desk.example.org",
            "data:text/html",
            "null",
        ] {
            assert_eq!(origin(bad), None, "{bad}");
        }
    }
}
