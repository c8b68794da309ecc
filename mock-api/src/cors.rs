//! The CORS headers of answers (docs/api.md#cors).
//!
//! The vendor's function allows any origin and four request headers, sends no Max-Age and exposes no
//! headers. The control endpoints under `/mock` allow everything, since they exist for test pages.

use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_REQUEST_HEADERS,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

const ANYONE: HeaderValue = HeaderValue::from_static("*");
const VENDOR_HEADERS: HeaderValue =
    HeaderValue::from_static("authorization, x-client-info, apikey, content-type");

/// Makes an answer readable from any origin, as the vendor does.
pub(crate) fn vendor(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE);
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, VENDOR_HEADERS);
    response
}

/// The vendor's answer to a preflight. It names the allowed headers, whatever the preflight asks for,
/// and the browser refuses the others. POST needs no Allow-Methods.
pub(crate) fn vendor_preflight() -> Response {
    vendor((StatusCode::OK, "ok"))
}

/// Lets any origin use the control endpoints, with any method and any header.
pub(crate) async fn control(request: Request, next: Next) -> Response {
    // A `*` would not cover Authorization, so the answer repeats the names that the preflight asks for.
    let asked = request.headers().get(ACCESS_CONTROL_REQUEST_HEADERS).cloned();
    let mut response = if request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE);
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST, PUT, DELETE, OPTIONS"),
    );
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.unwrap_or(ANYONE));
    response
}
