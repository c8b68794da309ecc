//! The body of an answer, piece by piece as it comes.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

/// The body broke off.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Broken;

/// The next piece; None after the last. Others may read on where this stops.
pub async fn next_piece(stream: &ReadableStream) -> Result<Option<Uint8Array>, Broken> {
    let reader = ReadableStreamDefaultReader::new(stream).map_err(|_| Broken)?;
    let result = JsFuture::from(reader.read()).await.map_err(|_| Broken)?;
    reader.release_lock();
    let is_done = Reflect::get(&result, &"done".into()).map_err(|_| Broken)?.is_truthy();
    if is_done {
        return Ok(None);
    }
    let piece = Reflect::get(&result, &"value".into()).map_err(|_| Broken)?;
    piece.dyn_into().map(Some).map_err(|_| Broken)
}
