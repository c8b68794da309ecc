//! The person's clipboard.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

// Not web-sys', which takes for granted that there is a clipboard: pages without TLS have none.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    fn write_text(text: &str) -> Result<Promise, JsValue>;
}

/// Copies a text, and says whether the browser allowed it.
pub(crate) async fn write(text: &str) -> bool {
    match write_text(text) {
        Ok(written) => JsFuture::from(written).await.is_ok(),
        Err(_) => false,
    }
}

/// Selects a field's text and copies it in an older way, which browsers allow on more pages. Says
/// whether they did.
pub(crate) fn copy_from(field: &HtmlTextAreaElement) -> bool {
    field.select();
    let document = field.owner_document().map(JsCast::unchecked_into::<HtmlDocument>);
    document.is_some_and(|document| document.exec_command("copy") == Ok(true))
}
