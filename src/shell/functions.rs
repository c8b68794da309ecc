//! Functions of the host page that give a token or the campaign itself. The machine knows them by
//! number; equal functions of several elements have one, so that those elements ask together.

use campaign::config::HostFunction;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// The functions in use, and the highest number given so far.
    static KNOWN: RefCell<(Vec<Weak<Numbered>>, u32)> = const { RefCell::new((Vec::new(), 0)) };
}

struct Numbered {
    number: HostFunction,
    function: Function,
}

/// Those of one element.
#[derive(Clone, Default)]
pub(super) struct Functions(Vec<Rc<Numbered>>);

impl Functions {
    /// Takes a function in, and gives its number.
    pub(super) fn add(&mut self, function: Function) -> HostFunction {
        let numbered = KNOWN.with_borrow_mut(|(known, highest)| {
            known.retain(|weak| weak.strong_count() > 0);
            let same = known.iter().filter_map(Weak::upgrade).find(|it| it.function == function);
            same.unwrap_or_else(|| {
                *highest += 1;
                let numbered = Rc::new(Numbered { number: HostFunction(*highest), function });
                known.push(Rc::downgrade(&numbered));
                numbered
            })
        });
        let number = numbered.number;
        self.0.push(numbered);
        number
    }

    /// The text that a function gives, at once or later; None where it throws or gives none.
    pub(super) async fn call(&self, number: HostFunction, argument: JsValue) -> Option<String> {
        let numbered = self.0.iter().find(|numbered| numbered.number == number)?;
        let given = numbered.function.call1(&JsValue::UNDEFINED, &argument).ok()?;
        JsFuture::from(Promise::resolve(&given)).await.ok()?.as_string()
    }
}
