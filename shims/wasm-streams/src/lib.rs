//! Stands in for the crate of this name.
//!
//! Leptos depends on server functions and those on wasm-streams, whose three exported classes no
//! linker can drop: they were 4 kB of every page's download, and the widget has no server functions.
//! This has the same names and does nothing: its streams are empty. Remove it once leptos can be
//! had without server functions.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;
use web_sys::ReadableStream as Raw;

/// Holds a browser's stream.
#[derive(Debug)]
pub struct ReadableStream(Raw);

impl ReadableStream {
    /// Takes a browser's stream.
    pub fn from_raw(raw: Raw) -> Self {
        Self(raw)
    }

    /// A stream without anything in it, whatever is given.
    ///
    /// # Panics
    /// Where browsers have no `ReadableStream`; nothing here calls it.
    pub fn from_stream<S>(_: S) -> Self {
        #[expect(clippy::expect_used, reason = "never called")]
        Self(Raw::new().expect("a browser with streams"))
    }

    /// The browser's stream.
    pub fn into_raw(self) -> Raw {
        self.0
    }

    /// A stream that has ended.
    pub fn into_stream(self) -> Ended {
        Ended
    }
}

/// A stream that has ended.
#[derive(Debug)]
pub struct Ended;

impl Stream for Ended {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
