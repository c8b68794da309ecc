//! `package/element.json`: the whole of the element's public contract.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace;

const FILE: &str = "package/element.json";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Description {
    pub(crate) tag: String,
    pub(crate) class: String,
    pub(crate) summary: String,
    pub(crate) documentation: String,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) properties: Vec<Property>,
    pub(crate) statics: Vec<Static>,
    pub(crate) methods: Vec<Method>,
    pub(crate) events: Vec<Event>,
    pub(crate) states: Vec<Named>,
    pub(crate) parts: Vec<Named>,
    pub(crate) slots: Vec<Named>,
    pub(crate) custom_properties: Vec<CustomProperty>,
}

/// A file or folder and a text in it that shows that the thing is there, where the rule for its
/// kind does not say.
pub(crate) type Seen = Option<(String, String)>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) meaning: String,
    pub(crate) default: Option<String>,
    #[serde(default)]
    pub(crate) values: Vec<String>,
    /// HTML's own: the property is `HTMLElement`'s.
    #[serde(default)]
    pub(crate) native: bool,
    pub(crate) seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) access: Access,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) meaning: String,
    pub(crate) seen: Seen,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Access {
    ReadOnly,
    WriteOnly,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Static {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) meaning: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) returns: String,
    pub(crate) meaning: String,
    pub(crate) seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    /// Without the tag before it.
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) detail: String,
    pub(crate) meaning: String,
}

/// A state, part or slot.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) meaning: String,
    pub(crate) seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomProperty {
    /// Without `--batch-status-` before it.
    pub(crate) name: String,
    pub(crate) syntax: String,
    pub(crate) default: Option<String>,
    pub(crate) meaning: String,
}

impl Description {
    pub(crate) fn read() -> Result<Self> {
        let text = fs::read_to_string(workspace::join(FILE)).with_context(|| FILE)?;
        serde_json::from_str(&text).with_context(|| format!("reading {FILE}"))
    }

    /// The attributes that a property of the class mirrors.
    pub(crate) fn mirrored(&self) -> impl Iterator<Item = &Attribute> {
        let kept = |name: &str| self.properties.iter().any(|property| property.name == camel(name));
        self.attributes.iter().filter(move |attribute| !attribute.native && !kept(&attribute.name))
    }

    /// `batch-status-ready` for `ready`.
    pub(crate) fn event_name(&self, event: &Event) -> String {
        format!("{}-{}", self.tag, event.name)
    }

    pub(crate) fn custom_property_name(&self, property: &CustomProperty) -> String {
        format!("--{}-{}", self.tag, property.name)
    }
}

impl Attribute {
    /// The values as a type of TypeScript's; other texts are allowed and mean the default.
    pub(crate) fn type_text(&self) -> String {
        let values: Vec<_> = self.values.iter().map(|value| format!("\"{value}\"")).collect();
        if values.is_empty() { "string".into() } else { values.join(" | ") }
    }
}

/// `batchId` for `batch-id`.
pub(crate) fn camel(name: &str) -> String {
    let mut words = name.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |camel, word| {
        let (head, tail) = word.split_at(word.len().min(1));
        camel + &head.to_uppercase() + tail
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_mirrored_in_camel_case() {
        for (name, expected) in
            [("src", "src"), ("batch-id", "batchId"), ("window-time-zone", "windowTimeZone")]
        {
            assert_eq!(camel(name), expected);
        }
    }

    #[test]
    fn the_real_description_is_read() {
        let description = Description::read().unwrap();
        assert!(description.mirrored().any(|attribute| attribute.name == "batch-id"));
        assert!(!description.mirrored().any(|attribute| attribute.name == "api-key"));
    }
}
