//! The worker of large campaigns: it fetches them and keeps everybody, so that neither costs the page.
//! `embed/batch-status-worker.js` starts it and passes on what the page says.

mod engines;
mod fetch;

use batch_status_engine::message::{Call, Done, Message, Order, Reply};
use engines::Engines;
use js_sys::Uint8Array;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::DedicatedWorkerGlobalScope;

thread_local! {
    static ENGINES: RefCell<Engines> = RefCell::default();
}

fn main() {}

/// Takes a [`Message`] of the page, with the bytes that belong to it.
#[wasm_bindgen]
pub fn receive(text: &str, piece: Option<Uint8Array>) {
    match serde_json::from_str(text) {
        Ok(Message::Order(order)) => obey(&order, piece),
        Ok(Message::Call(number, call)) => answer(number, call),
        // The page and its worker are of the same version.
        Err(_) => {}
    }
}

fn obey(order: &Order, piece: Option<Uint8Array>) {
    ENGINES.with_borrow_mut(|engines| match *order {
        Order::Open { body, element } => engines.open(body, element),
        Order::Push { body } => {
            if let Some(piece) = piece {
                engines.push(body, &piece);
            }
        }
        Order::Free { body } => engines.free(body),
        Order::Abort { body } => {
            fetch::give_up(body);
            engines.free(body);
        }
        Order::Leave { element } => engines.leave(element),
    });
}

fn answer(number: u32, call: Call) {
    let done = ENGINES.with_borrow_mut(|engines| match call {
        Call::Ping => Ok(Done::Pong),
        Call::Ask { element, ask } => Ok(Done::Answers(engines.ask(element, ask))),
        Call::Snapshot { element } => Ok(Done::Snapshot(engines.snapshot(element))),
        Call::Export { element, export, rows } => {
            Ok(Done::Rows(engines.export(element, export, rows)))
        }
        Call::Fetch { body, element, question } => Err((body, element, question)),
    });
    match done {
        Ok(done) => reply(number, done),
        Err((body, element, question)) => spawn_local(async move {
            reply(number, Done::Fetched(fetch::fetch(body, element, &question).await));
        }),
    }
}

fn reply(call: u32, done: Done) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    if let Ok(text) = serde_json::to_string(&Reply { call, done }) {
        // A text can always be sent.
        let _ = scope.post_message(&text.into());
    }
}
