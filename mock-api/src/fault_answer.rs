//! The answer of each fault.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_LENGTH, CONTENT_TYPE, HOST, LOCATION, RETRY_AFTER,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

use crate::cors;
use crate::errors::Refusal;
use crate::fault::Fault;
use crate::server::HangUp;
use crate::trickle;

const JSON: [(axum::http::HeaderName, &str); 1] = [(CONTENT_TYPE, "application/json")];
const PAGE: Html<&str> =
    Html("<!doctype html><title>502 Bad Gateway</title><h1>Bad Gateway</h1><hr>nginx");

/// The parts of a request that a fault may need for its answer.
pub(crate) struct Spoiled<'a> {
    pub(crate) headers: &'a HeaderMap,
    /// The id as the client sent it, well-formed or not.
    pub(crate) batch_id: Option<&'a str>,
    /// The answer without the fault.
    pub(crate) truth: Bytes,
}

/// Returns the fault's answer. All of them but `gateway-401-no-cors` can be read from other origins.
pub(crate) async fn answer(fault: Fault, request: Spoiled<'_>) -> Response {
    let truth = request.truth;
    let half = truth.slice(..truth.len() / 2);
    match fault {
        Fault::BadRequest => cors::vendor(Refusal::WrongAction),
        Fault::Unauthorized => cors::vendor(Refusal::WrongKey),
        Fault::Forbidden => cors::vendor(Refusal::Forbidden),
        Fault::NotFound => cors::vendor(Refusal::UnknownBatch),
        Fault::TooMany => cors::vendor(Refusal::TooMany),
        Fault::TooManyRetryAfter => cors::vendor((
            [(RETRY_AFTER, "3"), (ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After")],
            Refusal::TooMany,
        )),
        Fault::TooManyRetryAfterHidden => cors::vendor(([(RETRY_AFTER, "3")], Refusal::TooMany)),
        Fault::Broken => cors::vendor(Refusal::Broken),
        Fault::BadGateway => cors::vendor((StatusCode::BAD_GATEWAY, PAGE)),
        Fault::GatewayKey => Refusal::GatewayKey.into_response(),
        Fault::GatewayMessage => cors::vendor(Refusal::GatewayBroken),
        Fault::Never => std::future::pending().await,
        Fault::SlowDrip => cors::vendor((JSON, trickle::over(Duration::from_secs(3), truth))),
        Fault::DripForever => cors::vendor((JSON, trickle::forever(truth))),
        Fault::Truncated => cors::vendor((
            JSON,
            [(CONTENT_LENGTH, truth.len().to_string())],
            trickle::broken_off(half),
        )),
        Fault::TruncatedJson => cors::vendor((JSON, half)),
        Fault::WrongContentType => cors::vendor(PAGE),
        Fault::Mislabelled => cors::vendor(([(CONTENT_TYPE, "text/plain")], truth)),
        Fault::Empty => cors::vendor((JSON, Body::empty())),
        Fault::ErrorInside => cors::vendor((
            JSON,
            json!({"error": {"code": "internal", "message": "Something went wrong"}}).to_string(),
        )),
        Fault::Endless => cors::vendor((JSON, trickle::endless())),
        Fault::Redirect => redirect(request.headers, request.batch_id),
        Fault::Reset => {
            let mut response = StatusCode::NO_CONTENT.into_response();
            response.extensions_mut().insert(HangUp);
            response
        }
    }
}

/// Redirects to the same server under its other name, which is another origin.
fn redirect(headers: &HeaderMap, batch_id: Option<&str>) -> Response {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let other = if name == "localhost" { "127.0.0.1" } else { "localhost" };
    let batch_id = batch_id.unwrap_or_default();
    let location = format!("http://{other}:{port}/mock/redirected?batch_id={batch_id}");
    cors::vendor((StatusCode::FOUND, [(LOCATION, location)]))
}
