//! What went wrong and what to do: one pair of sentences for each kind of failure.

use super::freshness::rounded_up;
use super::message::Arg;
use super::{Locale, Message};
use campaign::config::Missing;
use campaign::failure::{BadResponse, Failure, FailureKind};
use campaign::view::Trouble;

/// What happened, and what to do about it.
pub struct Sentences {
    /// What happened.
    pub what: String,
    /// What to do.
    pub how: String,
}

/// The two sentences of a message, which a language file has on one line.
pub fn sentences(message: Message, locale: &Locale) -> Sentences {
    let both = locale.say(message, &figures(message));
    let (what, how) = both.split_once('|').unwrap_or_default();
    Sentences { what: what.to_owned(), how: how.to_owned() }
}

/// The limits that such a message names: seconds, megabytes, requests a minute and an hour.
fn figures(message: Message) -> Vec<Arg> {
    let figures: &[u32] = match message {
        Message::Timeout => &[30],
        Message::TooLarge => &[64],
        Message::RateLimited => &[100, 1_000],
        _ => &[],
    };
    figures.iter().map(|figure| Arg::Count(*figure)).collect()
}

/// What happened to a campaign.
pub fn what(trouble: &Trouble, locale: &Locale) -> String {
    let what = sentences(message(trouble), locale).what;
    match trouble {
        Trouble::Failed { failure: Failure { status: Some(status), .. }, .. } if *status != 200 => {
            // Not a count: no thousands are grouped.
            let status = Arg::Text(status.to_string());
            locale.say(Message::WithStatus, &[Arg::Text(what), status])
        }
        _ => what,
    }
}

/// What to do about it.
pub fn how(trouble: &Trouble, locale: &Locale) -> String {
    sentences(message(trouble), locale).how
}

/// When it is asked again.
pub fn retry(trouble: &Trouble, locale: &Locale) -> String {
    match trouble {
        Trouble::Failed { is_asking: true, .. } => locale.word(Message::AskingAgain).into(),
        Trouble::Failed { retry_in: Some(span), .. } => {
            locale.with(Message::AsksIn, locale.duration(rounded_up(*span)))
        }
        Trouble::Offline | Trouble::Failed { retry_in: None, .. } => String::new(),
    }
}

/// The server's own words.
pub fn says(trouble: &Trouble, locale: &Locale) -> Option<String> {
    match trouble {
        Trouble::Failed { failure: Failure { says: Some(words), .. }, .. } => {
            Some(locale.with(Message::Says, words.clone().into()))
        }
        _ => None,
    }
}

fn message(trouble: &Trouble) -> Message {
    match trouble {
        Trouble::Offline => Message::IsOffline,
        Trouble::Failed { failure, .. } => match failure.kind {
            FailureKind::Offline => Message::IsOffline,
            FailureKind::Network => Message::Network,
            FailureKind::Timeout => Message::Timeout,
            FailureKind::Interrupted => Message::Interrupted,
            FailureKind::TooLarge => Message::TooLarge,
            FailureKind::BadRequest => Message::BadRequest,
            FailureKind::Unauthorized => Message::Unauthorized,
            FailureKind::UnauthorizedKeyless => Message::UnauthorizedKeyless,
            FailureKind::Forbidden => Message::Forbidden,
            FailureKind::ForbiddenKeyless => Message::ForbiddenKeyless,
            FailureKind::NotFound => Message::NotFound,
            FailureKind::RateLimited => Message::RateLimited,
            FailureKind::BudgetSpent => Message::BudgetSpent,
            FailureKind::Outdated => Message::Outdated,
            FailureKind::Server => Message::Server,
            FailureKind::NoPost => Message::NoPost,
            FailureKind::Unexpected => Message::Unexpected,
            FailureKind::Fetcher => Message::FetcherFailed,
            FailureKind::Token => Message::TokenFailed,
            FailureKind::BadResponse(BadResponse::Empty) => Message::EmptyAnswer,
            FailureKind::BadResponse(BadResponse::Html) => Message::Html,
            FailureKind::BadResponse(BadResponse::Truncated) => Message::Truncated,
            FailureKind::BadResponse(BadResponse::ErrorInside) => Message::ErrorInside,
            FailureKind::BadResponse(BadResponse::NotACampaign) => Message::NotACampaign,
        },
    }
}

/// What the host page must still give.
pub const fn missing(missing: Missing) -> Message {
    match missing {
        Missing::BatchId => Message::NeedsBatchId,
        Missing::BatchIdMalformed => Message::BadBatchId,
        Missing::Key => Message::NeedsKey,
        Missing::KeyMalformed => Message::BadKey,
        Missing::Endpoint => Message::BadEndpoint,
    }
}
