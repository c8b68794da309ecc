//! One request to the API, exactly as contract.md's Requests has it. The key goes into the
//! Authorization header and nowhere else.

use super::timer::Timer;
use campaign::failure::Transport;
use campaign::time::Span;
use campaign::widget::{Reply, Request};
use gloo_net::http::{Request as Post, RequestBuilder, Response};
use js_sys::{Promise, Reflect, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestRedirect,
};

/// For the whole answer, body included.
const TIME_LIMIT: Span = Span::seconds(30);
/// Several times the largest campaign known; an endless body must not fill the page's memory.
const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// A request on its way; dropping it gives it up, and nothing comes back.
pub(super) struct InFlight {
    controller: Option<AbortController>,
    is_given_up: Rc<Cell<bool>>,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.is_given_up.set(true);
        abort(self.controller.as_ref());
    }
}

/// Sends a request and calls back once when it has settled.
pub(super) fn send(request: Request, settled: impl FnOnce(Reply) + 'static) -> InFlight {
    let controller = AbortController::new().ok();
    let is_given_up = Rc::new(Cell::new(false));
    let in_flight =
        InFlight { controller: controller.clone(), is_given_up: Rc::clone(&is_given_up) };
    spawn_local(async move {
        let is_late = Rc::new(Cell::new(false));
        let limit = time_limit(controller.clone(), Rc::clone(&is_late));
        let outcome = ask(&request, controller.as_ref()).await;
        drop(limit);
        if outcome.is_err() {
            // What is left of a body that went wrong is not worth its bytes.
            abort(controller.as_ref());
        }
        if is_given_up.get() {
            return;
        }
        settled(match outcome {
            Ok(reply) => reply,
            Err(_) if is_late.get() => Reply::Nothing(Transport::Timeout),
            Err(transport) => Reply::Nothing(transport),
        });
    });
    in_flight
}

fn time_limit(controller: Option<AbortController>, is_late: Rc<Cell<bool>>) -> Option<Timer> {
    Timer::new(TIME_LIMIT, move || {
        is_late.set(true);
        abort(controller.as_ref());
    })
}

/// Without a reason: gloo-net takes only errors for one.
fn abort(controller: Option<&AbortController>) {
    if let Some(controller) = controller {
        controller.abort();
    }
}

async fn ask(request: &Request, controller: Option<&AbortController>) -> Result<Reply, Transport> {
    let body = format!(r#"{{"action":"get","batch_id":"{}"}}"#, request.batch);
    let post = build(request, controller).body(body).map_err(|_| Transport::Network)?;
    let response = go(post.into()).await.map_err(|_| Transport::Network)?;
    let body = read(&response).await?;
    let retry_after = response.headers().get("retry-after");
    Ok(Reply::Answer { status: response.status(), retry_after, body })
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
}

/// Pages replace `fetch` (consent managers, monitors, blockers) with functions that throw, reject
/// with a text, or answer something else. gloo's own `send` panics at those, which would stop every
/// element on the page.
async fn go(post: web_sys::Request) -> Result<Response, JsValue> {
    let answer = JsFuture::from(Promise::resolve(&fetch(&post)?)).await?;
    Ok(answer.dyn_into::<web_sys::Response>()?.into())
}

fn build(request: &Request, controller: Option<&AbortController>) -> RequestBuilder {
    let signal = controller.map(AbortController::signal);
    let post = Post::post(request.endpoint.as_str())
        .header("Content-Type", "application/json")
        .redirect(RequestRedirect::Error)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore)
        .abort_signal(signal.as_ref());
    match &request.key {
        Some(key) => post.header("Authorization", &format!("Bearer {}", key.reveal())),
        None => post,
    }
}

/// The body, piece by piece, up to the size limit.
async fn read(response: &Response) -> Result<Vec<u8>, Transport> {
    let mut body = Vec::new();
    let Some(stream) = response.body() else { return Ok(body) };
    let reader = ReadableStreamDefaultReader::new(&stream).map_err(|_| Transport::Interrupted)?;
    while let Some(piece) = next_piece(&reader).await? {
        let start = body.len();
        let end = start.saturating_add(piece.length() as usize);
        if end > SIZE_LIMIT {
            return Err(Transport::TooLarge);
        }
        body.resize(end, 0);
        if let Some(room) = body.get_mut(start..) {
            piece.copy_to(room);
        }
    }
    Ok(body)
}

async fn next_piece(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, Transport> {
    let broken = |_: JsValue| Transport::Interrupted;
    let result = JsFuture::from(reader.read()).await.map_err(broken)?;
    let is_done = Reflect::get(&result, &"done".into()).map_err(broken)?.is_truthy();
    if is_done {
        return Ok(None);
    }
    let piece = Reflect::get(&result, &"value".into()).map_err(broken)?;
    piece.dyn_into::<Uint8Array>().map(Some).map_err(broken)
}
