//! What the page gave besides texts, and which of all sources and credentials is used.

use super::attributes::Attributes;
use super::source::{Credential, HostValue, Source, TokenSource};
use super::{Endpoint, Missing};
use crate::batch_id::BatchId;
use crate::secret::ApiKey;

/// What the page gave in properties that no attribute mirrors, and the key of the attribute.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Given {
    /// `data`.
    pub data: Option<HostValue>,
    /// `fetcher`.
    pub fetcher: Option<HostValue>,
    /// `tokenProvider`.
    pub token_provider: Option<HostValue>,
    /// `apiKey`.
    pub api_key: Option<ApiKey>,
    /// `api-key`.
    pub key_attribute: Option<ApiKey>,
}

/// What of all that is used: the first that there is, in this order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Used {
    Data(HostValue),
    Src(String),
    Fetcher(HostValue),
    TokenProvider(HostValue),
    TokenEndpoint(String),
    ApiKey(ApiKey),
    KeyAttribute(ApiKey),
    Nothing,
}

impl Used {
    /// `src` and `token_endpoint` are absolute already, or not there.
    pub(super) fn first(
        given: &Given,
        src: Option<String>,
        token_endpoint: Option<String>,
    ) -> Self {
        None.or(given.data.map(Self::Data))
            .or_else(|| src.map(Self::Src))
            .or_else(|| given.fetcher.map(Self::Fetcher))
            .or_else(|| given.token_provider.map(Self::TokenProvider))
            .or_else(|| token_endpoint.map(Self::TokenEndpoint))
            .or_else(|| given.api_key.clone().map(Self::ApiKey))
            .or_else(|| given.key_attribute.clone().map(Self::KeyAttribute))
            .unwrap_or(Self::Nothing)
    }

    /// Its name on the element, for a report.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Data(_) => "data",
            Self::Src(_) => "src",
            Self::Fetcher(_) => "fetcher",
            Self::TokenProvider(_) => "tokenProvider",
            Self::TokenEndpoint(_) => "token-endpoint",
            Self::ApiKey(_) => "apiKey",
            Self::KeyAttribute(_) => "api-key",
            Self::Nothing => "none",
        }
    }

    /// Where the campaign comes from. A batch id, address or key that is wrong stops the widget, since
    /// a default would ask for the wrong campaign or send the key where it was not meant to go.
    /// `endpoint` is absolute already, or not there.
    pub(super) fn source(
        self,
        attributes: &Attributes,
        endpoint: Option<&str>,
    ) -> Result<Source, Missing> {
        let credential = match self {
            Self::Data(data) => return Ok(Source::AtHand(data, attributes.batch_id.clone())),
            Self::Fetcher(fetcher) => {
                return Ok(Source::Fetcher(fetcher, attributes.batch_id.clone()));
            }
            Self::Src(src) => {
                return Endpoint::parse(&src).map(Source::Snapshot).ok_or(Missing::Endpoint);
            }
            Self::TokenProvider(provider) => Credential::Token(TokenSource::Provider(provider)),
            Self::TokenEndpoint(address) => Credential::Token(TokenSource::Endpoint(address)),
            Self::ApiKey(key) | Self::KeyAttribute(key) => Credential::Key(key),
            Self::Nothing => Credential::None,
        };
        let endpoint = match endpoint {
            None => Endpoint::vendor(),
            Some(url) => Endpoint::parse(url).ok_or(Missing::Endpoint)?,
        };
        let batch = Attributes::filled(attributes.batch_id.as_ref()).ok_or(Missing::BatchId)?;
        let batch = BatchId::parse(batch).ok_or(Missing::BatchIdMalformed)?;
        match &credential {
            Credential::Key(key) if !key.fits_a_header() => Err(Missing::KeyMalformed),
            Credential::None if endpoint.is_vendor() => Err(Missing::Key),
            _ => Ok(Source::Api { endpoint, batch, credential }),
        }
    }
}
