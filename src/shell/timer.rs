//! Timers that end when dropped.

use campaign::time::Span;
use futures::channel::oneshot;
use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::*;

// Not web-sys', whose handles are i32: what pages put in place of the browser's timers may count
// higher, and a wrong handle would clear somebody else's.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(act: &Function, after: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(handle: &JsValue);
    #[wasm_bindgen(catch, js_name = setInterval)]
    fn set_interval(act: &Function, every: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = clearInterval)]
    fn clear_interval(handle: &JsValue);
}

/// One call after a while.
pub(super) struct Timer {
    handle: JsValue,
    _act: Closure<dyn FnMut()>,
}

impl Timer {
    /// None where the browser refuses, as it does once the page is going away.
    pub(super) fn new(after: Span, act: impl FnOnce() + 'static) -> Option<Self> {
        let mut act = Some(act);
        let act = closure(Box::new(move || {
            if let Some(act) = act.take() {
                act();
            }
        }));
        // Browsers know no longer wait than this.
        let after = i32::try_from(after.0.max(0)).unwrap_or(i32::MAX);
        let handle = set_timeout(act.as_ref().unchecked_ref(), after).ok()?;
        Some(Self { handle, _act: act })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.handle);
    }
}

/// Lets the page do what waits.
pub(super) async fn pause() {
    sleep(Span(0)).await;
}

/// Waits that long; where the browser gives no timer, not at all.
pub(super) async fn sleep(span: Span) {
    let (goes_on, turn) = oneshot::channel();
    let _timer = Timer::new(span, move || {
        let _ = goes_on.send(());
    });
    let _ = turn.await;
}

/// A call every second.
pub(super) struct Ticker {
    handle: JsValue,
    _act: Closure<dyn FnMut()>,
}

impl Ticker {
    /// None where the browser refuses, as it does once the page is going away.
    pub(super) fn new(act: impl Fn() + 'static) -> Option<Self> {
        let act = closure(Box::new(act));
        let handle = set_interval(act.as_ref().unchecked_ref(), 1_000).ok()?;
        Some(Self { handle, _act: act })
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        clear_interval(&self.handle);
    }
}

/// One type for all, which costs least.
fn closure(act: Box<dyn FnMut()>) -> Closure<dyn FnMut()> {
    Closure::wrap(act)
}
