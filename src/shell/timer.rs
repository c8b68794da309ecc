//! Timers that end when dropped.

use campaign::time::Span;
use leptos::leptos_dom::helpers::{
    IntervalHandle, TimeoutHandle, set_interval_with_handle, set_timeout_with_handle,
};
use std::time::Duration;

/// One call after a while.
pub(super) struct Timer(TimeoutHandle);

impl Timer {
    /// None where the browser refuses, as it does once the page is going away.
    pub(super) fn new(after: Span, act: impl FnOnce() + 'static) -> Option<Self> {
        let after = Duration::from_millis(after.0.max(0).unsigned_abs());
        set_timeout_with_handle(act, after).ok().map(Self)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.0.clear();
    }
}

/// A call every second.
pub(super) struct Ticker(IntervalHandle);

impl Ticker {
    /// None where the browser refuses, as it does once the page is going away.
    pub(super) fn new(act: impl Fn() + 'static) -> Option<Self> {
        set_interval_with_handle(act, Duration::from_secs(1)).ok().map(Self)
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.0.clear();
    }
}
