//! The texts of languages besides English: one file each, which the host brings once for all elements.

use super::host::Host;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The texts of a language.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Texts {
    /// Those that are built in.
    English,
    /// Those of a file.
    Of(Rc<str>),
    /// They are on their way.
    Coming,
}

enum State {
    /// Who is to be called once it is there.
    Coming(Vec<Box<dyn FnOnce()>>),
    There(Texts),
}

thread_local! {
    static KNOWN: RefCell<BTreeMap<String, State>> = const { RefCell::new(BTreeMap::new()) };
}

/// The texts for a language tag. Where they are not there yet, `then` is called once they are.
pub(super) fn texts(host: &Host, tag: &str, then: impl FnOnce() + 'static) -> Texts {
    let codes = host.languages();
    let Some(code) = best(&codes, tag) else { return Texts::English };
    let mut is_first = false;
    let texts = KNOWN.with_borrow_mut(|known| {
        let state = known.entry(code.to_owned()).or_insert_with(|| {
            is_first = true;
            State::Coming(Vec::new())
        });
        match state {
            State::There(texts) => texts.clone(),
            State::Coming(waiting) => {
                waiting.push(Box::new(then));
                Texts::Coming
            }
        }
    });
    if is_first {
        load(host.clone(), code.to_owned());
    }
    texts
}

/// `de` for `de-AT`: the code that has the most in common with the tag.
fn best<'a>(codes: &'a [String], tag: &str) -> Option<&'a str> {
    let mut tag = tag;
    loop {
        let found = codes.iter().find(|code| code.eq_ignore_ascii_case(tag));
        if let Some(code) = found {
            return Some(code);
        }
        tag = tag.rsplit_once('-')?.0;
    }
}

fn load(host: Host, code: String) {
    spawn_local(async move {
        let texts = texts_of(&host, &code).await.unwrap_or_else(|error| {
            let why = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
            let why = why.unwrap_or_default();
            host.warn(&format!(
                "The words for {code} did not load ({why}): what is built in stands."
            ));
            Texts::English
        });
        let state = KNOWN.with_borrow_mut(|known| known.insert(code, State::There(texts)));
        if let Some(State::Coming(waiting)) = state {
            for then in waiting {
                then();
            }
        }
    });
}

async fn texts_of(host: &Host, code: &str) -> Result<Texts, JsValue> {
    let text = JsFuture::from(host.texts(code)?).await?.as_string().ok_or("it is no text")?;
    Ok(Texts::Of(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_file_is_found_for_a_tag() {
        let codes = ["de", "pt-BR"].map(str::to_owned);
        for (tag, expected) in [
            ("de", Some("de")),
            ("de-AT", Some("de")),
            ("DE-Latn-CH", Some("de")),
            ("pt-BR", Some("pt-BR")),
            ("pt-br", Some("pt-BR")),
            ("pt", None),
            ("en-GB", None),
            ("den", None),
        ] {
            assert_eq!(best(&codes, tag), expected, "{tag}");
        }
    }
}
