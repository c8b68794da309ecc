//! Whether the tab is shown and the network there.

use super::listener::Listener;
use leptos::tachys::dom::{document, window};
use std::rc::Rc;

/// Calls back whenever the tab or the network comes or goes, until dropped.
pub(super) struct Watch {
    _listeners: [Listener; 4],
}

impl Watch {
    pub(super) fn new(act: impl Fn() + 'static) -> Self {
        let act = Rc::new(act);
        let on = |target: web_sys::EventTarget, name| {
            let act = Rc::clone(&act);
            Listener::new(target, name, move |_| act())
        };
        Self {
            _listeners: [
                on(document().into(), "visibilitychange"),
                on(window().into(), "online"),
                on(window().into(), "offline"),
                // Back from the back-forward cache, timers may have slept through their time.
                on(window().into(), "pageshow"),
            ],
        }
    }
}

pub(super) fn is_visible() -> bool {
    !document().hidden()
}

pub(super) fn is_online() -> bool {
    window().navigator().on_line()
}
