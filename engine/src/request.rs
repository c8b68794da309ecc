//! How a campaign is asked for, on the page and in its worker.
//!
//! No request carries a cookie or a referrer, follows a redirect, or leaves anything in a cache. The key
//! goes into the Authorization header and nowhere else.

use campaign::widget::Headers;
use gloo_net::Error;
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

#[wasm_bindgen]
extern "C" {
    /// As the page has it.
    #[wasm_bindgen(catch)]
    fn fetch(request: &web_sys::Request) -> Result<Promise, JsValue>;
}

/// What the API is asked.
#[derive(Serialize)]
struct Question<'a> {
    action: &'a str,
    batch_id: &'a str,
}

/// For a campaign of the API, or of a proxy of it.
pub fn for_campaign(
    address: &str,
    batch: &str,
    key: Option<&str>,
    etag: Option<&str>,
    signal: Option<&AbortSignal>,
) -> Result<Request, Error> {
    let mut builder = reserved(Request::post(address), etag, signal);
    if let Some(key) = key {
        builder = builder.header("Authorization", &format!("Bearer {key}"));
    }
    builder.json(&Question { action: "get", batch_id: batch })
}

/// For a file with a campaign in it: no key.
pub fn for_file(
    address: &str,
    etag: Option<&str>,
    signal: Option<&AbortSignal>,
) -> Result<Request, Error> {
    reserved(Request::get(address), etag, signal).build()
}

fn reserved(
    mut builder: RequestBuilder,
    etag: Option<&str>,
    signal: Option<&AbortSignal>,
) -> RequestBuilder {
    if let Some(etag) = etag {
        builder = builder.header("If-None-Match", etag);
    }
    builder
        .redirect(RequestRedirect::Error)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore)
        .abort_signal(signal)
}

/// Sends a request; None where no answer came.
pub async fn send(request: Request) -> Option<Response> {
    answer_of(fetch(&request.into())).await
}

/// Waits for the answer to a request.
///
/// Pages replace `fetch` (consent managers, monitors, blockers) with functions that throw, reject with
/// a text, or answer something else. gloo's own `send` panics at those, which would stop every element
/// on the page.
pub async fn answer_of(sent: Result<Promise, JsValue>) -> Option<Response> {
    let answer = JsFuture::from(Promise::resolve(&sent.ok()?)).await.ok()?;
    Some(answer.dyn_into::<web_sys::Response>().ok()?.into())
}

/// The headers of the answer to a question, as far as they can be read. A status 304 says that the answer is the one by
/// the question's `ETag`, whether it repeats that or not.
pub fn headers_of(response: &Response, etag: Option<&str>) -> Headers {
    let header = |name| response.headers().get(name);
    let known = etag.filter(|_| response.status() == 304).map(Box::from);
    Headers {
        retry_after: header("retry-after"),
        age: header("age"),
        cache_control: header("cache-control"),
        etag: known.or_else(|| header("etag").map(String::into_boxed_str)),
    }
}

/// The text of an answer; None where it broke off.
pub async fn text_of(response: Response) -> Option<String> {
    let text = web_sys::Response::from(response).text().ok()?;
    JsFuture::from(text).await.ok()?.as_string()
}
