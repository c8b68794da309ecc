//! A `ResizeObserver` that ends when dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Calls back once an element is laid out, and whenever its size changes.
pub(super) struct SizeObserver {
    element: Element,
    observer: ResizeObserver,
    _callback: Closure<dyn Fn()>,
}

impl SizeObserver {
    /// None where the page has taken the browser's own away.
    pub(super) fn new(element: Element, callback: impl Fn() + 'static) -> Option<Self> {
        let callback = Closure::<dyn Fn()>::new(callback);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Self { element, observer, _callback: callback })
    }

    /// Calls back in the next frame, whether or not the size changes.
    pub(super) fn observe_anew(&self) {
        self.observer.unobserve(&self.element);
        self.observer.observe(&self.element);
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
