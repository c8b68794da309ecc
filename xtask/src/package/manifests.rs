//! What editors and documentation tools read, from the description: a Custom Elements Manifest,
//! web-types for `JetBrains` and custom data for VS Code.

use serde_json::{Value, json};

use super::description::{Access, Description, Item, camel};

/// `custom-elements.json`, schema 1.0.0 of webcomponents/custom-elements-manifest.
pub(crate) fn custom_elements(description: &Description) -> Value {
    let Description { class, tag, .. } = description;
    let declaration = json!({
        "kind": "class",
        "customElement": true,
        "name": class,
        "tagName": tag,
        "summary": description.summary,
        "description": description.documentation,
        "superclass": { "name": "HTMLElement" },
        "attributes": list(&description.attributes, |it| json!({
            "name": it.name,
            "description": it.meaning,
            "type": { "text": it.type_text() },
            "fieldName": camel(&it.name),
            "default": it.default,
        })),
        "members": members(description),
        "events": list(&description.events, |it| json!({
            "name": description.event_name(it),
            "description": it.meaning,
            "type": { "text": format!("CustomEvent<{}>", it.kind) },
        })),
        "cssParts": list(&description.parts, named),
        "slots": list(&description.slots, named),
        "cssStates": list(&description.states, named),
        "cssProperties": list(&description.custom_properties, |it| json!({
            "name": description.custom_property_name(it),
            "syntax": it.syntax,
            "description": it.meaning,
            "default": it.default,
        })),
    });
    let definition = json!({
        "kind": "custom-element-definition",
        "name": tag,
        "declaration": { "name": class, "module": "class.js" },
    });
    let export = json!({ "kind": "js", "name": class, "declaration": { "name": class } });
    json!({
        "schemaVersion": "1.0.0",
        "modules": [
            { "kind": "javascript-module", "path": "class.js", "declarations": [declaration], "exports": [export] },
            { "kind": "javascript-module", "path": "index.js", "declarations": [], "exports": [definition] },
        ],
    })
}

fn members(description: &Description) -> Value {
    let field = |name: &str, meaning: &str, kind: &str, key: &str, value: Value| {
        json!({
            "kind": "field",
            "name": name,
            "description": meaning,
            "type": { "text": kind },
            (key): value,
        })
    };
    let mirrored = description.mirrored().map(|it| {
        let kind = format!("{} | null", it.type_text());
        field(&camel(&it.name), &it.meaning, &kind, "attribute", json!(it.name))
    });
    let properties = description.properties.iter().map(|it| {
        let is_readonly = it.access == Access::ReadOnly;
        field(&it.name, &it.meaning, &it.kind, "readonly", json!(is_readonly))
    });
    let methods = description.methods.iter().map(|it| {
        json!({
            "kind": "method",
            "name": it.name,
            "description": it.meaning,
            "parameters": parameters(&it.takes),
            "return": { "type": { "text": it.kind } },
        })
    });
    let statics = description.statics.iter();
    let statics = statics.map(|it| field(&it.name, &it.meaning, &it.kind, "static", json!(true)));
    mirrored.chain(properties).chain(methods).chain(statics).collect()
}

/// What a method takes: one optional parameter, or nothing.
fn parameters(takes: &str) -> Vec<Value> {
    let parameter = takes
        .split_once("?: ")
        .map(|(name, kind)| json!({ "name": name, "optional": true, "type": { "text": kind } }));
    parameter.into_iter().collect()
}

/// `web-types.json`, which `JetBrains`' editors read.
pub(crate) fn web_types(description: &Description, version: &str) -> Value {
    let typed = |name: &str, meaning: &str, kind: &str| json!({ "name": name, "description": meaning, "type": kind });
    let mirrored = description
        .mirrored()
        .map(|it| typed(&camel(&it.name), &it.meaning, &format!("{} | null", it.type_text())));
    let own = description.properties.iter().map(|it| typed(&it.name, &it.meaning, &it.kind));
    let element = json!({
        "name": description.tag,
        "description": description.summary,
        "attributes": list(&description.attributes, |it| json!({
            "name": it.name,
            "description": it.meaning,
            "default": it.default,
            "value": { "type": it.type_text() },
        })),
        "slots": list(&description.slots, named),
        "js": {
            "properties": mirrored.chain(own).collect::<Value>(),
            "events": list(&description.events, |it| json!({
                "name": description.event_name(it),
                "description": it.meaning,
            })),
        },
        "css": {
            "parts": list(&description.parts, named),
            "properties": list(&description.custom_properties, |it| json!({
                "name": description.custom_property_name(it),
                "description": it.meaning,
            })),
        },
    });
    json!({
        "$schema": "https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json",
        "name": "batch-status",
        "version": version,
        "js-types-syntax": "typescript",
        "description-markup": "markdown",
        "contributions": { "html": { "elements": [element] } },
    })
}

/// `html-custom-data.json`, for `html.customData` in VS Code's settings.
pub(crate) fn html_custom_data(description: &Description) -> Value {
    let attributes = list(&description.attributes, |it| {
        let values = list(&it.values, |value| json!({ "name": value }));
        let values = (!it.values.is_empty()).then_some(values);
        json!({ "name": it.name, "description": it.meaning, "values": values })
    });
    json!({
        "version": 1.1,
        "tags": [{
            "name": description.tag,
            "description": description.summary,
            "attributes": attributes,
        }],
    })
}

fn named(it: &Item) -> Value {
    json!({ "name": it.name, "description": it.meaning })
}

/// An array of objects, which lack what they would have as `null`.
fn list<T>(items: &[T], value: impl Fn(&T) -> Value) -> Value {
    let without_nulls = |mut value: Value| {
        if let Some(object) = value.as_object_mut() {
            object.retain(|_, value| !value.is_null());
        }
        value
    };
    items.iter().map(value).map(without_nulls).collect()
}
