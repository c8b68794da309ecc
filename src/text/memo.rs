//! Texts that the browser wrote lately. A refresh says the same counts and zones in several places, and most
//! of them again: asking the browser for one costs many times a look here.

use std::cell::RefCell;

/// So many are kept; then all are let go of.
const MOST: usize = 64;

/// The last texts, by what they say.
#[derive(Default)]
pub(super) struct Memo(RefCell<Vec<(i64, String)>>);

impl Memo {
    /// The text of a key, which is made where it is not known. Nothing is borrowed meanwhile: what a page
    /// has put in the place of the browser's own may call back.
    pub(super) fn text(&self, key: i64, make: &dyn Fn() -> String) -> String {
        if let Some((_, text)) = self.0.borrow().iter().find(|(it, _)| *it == key) {
            return text.clone();
        }
        let text = make();
        let mut known = self.0.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.push((key, text.clone()));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_text_is_made_once_until_there_are_too_many() {
        let (memo, made) = (Memo::default(), Cell::new(0));
        let text = |key: i64| {
            memo.text(key, &|| {
                made.set(made.get() + 1);
                key.to_string()
            })
        };
        for (key, expected) in [(1, 1), (2, 2), (1, 2), (-1, 3), (2, 3)] {
            assert_eq!((text(key), made.get()), (key.to_string(), expected));
        }
        (3..64).for_each(|key| drop(text(key)));
        assert_eq!((text(1), made.get()), ("1".to_owned(), 64));
        assert_eq!((text(64), made.get()), ("64".to_owned(), 65));
        assert_eq!((text(1), made.get()), ("1".to_owned(), 66));
    }
}
