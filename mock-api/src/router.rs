//! Every path and its handler.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, put};

use crate::config::Config;
use crate::observe::observe;
use crate::state::Shared;
use crate::{control, cors, vendor};

/// The whole API as a router, with a memory of its own.
///
/// With [`crate::serve`] every fault works. With another server the fault `reset` answers 204, since
/// only the owner of a connection can reset it.
pub fn router(config: &Config) -> Router {
    let shared = Shared::new(config.limits);
    let api = Router::new()
        .route("/functions/v1/batch-calls", any(vendor::batch_calls))
        .route("/fault/{name}/functions/v1/batch-calls", any(vendor::spoiled))
        .merge(
            Router::new()
                .route("/mock/redirected", any(control::redirected))
                .layer(from_fn(cors::control)),
        )
        .layer(from_fn_with_state(shared.clone(), observe));
    let behind = Router::new()
        .route("/mock/health", get(control::health))
        .route("/mock/campaigns", get(control::campaigns))
        .route(
            "/mock/campaigns/{batch_id}",
            put(control::put_campaign).delete(control::delete_campaign),
        )
        .route("/mock/faults/{batch_id}", put(control::put_fault).delete(control::delete_fault))
        .route("/mock/log", get(control::log).delete(control::delete_log))
        .route("/mock/in-flight", get(control::in_flight))
        // The campaign that a test puts may be as large as a real one.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(cors::control));
    api.merge(behind).fallback(vendor::unknown_path).with_state(shared)
}
