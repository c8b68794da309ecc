//! `package/element.json`: the whole of the element's public contract.

use anyhow::{Context, Result};
use fs_err as fs;
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
    pub(crate) attributes: Vec<Item>,
    pub(crate) properties: Vec<Item>,
    pub(crate) statics: Vec<Item>,
    pub(crate) methods: Vec<Item>,
    pub(crate) events: Vec<Item>,
    pub(crate) states: Vec<Item>,
    pub(crate) parts: Vec<Item>,
    pub(crate) slots: Vec<Item>,
    pub(crate) custom_properties: Vec<Item>,
}

/// A thing in one of these lists; what its kind does not have is empty. TypeScript, which checks
/// what is written from this, finds what is missing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    /// Of events without the tag before it, of custom properties without `--batch-status-`.
    pub(crate) name: String,
    pub(crate) meaning: String,
    /// The type of a property or static, of an event's detail, or of what a method returns.
    #[serde(default, rename = "type", alias = "returns")]
    pub(crate) kind: String,
    /// What a method takes, or a property that reads otherwise than it is set, as TypeScript has it; nothing for most.
    #[serde(default)]
    pub(crate) takes: String,
    pub(crate) default: Option<String>,
    /// The values of an attribute.
    #[serde(default)]
    pub(crate) values: Vec<String>,
    /// An attribute of HTML's own: the property is `HTMLElement`'s.
    #[serde(default)]
    pub(crate) native: bool,
    #[serde(default)]
    pub(crate) access: Access,
    /// An event's detail in words.
    #[serde(default)]
    pub(crate) detail: String,
    /// The type of a custom property.
    #[serde(default)]
    pub(crate) syntax: String,
    /// A file or folder and a text in it that shows that the thing is there, where the rule for its
    /// kind does not say.
    pub(crate) seen: Option<(String, String)>,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Access {
    ReadOnly,
    ReadWrite,
    #[default]
    WriteOnly,
}

impl Description {
    pub(crate) fn read() -> Result<Self> {
        let text = fs::read_to_string(workspace::join(FILE))?;
        serde_json::from_str(&text).with_context(|| format!("reading {FILE}"))
    }

    /// The attributes that a property of the class mirrors.
    pub(crate) fn mirrored(&self) -> impl Iterator<Item = &Item> {
        let kept = |name: &str| self.properties.iter().any(|property| property.name == camel(name));
        self.attributes.iter().filter(move |attribute| !attribute.native && !kept(&attribute.name))
    }

    /// `batch-status-ready` for `ready`.
    pub(crate) fn event_name(&self, event: &Item) -> String {
        format!("{}-{}", self.tag, event.name)
    }

    pub(crate) fn custom_property_name(&self, property: &Item) -> String {
        format!("--{}-{}", self.tag, property.name)
    }
}

impl Item {
    /// An attribute's values as a type of TypeScript's; other texts are allowed and mean the default.
    pub(crate) fn type_text(&self) -> String {
        let values: Vec<_> = self.values.iter().map(|value| format!("\"{value}\"")).collect();
        match self.kind.as_str() {
            "number" => "string | number".into(),
            _ if values.is_empty() => "string".into(),
            _ => values.join(" | "),
        }
    }
}

impl Item {
    /// What a property can be set to.
    pub(crate) fn set_type(&self) -> &str {
        if self.takes.is_empty() { &self.kind } else { &self.takes }
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
