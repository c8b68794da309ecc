//! Files that the browser saves.

use super::timer;
use campaign::time::Span;
use js_sys::Array;
use leptos::tachys::dom::document;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Browsers read a file a while after the click on its address.
const KEPT: Span = Span::minutes(1);

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
