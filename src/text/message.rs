//! The texts of one language, and how figures are put into them.

use super::locale::{tag, text_of};
use super::memo::Memo;
use js_sys::{Array, Function, Intl, Object};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

include!(concat!(env!("OUT_DIR"), "/message.rs"));

/// What is put into a text.
#[derive(Clone)]
pub enum Arg {
    /// A figure, which chooses among plural forms.
    Count(u32),
    /// Words or figures that are ready.
    Text(String),
}

/// The texts of one language, by [`Message`], and its ways with figures.
pub struct Messages {
    texts: Vec<Cow<'static, str>>,
    /// The language's tag, as `Intl` takes it.
    langs: Array,
    plural: Intl::PluralRules,
    /// Made when it is needed first: until then a worker may have made the process's first.
    number: OnceCell<Function>,
    counts: Memo,
}

impl Messages {
    /// The texts of a language file; English where there is none.
    pub fn new(lang: &str, file: Option<&str>) -> Self {
        Self {
            texts: texts(file.unwrap_or_default()),
            plural: Intl::PluralRules::new(&tag(lang), &Object::new()),
            langs: tag(lang),
            number: OnceCell::new(),
            counts: Memo::default(),
        }
    }

    /// A text as it stands.
    pub fn get(&self, message: Message) -> &str {
        self.texts.get(message as usize).map_or("", Cow::as_ref)
    }

    /// A text with what belongs into it.
    pub fn fill(&self, message: Message, args: &[Arg]) -> String {
        let category = |count: u32| String::from(self.plural.select(count.into()));
        fill(self.get(message), args, &category, &|count| self.number(count))
    }

    /// A count with its thousands grouped.
    pub fn number(&self, count: u32) -> String {
        let make = || Intl::NumberFormat::new(&self.langs, &Object::new()).format();
        self.counts.text(count.into(), &|| text_of(self.number.get_or_init(make), &count.into()))
    }
}

/// The texts of a language file in the order of [`Message`], English where it lacks one.
fn texts(file: &str) -> Vec<Cow<'static, str>> {
    let own: HashMap<_, _> = file.lines().filter_map(|line| line.split_once(": ")).collect();
    let text = |(name, english)| {
        own.get(name).map_or(Cow::Borrowed(english), |text| Cow::Owned((*text).to_owned()))
    };
    ENGLISH.into_iter().map(text).collect()
}

/// Puts figures and words into the places of a text, such as `{0}` or `{0:one=# call|other=# calls}`.
fn fill(
    text: &str,
    args: &[Arg],
    category: &dyn Fn(u32) -> String,
    number: &dyn Fn(u32) -> String,
) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        let (place, after) = from.split_once('}').unwrap_or((from, ""));
        let (index, forms) = place.split_once(':').unwrap_or((place, ""));
        filled.push_str(before);
        match args.get(index.parse().unwrap_or(0_usize)) {
            Some(Arg::Count(count)) if forms.is_empty() => filled.push_str(&number(*count)),
            Some(Arg::Count(count)) => {
                let form = form(forms, &category(*count));
                filled.push_str(&form.replace('#', &number(*count)));
            }
            Some(Arg::Text(words)) => filled.push_str(words),
            None => {}
        }
        rest = after;
    }
    filled + rest
}

/// The form of a plural category, else the last, which is `other`.
fn form<'a>(forms: &'a str, category: &str) -> &'a str {
    let mut last = "";
    for form in forms.split('|') {
        let (name, text) = form.split_once('=').unwrap_or(("", form));
        last = text;
        if name == category {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let args = [Arg::Count(1), Arg::Count(1_200), Arg::Text("Mon".into())];
        let category = |count| if count == 1 { "one" } else { "other" }.to_owned();
        assert_eq!(fill(text, &args, &category, &|count| format!("<{count}>")), expected, "{text}");
    }

    #[test]
    fn places_are_filled_by_number_and_category() {
        check("Paused", "Paused");
        check("{0} of {1}, {2}", "<1> of <1200>, Mon");
        check(
            "{0:one=# call|other=# calls}; {1:one=# call|other=# calls}",
            "<1> call; <1200> calls",
        );
        check("{1:one=a note|other=notes} on {2}", "notes on Mon");
    }

    #[test]
    fn a_language_file_that_is_wrong_breaks_nothing() {
        check("{7}{0", "<1>");
        check("{1:few=a|many=b}", "b");
        check("{", "<1>");
    }

    #[test]
    fn a_language_speaks_english_where_it_lacks_a_text() {
        let texts = texts("# comment: none\nLang: de\n\nRetry: Noch einmal: jetzt\nNew: Neu\n");
        let text = |message: Message| &*texts[message as usize];
        assert_eq!(text(Message::Lang), "de");
        assert_eq!(text(Message::Retry), "Noch einmal: jetzt");
        assert_eq!(text(Message::Pause), "Pause refreshing");
        assert_eq!(texts.len(), ENGLISH.len());
    }
}
