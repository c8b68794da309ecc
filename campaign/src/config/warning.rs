//! What the page's author should know of the settings, in the console's words.

use std::fmt;

/// Something about the page's settings that is not as it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Warning {
    /// The key stands in an attribute, on a page that others see too.
    KeyInPage,
    /// An attribute has a value that it cannot have.
    Value {
        /// The attribute.
        attribute: &'static str,
        /// What the page wrote.
        value: String,
        /// What is wrong with it, and what happens instead.
        problem: Problem,
    },
}

/// What is wrong with a value, and what happens instead.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// It is none of these words; the first one is used.
    NotAmong(&'static [&'static str]),
    /// It does not have this form; the default is used.
    NotA(&'static str),
    /// The folder of the element's files is no address.
    NoFolder,
    /// The language is no language tag.
    NoLanguage,
    /// The token endpoint is not of the page's origin.
    OtherOrigin,
}

impl Warning {
    /// A value that the attribute cannot have.
    pub fn of(attribute: &'static str, value: &str, problem: Problem) -> Self {
        Self::Value { attribute, value: value.into(), problem }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyInPage => formatter.write_str(
                "an API key in a page is open to all its visitors and can place calls. Use a proxy of your own that adds it.",
            ),
            Self::Value { attribute, value, problem } => {
                write!(formatter, "{attribute}=\"{value}\" {problem}.")
            }
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAmong(words) => {
                let default = words.first().unwrap_or(&"");
                write!(formatter, "is not one of {}, so {default} is used", words.join(", "))
            }
            Self::NotA(form) => {
                write!(formatter, "is not valid, so the default is used; it takes {form}")
            }
            Self::NoFolder => {
                formatter.write_str("is not an address, so the script's folder is used")
            }
            Self::NoLanguage => {
                formatter.write_str("is not a language tag, so the browser's language is used")
            }
            Self::OtherOrigin => {
                formatter.write_str("is not of this page's origin, so it is not asked for tokens")
            }
        }
    }
}
