//! What editors and documentation tools read, from the description: a Custom Elements Manifest,
//! web-types for `JetBrains` and custom data for VS Code.

use serde_json::{Value, json};

use super::description::{Access, Attribute, Description, Named, camel};

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
        "attributes": description.attributes().map(attribute).collect::<Vec<_>>(),
        "members": members(description),
        "events": description.events().map(|it| json!({
            "name": description.event_name(it),
            "description": it.meaning,
            "type": { "text": format!("CustomEvent<{}>", it.kind) },
        })).collect::<Vec<_>>(),
        "cssParts": list(&description.parts),
        "slots": list(&description.slots),
        "cssStates": list(&description.states),
        "cssProperties": description.custom_properties.iter().map(|it| {
            let mut property = json!({
                "name": description.custom_property_name(it),
                "syntax": it.syntax,
                "description": it.meaning,
            });
            set(&mut property, "default", it.default.as_deref());
            property
        }).collect::<Vec<_>>(),
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

fn attribute(attribute: &Attribute) -> Value {
    let mut value = json!({
        "name": attribute.name,
        "description": attribute.meaning,
        "type": { "text": attribute.type_text() },
        "fieldName": camel(&attribute.name),
    });
    set(&mut value, "default", attribute.default.as_deref());
    value
}

fn members(description: &Description) -> Vec<Value> {
    let mirrored = description.mirrored().map(|it| {
        json!({
            "kind": "field",
            "name": camel(&it.name),
            "attribute": it.name,
            "description": it.meaning,
            "type": { "text": format!("{} | null", it.type_text()) },
        })
    });
    let properties = description.properties().map(|it| {
        json!({
            "kind": "field",
            "name": it.name,
            "description": it.meaning,
            "type": { "text": it.kind },
            "readonly": it.access == Access::ReadOnly,
        })
    });
    let methods = description.methods().map(|it| {
        json!({
            "kind": "method",
            "name": it.name,
            "description": it.meaning,
            "return": { "type": { "text": it.returns } },
        })
    });
    let statics = description.statics.iter().map(|it| {
        json!({
            "kind": "field",
            "static": true,
            "name": it.name,
            "description": it.meaning,
            "type": { "text": it.kind },
        })
    });
    mirrored.chain(properties).chain(methods).chain(statics).collect()
}

fn list(named: &[Named]) -> Vec<Value> {
    let value = |it: &Named| json!({ "name": it.name, "description": it.meaning });
    Description::there(named).map(value).collect()
}

/// `web-types.json`, which `JetBrains`' editors read.
pub(crate) fn web_types(description: &Description, version: &str) -> Value {
    let element = json!({
        "name": description.tag,
        "description": description.summary,
        "attributes": description.attributes().map(|it| json!({
            "name": it.name,
            "description": it.meaning,
            "default": it.default,
            "value": { "type": it.type_text() },
        })).collect::<Vec<_>>(),
        "slots": list(&description.slots),
        "js": {
            "properties": description.mirrored().map(|it| json!({
                "name": camel(&it.name),
                "description": it.meaning,
                "type": format!("{} | null", it.type_text()),
            })).chain(description.properties().map(|it| json!({
                "name": it.name,
                "description": it.meaning,
                "type": it.kind,
            }))).collect::<Vec<_>>(),
            "events": description.events().map(|it| json!({
                "name": description.event_name(it),
                "description": it.meaning,
            })).collect::<Vec<_>>(),
        },
        "css": {
            "parts": list(&description.parts),
            "properties": description.custom_properties.iter().map(|it| json!({
                "name": description.custom_property_name(it),
                "description": it.meaning,
            })).collect::<Vec<_>>(),
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
    let attribute = |it: &Attribute| {
        let values: Vec<_> = it.values.iter().map(|value| json!({ "name": value })).collect();
        let mut attribute = json!({ "name": it.name, "description": it.meaning });
        if let (false, Some(object)) = (values.is_empty(), attribute.as_object_mut()) {
            object.insert("values".into(), values.into());
        }
        attribute
    };
    json!({
        "version": 1.1,
        "tags": [{
            "name": description.tag,
            "description": description.summary,
            "attributes": description.attributes().map(attribute).collect::<Vec<_>>(),
        }],
    })
}

fn set(value: &mut Value, key: &str, text: Option<&str>) {
    if let (Some(object), Some(text)) = (value.as_object_mut(), text) {
        object.insert(key.into(), text.into());
    }
}
