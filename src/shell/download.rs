//! Files that the browser saves.

use super::timer;
use campaign::time::Span;
use js_sys::Array;
use leptos::tachys::dom::{document, window};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Browsers read a file a while after the click on its address.
const KEPT: Span = Span::minutes(1);

/// Whether the page lets its visitors save files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leave {
    Given,
    /// A frame around it is sandboxed and does not allow downloads: nothing would happen.
    Refused,
    /// It is sandboxed, and cannot see what the frame allows.
    Unknown,
}

/// Looks at the frames around the page, as far as it can see them.
pub(crate) fn leave() -> Leave {
    let mut place = Some(window());
    while let Some(frame) = place.and_then(|place| place.frame_element().ok().flatten()) {
        let sandbox = frame.get_attribute("sandbox");
        let allows =
            |it: &String| it.split_ascii_whitespace().any(|word| word == "allow-downloads");
        if sandbox.as_ref().is_some_and(|sandbox| !allows(sandbox)) {
            return Leave::Refused;
        }
        place = frame.owner_document().and_then(|document| document.default_view());
    }
    // A sandboxed page has no origin of its own.
    if window().origin() == "null" { Leave::Unknown } else { Leave::Given }
}

/// Has the browser save a text as a CSV file.
pub(crate) fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("text/csv;charset=utf-8");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    spawn_local(async move {
        timer::sleep(KEPT).await;
        // It fails for no address.
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}
