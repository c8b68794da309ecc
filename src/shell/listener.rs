//! A DOM listener that ends when dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

pub(super) struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn Fn(Event)>,
}

impl Listener {
    pub(super) fn new(
        target: EventTarget,
        name: &'static str,
        act: impl Fn(&Event) + 'static,
    ) -> Self {
        let closure = Closure::<dyn Fn(Event)>::new(move |event| act(&event));
        // Adding a listener fails only for values that are no functions.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Self { target, name, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.name, callback);
    }
}
