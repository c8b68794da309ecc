//! The request that only a page makes: for a token. Those for a campaign are
//! `batch_status_engine::request`'s.

use gloo_net::Error;
use gloo_net::http::Request;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestMode, RequestRedirect};

/// For a token, in milliseconds.
const TOKEN_TIME_LIMIT: u32 = 30_000;

/// For a token, of the page's own server. GET, since it changes nothing that matters twice and needs
/// no CSRF token; not stored, since a token is a secret.
pub(super) fn for_token(address: &str) -> Result<Request, Error> {
    Request::get(address)
        .mode(RequestMode::SameOrigin)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .header("Accept", "application/json")
        .abort_signal(Some(&AbortSignal::timeout_with_u32(TOKEN_TIME_LIMIT)))
        .build()
}
