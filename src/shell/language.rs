//! Language and direction of the place where an element stands: those of the nearest ancestor that
//! names one, through shadow roots.

use js_sys::Array;
use leptos::tachys::dom::window;
use wasm_bindgen::prelude::*;
use web_sys::{Element, MutationObserver, MutationObserverInit, Node, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = getCanonicalLocales)]
    fn canonical_locales(tag: &str) -> Result<Array, JsValue>;
}

/// A language tag as `Intl` takes it.
pub(super) enum Language {
    /// What the page names, or else the browser.
    Named(String),
    /// The page or the browser names something that is no tag; then the browser's own formats decide.
    Unknown { said: String, used: String },
}

/// The language of a place. `Intl` throws for `english (US)`, `en_US` stands on many pages, and some
/// browsers say `C`.
pub(super) fn language_at(element: &Element) -> Language {
    let named = nearest(element, "lang").and_then(|it| it.get_attribute("lang"));
    let said = named.filter(|tag| !tag.is_empty());
    let said = said.or_else(|| window().navigator().language()).unwrap_or_default();
    match canonical_locales(&said.replace('_', "-")).ok().and_then(|tags| tags.get(0).as_string()) {
        Some(tag) => Language::Named(tag),
        None => Language::Unknown { said, used: browser_language() },
    }
}

fn browser_language() -> String {
    let format = js_sys::Intl::NumberFormat::new(&Array::new(), &js_sys::Object::new());
    let locale = js_sys::Reflect::get(&format.resolved_options(), &"locale".into());
    locale.ok().and_then(|locale| locale.as_string()).unwrap_or_else(|| "en".into())
}

/// `ltr` or `rtl`; None where nothing says so, and it is inherited. A language that is written from right to left says
/// so by itself, unless the page names a direction at the same place or nearer.
pub(super) fn direction_at(element: &Element) -> Option<String> {
    let spoken = nearest(element, "lang");
    let named = nearest(element, "dir");
    let is_nearer =
        |named: &Element| spoken.as_ref().is_none_or(|spoken| spoken.contains(Some(named)));
    let is_right_to_left =
        spoken.as_ref().and_then(|it| it.get_attribute("lang")).is_some_and(|tag| is_arabic(&tag));
    if is_right_to_left && !named.as_ref().is_some_and(is_nearer) {
        return Some("rtl".into());
    }
    let named = named?;
    let direction = named.get_attribute("dir")?.to_ascii_lowercase();
    match direction.as_str() {
        "ltr" | "rtl" => Some(direction),
        "auto" => window().get_computed_style(&named).ok()??.get_property_value("direction").ok(),
        _ => None,
    }
}

/// Of the languages that there are words of, the one that is written from right to left.
fn is_arabic(tag: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|it| it.eq_ignore_ascii_case("ar"))
}

/// The nearest element with an attribute, itself included.
fn nearest(element: &Element, attribute: &str) -> Option<Element> {
    let selector = format!("[{attribute}]");
    let mut at = Some(element.clone());
    while let Some(element) = at {
        if let Some(named) = element.closest(&selector).ok().flatten() {
            return Some(named);
        }
        at = host_of(&element.get_root_node());
    }
    None
}

/// The element that what is drawn into `root` belongs to.
pub(super) fn element_around(root: &Element) -> Option<Element> {
    host_of(&root.get_root_node())
}

fn host_of(root: &Node) -> Option<Element> {
    root.dyn_ref::<ShadowRoot>().map(ShadowRoot::host)
}

/// The document and the shadow roots that an element stands in, from the inside out.
fn roots_of(element: &Element) -> Vec<Node> {
    let mut roots = vec![element.get_root_node()];
    while let Some(host) = roots.last().and_then(host_of) {
        roots.push(host.get_root_node());
    }
    roots
}

/// Calls back whenever the language or the direction of a place may have changed, until dropped.
pub(super) struct Watch {
    roots: Vec<Node>,
    observer: MutationObserver,
    _act: Closure<dyn FnMut()>,
}

impl Watch {
    /// None where the browser has no such observer.
    pub(super) fn new(element: &Element, act: impl FnMut() + 'static) -> Option<Self> {
        let act = Closure::<dyn FnMut()>::new(act);
        let observer = MutationObserver::new(act.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_subtree(true);
        options.set_attribute_filter(&Array::of2(&"lang".into(), &"dir".into()));
        let roots = roots_of(element);
        for root in &roots {
            observer.observe_with_options(root, &options).ok()?;
        }
        Some(Self { roots, observer, _act: act })
    }

    /// Whether the element still stands in the same document and shadow roots.
    pub(super) fn is_of(&self, element: &Element) -> bool {
        self.roots == roots_of(element)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
