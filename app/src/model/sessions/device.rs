//! What a browser says it is, in a word or two: enough to know one's own again.

/// The product, by the mark that tells it from those it imitates; the first that fits.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// The browser of a `User-Agent`; empty if it is none that is known.
pub fn browser(agent: &str) -> &'static str {
    first(&BROWSERS, agent)
}

/// The system of a `User-Agent`; empty if it is none that is known.
pub fn system(agent: &str) -> &'static str {
    first(&SYSTEMS, agent)
}

fn first(known: &[(&str, &'static str)], agent: &str) -> &'static str {
    let found = known.iter().find(|(mark, _)| agent.contains(mark));
    found.map_or("", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_by_what_tells_it_from_those_it_imitates() {
        for (agent, known) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                ("Edge", "Windows"),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
                ("Safari", "macOS"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
                ("Chrome", "Android"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
                ("Firefox", "Linux"),
            ),
            ("curl/8.0", ("", "")),
        ] {
            assert_eq!((browser(agent), system(agent)), known, "{agent}");
        }
    }
}
