//! The element builder: a Leptos view that is of one type, whatever the element.
//!
//! Leptos' own builders, which `view!` writes out, are a type for every element with its attributes
//! and children, and the code that builds, changes and drops it is compiled for each: the same
//! screen cost three times as much. Here every element is a [`Node`], all that changes is a
//! [`Value`], and each is compiled once.

use campaign::cut::{cut, pieces};
use leptos::prelude::*;
use leptos::tachys::renderer::dom::Dom;
use leptos::tachys::view::{Mountable, Render};
use std::any::Any;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement};

/// A text or an attribute that changes in place; for None a text is empty, an attribute absent.
pub(super) type Value = Box<dyn Fn() -> Option<String>>;

/// What an event does.
pub(super) type Act = Box<dyn FnMut(Event)>;

/// An element with all that lives as long as it does: effects, listeners, children. Boxed, since it
/// goes through many hands: handing a pointer on is a third of the code of handing on what it holds.
pub(super) struct Node(Box<Body>);

struct Body {
    element: Element,
    kept: Vec<Box<dyn Any>>,
}

/// An element as described: its tag, then attributes, as in `el("button type=button class=chip")`.
/// No value holds a blank, so words for people cannot stand there.
pub(super) fn el(description: &'static str) -> Node {
    let mut words = pieces(description, b' ');
    let element = Dom::create_element(words.next().unwrap_or_default(), None);
    for word in words {
        let (name, value) = cut(word, b'=').unwrap_or((word, ""));
        Dom::set_attribute(&element, name, value);
    }
    Node(Box::new(Body { element, kept: Vec::new() }))
}

impl Node {
    /// An attribute that stays as it is.
    pub(super) fn attr(self, name: &'static str, value: &str) -> Self {
        Dom::set_attribute(&self.0.element, name, value);
        self
    }

    /// An attribute that changes.
    pub(super) fn bind(self, name: &'static str, value: Value) -> Self {
        let place = Place::attribute(&self, name);
        self.follow(vec![place], value)
    }

    /// The words of a button that has none to see.
    pub(super) fn label(self, value: Value) -> Self {
        let places = ["aria-label", "title"].map(|name| Place::attribute(&self, name));
        self.follow(places.into(), value)
    }

    /// A style property that changes.
    pub(super) fn style(self, name: &'static str, value: Value) -> Self {
        let place = Place::style(&self, name);
        self.follow(vec![place], value)
    }

    /// A text that stays as it is.
    pub(super) fn say(self, text: &str) -> Self {
        Dom::insert_node(&self.0.element, &Dom::create_text_node(text), None);
        self
    }

    /// A text that changes.
    pub(super) fn text(self, value: Value) -> Self {
        let place = Place::text(&self);
        self.follow(vec![place], value)
    }

    /// A text that changes and may be cut off: it stands in the title too.
    pub(super) fn titled(self, value: Value) -> Self {
        let places = vec![Place::attribute(&self, "title"), Place::text(&self)];
        self.follow(places, value)
    }

    /// What an event does.
    pub(super) fn on(self, event: &str, act: Act) -> Self {
        let closure = Closure::wrap(act);
        let callback = closure.as_ref().unchecked_ref();
        // Adding a listener fails only for values that are no functions.
        let _ = self.0.element.add_event_listener_with_callback(event, callback);
        self.keep(closure)
    }

    /// A child after those already there.
    pub(super) fn add(mut self, child: Self) -> Self {
        Dom::insert_node(&self.0.element, &child.0.element, None);
        self.0.kept.extend(child.0.kept);
        self
    }

    /// As many children as counted, after those already there; each stays while it is counted. They
    /// stand in a ring; the second figure says which is first.
    pub(super) fn each(
        self,
        count: Box<dyn Fn() -> (usize, usize)>,
        child: Box<dyn Fn(usize) -> Self>,
    ) -> Self {
        let parent = self.0.element.clone();
        let mut children: Vec<Self> = Vec::new();
        let mut first = 0;
        self.effect(Box::new(move || {
            let (count, now) = count();
            let is_other_ring = children.len() != count;
            while children.len() > count {
                children.pop().iter_mut().for_each(Self::unmount);
            }
            while children.len() < count {
                let child = child(children.len());
                Dom::insert_node(&parent, &child.0.element, None);
                children.push(child);
            }
            let at = |place: usize| Some(&children.get(place.checked_rem(count)?)?.0.element);
            let put = |place, before: Option<&Element>| {
                if let Some(child) = at(place) {
                    Dom::insert_node(&parent, child, before.map(AsRef::as_ref));
                }
            };
            if is_other_ring && first + now > 0 {
                (now..now + count).for_each(|place| put(place, None));
            } else if first != now {
                // The fewer move: those from the front to the end, or from the end to the front.
                let ahead = (now + count - first).checked_rem(count).unwrap_or_default();
                if ahead <= count / 2 {
                    (first..first + ahead).for_each(|place| put(place, None));
                } else {
                    (now..now + count - ahead).rev().for_each(|place| put(place, at(place + 1)));
                }
            }
            first = now;
        }))
    }

    /// Runs at once, and again whenever a signal that it read has changed.
    pub(super) fn effect(self, mut run: Box<dyn FnMut()>) -> Self {
        self.keep(RenderEffect::new(move |_| run()))
    }

    /// Keeps something for as long as the element stands.
    pub(super) fn keep(mut self, thing: impl Any) -> Self {
        self.0.kept.push(Box::new(thing));
        self
    }

    /// The element itself.
    pub(super) fn element(&self) -> &Element {
        &self.0.element
    }

    fn follow(self, mut places: Vec<Place>, value: Value) -> Self {
        self.effect(Box::new(move || {
            let value = value();
            for place in &mut places {
                place.put(value.clone());
            }
        }))
    }
}

/// One text or attribute on the page, and what stands there: it is written only when it differs.
pub(super) struct Place {
    node: web_sys::Node,
    name: &'static str,
    write: fn(&web_sys::Node, &str, Option<&str>),
    stands: Option<String>,
}

impl Place {
    fn new(node: &Node, name: &'static str, write: fn(&web_sys::Node, &str, Option<&str>)) -> Self {
        Self { node: node.0.element.clone().into(), name, write, stands: None }
    }

    /// An attribute, absent so far.
    pub(super) fn attribute(node: &Node, name: &'static str) -> Self {
        Self::new(node, name, |node, name, value| {
            let element = node.unchecked_ref();
            match value {
                Some(value) => Dom::set_attribute(element, name, value),
                None => Dom::remove_attribute(element, name),
            }
        })
    }

    /// A style property, unset so far.
    pub(super) fn style(node: &Node, name: &'static str) -> Self {
        Self::new(node, name, |node, name, value| {
            let style = node.unchecked_ref::<HtmlElement>().style();
            // Refused only for properties that do not exist.
            let _ = style.set_property(name, value.unwrap_or_default());
        })
    }

    /// A new text, empty so far, after the children already there.
    pub(super) fn text(node: &Node) -> Self {
        let text = Dom::create_text_node("");
        Dom::insert_node(&node.0.element, &text, None);
        Self {
            node: text.into(),
            name: "",
            write: |node, _, value| node.set_node_value(value),
            stands: None,
        }
    }

    /// Writes what is to stand there.
    pub(super) fn put(&mut self, value: Option<String>) {
        if self.stands != value {
            (self.write)(&self.node, self.name, value.as_deref());
            self.stands = value;
        }
    }
}

impl Render for Node {
    type State = Self;

    fn build(self) -> Self {
        self
    }

    fn rebuild(mut self, state: &mut Self) {
        state.insert_before_this(&mut self);
        state.unmount();
        *state = self;
    }
}

impl Mountable for Node {
    fn unmount(&mut self) {
        self.0.element.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&web_sys::Node>) {
        self.0.element.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.element.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.0.element.clone()]
    }
}
