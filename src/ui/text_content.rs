//! Texts that change.

use leptos::tachys::html::property::IntoProperty;
use web_sys::Element;

/// The text of an element, for `prop:textContent`: empty for None, and written only where it differs
/// from the one before.
///
/// It goes through the element. A text node that was remembered, as one between tags in `view!` is,
/// may be gone from the page: translators and click-to-call tools put others in its place.
pub(super) struct TextContent(Option<String>);

/// Makes a closure of words one for `prop:textContent`.
pub(super) fn text<T: Into<Option<String>>>(
    words: impl Fn() -> T + Send + 'static,
) -> impl Fn() -> TextContent + Send + 'static {
    move || TextContent(words().into())
}

impl From<String> for TextContent {
    fn from(words: String) -> Self {
        Self(Some(words))
    }
}

impl IntoProperty for TextContent {
    type State = (Element, Option<String>);
    type Cloneable = Option<String>;
    type CloneableOwned = Option<String>;

    fn hydrate<const FROM_SERVER: bool>(self, element: &Element, key: &str) -> Self::State {
        self.build(element, key)
    }

    fn build(self, element: &Element, _: &str) -> Self::State {
        if self.0.is_some() {
            element.set_text_content(self.0.as_deref());
        }
        (element.clone(), self.0)
    }

    fn rebuild(self, (element, before): &mut Self::State, _: &str) {
        if *before != self.0 {
            element.set_text_content(self.0.as_deref());
            *before = self.0;
        }
    }

    fn into_cloneable(self) -> Self::Cloneable {
        self.0
    }

    fn into_cloneable_owned(self) -> Self::CloneableOwned {
        self.0
    }
}
