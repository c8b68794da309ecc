//! Tokens of the page's own: kept until shortly before they end, and asked for once, however many
//! elements and requests want one.

use super::clock;
use super::host_values::Held;
use super::request;
use batch_status_engine::request::send;
use campaign::config::TokenSource;
use campaign::secret::ApiKey;
use campaign::time::{Millis, Span};
use campaign::token::{Expiry, Token};
use js_sys::{Date, Promise};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// A page's function may never end: then it is called again.
const TIME_LIMIT: Span = Span::seconds(30);

thread_local! {
    static KNOWN: RefCell<Vec<Weak<Tokens>>> = const { RefCell::new(Vec::new()) };
}

/// The tokens of one source.
pub(super) struct Tokens {
    source: TokenSource,
    provider: Option<Rc<Held>>,
    kept: RefCell<Option<Token>>,
    /// What is waited for, and since when.
    coming: RefCell<Option<(Promise, Millis)>>,
    /// A token that comes after another was asked for is dropped.
    turn: Cell<u32>,
}

#[wasm_bindgen]
extern "C" {
    /// What a provider or a token endpoint gives, unless it is a text.
    type Answer;
    #[wasm_bindgen(method, getter)]
    fn token(this: &Answer) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = expiresAt)]
    fn expires_at(this: &Answer) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = expires_at)]
    fn expires_at_snake(this: &Answer) -> JsValue;
}

impl Tokens {
    /// Those of a source, shared by all elements that use it.
    pub(super) fn of(source: &TokenSource, provider: Option<Rc<Held>>) -> Rc<Self> {
        KNOWN.with_borrow_mut(|known| {
            known.retain(|weak| weak.strong_count() > 0);
            let same = known.iter().filter_map(Weak::upgrade).find(|it| it.source == *source);
            same.unwrap_or_else(|| {
                let tokens = Rc::new(Self {
                    source: source.clone(),
                    provider,
                    kept: RefCell::default(),
                    coming: RefCell::default(),
                    turn: Cell::default(),
                });
                known.push(Rc::downgrade(&tokens));
                tokens
            })
        })
    }

    /// The token to ask with; None where none came. After a refusal it must be another.
    pub(super) async fn get(self: Rc<Self>, is_refused: bool) -> Option<ApiKey> {
        if is_refused {
            self.kept.take();
        }
        if let Some(token) =
            self.kept.borrow().as_ref().filter(|token| token.is_fresh(clock::wall()))
        {
            return Some(token.key.clone());
        }
        let coming = self.coming(clock::now());
        JsFuture::from(coming).await.ok()?;
        self.kept.borrow().as_ref().map(|token| token.key.clone())
    }

    /// What is under way, or else a new question.
    fn coming(self: &Rc<Self>, now: Millis) -> Promise {
        if let Some((promise, since)) = &*self.coming.borrow()
            && now - *since < TIME_LIMIT
        {
            return promise.clone();
        }
        let turn = self.turn.get().wrapping_add(1);
        self.turn.set(turn);
        let tokens = Rc::clone(self);
        let promise = future_to_promise(async move {
            let answer = tokens.ask().await;
            if tokens.turn.get() == turn {
                tokens.coming.take();
                tokens.kept.replace(answer.as_ref().and_then(read));
            }
            Ok(JsValue::UNDEFINED)
        });
        self.coming.replace(Some((promise.clone(), now)));
        promise
    }

    async fn ask(&self) -> Option<JsValue> {
        match &self.source {
            TokenSource::Provider(_) => self.provider.as_ref()?.call(&JsValue::UNDEFINED).await,
            TokenSource::Endpoint(address) => {
                let response = send(request::for_token(address).ok()?).await?;
                let response = web_sys::Response::from(response);
                if !response.ok() {
                    return None;
                }
                JsFuture::from(response.json().ok()?).await.ok()
            }
        }
    }
}

/// A text, or an object with a text and when it ends.
fn read(answer: &JsValue) -> Option<Token> {
    if let Some(text) = answer.as_string() {
        return Token::new(&text, Expiry::Never);
    }
    if !answer.is_object() {
        return None;
    }
    let answer: &Answer = answer.unchecked_ref();
    let mut end = answer.expires_at();
    if end.is_undefined() || end.is_null() {
        end = answer.expires_at_snake();
    }
    let text = answer.token().as_string()?;
    if let Some(date) = end.dyn_ref::<Date>() {
        return Token::new(&text, Expiry::Number(date.get_time()));
    }
    match (end.as_string(), end.as_f64()) {
        (Some(end), _) => Token::new(&text, Expiry::Text(&end)),
        (None, Some(end)) => Token::new(&text, Expiry::Number(end)),
        (None, None) => Token::new(&text, Expiry::Never),
    }
}
