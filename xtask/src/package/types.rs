//! TypeScript's declarations of the class, from the description. What frameworks add to them is
//! written by hand in `package/types`.

use super::description::{Access, Description, Item, camel};

/// `class.d.ts`.
pub(crate) fn class(description: &Description) -> String {
    let kinds = description.events.iter().map(|event| event.kind.as_str());
    let details: Vec<_> = kinds.filter(|kind| kind.ends_with("Detail")).collect();
    [
        format!(
            "import type {{ {}, Fetcher, Insights, TokenProvider, ViewState }} from \"./details.js\";\n",
            details.join(", ")
        ),
        "export type * from \"./details.js\";\n".into(),
        interface(
            "BatchStatusAttributes",
            "The attributes, as in HTML.",
            &description.attributes.iter().map(attribute).collect::<String>(),
        ),
        interface(
            "BatchStatusProperties",
            "The properties that can be set.",
            &settable(description),
        ),
        interface("BatchStatusEventMap", "The events, by name.", &events(description)),
        class_body(description),
        tag_map(description),
    ]
    .concat()
}

fn interface(name: &str, doc: &str, members: &str) -> String {
    format!("\n/** {doc} */\nexport interface {name} {{\n{members}}}\n")
}

fn member(doc: &str, line: &str) -> String {
    format!("  /** {doc}. */\n  {line};\n")
}

/// Frameworks pass what is undefined by leaving it out.
fn attribute(it: &Item) -> String {
    member(&it.meaning, &format!("\"{}\"?: {} | undefined", it.name, it.type_text()))
}

fn settable(description: &Description) -> String {
    let mirrored = description
        .mirrored()
        .map(|it| member(&it.meaning, &format!("{}: {} | null", camel(&it.name), it.type_text())));
    let own = description.properties.iter().filter(|it| it.access != Access::ReadOnly);
    let own = own.map(|it| member(&it.meaning, &format!("{}: {}", it.name, it.set_type())));
    mirrored.chain(own).collect()
}

fn events(description: &Description) -> String {
    let line = |event| {
        let name = description.event_name(event);
        member(&event.meaning, &format!("\"{name}\": CustomEvent<{}>", event.kind))
    };
    description.events.iter().map(line).collect()
}

fn class_body(description: &Description) -> String {
    let statics = description.statics.iter().map(|it| {
        let line = if it.kind.starts_with('(') {
            format!("static {}{}", it.name, it.kind.replacen(" =>", ":", 1))
        } else {
            format!("static readonly {}: {}", it.name, it.kind)
        };
        member(&it.meaning, &line)
    });
    let mirrored = description.mirrored().map(|it| {
        let name = camel(&it.name);
        let get = member(&it.meaning, &format!("get {name}(): string | null"));
        format!("{get}  set {name}(value: {} | null | undefined);\n", it.type_text())
    });
    let properties = description.properties.iter().map(|it| match it.access {
        Access::ReadOnly => member(&it.meaning, &format!("readonly {}: {}", it.name, it.kind)),
        Access::ReadWrite => {
            let get = member(&it.meaning, &format!("get {}(): {}", it.name, it.kind));
            format!("{get}  set {}(value: {});\n", it.name, it.set_type())
        }
        Access::WriteOnly => {
            let get = member(&it.meaning, &format!("get {}(): undefined", it.name));
            format!("{get}  set {}(value: {} | undefined);\n", it.name, it.kind)
        }
    });
    let methods = description.methods.iter();
    let methods =
        methods.map(|it| member(&it.meaning, &format!("{}({}): {}", it.name, it.takes, it.kind)));
    let members: String = statics.chain(mirrored).chain(properties).chain(methods).collect();
    let Description { class, summary, .. } = description;
    format!(
        "\n/** {summary} */\nexport declare class {class} extends HTMLElement {{\n{members}}}\n"
    )
}

/// The events bubble, so that listeners on any element, the document and the window know them.
fn tag_map(Description { tag, class, .. }: &Description) -> String {
    format!(
        "\ndeclare global {{\n  interface HTMLElementTagNameMap {{\n    \"{tag}\": {class};\n  }}\n  \
         interface GlobalEventHandlersEventMap extends BatchStatusEventMap {{}}\n}}\n"
    )
}
