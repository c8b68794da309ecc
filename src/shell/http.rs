//! One question for a campaign, and what comes back: the time limit, giving up, and the size limit.

use super::host::Host;
use super::host_values::HostValues;
use super::timer::Timer;
use super::worker::{self, Moved, Worker};
use super::{budget, clock};
use batch_status_engine::body::{Broken, next_piece};
use batch_status_engine::message::{Fetched, Question};
use batch_status_engine::request;
use campaign::config::{Credential, Source};
use campaign::engine::{Body, SIZE_LIMIT};
use campaign::failure::Transport;
use campaign::secret::ApiKey;
use campaign::time::Span;
use campaign::widget::{Headers, Occasion, Reply, Request};
use futures::channel::oneshot;
use futures::future::{AbortHandle, Abortable, Either, select};
use gloo_net::Error;
use gloo_net::http::Response;
use js_sys::Uint8Array;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal};

/// For the whole answer, body included.
const TIME_LIMIT: Span = Span::seconds(30);
/// A timer that comes later than this stood still with the machine.
const TIMER_SLACK: Span = Span::seconds(5);
/// About 5,000 recipients: what is larger is a worker's business.
const LARGE: usize = 1024 * 1024;

/// A request on its way; dropping it gives it up, and nothing comes back.
pub(super) struct InFlight(AbortHandle);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Breaks off what the browser does for a request that is dropped before it ended well.
struct BreakOff(Option<AbortController>);

impl BreakOff {
    fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }

    /// Others may still read the same answer: it may be on its way to another tab.
    fn spare(&mut self) {
        self.0 = None;
    }
}

impl Drop for BreakOff {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            // Without a reason: gloo-net takes only errors for one.
            controller.abort();
        }
    }
}

/// The element that asks, by what it needs for that.
#[derive(Clone)]
pub(super) struct Asker {
    pub(super) host: Host,
    pub(super) values: HostValues,
    /// The number that the worker knows it by.
    pub(super) element: u32,
    /// Where its recipients are, if not on the page.
    pub(super) worker: Option<Rc<Worker>>,
    /// Whether a large campaign may be left to a worker.
    pub(super) may_move: bool,
    /// The most requests in an hour.
    pub(super) budget: u32,
}

impl Asker {
    /// For a campaign that is wanted on the page, however large.
    pub(super) fn on_the_page(self) -> Self {
        Self { worker: None, may_move: false, ..self }
    }
}

/// Asks, and calls back once when it has settled.
pub(super) fn send(
    request: Request,
    asker: Asker,
    settled: impl FnOnce(Reply) + 'static,
) -> InFlight {
    let (handle, registration) = AbortHandle::new_pair();
    let asking = Abortable::new(ask_in_time(request, asker), registration);
    spawn_local(async move {
        if let Ok(reply) = asking.await {
            settled(reply);
        }
    });
    InFlight(handle)
}

/// Settles by itself: a function of the page's may never end, whatever it is told.
async fn ask_in_time(request: Request, asker: Asker) -> Reply {
    let began = clock::now();
    let (late, is_late) = oneshot::channel();
    let _timer = Timer::new(TIME_LIMIT, move || {
        // Nothing waits for it any more where sending fails.
        let _ = late.send(());
    });
    let mut break_off = BreakOff(AbortController::new().ok());
    let signal = break_off.signal();
    let outcome = match select(pin!(ask(&request, &asker, signal.as_ref())), is_late).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right((Ok(()), _)) if clock::now() - began > TIME_LIMIT + TIMER_SLACK => {
            Err(Transport::Slept)
        }
        Either::Right((Ok(()), _)) => Err(Transport::Timeout),
        // The browser gave no timer.
        Either::Right((Err(_), asking)) => asking.await,
    };
    if outcome.is_ok() {
        break_off.spare();
    }
    outcome.unwrap_or_else(Reply::Nothing)
}

async fn ask(
    request: &Request,
    asker: &Asker,
    signal: Option<&AbortSignal>,
) -> Result<Reply, Transport> {
    let values = &asker.values;
    let mut used = None;
    let etag = request.etag.clone();
    let question = match &request.source {
        Source::AtHand(number, _) => return at_hand(values.at_hand(*number)),
        Source::Fetcher(_, batch) => {
            budget::spend(&request.source, asker.budget);
            let text = values.fetch(batch.as_deref(), signal).await;
            return at_hand(text.map(|text| text.into_bytes().into()));
        }
        Source::Snapshot(address) => {
            Question { address: address.as_str().into(), batch: None, key: None, etag }
        }
        Source::Api { endpoint, batch, credential } => {
            used = authority(credential, request.occasion, values).await?;
            let (address, batch) = (endpoint.as_str().into(), Some(batch.as_str().into()));
            let key = used.as_ref().map(|key| key.reveal().into());
            Question { address, batch, key, etag }
        }
    };
    if let Some(worker) = asker.worker.clone().filter(|worker| worker.is_living()) {
        budget::spend(&request.source, asker.budget);
        return ask_worker(&worker, asker.element, question, used).await;
    }
    let question = question.request(signal).map_err(|_: Error| Transport::Network)?;
    let (source, limit) = (request.source.clone(), asker.budget);
    // Kept until there is an answer: it is not called where another tab has one.
    let goes_out = Closure::once(move || budget::spend(&source, limit));
    let is_wish = request.occasion != Occasion::Due;
    let sent = asker.host.send(&question.into(), is_wish, goes_out.as_ref());
    let response = request::answer_of(sent).await.ok_or(Transport::Network)?;
    let headers = request::headers_of(&response, request.etag.as_deref());
    let body = read(&response, asker).await?;
    Ok(Reply::Answer { status: response.status(), headers, body, used })
}

/// The worker asks, where the recipients are.
async fn ask_worker(
    worker: &Rc<Worker>,
    element: u32,
    question: Question,
    used: Option<ApiKey>,
) -> Result<Reply, Transport> {
    let (body, fetched) = worker.fetch(element, question).await.ok_or(Transport::Interrupted)?;
    let answer = |status, headers, body| Reply::Answer { status, headers, body, used };
    match fetched {
        Fetched::Kept(headers) => Ok(answer(200, headers, Body::InWorker(body))),
        Fetched::Refused { status, headers, text } => {
            Ok(answer(status, headers, text.into_bytes().into()))
        }
        Fetched::TooLarge => Err(Transport::TooLarge),
        Fetched::Interrupted => Err(Transport::Interrupted),
        Fetched::Unreachable => Err(Transport::Network),
    }
}

/// What the page itself gave, as an answer.
fn at_hand(body: Option<Arc<Vec<u8>>>) -> Result<Reply, Transport> {
    let body = body.ok_or(Transport::Fetcher)?;
    if body.len() > SIZE_LIMIT {
        return Err(Transport::TooLarge);
    }
    let headers = Headers::default();
    Ok(Reply::Answer { status: 200, headers, body: Body::Here(body), used: None })
}

/// What goes into the Authorization header.
async fn authority(
    credential: &Credential,
    occasion: Occasion,
    values: &HostValues,
) -> Result<Option<ApiKey>, Transport> {
    match credential {
        Credential::None => Ok(None),
        Credential::Key(key) => Ok(Some(key.clone())),
        Credential::Token(_) => {
            let tokens = values.tokens().ok_or(Transport::Token)?;
            let is_refused = occasion == Occasion::Renewal;
            tokens.get(is_refused).await.map(Some).ok_or(Transport::Token)
        }
    }
}

/// The body, piece by piece, up to the size limit. What is left of one that turns out to be large
/// goes on to the worker as it comes, where there can be one.
async fn read(response: &Response, asker: &Asker) -> Result<Body, Transport> {
    let mut body = Vec::new();
    let Some(stream) = response.body() else {
        // A page's own `fetch` may give answers without a stream.
        let whole = response.binary().await.map_err(|_: Error| Transport::Interrupted)?;
        return if whole.len() > SIZE_LIMIT { Err(Transport::TooLarge) } else { Ok(whole.into()) };
    };
    // Compressed it is shorter than what comes, so one that says to be large is large.
    let says = response.headers().get("content-length").and_then(|length| length.parse().ok());
    let mut least: usize = says.unwrap_or(0);
    let mut stays_here = !response.ok() || !asker.may_move;
    loop {
        if least > LARGE && !stays_here {
            stays_here = true;
            match worker::take_over(&asker.host, asker.element, &body, &stream).await {
                Moved::There(body) => return Ok(Body::InWorker(body)),
                Moved::Failed(transport) => return Err(transport),
                Moved::NoWorker => {}
            }
        }
        let piece = next_piece(&stream).await.map_err(|_: Broken| Transport::Interrupted)?;
        let Some(piece) = piece else { return Ok(body.into()) };
        least = append(&mut body, &piece);
        if least > SIZE_LIMIT {
            return Err(Transport::TooLarge);
        }
    }
}

/// Gives the length of all that came.
fn append(body: &mut Vec<u8>, piece: &Uint8Array) -> usize {
    let start = body.len();
    body.resize(start.saturating_add(piece.length() as usize), 0);
    if let Some(room) = body.get_mut(start..) {
        piece.copy_to(room);
    }
    body.len()
}
