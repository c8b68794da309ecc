//! Where a campaign comes from, and on whose authority.

use super::endpoint::Endpoint;
use crate::batch_id::BatchId;
use crate::secret::ApiKey;

/// Where a campaign comes from.
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
    Fetcher(HostValue, Option<String>),
    /// An object of the host page, or a moment of a playback: it takes neither a request nor a
    /// network. The text is the campaign's id, where the page names one.
    AtHand(HostValue, Option<String>),
}

/// On whose authority the API is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Credential {
    /// Nobody's: the endpoint adds what it takes.
    None,
    /// A key's.
    Key(ApiKey),
    /// A token's.
    Token(TokenSource),
}

/// Who gives a token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TokenSource {
    /// An absolute URL of the page's own origin.
    Endpoint(String),
    /// A function of the host page.
    Provider(HostValue),
}

/// A function or an object of the host page. The shell holds it and knows it by this number.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct HostValue(pub u32);

impl Source {
    /// Whether both show the same campaign, maybe on another authority.
    pub fn shows_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Api { endpoint, batch, .. }, Self::Api { endpoint: at, batch: of, .. }) => {
                (endpoint, batch) == (at, of)
            }
            (
                Self::Fetcher(_, batch) | Self::AtHand(_, batch),
                Self::Fetcher(_, of) | Self::AtHand(_, of),
            ) => batch == of,
            (one, other) => one == other,
        }
    }

    /// Whether it is a campaign that does not change, which can be played back.
    pub fn can_be_played(&self) -> bool {
        matches!(self, Self::AtHand(..) | Self::Snapshot(_))
    }

    /// Who gives its token, where it takes one.
    pub fn token_source(&self) -> Option<&TokenSource> {
        match self {
            Self::Api { credential: Credential::Token(source), .. } => Some(source),
            _ => None,
        }
    }

    /// Whether it takes neither a request nor a network.
    pub fn is_at_hand(&self) -> bool {
        matches!(self, Self::AtHand(..))
    }
}
