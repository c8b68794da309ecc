//! The texts of languages besides English: one file each, fetched once for all elements.

use super::host::Host;
use super::request;
use batch_status_engine::request::{send, text_of};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// By code: address and hash of each file.
pub(super) type Files = BTreeMap<String, (String, String)>;

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
    let files: Files = serde_wasm_bindgen::from_value(host.languages()).unwrap_or_default();
    let Some((address, integrity)) = best(&files, tag) else { return Texts::English };
    let mut is_first = false;
    let texts = KNOWN.with_borrow_mut(|known| {
        let state = known.entry(address.clone()).or_insert_with(|| {
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
        load(host.clone(), address.clone(), integrity.clone());
    }
    texts
}

/// `de` for `de-AT`: the file whose code has the most in common with the tag.
fn best<'a>(files: &'a Files, tag: &str) -> Option<&'a (String, String)> {
    let mut tag = tag;
    loop {
        let found = files.iter().find(|(code, _)| code.eq_ignore_ascii_case(tag));
        if let Some((_, file)) = found {
            return Some(file);
        }
        tag = tag.rsplit_once('-')?.0;
    }
}

fn load(host: Host, address: String, integrity: String) {
    spawn_local(async move {
        let texts = fetch(&address, &integrity).await;
        let texts = texts.unwrap_or_else(|why| {
            let file = address.rsplit('/').next().unwrap_or_default();
            host.warn(&format!("{file} did not load ({why}): what is built in stands."));
            Texts::English
        });
        let state = KNOWN.with_borrow_mut(|known| known.insert(address, State::There(texts)));
        if let Some(State::Coming(waiting)) = state {
            for then in waiting {
                then();
            }
        }
    });
}

async fn fetch(address: &str, integrity: &str) -> Result<Texts, String> {
    let request = request::for_language(address, integrity).map_err(|error| error.to_string())?;
    let response = send(request).await.ok_or("no answer")?;
    if !response.ok() {
        return Err(format!("HTTP {}", response.status()));
    }
    let text = text_of(response).await.ok_or("it broke off")?;
    Ok(Texts::Of(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_file_is_found_for_a_tag() {
        let codes = ["de", "pt-BR"];
        let files: Files =
            codes.map(|code| (code.to_owned(), (code.to_owned(), String::new()))).into();
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
            let found = best(&files, tag).map(|(address, _)| address.as_str());
            assert_eq!(found, expected, "{tag}");
        }
    }
}
