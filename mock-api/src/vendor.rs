//! `POST /functions/v1/batch-calls`, as strict as the vendor.
//!
//! It checks, in this order, for a planned fault, and then the method, the key, the limits and the body.
//! The vendor's order is not known; with this one a client with several mistakes hears of the worst first.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::batch_id::BatchId;
use crate::clock::wall_ms;
use crate::errors::Refusal;
use crate::fault::Fault;
use crate::fault_answer::{self, Spoiled};
use crate::state::Shared;
use crate::{auth, control, cors, seed};

/// The API's endpoint.
pub(crate) async fn batch_calls(
    State(shared): State<Shared>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if method == Method::OPTIONS {
        return cors::vendor_preflight();
    }
    let sent = sent_id(&body);
    let planned = sent.as_deref().and_then(BatchId::parse).and_then(|id| shared.take_fault(&id));
    if let Some(fault) = planned {
        return spoil(&shared, fault, &headers, sent.as_deref()).await;
    }
    match read(&shared, &method, &headers, &body) {
        Ok(answer) => cors::vendor(([(CONTENT_TYPE, "application/json")], answer)),
        Err(refusal) => cors::vendor(refusal),
    }
}

/// The endpoint with the name of a fault in its path, which spoils every request.
pub(crate) async fn spoiled(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(fault) = Fault::parse(&name) else {
        return cors::vendor((StatusCode::BAD_REQUEST, control::unknown_fault(&name)));
    };
    if method == Method::OPTIONS {
        return cors::vendor_preflight();
    }
    spoil(&shared, fault, &headers, sent_id(&body).as_deref()).await
}

/// Any other path: the gateway knows no such function.
pub(crate) async fn unknown_path() -> Response {
    (
        StatusCode::NOT_FOUND,
        axum::Json(
            serde_json::json!({"code": "NOT_FOUND", "message": "Requested function was not found"}),
        ),
    )
        .into_response()
}

/// Checks what the vendor checks, and returns the answer.
fn read(
    shared: &Shared,
    method: &Method,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Bytes, Refusal> {
    if method != Method::POST {
        return Err(Refusal::WrongMethod);
    }
    let user = auth::user(headers)?;
    let now = wall_ms();
    if !shared.allows(user, now) {
        return Err(Refusal::TooMany);
    }
    let question: Value = serde_json::from_slice(body).map_err(|_| Refusal::NotJson)?;
    if !question.is_object() {
        return Err(Refusal::NotJson);
    }
    if question.get("action").and_then(Value::as_str) != Some("get") {
        return Err(Refusal::WrongAction);
    }
    let id = match question.get("batch_id") {
        None | Some(Value::Null) => return Err(Refusal::NoBatchId),
        Some(value) => value.as_str().and_then(BatchId::parse).ok_or(Refusal::UnknownBatch)?,
    };
    shared.answer(&id, now).ok_or(Refusal::UnknownBatch)
}

/// Answers with a fault. Some faults spoil the batch's own answer, or the documented example where the
/// batch has none.
async fn spoil(
    shared: &Shared,
    fault: Fault,
    headers: &HeaderMap,
    batch_id: Option<&str>,
) -> Response {
    let truth = batch_id
        .and_then(BatchId::parse)
        .and_then(|id| shared.answer(&id, wall_ms()))
        .unwrap_or(Bytes::from_static(seed::RESPONSE));
    fault_answer::answer(fault, Spoiled { headers, batch_id, truth }).await
}

/// The batch id in a request's body, well-formed or not.
fn sent_id(body: &[u8]) -> Option<String> {
    let question: Value = serde_json::from_slice(body).ok()?;
    question.get("batch_id")?.as_str().map(ToOwned::to_owned)
}
