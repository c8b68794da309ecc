//! Plain objects of JavaScript, made field by field.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// Sets a field of an object that was just made, which cannot fail.
pub(crate) fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from(name), value);
}
