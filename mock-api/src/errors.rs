//! The error answers, in the three shapes of the vendor's platform (docs/api.md#errors).
//!
//! | Shape | Used by |
//! |---|---|
//! | `{"error":"text"}` | the function: 400, 401, 404, 500 |
//! | `{"error":{"code","message"}}` | the documented errors: 403, 429 |
//! | `{"code","message"}` or `{"msg"}` | the gateway before the function: 405, `gateway-401-no-cors`, `gateway-msg` |

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Why the API refuses a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    NotJson,
    WrongAction,
    NoBatchId,
    NoKey,
    WrongKey,
    UnknownBatch,
    WrongMethod,
    TooMany,
    Forbidden,
    Broken,
    GatewayKey,
    GatewayBroken,
}

impl Refusal {
    fn status(self) -> StatusCode {
        match self {
            Self::NotJson | Self::WrongAction | Self::NoBatchId => StatusCode::BAD_REQUEST,
            Self::NoKey | Self::WrongKey | Self::GatewayKey => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::UnknownBatch => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken | Self::GatewayBroken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn body(self) -> Value {
        match self {
            Self::NotJson => json!({"error": "Invalid JSON body"}),
            Self::WrongAction => json!({"error": "Invalid action"}),
            Self::NoBatchId => json!({"error": "Missing batch_id"}),
            Self::NoKey => json!({"error": "Missing authorization header"}),
            Self::WrongKey => json!({"error": "Invalid API key"}),
            Self::UnknownBatch => json!({"error": "Batch not found"}),
            Self::Broken => json!({"error": "Internal server error"}),
            Self::Forbidden => coded("forbidden", "This key may not read this batch"),
            Self::TooMany => coded("rate_limit_exceeded", "Too many requests"),
            Self::WrongMethod => json!({"code": 405, "message": "Method not allowed"}),
            Self::GatewayKey => json!({"code": 401, "message": "Invalid JWT"}),
            Self::GatewayBroken => json!({"msg": "An unexpected error occurred"}),
        }
    }
}

fn coded(code: &str, message: &str) -> Value {
    json!({"error": {"code": code, "message": message}})
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status(), Json(self.body())).into_response()
    }
}
