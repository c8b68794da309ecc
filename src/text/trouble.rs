//! What went wrong and what to do: one pair of sentences for each kind of failure.

use super::Locale;
use super::freshness::rounded_up;
use campaign::config::Missing;
use campaign::failure::{BadResponse, Failure, FailureKind};
use campaign::view::Trouble;

/// Two sentences: what happened, and what to do.
pub type Words = (String, String);

/// A failure over, or in place of, a campaign.
pub fn trouble(trouble: &Trouble) -> Words {
    match trouble {
        Trouble::Offline => {
            ("You are offline".into(), "Refreshing resumes when the connection is back.".into())
        }
        Trouble::Failed { failure, .. } => failed(failure),
    }
}

/// When it is asked again.
pub fn retry(trouble: &Trouble, locale: &Locale) -> String {
    match trouble {
        Trouble::Failed { is_asking: true, .. } => "Asking again…".into(),
        Trouble::Failed { retry_in: Some(span), .. } => {
            format!("Asks again in {}", locale.duration(rounded_up(*span)))
        }
        Trouble::Offline | Trouble::Failed { retry_in: None, .. } => String::new(),
    }
}

/// The server's own words.
pub fn says(trouble: &Trouble) -> Option<String> {
    match trouble {
        Trouble::Failed { failure: Failure { says: Some(words), .. }, .. } => {
            Some(format!("The service said: {words}"))
        }
        _ => None,
    }
}

fn failed(failure: &Failure) -> Words {
    let (what, advice) = match failure.kind {
        FailureKind::Network => (
            "No answer from the service",
            "The network failed, the service does not let this page in (CORS), or a gateway refused the key.",
        ),
        FailureKind::Timeout => {
            ("No whole answer within 30 s", "The service may be overloaded or unreachable.")
        }
        FailureKind::Interrupted => {
            ("The answer broke off", "The connection was lost on the way, or the service stopped.")
        }
        FailureKind::TooLarge => (
            "The answer is over 64 MB",
            "That is no campaign: check that the endpoint is a batch-calls API.",
        ),
        FailureKind::BadRequest => {
            ("The service did not take the request", "Check the batch ID and the endpoint.")
        }
        FailureKind::Unauthorized => {
            ("The API key was refused", "Set a valid key: it is asked again with it.")
        }
        FailureKind::Forbidden => (
            "This key may not read this campaign",
            "Use a key of the account that owns the campaign.",
        ),
        FailureKind::NotFound => (
            "No such campaign",
            "Check the batch ID: it may be mistyped, deleted, or of another account.",
        ),
        FailureKind::RateLimited => (
            "Too many requests",
            "An account has 100 a minute and 1,000 an hour, all tabs and colleagues together.",
        ),
        FailureKind::Server => {
            ("The service failed", "The fault is on its side. Calls may go on regardless.")
        }
        FailureKind::Unexpected => (
            "The service answered in an unknown way",
            "Check that the endpoint is a batch-calls API.",
        ),
        FailureKind::BadResponse(bad) => bad_response(bad),
    };
    let status = failure.status.filter(|status| *status != 200);
    let status = status.map(|status| format!(" ({status})")).unwrap_or_default();
    (format!("{what}{status}"), advice.into())
}

fn bad_response(bad: BadResponse) -> (&'static str, &'static str) {
    match bad {
        BadResponse::Empty => {
            ("The answer was empty", "Check that the endpoint passes the service's answer on.")
        }
        BadResponse::Html => (
            "A web page came instead of a campaign",
            "The endpoint may lead to a website or a sign-in page.",
        ),
        BadResponse::Truncated => {
            ("The answer ends too soon", "A proxy on the way may have cut it off.")
        }
        BadResponse::ErrorInside => {
            ("The service reported an error", "What it said may tell what to change.")
        }
        BadResponse::NotACampaign => (
            "The answer holds no campaign",
            "Check that the endpoint is a batch-calls API and passes its answer on.",
        ),
    }
}

/// What the host page must still give.
pub fn missing(missing: Missing) -> Words {
    let (what, how) = match missing {
        Missing::BatchId => {
            ("Choose a campaign", "Set the batch-id attribute to the ID of the campaign to show.")
        }
        Missing::BatchIdMalformed => (
            "This batch ID is not a UUID",
            "It has 8-4-4-4-12 hexadecimal digits, such as f1e2d3c4-5678-9012-3456-789012345678.",
        ),
        Missing::Key => (
            "An API key is needed",
            "Set the apiKey property, or an endpoint of your own that adds the key on your server.",
        ),
        Missing::KeyMalformed => (
            "This API key cannot be sent",
            "It holds spaces or letters that no key has. Copy it again, whole.",
        ),
        Missing::Endpoint => (
            "This endpoint is not safe for a key",
            "It must begin with https:// (http:// only for localhost) and hold no user name.",
        ),
    };
    (what.into(), how.into())
}
