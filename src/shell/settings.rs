//! What the host page chose, read and checked.

use super::host_values::HostValues;
use campaign::config::{Attributes, Given, Page, Settings};
use campaign::secret::ApiKey;
use js_sys::Array;
use leptos::tachys::dom::{document, window};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::Url;

#[wasm_bindgen]
extern "C" {
    /// What the page gave in properties that no attribute mirrors, and the key of the attribute. Null
    /// or undefined is what it did not give.
    pub type Properties;
    #[wasm_bindgen(method, getter)]
    fn data(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn fetcher(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = tokenProvider)]
    fn token_provider(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = apiKey)]
    fn api_key(this: &Properties) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = keyAttribute)]
    fn key_attribute(this: &Properties) -> Option<String>;

    #[wasm_bindgen(catch, js_namespace = Intl, js_name = DateTimeFormat)]
    fn date_time_format(locales: &str, options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = supportedValuesOf)]
    fn supported_values_of(kind: &str) -> Result<Array, JsValue>;
}

/// An option of `Intl.DateTimeFormat`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InZone<'a> {
    time_zone: &'a str,
}

/// Takes over the page's functions and objects, and checks all that it chose.
pub(super) fn read(
    attributes: JsValue,
    properties: &Properties,
    values: &mut HostValues,
) -> Settings {
    let attributes: Attributes = serde_wasm_bindgen::from_value(attributes).unwrap_or_default();
    let given = Given {
        data: values.set_data(properties.data()),
        fetcher: values.set_fetcher(properties.fetcher()),
        token_provider: values.set_provider(properties.token_provider()),
        api_key: properties.api_key().and_then(|key| ApiKey::new(&key)),
        key_attribute: properties.key_attribute().and_then(|key| ApiKey::new(&key)),
    };
    let origin = window().location().origin().unwrap_or_default();
    let page = Page {
        absolute: &absolute,
        is_time_zone: &is_time_zone,
        is_currency: &is_currency,
        origin: &origin,
    };
    attributes.check(&given, &page)
}

fn absolute(address: &str) -> Option<String> {
    let base = document().base_uri().ok()??;
    Some(Url::new_with_base(address, &base).ok()?.href())
}

fn is_time_zone(name: &str) -> bool {
    let options = serde_wasm_bindgen::to_value(&InZone { time_zone: name });
    options.is_ok_and(|options| date_time_format("en", &options).is_ok())
}

fn is_currency(code: &str) -> bool {
    supported_values_of("currency").is_ok_and(|codes| codes.includes(&code.into(), 0))
}
