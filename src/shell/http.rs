//! One question for a campaign, and what comes back. The core sends it, as contract.md's Requests has
//! it (embed/core/question.js).

use super::functions::Functions;
use super::remote;
use super::timer::Timer;
use crate::object::object;
use campaign::config::{Credential, Source};
use campaign::engine::{Body, SIZE_LIMIT};
use campaign::failure::Transport;
use campaign::secret::ApiKey;
use campaign::time::Span;
use campaign::widget::{Occasion, Reply, Request};
use gloo_net::http::Response;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, ReadableStream, ReadableStreamDefaultReader};

/// For the whole answer, body included.
const TIME_LIMIT: Span = Span::seconds(30);
/// About 5,000 recipients: what is larger is a worker's business.
const LARGE: usize = 1024 * 1024;

/// A request on its way; dropping it gives it up, and nothing comes back.
pub(super) struct InFlight {
    controller: Option<AbortController>,
    pending: Pending,
}

/// Whom to tell, and the time limit; nothing once it has settled or was given up.
type Pending = Rc<RefCell<Option<(Settled, Option<Timer>)>>>;

type Settled = Box<dyn FnOnce(Reply)>;

impl Drop for InFlight {
    fn drop(&mut self) {
        drop(self.pending.take());
        abort(self.controller.as_ref());
    }
}

/// Asks by way of the core's `emit`, and calls back once when it has settled.
pub(super) fn send(
    request: Request,
    functions: Functions,
    emit: Function,
    settled: Settled,
) -> InFlight {
    let controller = AbortController::new().ok();
    let pending = Pending::default();
    let limit = time_limit(controller.clone(), Rc::clone(&pending));
    pending.replace(Some((settled, limit)));
    let in_flight = InFlight { controller: controller.clone(), pending: Rc::clone(&pending) };
    spawn_local(async move {
        let outcome = ask(&request, &functions, &emit, controller.as_ref()).await;
        if let (Ok(reply), None) = (&outcome, &*pending.borrow()) {
            remote::free(&emit, reply);
        }
        if outcome.is_err() {
            // What is left of a body that went wrong is not worth its bytes.
            abort(controller.as_ref());
        }
        settle(&pending, outcome.unwrap_or_else(Reply::Nothing));
    });
    in_flight
}

fn settle(pending: &Pending, reply: Reply) {
    let settled = pending.take();
    if let Some((settled, _)) = settled {
        settled(reply);
    }
}

/// Settles by itself: a function of the page's may never end, whatever it is told.
fn time_limit(controller: Option<AbortController>, pending: Pending) -> Option<Timer> {
    Timer::new(TIME_LIMIT, move || {
        settle(&pending, Reply::Nothing(Transport::Timeout));
        abort(controller.as_ref());
    })
}

/// Without a reason: gloo-net takes only errors for one.
fn abort(controller: Option<&AbortController>) {
    if let Some(controller) = controller {
        controller.abort();
    }
}

async fn ask(
    request: &Request,
    functions: &Functions,
    emit: &Function,
    controller: Option<&AbortController>,
) -> Result<Reply, Transport> {
    let signal = JsValue::from(controller.map(AbortController::signal));
    let (address, batch, used) = match &request.source {
        Source::Host(load, _) => {
            let text = functions.call(*load, signal).await.ok_or(Transport::Fetcher)?;
            if text.len() > SIZE_LIMIT {
                return Err(Transport::TooLarge);
            }
            let body = text.into_bytes().into();
            return Ok(Reply::Answer { status: 200, retry_after: None, body, used: None });
        }
        Source::Snapshot(address) => (address, None, None),
        Source::Api { endpoint, batch, credential } => {
            let used = authority(credential, request.occasion, functions).await?;
            (endpoint, Some(batch.as_str()), used)
        }
    };
    let how = if request.occasion == Occasion::Due { "ask" } else { "insist" };
    let question = object(&[
        ("url", address.as_str().into()),
        ("batch", batch.into()),
        ("key", used.as_ref().map(ApiKey::reveal).into()),
        ("signal", signal),
    ]);
    let response = go(emit, how, &question).await.map_err(|_| Transport::Network)?;
    let body = read(&response, emit).await?;
    let retry_after = response.headers().get("retry-after");
    Ok(Reply::Answer { status: response.status(), retry_after, body, used })
}

/// What goes into the Authorization header.
async fn authority(
    credential: &Credential,
    occasion: Occasion,
    functions: &Functions,
) -> Result<Option<ApiKey>, Transport> {
    match credential {
        Credential::None => Ok(None),
        Credential::Key(key) => Ok(Some(key.clone())),
        Credential::Token(token) => {
            let is_fresh = occasion == Occasion::Renewal;
            let token = functions.call(*token, is_fresh.into()).await;
            let token = token.and_then(|token| ApiKey::new(&token));
            token.filter(ApiKey::fits_a_header).map(Some).ok_or(Transport::Token)
        }
    }
}

/// The core fetches, or has what was fetched already: ahead of this widget (embed/core/question.js), or
/// by another tab (embed/core/tabs.js).
///
/// Pages replace `fetch` (consent managers, monitors, blockers) with functions that throw, reject
/// with a text, or answer something else. gloo's own `send` panics at those, which would stop every
/// element on the page.
async fn go(emit: &Function, how: &str, question: &JsValue) -> Result<Response, JsValue> {
    let answer = emit.call2(&JsValue::UNDEFINED, &how.into(), question)?;
    let answer = JsFuture::from(Promise::resolve(&answer)).await?;
    Ok(answer.dyn_into::<web_sys::Response>()?.into())
}

/// The body, piece by piece, up to the size limit. What is left of one that turns out to be large
/// goes on to the worker as it comes, where there can be one.
async fn read(response: &Response, emit: &Function) -> Result<Body, Transport> {
    if let Some(kept) = number(response, remote::KEPT) {
        return remote::body(kept);
    }
    let mut body = Vec::new();
    let Some(stream) = response.body() else { return Ok(body.into()) };
    // Packed it is shorter than what comes, so one that says to be large is large.
    let mut least = number(response, "content-length").unwrap_or(0) as usize;
    let mut is_here = !response.ok();
    loop {
        if least > LARGE && !is_here {
            is_here = true;
            let taken = JsFuture::from(remote::take(emit, &body, &stream)).await;
            let taken = taken.unwrap_or(JsValue::NULL);
            if !taken.is_undefined() {
                return remote::body(count(taken.as_f64().ok_or(Transport::Interrupted)?));
            }
        }
        let Some(piece) = next_piece(&stream).await? else { return Ok(body.into()) };
        let start = body.len();
        least = start.saturating_add(piece.length() as usize);
        if least > SIZE_LIMIT {
            return Err(Transport::TooLarge);
        }
        body.resize(least, 0);
        if let Some(room) = body.get_mut(start..) {
            piece.copy_to(room);
        }
    }
}

/// A header that counts something.
fn number(response: &Response, header: &str) -> Option<u32> {
    Some(count(js_sys::parse_int(&response.headers().get(header)?, 10)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what counts is no more than u32 holds; NaN becomes 0"
)]
fn count(number: f64) -> u32 {
    number as u32
}

/// Leaves the stream to others.
async fn next_piece(stream: &ReadableStream) -> Result<Option<Uint8Array>, Transport> {
    let broken = |_: JsValue| Transport::Interrupted;
    let reader = ReadableStreamDefaultReader::new(stream).map_err(broken)?;
    let result = JsFuture::from(reader.read()).await.map_err(broken)?;
    reader.release_lock();
    let is_done = Reflect::get(&result, &"done".into()).map_err(broken)?.is_truthy();
    if is_done {
        return Ok(None);
    }
    let piece = Reflect::get(&result, &"value".into()).map_err(broken)?;
    piece.dyn_into::<Uint8Array>().map(Some).map_err(broken)
}
