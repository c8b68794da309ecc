//! Logs requests from their arrival to the end of their answer.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Query, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use serde_json::Value;

use crate::clock::wall_ms;
use crate::control::BatchQuery;
use crate::log::Ticket;
use crate::server::HangUp;
use crate::state::Shared;

/// Far above any honest request.
const LARGEST_REQUEST: usize = 1 << 20;
/// Larger pieces of an answer are cut, so that the server notices a client that leaves midway.
const LARGEST_PIECE: usize = 256 << 10;

/// Logs the request, has it answered, and follows the answer's body to its end.
pub(crate) async fn observe(
    State(shared): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let head_only = parts.method == Method::HEAD;
    let bytes = to_bytes(body, LARGEST_REQUEST).await.unwrap_or_default();
    let batch_id = batch_id(&bytes).or_else(|| {
        Query::<BatchQuery>::try_from_uri(&parts.uri).ok().and_then(|query| query.0.batch_id)
    });
    let batch_id = batch_id.map(|id| id.to_ascii_lowercase());
    let mut ticket = shared.log.open(&parts, &bytes, batch_id, wall_ms());
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    if response.extensions().get::<HangUp>().is_some() {
        ticket.close();
        return response;
    }
    ticket.answered(response.status());
    // hyper polls no frame of an empty body, so the end of such a body would go unnoticed.
    if response.body().is_end_stream() || head_only {
        ticket.close();
    }
    response.map(|body| Body::new(Watched { body, ticket, cut: Bytes::new() }))
}

/// The batch id in a request's body, if there is one.
fn batch_id(body: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(body).ok()?;
    value.get("batch_id")?.as_str().map(ToOwned::to_owned)
}

/// A body that closes its ticket at its end.
struct Watched {
    body: Body,
    ticket: Ticket,
    /// The rest of a piece that was cut.
    cut: Bytes,
}

impl Watched {
    fn piece(&mut self, mut data: Bytes) -> Frame<Bytes> {
        self.cut = data.split_off(data.len().min(LARGEST_PIECE));
        if self.is_end_stream() {
            self.ticket.close();
        }
        Frame::data(data)
    }
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if !self.cut.is_empty() {
            let data = std::mem::take(&mut self.cut);
            return Poll::Ready(Some(Ok(self.piece(data))));
        }
        let polled = std::task::ready!(Pin::new(&mut self.body).poll_frame(context));
        Poll::Ready(match polled {
            Some(Ok(frame)) => match frame.into_data() {
                Ok(data) => Some(Ok(self.piece(data))),
                Err(other) => Some(Ok(other)),
            },
            // An error here is a fault that a test asked for, and not the client's doing.
            ended => {
                self.ticket.close();
                ended
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.cut.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        if self.cut.is_empty() { self.body.size_hint() } else { SizeHint::default() }
    }
}
