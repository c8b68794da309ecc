//! A panic stops the wasm for every element on the page: each is told, so that it says so in its
//! place instead of freezing, and the page goes on.

use js_sys::{Function, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    static EMITTERS: RefCell<Vec<Function>> = const { RefCell::new(Vec::new()) };
}

/// An element that hears of a panic, until dropped.
pub(super) struct Hearer(Function);

impl Hearer {
    pub(super) fn new(emit: &Function) -> Self {
        EMITTERS.with_borrow_mut(|emitters| emitters.push(emit.clone()));
        Self(emit.clone())
    }
}

impl Drop for Hearer {
    fn drop(&mut self) {
        EMITTERS.with_borrow_mut(|emitters| emitters.retain(|emit| *emit != self.0));
    }
}

/// Called once, when the wasm starts.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        // The place alone: a message could quote data.
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        web_sys::console::error_1(&format!("<batch-status> stopped at {place}").into());
        let detail = Object::new();
        let _ = Reflect::set(&detail, &"kind".into(), &"crash".into());
        let emitters = EMITTERS.try_with(RefCell::take).unwrap_or_default();
        for emit in emitters {
            let _ = emit.call2(&JsValue::UNDEFINED, &"error".into(), &detail);
        }
    }));
}
