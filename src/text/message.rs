//! The texts of one language, and how figures are put into them.

use super::locale::{tag, text_of};
use super::memo::Memo;
use campaign::cut::{cut, pieces};
use js_sys::{Array, Function, Intl, Object};
use std::cell::OnceCell;

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
    texts: Vec<Box<str>>,
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
        let lines = pieces(file.unwrap_or(ENGLISH), b'\n');
        // A colon and a blank end the name.
        let texts = lines.filter_map(|line| cut(line, b':')?.1.get(1..).map(Into::into));
        // English words have English forms, whatever the page speaks.
        let own = file.map_or("en", |_| lang);
        Self {
            texts: texts.collect(),
            plural: Intl::PluralRules::new(&tag(own), &Object::new()),
            langs: tag(lang),
            number: OnceCell::new(),
            counts: Memo::default(),
        }
    }

    /// A text as it stands; empty where a language file is too short.
    pub fn get(&self, message: Message) -> &str {
        self.texts.get(message as usize).map_or("", |text| text)
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

fn fill(
    text: &str,
    args: &[Arg],
    category: &dyn Fn(u32) -> String,
    number: &dyn Fn(u32) -> String,
) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, from)) = cut(rest, b'{') {
        filled.push_str(before);
        let (place, after) = cut(from, b'}').unwrap_or((from, ""));
        rest = after;
        let (index, forms) = cut(place, b':').unwrap_or((place, ""));
        let index = index.bytes().next().map_or(0, |digit| usize::from(digit.wrapping_sub(b'0')));
        match args.get(index) {
            Some(Arg::Count(count)) if forms.is_empty() => filled.push_str(&number(*count)),
            Some(Arg::Count(count)) => {
                let (before, after) = form(forms, &category(*count));
                filled.push_str(before);
                if let Some(after) = after {
                    filled.push_str(&number(*count));
                    filled.push_str(after);
                }
            }
            Some(Arg::Text(words)) => filled.push_str(words),
            None => {}
        }
    }
    filled.push_str(rest);
    filled
}

/// The form of a plural category, else the last, which is `other`: what stands before its figure,
/// and after it where it has one.
fn form<'a>(forms: &'a str, category: &str) -> (&'a str, Option<&'a str>) {
    let mut last = "";
    for form in pieces(forms, b'|') {
        let (name, text) = cut(form, b'=').unwrap_or(("", form));
        last = text;
        if name == category {
            break;
        }
    }
    cut(last, b'#').map_or((last, None), |(before, after)| (before, Some(after)))
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
    fn every_english_text_has_its_line() {
        let lines: Vec<_> = ENGLISH.lines().collect();
        assert_eq!(lines.len(), Message::BadEndpoint as usize + 1);
        assert!(lines.iter().all(|line| line.starts_with(": ") && line.len() > 3));
    }
}
