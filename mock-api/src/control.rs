//! The endpoints under `/mock`. Tests and the demo page use them to prepare campaigns and faults, and to
//! see what the server received.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::batch_id::BatchId;
use crate::demos;
use crate::fault::Fault;
use crate::log::{Entry, Flight};
use crate::state::{Planned, Shared};

/// An answer of a control endpoint, or what is wrong with the request.
type Answer = Result<Json<Value>, (StatusCode, Json<Value>)>;

/// `?batch_id=`
#[derive(Debug, Default, Deserialize)]
pub(crate) struct BatchQuery {
    pub(crate) batch_id: Option<String>,
}

/// The body of `PUT /mock/faults/{batch_id}`.
#[derive(Debug, Deserialize)]
struct FaultOrder {
    fault: String,
    times: Option<u32>,
}

/// `GET /mock/health`
pub(crate) async fn health() -> Json<Value> {
    Json(json!({"ok": true, "name": "mock-api"}))
}

/// `GET /mock/campaigns`: the campaigns that the demo page offers.
pub(crate) async fn campaigns() -> Json<Vec<demos::Demo>> {
    Json(demos::all())
}

/// `PUT /mock/campaigns/{batch_id}`: from now on the answer for this batch is the request's body, byte
/// for byte.
pub(crate) async fn put_campaign(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    let id = well_formed(&id)?;
    // Without this check, a typing error in a test would look like a fault of the client.
    serde_json::from_slice::<IgnoredAny>(&body)
        .map_err(|error| refuse(&format!("the campaign is not JSON: {error}")))?;
    shared.script(id, body);
    done()
}

/// `DELETE /mock/campaigns/{batch_id}`: removes such an answer. A simulated campaign starts over.
pub(crate) async fn delete_campaign(
    State(shared): State<Shared>,
    Path(id): Path<String>,
) -> Answer {
    shared.forget(&well_formed(&id)?);
    done()
}

/// `PUT /mock/faults/{batch_id}`: `{"fault":"name","times":2}`. With `times` null the fault stays until
/// `DELETE`.
pub(crate) async fn put_fault(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    let id = well_formed(&id)?;
    let order: FaultOrder =
        serde_json::from_slice(&body).map_err(|error| refuse(&error.to_string()))?;
    let fault = Fault::parse(&order.fault)
        .ok_or_else(|| (StatusCode::BAD_REQUEST, unknown_fault(&order.fault)))?;
    shared.plan_fault(id, Some(Planned { fault, times: order.times }));
    done()
}

/// `DELETE /mock/faults/{batch_id}`
pub(crate) async fn delete_fault(State(shared): State<Shared>, Path(id): Path<String>) -> Answer {
    shared.plan_fault(well_formed(&id)?, None);
    done()
}

/// `GET /mock/log?batch_id=`: the requests received, oldest first. A preflight has no body and so no
/// batch, so it is listed only without `batch_id`.
pub(crate) async fn log(
    State(shared): State<Shared>,
    Query(query): Query<BatchQuery>,
) -> Json<Vec<Entry>> {
    let id = query.batch_id.map(|id| id.to_ascii_lowercase());
    Json(shared.log.entries(id.as_deref()))
}

/// `DELETE /mock/log`
pub(crate) async fn delete_log(State(shared): State<Shared>) -> Answer {
    shared.log.clear();
    done()
}

/// `GET /mock/in-flight?batch_id=`
pub(crate) async fn in_flight(
    State(shared): State<Shared>,
    Query(query): Query<BatchQuery>,
) -> Json<Flight> {
    let id = query.batch_id.unwrap_or_default().to_ascii_lowercase();
    Json(shared.log.flight(&id))
}

/// The target of the fault `redirect`. It answers whether the request carried the key.
pub(crate) async fn redirected(headers: HeaderMap) -> Json<Value> {
    Json(json!({"redirected": true, "authorization": headers.contains_key(AUTHORIZATION)}))
}

/// The answer to an unknown fault's name.
pub(crate) fn unknown_fault(name: &str) -> Json<Value> {
    let known: Vec<_> = Fault::ALL.iter().map(|fault| fault.name()).collect();
    Json(json!({"error": format!("unknown fault {name:?}"), "known": known}))
}

fn well_formed(id: &str) -> Result<BatchId, (StatusCode, Json<Value>)> {
    BatchId::parse(id).ok_or_else(|| refuse(&format!("{id:?} is not a UUID")))
}

fn refuse(message: &str) -> (StatusCode, Json<Value>) {
    (StatusCode::BAD_REQUEST, Json(json!({"error": message})))
}

#[expect(clippy::unnecessary_wraps, reason = "it is the return value of handlers that can refuse")]
fn done() -> Answer {
    Ok(Json(json!({"ok": true})))
}
