//! Where a request may go.

/// The vendor's own URL, asked where the page names no `endpoint`.
pub const VENDOR_ENDPOINT: &str = "https://api.magpipe.ai/functions/v1/batch-calls";

const VENDOR_HOST: &str = "api.magpipe.ai";

/// A URL that a key may be sent to: `https:`, or `http:` on loopback; no userinfo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Endpoint(Box<str>);

impl Endpoint {
    /// Takes an absolute URL.
    pub fn parse(url: &str) -> Option<Self> {
        let (scheme, authority) = parts(url)?;
        let is_safe = match scheme.to_ascii_lowercase().as_str() {
            "https" => !authority.is_empty(),
            "http" => is_loopback(host_of(authority)),
            _ => false,
        };
        (is_safe && !authority.contains('@')).then(|| Self(url.into()))
    }

    /// The vendor's.
    pub fn vendor() -> Self {
        Self(VENDOR_ENDPOINT.into())
    }

    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is on the vendor's own host, which answers nobody without a key.
    pub fn is_vendor(&self) -> bool {
        let host = parts(&self.0).map(|(_, authority)| host_of(authority));
        host.is_some_and(|host| host.eq_ignore_ascii_case(VENDOR_HOST))
    }
}

/// Whether an absolute URL belongs to an origin such as `https://example.org`.
pub(super) fn is_of_origin(url: &str, origin: &str) -> bool {
    url.strip_prefix(origin)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// Whether only people at this computer see a page of that origin: one on loopback, or a file.
pub(super) fn is_local(origin: &str) -> bool {
    parts(origin).is_none_or(|(_, authority)| is_loopback(host_of(authority)))
}

/// Scheme and authority of an absolute URL.
fn parts(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    (!scheme.contains([':', '/'])).then_some((scheme, authority))
}

/// The host without its port; an IPv6 address without its brackets.
fn host_of(authority: &str) -> &str {
    match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((ipv6, _)) => ipv6,
        None => authority.split_once(':').map_or(authority, |(host, _)| host),
    }
}

fn is_loopback(host: &str) -> bool {
    let is_ipv4 = host
        .strip_prefix("127.")
        .is_some_and(|rest| rest.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit()));
    let name = host.to_ascii_lowercase();
    is_ipv4 || host == "::1" || name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_endpoint(url: &str, accepted: bool) {
        assert_eq!(Endpoint::parse(url).is_some(), accepted, "{url}");
    }

    #[test]
    fn keys_go_only_where_they_are_safe() {
        check_endpoint("https://example.org/a?b", true);
        check_endpoint("http://localhost:8080/x", true);
        check_endpoint("http://127.0.0.1:8787/x", true);
        check_endpoint("http://[::1]:8787/x", true);
        check_endpoint("http://app.localhost/x", true);
        check_endpoint("http://example.org/", false);
        check_endpoint("http://localhost.example.org/", false);
        check_endpoint("http://127.evil.org/", false);
        check_endpoint("https://user:pass@example.org/", false);
        check_endpoint("https:///x", false);
        check_endpoint("javascript:alert(1)", false);
        check_endpoint("/relative", false);
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let check = |url, expected| {
            assert_eq!(is_of_origin(url, "https://example.org"), expected, "{url}");
        };
        check("https://example.org/token", true);
        check("https://example.org", true);
        check("https://example.org?x", true);
        check("https://example.org:8443/token", false);
        check("https://example.org.evil.com/token", false);
        check("https://example.org@evil.com/token", false);
        check("http://example.org/token", false);
    }

    #[test]
    fn a_page_on_loopback_and_a_file_are_local() {
        for (origin, expected) in [
            ("http://localhost:8080", true),
            ("http://[::1]:8080", true),
            ("null", true),
            ("https://example.org", false),
        ] {
            assert_eq!(is_local(origin), expected, "{origin}");
        }
    }
}
