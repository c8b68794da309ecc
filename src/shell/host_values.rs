//! Objects and functions of the host page that give a token or the campaign itself. The machine knows
//! them by number; elements that were given the same object or function have the same number, so they
//! share requests.

use super::token::Tokens;
use campaign::config::{HostValue, TokenSource};
use js_sys::{Function, JSON, Promise};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

thread_local! {
    /// The values in use.
    static KNOWN: RefCell<Vec<Weak<Held>>> = const { RefCell::new(Vec::new()) };
    static HIGHEST: Cell<u32> = const { Cell::new(0) };
}

fn next_number() -> HostValue {
    HIGHEST.set(HIGHEST.get().wrapping_add(1));
    HostValue(HIGHEST.get())
}

/// A value of the page under its number.
pub(super) struct Held {
    pub(super) number: HostValue,
    value: RefCell<JsValue>,
}

impl Held {
    fn new(value: JsValue) -> Rc<Self> {
        Rc::new(Self { number: next_number(), value: value.into() })
    }

    /// The same for the same value, as long as some element holds it.
    fn of(value: JsValue) -> Rc<Self> {
        KNOWN.with_borrow_mut(|known| {
            known.retain(|weak| weak.strong_count() > 0);
            let same =
                known.iter().filter_map(Weak::upgrade).find(|it| *it.value.borrow() == value);
            same.unwrap_or_else(|| {
                let held = Self::new(value);
                known.push(Rc::downgrade(&held));
                held
            })
        })
    }

    /// What a function gives, once it does; None where it throws, or is no function.
    pub(super) async fn call(&self, argument: &JsValue) -> Option<JsValue> {
        let function = self.value.borrow().clone().dyn_into::<Function>().ok()?;
        let given = function.call1(&JsValue::UNDEFINED, argument).ok()?;
        JsFuture::from(Promise::resolve(&given)).await.ok()
    }
}

/// Those of one element.
#[derive(Clone, Default)]
pub(super) struct HostValues {
    data: Option<Rc<Held>>,
    fetcher: Option<Rc<Held>>,
    provider: Option<Rc<Held>>,
    moment: Option<(HostValue, Arc<Vec<u8>>)>,
    /// Kept as long as some element uses them.
    tokens: Option<Rc<Tokens>>,
}

/// What a fetcher is asked.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Question<'a> {
    batch_id: Option<&'a str>,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    signal: JsValue,
}

impl HostValues {
    /// Another object is another source.
    pub(super) fn set_data(&mut self, data: JsValue) -> Option<HostValue> {
        self.data = is_there(&data).then(|| Held::of(data));
        self.data.as_ref().map(|held| held.number)
    }

    /// Pages make a new function each time they render: one in another's place is no news.
    pub(super) fn set_fetcher(&mut self, fetcher: JsValue) -> Option<HostValue> {
        match &self.fetcher {
            Some(held) if is_there(&fetcher) => drop(held.value.replace(fetcher)),
            _ => self.fetcher = is_there(&fetcher).then(|| Held::new(fetcher)),
        }
        self.fetcher.as_ref().map(|held| held.number)
    }

    /// Another function is another source of tokens.
    pub(super) fn set_provider(&mut self, provider: JsValue) -> Option<HostValue> {
        self.provider = is_there(&provider).then(|| Held::of(provider));
        self.provider.as_ref().map(|held| held.number)
    }

    /// Keeps the tokens of that source from now on, and no others.
    pub(super) fn use_tokens(&mut self, source: Option<&TokenSource>) {
        self.tokens = source.map(|source| Tokens::of(source, self.provider.clone()));
    }

    pub(super) fn tokens(&self) -> Option<Rc<Tokens>> {
        self.tokens.clone()
    }

    /// Another moment of a playback, which is another source.
    pub(super) fn set_moment(&mut self, body: Arc<Vec<u8>>) {
        self.moment = Some((next_number(), body));
    }

    pub(super) fn forget_moment(&mut self) {
        self.moment = None;
    }

    pub(super) fn moment(&self) -> Option<HostValue> {
        self.moment.as_ref().map(|(number, _)| *number)
    }

    /// The campaign that the page has at hand under that number, as JSON text.
    pub(super) fn at_hand(&self, number: HostValue) -> Option<Arc<Vec<u8>>> {
        match &self.moment {
            Some((moment, body)) if *moment == number => Some(Arc::clone(body)),
            _ => {
                let text = json_text(&self.data.as_ref()?.value.borrow())?;
                Some(Arc::new(text.into_bytes()))
            }
        }
    }

    /// The campaign that the page's fetcher gives, as JSON text.
    pub(super) async fn fetch(
        &self,
        batch: Option<&str>,
        signal: Option<&AbortSignal>,
    ) -> Option<String> {
        let fetcher = self.fetcher.clone()?;
        let question = Question { batch_id: batch, signal: signal.cloned().into() };
        let serializer = Serializer::new().serialize_missing_as_null(true);
        let question = question.serialize(&serializer).ok()?;
        json_text(&fetcher.call(&question).await?)
    }
}

fn is_there(value: &JsValue) -> bool {
    !value.is_null() && !value.is_undefined()
}

/// None for what JSON has no text for, such as a function.
fn json_text(value: &JsValue) -> Option<String> {
    JsValue::from(JSON::stringify(value).ok()?).as_string()
}
