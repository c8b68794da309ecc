//! What the host page asked for, checked (contract.md, Attributes).

use crate::batch_id::BatchId;
use crate::figure::figure;
use crate::secret::ApiKey;
use crate::table::Mask;
use crate::time::Span;

/// The vendor's own URL, asked where no `endpoint` is given.
pub const VENDOR_ENDPOINT: &str = "https://api.magpipe.ai/functions/v1/batch-calls";

/// Requests in an hour, of the 1,000 that an account has for all its tabs and people (api.md).
const BUDGET: u32 = 900;

const VENDOR_HOST: &str = "api.magpipe.ai";

/// Attribute texts as they came.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RawConfig {
    /// `batch-id`.
    pub batch_id: Option<String>,
    /// `endpoint`, already resolved against the page.
    pub endpoint: Option<String>,
    /// `src`, already resolved against the page.
    pub src: Option<String>,
    /// `refresh-interval`.
    pub refresh_interval: Option<String>,
    /// `hourly-budget`.
    pub hourly_budget: Option<String>,
    /// `mask`.
    pub mask: Mask,
    /// The key from the attribute or the property.
    pub api_key: Option<ApiKey>,
    /// The host page's function that gives a token.
    pub token: Option<HostFunction>,
    /// The host page's function that gives the campaign itself.
    pub load: Option<HostFunction>,
    /// How far the campaign's time is from the viewer's clock: not at all but in a playback.
    pub shift: Span,
}

/// What asking takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// Whom to ask.
    pub source: Source,
    /// How often.
    pub refresh: Refresh,
    /// The most requests in an hour; 0 where the page has the campaign at hand: that takes neither
    /// requests nor a network.
    pub budget: u32,
}

/// Where a campaign comes from, the contract's order of credentials applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// The batch-calls API, or a proxy of the host's own.
    Api {
        /// Where to ask.
        endpoint: Endpoint,
        /// For which campaign.
        batch: BatchId,
        /// On whose authority.
        credential: Credential,
    },
    /// A snapshot on some server, asked without a key.
    Snapshot(Endpoint),
    /// A function of the host page, which may know the campaign by this text.
    Host(HostFunction, Option<String>),
}

/// On whose authority the API is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Credential {
    /// Nobody's: the endpoint adds what it takes.
    None,
    /// A key's.
    Key(ApiKey),
    /// A token's, which this function gives.
    Token(HostFunction),
}

/// A function of the host page, which the shell knows by number.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct HostFunction(pub u32);

/// A URL that a key may be sent to: `https:`, or `http:` on loopback; no userinfo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Endpoint(Box<str>);

/// When to ask again after an answer.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Refresh {
    /// By what the campaign is doing.
    #[default]
    Auto,
    /// This long after each answer.
    Every(Span),
    /// Only when a person asks.
    Manual,
}

/// Why nothing can be asked yet.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    /// No `batch-id`.
    BatchId,
    /// A `batch-id` that is not a UUID.
    BatchIdMalformed,
    /// The vendor's URL without a key.
    Key,
    /// A key that no header can carry.
    KeyMalformed,
    /// An `endpoint` that a key must not be sent to.
    Endpoint,
}

impl Missing {
    /// The name of what is missing, in attributes and style.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BatchId => "batch-id",
            Self::BatchIdMalformed => "batch-id-malformed",
            Self::Key => "api-key",
            Self::KeyMalformed => "api-key-malformed",
            Self::Endpoint => "endpoint",
        }
    }
}

impl RawConfig {
    /// Checks everything. Figures that are not valid mean their defaults; the element class has
    /// warned of them. A batch id, endpoint or key that is wrong stops the widget, since a
    /// default would ask for the wrong campaign or send the key where it was not meant to go.
    pub fn check(self) -> Result<Config, Missing> {
        let refresh = self.refresh();
        let budget = self.budget();
        let source = self.source()?;
        Ok(Config { source, refresh, budget })
    }

    fn source(self) -> Result<Source, Missing> {
        if let Some(load) = self.load {
            return Ok(Source::Host(load, self.batch_id));
        }
        if let Some(src) = self.src.as_deref().map(str::trim_ascii).filter(|src| !src.is_empty()) {
            return Endpoint::parse(src).map(Source::Snapshot).ok_or(Missing::Endpoint);
        }
        let endpoint = match self.endpoint.as_deref().map(str::trim_ascii) {
            None | Some("") => Endpoint(VENDOR_ENDPOINT.into()),
            Some(url) => Endpoint::parse(url).ok_or(Missing::Endpoint)?,
        };
        let batch = match self.batch_id.as_deref().map(str::trim_ascii) {
            None | Some("") => return Err(Missing::BatchId),
            Some(text) => BatchId::parse(text).ok_or(Missing::BatchIdMalformed)?,
        };
        let credential = match (self.token, self.api_key) {
            (Some(token), _) => Credential::Token(token),
            (None, Some(key)) if key.fits_a_header() => Credential::Key(key),
            (None, Some(_)) => return Err(Missing::KeyMalformed),
            (None, None) if endpoint.is_vendor() => return Err(Missing::Key),
            (None, None) => Credential::None,
        };
        Ok(Source::Api { endpoint, batch, credential })
    }

    /// The core says 0, which it takes from no page, where nothing is asked for.
    fn budget(&self) -> u32 {
        self.hourly_budget.as_deref().and_then(figure).unwrap_or(BUDGET)
    }

    fn refresh(&self) -> Refresh {
        // A snapshot does not change by itself.
        let default = if self.src.is_some() { Refresh::Manual } else { Refresh::Auto };
        self.refresh_interval.as_deref().and_then(Refresh::parse).unwrap_or(default)
    }
}

impl Config {
    /// Whether both show the same campaign, maybe on another authority.
    pub fn shows_the_same(&self, other: &Self) -> bool {
        match (&self.source, &other.source) {
            (Source::Api { endpoint, batch, .. }, Source::Api { endpoint: at, batch: of, .. }) => {
                (endpoint, batch) == (at, of)
            }
            (Source::Host(_, batch), Source::Host(_, of)) => batch == of,
            (one, other) => one == other,
        }
    }
}

impl Refresh {
    /// `auto`, `0`, or seconds of at least 5; at most a day, since timers end at 24.8 days.
    fn parse(text: &str) -> Option<Self> {
        match text.trim_ascii() {
            "" | "auto" => Some(Self::Auto),
            text => match figure(text)? {
                0 => Some(Self::Manual),
                seconds @ 5..=86_400 => Some(Self::Every(Span::seconds(seconds.into()))),
                _ => None,
            },
        }
    }
}

impl Endpoint {
    /// Takes an absolute URL.
    pub fn parse(url: &str) -> Option<Self> {
        let (scheme, authority) = parts(url)?;
        let is_safe = match scheme.to_ascii_lowercase().as_str() {
            "https" => !authority.is_empty(),
            "http" => is_loopback(host_of(authority)),
            _ => false,
        };
        (is_safe && !authority.bytes().any(|byte| byte == b'@')).then(|| Self(url.into()))
    }

    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the vendor's own host, which answers nobody without a key.
    pub fn is_vendor(&self) -> bool {
        let host = parts(&self.0).map(|(_, authority)| host_of(authority));
        host.is_some_and(|host| host.eq_ignore_ascii_case(VENDOR_HOST))
    }
}

/// Scheme and authority of an absolute URL.
fn parts(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = cut(url, b":");
    let (authority, _) = cut(rest.strip_prefix("://")?, b"/?#\\");
    Some((scheme, authority))
}

/// The host without its port.
fn host_of(authority: &str) -> &str {
    match cut(authority, b"]") {
        (host, "") => cut(host, b":").0,
        (ipv6, _) => ipv6.trim_start_matches('['),
    }
}

/// A text before the first of these ASCII letters, and from there on.
fn cut<'a>(text: &'a str, any: &[u8]) -> (&'a str, &'a str) {
    let at = text.bytes().position(|byte| any.contains(&byte)).unwrap_or(text.len());
    text.split_at_checked(at).unwrap_or((text, ""))
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

    const ID: &str = "f1e2d3c4-5678-9012-3456-789012345678";

    fn raw(endpoint: &str, key: &str) -> RawConfig {
        RawConfig {
            batch_id: Some(ID.into()),
            endpoint: (!endpoint.is_empty()).then(|| endpoint.into()),
            api_key: ApiKey::new(key),
            ..RawConfig::default()
        }
    }

    #[test]
    fn the_vendor_wants_a_key_and_a_proxy_does_not() {
        assert_eq!(raw("", "").check().unwrap_err(), Missing::Key);
        assert_eq!(raw("https://API.magpipe.ai/x", "").check().unwrap_err(), Missing::Key);
        let Source::Api { endpoint, .. } = raw("", "mk").check().unwrap().source else { panic!() };
        assert_eq!(endpoint.as_str(), VENDOR_ENDPOINT);
        assert!(raw("https://example.org/proxy", "").check().is_ok());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let with_id = |id: &str| RawConfig { batch_id: Some(id.into()), ..raw("", "mk") }.check();
        assert_eq!(with_id(" ").unwrap_err(), Missing::BatchId);
        assert_eq!(with_id("42").unwrap_err(), Missing::BatchIdMalformed);
        assert_eq!(raw("", "a b").check().unwrap_err(), Missing::KeyMalformed);
        assert_eq!(raw("ftp://x", "mk").check().unwrap_err(), Missing::Endpoint);
    }

    #[test]
    fn the_first_credential_wins() {
        let [load, token] = [HostFunction(1), HostFunction(2)];
        let all = RawConfig {
            src: Some("https://example.org/campaign.json".into()),
            load: Some(load),
            token: Some(token),
            ..raw("", "mk")
        };
        let source = |raw: &RawConfig| raw.clone().check().unwrap().source;
        assert_eq!(source(&all), Source::Host(load, Some(ID.into())));
        let of_file = RawConfig { load: None, ..all };
        assert!(matches!(source(&of_file), Source::Snapshot(_)));
        assert_eq!(of_file.clone().check().unwrap().refresh, Refresh::Manual);
        let of_token = RawConfig { src: None, ..of_file };
        let credential = |raw: &RawConfig| match source(raw) {
            Source::Api { credential, .. } => credential,
            other => panic!("{other:?}"),
        };
        assert_eq!(credential(&of_token), Credential::Token(token));
        let of_key = RawConfig { token: None, ..of_token };
        assert_eq!(credential(&of_key), Credential::Key(ApiKey::new("mk").unwrap()));
        assert_eq!(credential(&raw("https://example.org/", "")), Credential::None);
    }

    #[test]
    fn a_budget_that_is_none_means_the_default_and_0_that_nothing_is_asked() {
        let check = |text: &str, budget| {
            let raw = RawConfig { hourly_budget: Some(text.into()), ..raw("", "mk") };
            assert_eq!(raw.check().unwrap().budget, budget, "{text}");
        };
        check("60", 60);
        check("-1", BUDGET);
        check("many", BUDGET);
        check("0", 0);
    }

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

    fn check_refresh(text: &str, expected: Option<Refresh>) {
        let config = RawConfig { refresh_interval: Some(text.into()), ..raw("", "mk") };
        assert_eq!(config.check().unwrap().refresh, expected.unwrap_or_default(), "{text}");
    }

    #[test]
    fn refresh_intervals() {
        check_refresh("auto", Some(Refresh::Auto));
        check_refresh("0", Some(Refresh::Manual));
        check_refresh("5", Some(Refresh::Every(Span::seconds(5))));
        check_refresh(" 30 ", Some(Refresh::Every(Span::seconds(30))));
        check_refresh("4", None);
        check_refresh("-1", None);
        check_refresh("often", None);
        check_refresh("99999999", None);
    }
}
