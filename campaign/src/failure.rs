//! What can go wrong between the widget and a campaign, by what a person can do about it.
//!
//! The words for each are the screen's; here is only the kind, and whether asking again can help.

use serde::{Deserialize, Serialize};

/// Why there is no new answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Failure {
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The server's own words, the key blotted out.
    pub says: Option<Box<str>>,
}

/// The kinds of failure that differ in what to do.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FailureKind {
    /// The browser believes in no network, so nothing is asked.
    Offline,
    /// The browser reports a failed fetch: no network, CORS, or a gateway refusing the key.
    Network,
    /// No whole answer within the time limit.
    Timeout,
    /// The answer broke off.
    Interrupted,
    /// The answer is larger than any campaign.
    TooLarge,
    BadRequest,
    Unauthorized,
    /// The same of a request that had no key: whoever answers was to add it.
    UnauthorizedKeyless,
    Forbidden,
    /// The same of a request that had no key.
    ForbiddenKeyless,
    NotFound,
    RateLimited,
    /// The page has sent as many requests as it may in an hour.
    BudgetSpent,
    /// What answers has had nothing new for long, as a proxy does whose API is away.
    Outdated,
    Server,
    /// The server answers no POST at all, as servers of plain files do.
    NoPost,
    /// Any other status that is not 200.
    Unexpected,
    /// 200 without a campaign in it.
    BadResponse(BadResponse),
    /// The host page's `fetcher` threw, or gave no object.
    Fetcher,
    /// The host page gave no token.
    Token,
}

/// What stood in place of a campaign.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BadResponse {
    /// Nothing.
    Empty,
    /// A web page.
    Html,
    /// JSON that ends too soon.
    Truncated,
    /// JSON of an error.
    ErrorInside,
    /// JSON of something else, or no JSON.
    NotACampaign,
}

/// How the browser failed to bring an answer.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Transport {
    /// The fetch was refused or the connection failed.
    Network,
    /// The time limit passed.
    Timeout,
    /// The machine slept while the request was on its way.
    Slept,
    /// The body broke off after the status had come.
    Interrupted,
    /// The body went past the size cap.
    TooLarge,
    /// The host page's own function for campaigns failed.
    Fetcher,
    /// The host page's own function for tokens failed.
    Token,
}

impl Failure {
    /// A failure without an answer of a server's that says why.
    pub fn of_kind(kind: FailureKind) -> Self {
        Self { kind, status: None, says: None }
    }

    /// A failure without an answer.
    pub fn of_transport(transport: Transport) -> Self {
        let kind = match transport {
            Transport::Network => FailureKind::Network,
            Transport::Timeout | Transport::Slept => FailureKind::Timeout,
            Transport::Interrupted => FailureKind::Interrupted,
            Transport::TooLarge => FailureKind::TooLarge,
            Transport::Fetcher => FailureKind::Fetcher,
            Transport::Token => FailureKind::Token,
        };
        Self::of_kind(kind)
    }

    /// A failure told by a status that is not 200, of a request that had a key or token, or none.
    pub fn of_status(status: u16, had_key: bool, says: Option<String>) -> Self {
        let kind = match status {
            400 => FailureKind::BadRequest,
            401 if had_key => FailureKind::Unauthorized,
            401 => FailureKind::UnauthorizedKeyless,
            403 if had_key => FailureKind::Forbidden,
            403 => FailureKind::ForbiddenKeyless,
            404 => FailureKind::NotFound,
            405 | 501 => FailureKind::NoPost,
            429 => FailureKind::RateLimited,
            500.. => FailureKind::Server,
            _ => FailureKind::Unexpected,
        };
        Self { kind, status: Some(status), says: says.map(String::into_boxed_str) }
    }

    /// A 200 without a campaign in it.
    pub fn of_body(bad: BadResponse, says: Option<String>) -> Self {
        let kind = FailureKind::BadResponse(bad);
        Self { kind, status: Some(200), says: says.map(String::into_boxed_str) }
    }
}

impl FailureKind {
    /// The kind's name in events and attributes (docs/reference.md#events).
    pub fn key(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::TooLarge => "too-large",
            Self::BadRequest => "bad-request",
            Self::Unauthorized | Self::UnauthorizedKeyless => "unauthorized",
            Self::Forbidden | Self::ForbiddenKeyless => "forbidden",
            Self::NotFound => "not-found",
            Self::RateLimited => "rate-limited",
            Self::BudgetSpent => "budget-spent",
            Self::Outdated => "outdated",
            Self::Server => "server",
            Self::NoPost => "no-post",
            Self::Unexpected => "unexpected",
            Self::BadResponse(_) => "bad-response",
            Self::Fetcher => "fetcher",
            Self::Token => "token",
        }
    }

    /// Whether it may have come of being offline: then it is worth asking as soon as that is over.
    pub fn may_be_offline(self) -> bool {
        matches!(
            self,
            Self::Network | Self::Timeout | Self::Interrupted | Self::Fetcher | Self::Token
        )
    }

    /// Whether the same request may succeed later. The others need a person to change something,
    /// and asking again would only spend the hourly limit.
    pub fn is_retryable(self) -> bool {
        !matches!(
            self,
            Self::BadRequest
                | Self::Unauthorized
                | Self::UnauthorizedKeyless
                | Self::Forbidden
                | Self::ForbiddenKeyless
                | Self::NotFound
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: u16, kind: &str, retryable: bool) {
        for had_key in [true, false] {
            let failure = Failure::of_status(status, had_key, None);
            let found = (failure.kind.key(), failure.kind.is_retryable());
            assert_eq!(found, (kind, retryable), "{status}");
        }
    }

    #[test]
    fn every_status_has_its_kind() {
        check(400, "bad-request", false);
        check(401, "unauthorized", false);
        check(403, "forbidden", false);
        check(404, "not-found", false);
        check(429, "rate-limited", true);
        check(500, "server", true);
        check(502, "server", true);
        check(405, "no-post", true);
        check(501, "no-post", true);
        check(302, "unexpected", true);
        check(418, "unexpected", true);
    }

    #[test]
    fn without_an_answer_asking_again_may_help() {
        for transport in
            [Transport::Network, Transport::Timeout, Transport::Interrupted, Transport::TooLarge]
        {
            assert!(Failure::of_transport(transport).kind.is_retryable());
        }
        assert!(Failure::of_body(BadResponse::Html, None).kind.is_retryable());
    }
}
