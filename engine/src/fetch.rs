//! Fetches a campaign, and has its body taken in as it comes.

use crate::ENGINES;
use batch_status_engine::body::{Broken, next_piece};
use batch_status_engine::message::{Fetched, Question};
use batch_status_engine::request;
use campaign::engine::BodyId;
use campaign::widget::Headers;
use gloo_net::http::Response;
use std::cell::RefCell;
use std::collections::BTreeMap;
use web_sys::AbortController;

thread_local! {
    /// The requests under way, by the body that they bring.
    static UNDER_WAY: RefCell<BTreeMap<BodyId, AbortController>> = RefCell::default();
}

/// Gives up the request for a body.
pub(crate) fn give_up(body: BodyId) {
    if let Some(controller) = UNDER_WAY.with_borrow_mut(|requests| requests.remove(&body)) {
        controller.abort();
    }
}

/// Asks for an element's campaign.
pub(crate) async fn fetch(body: BodyId, element: u32, question: &Question) -> Fetched {
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    if let Some(controller) = controller {
        UNDER_WAY.with_borrow_mut(|requests| requests.insert(body, controller));
    }
    let response = match question.request(signal.as_ref()) {
        Ok(request) => request::send(request).await,
        Err(_) => None,
    };
    let fetched = match response {
        None => Fetched::Unreachable,
        Some(response) => {
            let headers = request::headers_of(&response, question.etag.as_deref());
            if response.status() == 200 {
                take_in(body, element, &response, headers).await
            } else {
                refused(response, headers).await
            }
        }
    };
    UNDER_WAY.with_borrow_mut(|requests| requests.remove(&body));
    if !matches!(fetched, Fetched::Kept(_)) {
        ENGINES.with_borrow_mut(|engines| engines.free(body));
    }
    fetched
}

async fn refused(response: Response, headers: Headers) -> Fetched {
    let status = response.status();
    match request::text_of(response).await {
        Some(text) => Fetched::Refused { status, headers, text },
        None => Fetched::Interrupted,
    }
}

async fn take_in(body: BodyId, element: u32, response: &Response, headers: Headers) -> Fetched {
    ENGINES.with_borrow_mut(|engines| engines.open(body, element));
    let Some(stream) = response.body() else { return Fetched::Kept(headers) };
    loop {
        match next_piece(&stream).await {
            Ok(Some(piece)) => {
                if !ENGINES.with_borrow_mut(|engines| engines.push(body, &piece)) {
                    // What is left of it is not worth its bytes.
                    give_up(body);
                    return Fetched::TooLarge;
                }
            }
            Ok(None) => return Fetched::Kept(headers),
            Err(Broken) => return Fetched::Interrupted,
        }
    }
}
