//! TypeScript's declarations of the class, from the description. What frameworks add to them is
//! written by hand in `package/types`.

use super::description::{Access, Attribute, Description, camel};

/// `class.d.ts`.
pub(crate) fn class(description: &Description) -> String {
    let Description { class, tag, .. } = description;
    let details: Vec<_> = description
        .events()
        .map(|event| event.kind.as_str())
        .filter(|kind| kind.ends_with("Detail"))
        .collect();
    let mut text = format!(
        "import type {{ {}, Fetcher, TokenProvider }} from \"./details.js\";\n\
         export type * from \"./details.js\";\n",
        details.join(", ")
    );
    let is_used = |name: &str| description.properties().any(|it| it.kind.contains(name));
    for unused in ["Fetcher", "TokenProvider"].into_iter().filter(|name| !is_used(name)) {
        text = text.replacen(&format!(", {unused}"), "", 1);
    }
    text += &interface(
        "BatchStatusAttributes",
        "The attributes, as in HTML.",
        &attributes(description),
    );
    text += &interface(
        "BatchStatusProperties",
        "The properties that can be set.",
        &settable(description),
    );
    text += &interface("BatchStatusEventMap", "The events, by name.", &events(description));
    text + &class_body(description, class) + &tag_map(class, tag)
}

fn interface(name: &str, doc: &str, members: &[String]) -> String {
    format!("\n/** {doc} */\nexport interface {name} {{\n{}}}\n", members.concat())
}

fn member(doc: &str, line: &str) -> String {
    format!("  /** {doc}. */\n  {line};\n")
}

fn attributes(description: &Description) -> Vec<String> {
    let line = |it: &Attribute| member(&it.meaning, &format!("\"{}\"?: {}", it.name, loose(it)));
    description.attributes().map(line).collect()
}

/// Frameworks pass what is undefined by leaving it out.
fn loose(attribute: &Attribute) -> String {
    format!("{} | undefined", attribute.type_text())
}

fn settable(description: &Description) -> Vec<String> {
    let mirrored = description.mirrored().map(|attribute| {
        let line = format!("{}: {} | null", camel(&attribute.name), attribute.type_text());
        member(&attribute.meaning, &line)
    });
    let kept = description
        .properties()
        .filter(|property| property.access == Access::WriteOnly)
        .map(|it| member(&it.meaning, &format!("{}: {}", it.name, it.kind)));
    mirrored.chain(kept).collect()
}

fn events(description: &Description) -> Vec<String> {
    let line = |event| {
        let name = description.event_name(event);
        member(&event.meaning, &format!("\"{name}\": CustomEvent<{}>", event.kind))
    };
    description.events().map(line).collect()
}

fn class_body(description: &Description, class: &str) -> String {
    let statics = description.statics.iter().map(|it| {
        let is_function = it.kind.starts_with('(');
        let line = if is_function {
            format!("static {}{}", it.name, it.kind.replacen(" =>", ":", 1))
        } else {
            format!("static readonly {}: {}", it.name, it.kind)
        };
        member(&it.meaning, &line)
    });
    let mirrored = description.mirrored().map(|attribute| {
        let name = camel(&attribute.name);
        let get = member(&attribute.meaning, &format!("get {name}(): string | null"));
        format!("{get}  set {name}(value: {} | null | undefined);\n", attribute.type_text())
    });
    let properties = description.properties().map(|it| match it.access {
        Access::ReadOnly => member(&it.meaning, &format!("readonly {}: {}", it.name, it.kind)),
        Access::WriteOnly => {
            let get = member(&it.meaning, &format!("get {}(): undefined", it.name));
            format!("{get}  set {}(value: {} | undefined);\n", it.name, it.kind)
        }
    });
    let methods = description
        .methods()
        .map(|it| member(&it.meaning, &format!("{}(): {}", it.name, it.returns)));
    let members: String = statics.chain(mirrored).chain(properties).chain(methods).collect();
    let summary = &description.summary;
    format!(
        "\n/** {summary} */\nexport declare class {class} extends HTMLElement {{\n{members}}}\n"
    )
}

/// The events bubble, so that listeners on any element, the document and the window know them.
fn tag_map(class: &str, tag: &str) -> String {
    format!(
        "\ndeclare global {{\n  interface HTMLElementTagNameMap {{\n    \"{tag}\": {class};\n  }}\n  \
         interface GlobalEventHandlersEventMap extends BatchStatusEventMap {{}}\n}}\n"
    )
}
