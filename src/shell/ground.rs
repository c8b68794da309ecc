//! What an element stands on: the colour behind it decides between light and dark, and covers what scrolls beneath
//! the table's head. So a page needs no `color-scheme`, and one that declares another than it paints is read well.

use super::colour::{Behind, Colour, Ground, Suit, Theme};
use super::listener::Listener;
use leptos::tachys::dom::{document, window};
use wasm_bindgen::prelude::*;
use web_sys::{
    CssStyleDeclaration, Element, HtmlElement, HtmlSlotElement, MutationObserver,
    MutationObserverInit, ShadowRoot,
};

/// Has `mount`, into which the widget is drawn, suit what is behind it. The style reads what is written here.
pub(super) fn suit(mount: &HtmlElement, element: &Element) {
    let Some(frame) = mount.parent_element() else { return };
    let found = Probe::new(&frame).and_then(|probe| behind(&frame, &probe));
    let wanted = match element.get_attribute("theme").as_deref() {
        Some("light") => Some(Theme::Light),
        Some("dark") => Some(Theme::Dark),
        _ => None,
    };
    let suit = found.map(|behind| Suit::to(behind, wanted));
    write(mount, "data-theme", suit.map(|suit| theme_name(suit.theme)));
    write(mount, "data-ground", suit.and_then(|suit| ground_name(suit.ground)));
    let cover = match (found, suit) {
        (Some(Behind::Colour(colour)), Some(suit)) if suit.ground != Ground::Own => {
            colour.to_string()
        }
        _ => String::new(),
    };
    // Refused only for properties that do not exist.
    let _ = mount.style().set_property("--behind", &cover);
}

fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn ground_name(ground: Ground) -> Option<&'static str> {
    match ground {
        Ground::Behind => None,
        Ground::Middling => Some("middling"),
        Ground::Own => Some("own"),
    }
}

fn write(mount: &HtmlElement, name: &str, value: Option<&str>) {
    // Neither fails for a name without a blank in it.
    let _ = match value {
        Some(value) => mount.set_attribute(name, value),
        None => mount.remove_attribute(name),
    };
}

/// The nearest opaque colour behind what stands in `frame`, under all that lets it through; the frame may have one
/// of the page's choice. None where the browser tells no colours, as while it forces its own.
fn behind(frame: &Element, probe: &Probe) -> Option<Behind> {
    let mut veils = Vec::new();
    let mut ground = None;
    for place in around(frame) {
        let style = style_of(&place)?;
        let colour = probe.colour(&value(&style, "background-color"))?;
        if colour.is_opaque() {
            ground = Some(colour);
            break;
        }
        veils.push(colour);
        if value(&style, "background-image") != "none" {
            let ink = value(&style_of(frame)?, "color");
            return Some(Behind::Picture { ink: probe.colour(&ink)? });
        }
    }
    let ground = ground.or_else(|| probe.canvas())?;
    let seen = veils.into_iter().rev().fold(ground, |below, veil| veil.over(below));
    Some(Behind::Colour(seen))
}

/// An element and all that it is drawn inside of, from the inside out.
fn around(element: &Element) -> impl Iterator<Item = Element> {
    std::iter::successors(Some(element.clone()), parent_of)
}

/// Slots and shadow roots stand between an element and its parent on the screen.
fn parent_of(element: &Element) -> Option<Element> {
    let slot = element.assigned_slot().map(|slot: HtmlSlotElement| slot.into());
    let host = || Some(element.get_root_node().dyn_into::<ShadowRoot>().ok()?.host());
    slot.or_else(|| element.parent_element()).or_else(host)
}

fn style_of(element: &Element) -> Option<CssStyleDeclaration> {
    window().get_computed_style(element).ok()?
}

fn value(style: &CssStyleDeclaration, property: &str) -> String {
    style.get_property_value(property).unwrap_or_default()
}

/// An unseen element by which the browser puts any colour into one form.
struct Probe {
    element: HtmlElement,
    style: CssStyleDeclaration,
}

impl Probe {
    fn new(frame: &Element) -> Option<Self> {
        let element = document().create_element("i").ok()?.dyn_into::<HtmlElement>().ok()?;
        element.set_hidden(true);
        frame.append_child(&element).ok()?;
        let style = style_of(&element)?;
        Some(Self { element, style })
    }

    fn colour(&self, colour: &str) -> Option<Colour> {
        let mix = format!("color-mix(in srgb, {colour}, {colour})");
        // Refused where it is no colour, which then is not found either.
        let _ = self.element.style().set_property("outline-color", &mix);
        Colour::parse(&value(&self.style, "outline-color"))
    }

    /// The browser's own ground behind the page, which goes by the scheme of the page's root.
    fn canvas(&self) -> Option<Colour> {
        let root = self.element.owner_document()?.document_element()?;
        let scheme = value(&style_of(&root)?, "color-scheme");
        // Refused only for a property that does not exist.
        let _ = self.element.style().set_property("color-scheme", &scheme);
        self.colour("Canvas")
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.element.remove();
    }
}

/// Calls back whenever the colour behind an element may have changed, until dropped: by an attribute of what it
/// stands in, by the viewer's choice between light and dark, and once colours that fade have arrived.
pub(super) struct Watch {
    around: Vec<Element>,
    observer: MutationObserver,
    _act: Closure<dyn FnMut()>,
    _listeners: Vec<Listener>,
}

impl Watch {
    /// None where the browser has no such observer.
    pub(super) fn new(element: &Element, act: impl Fn() + Clone + 'static) -> Option<Self> {
        let around: Vec<_> = around(element).collect();
        let listeners = listeners(&around, &act);
        let act = Closure::<dyn FnMut()>::new(act);
        let observer = MutationObserver::new(act.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_attributes(true);
        for place in &around {
            observer.observe_with_options(place, &options).ok()?;
        }
        Some(Self { around, observer, _act: act, _listeners: listeners })
    }

    /// Whether the element still stands in the same others.
    pub(super) fn is_of(&self, element: &Element) -> bool {
        self.around.iter().cloned().eq(around(element))
    }
}

fn listeners(around: &[Element], act: &(impl Fn() + Clone + 'static)) -> Vec<Listener> {
    let places = around.to_vec();
    let arrived = act.clone();
    let faded = move |event: &web_sys::Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| places.contains(&target)) {
            arrived();
        }
    };
    let mut all = vec![
        Listener::new(document().into(), "transitionend", faded),
        // Style of the page may come late.
        Listener::new(window().into(), "load", calling(act)),
    ];
    if let Ok(Some(scheme)) = window().match_media("(prefers-color-scheme: dark)") {
        all.push(Listener::new(scheme.into(), "change", calling(act)));
    }
    all
}

fn calling(act: &(impl Fn() + Clone + 'static)) -> impl Fn(&web_sys::Event) + 'static {
    let act = act.clone();
    move |_| act()
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
