//! Bodies that do not arrive all at once.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::time::sleep;

const PIECES: usize = 30;
const ENDLESS_ROW: &str =
    r#"{"id":"r","phone_number":"+14155551234","name":"John Doe","status":"pending"},"#;

/// The whole body in small pieces, spread over a time.
pub(crate) fn over(length: Duration, whole: Bytes) -> Body {
    let piece = whole.len().div_ceil(PIECES).max(1);
    let pause = length / 30;
    Body::from_stream(stream::unfold(whole, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        sleep(pause).await;
        let next = rest.split_to(piece.min(rest.len()));
        Some((Ok::<_, io::Error>(next), rest))
    }))
}

/// One byte a second, again from the start at the end, for ever.
pub(crate) fn forever(whole: Bytes) -> Body {
    Body::from_stream(stream::unfold((0, whole), |(at, whole)| async move {
        if at > 0 {
            sleep(Duration::from_secs(1)).await;
        }
        let from = at % whole.len().max(1);
        let byte = whole.slice(from..(from + 1).min(whole.len()));
        Some((Ok::<_, io::Error>(byte), (at + 1, whole)))
    }))
}

/// A part, then an error that closes the connection. The pause gives the part time to be sent.
pub(crate) fn broken_off(part: Bytes) -> Body {
    Body::from_stream(stream::unfold(Some(part), |part| async move {
        if let Some(part) = part {
            return Some((Ok(part), None));
        }
        sleep(Duration::from_millis(50)).await;
        Some((Err(io::Error::other("broken off, as asked")), None))
    }))
}

/// An answer with endless recipients, sent as fast as the client reads.
pub(crate) fn endless() -> Body {
    let opening =
        Bytes::from_static(br#"{"batch":{"id":"endless","status":"running"},"recipients":["#);
    let rows = Bytes::from(ENDLESS_ROW.repeat(800));
    Body::from_stream(stream::unfold((opening, rows), |(next, rows)| async move {
        tokio::task::yield_now().await;
        Some((Ok::<_, io::Error>(next), (rows.clone(), rows)))
    }))
}
