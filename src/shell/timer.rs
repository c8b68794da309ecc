//! Timers that end when dropped.

use campaign::time::Span;
use leptos::tachys::dom::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// The longest wait that browsers keep; longer ones they end at once.
const LONGEST: i32 = i32::MAX;

/// One call after a while.
pub(super) struct Timer {
    handle: i32,
    _act: Closure<dyn FnMut()>,
}

impl Timer {
    /// None where the browser refuses, as it does once the page is going away.
    pub(super) fn new(after: Span, act: impl FnOnce() + 'static) -> Option<Self> {
        let mut act = Some(act);
        let act: Box<dyn FnMut()> = Box::new(move || {
            if let Some(act) = act.take() {
                act();
            }
        });
        let act = Closure::wrap(act);
        let after = i32::try_from(after.0.max(0)).unwrap_or(LONGEST);
        let callback = act.as_ref().unchecked_ref();
        let handle =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(callback, after).ok()?;
        Some(Self { handle, _act: act })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.handle);
    }
}

/// A call every second.
pub(super) struct Ticker {
    handle: i32,
    _act: Closure<dyn FnMut()>,
}

impl Ticker {
    /// None where the browser refuses, as it does once the page is going away.
    pub(super) fn new(act: impl Fn() + 'static) -> Option<Self> {
        let act: Box<dyn FnMut()> = Box::new(act);
        let act = Closure::wrap(act);
        let callback = act.as_ref().unchecked_ref();
        let handle = window()
            .set_interval_with_callback_and_timeout_and_arguments_0(callback, 1_000)
            .ok()?;
        Some(Self { handle, _act: act })
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        window().clear_interval_with_handle(self.handle);
    }
}
