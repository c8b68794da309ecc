//! Tells a person who looks elsewhere that the campaign has ended: by the page's title, until they look again, and by a
//! notification where the browser allows it. Nothing here happens before a person has asked for it.

use super::listener::Listener;
use super::presence;
use js_sys::{Promise, Reflect};
use leptos::tachys::dom::{document, window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;

// Not web-sys', which takes for granted that there are notifications: pages without TLS have none, and some browsers
// refuse to make one.
#[wasm_bindgen]
extern "C" {
    type Notification;
    #[wasm_bindgen(catch, constructor)]
    fn new(title: &str, options: &JsValue) -> Result<Notification, JsValue>;
    #[wasm_bindgen(catch, static_method_of = Notification, js_name = requestPermission)]
    fn request_permission() -> Result<Promise, JsValue>;
}

#[derive(serde::Serialize)]
struct Options<'a> {
    body: &'a str,
}

/// What is told.
pub struct Told {
    /// What comes before the page's title.
    pub prefix: String,
    /// The campaign.
    pub title: String,
    /// How it ended.
    pub body: String,
}

/// Has the browser ask the person, at the first time, whether there may be a notification.
pub(crate) async fn may_notify() -> bool {
    let Ok(asked) = Notification::request_permission() else { return false };
    JsFuture::from(asked).await.is_ok_and(|answer| answer == "granted")
}

/// Tells it to a person who looks elsewhere. The title stays as long as what is given back, or until they look here.
pub(super) fn tell(told: &Told) -> Option<Title> {
    if is_looked_at() {
        return None;
    }
    let options = serde_wasm_bindgen::to_value(&Options { body: &told.body }).unwrap_or_default();
    // Without a permission nothing shows, and nobody is asked.
    drop(Notification::new(&told.title, &options));
    Title::mark(&told.prefix)
}

fn is_looked_at() -> bool {
    presence::is_visible() && document().has_focus().unwrap_or(true)
}

/// A prefix of the page's title, taken off when the page is looked at again.
pub(super) struct Title {
    _listeners: [Listener; 2],
    _prefix: Rc<RefCell<Option<Prefix>>>,
}

impl Title {
    fn mark(text: &str) -> Option<Self> {
        let prefix = Rc::new(RefCell::new(Some(Prefix::put(text)?)));
        let on = |target: EventTarget, name| {
            let prefix = Rc::clone(&prefix);
            Listener::new(target, name, move |_| {
                if is_looked_at() {
                    drop(prefix.take());
                }
            })
        };
        let listeners = [on(document().into(), "visibilitychange"), on(window().into(), "focus")];
        Some(Self { _listeners: listeners, _prefix: prefix })
    }
}

/// What stands before the title, until dropped.
struct Prefix(String);

impl Prefix {
    /// None where the page's markup hides its title from scripts.
    fn put(text: &str) -> Option<Self> {
        set_title(&format!("{text}{}", title()?));
        Some(Self(text.into()))
    }
}

impl Drop for Prefix {
    /// A title that the page has set meanwhile has none.
    fn drop(&mut self) {
        if let Some(title) = title().filter(|title| title.contains(&self.0)) {
            set_title(&title.replacen(&self.0, "", 1));
        }
    }
}

/// Markup by the name `title` may stand in the way.
fn title() -> Option<String> {
    Reflect::get(&document(), &"title".into()).ok()?.as_string()
}

fn set_title(title: &str) {
    let _ = Reflect::set(&document(), &"title".into(), &title.into());
}
