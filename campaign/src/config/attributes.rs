//! The element's attributes: their texts, and what they mean once they are checked.

use super::given::{Given, Used};
use super::refresh::whole_number;
use super::warning::{Problem, Warning};
use super::{Config, Refresh, call_url, endpoint};
use crate::insight::deadline::FinishBy;
use crate::table::fold::is_hidden;
use crate::table::{Column, Mask};
use crate::time::Span;
use serde::Deserialize;

/// The attributes as the page wrote them, under the names of their properties.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct Attributes {
    pub batch_id: Option<String>,
    pub endpoint: Option<String>,
    pub token_endpoint: Option<String>,
    pub src: Option<String>,
    pub refresh_interval: Option<String>,
    pub hourly_budget: Option<String>,
    pub view: Option<String>,
    pub columns: Option<String>,
    pub theme: Option<String>,
    pub density: Option<String>,
    pub mask: Option<String>,
    pub time_zone: Option<String>,
    pub window_time_zone: Option<String>,
    pub call_url: Option<String>,
    pub dial_fee: Option<String>,
    pub finish_by: Option<String>,
    pub replay: Option<String>,
    pub loading: Option<String>,
    pub asset_base: Option<String>,
}

/// What these rules need to know of the browser and of the page.
pub struct Page<'a> {
    /// Makes an address absolute, as the page's own links are.
    pub absolute: &'a dyn Fn(&str) -> Option<String>,
    /// Whether the browser knows a time zone by that name.
    pub is_time_zone: &'a dyn Fn(&str) -> bool,
    /// Whether the browser knows a currency by that code.
    pub is_currency: &'a dyn Fn(&str) -> bool,
    /// The page's origin, such as `https://example.org`.
    pub origin: &'a str,
}

/// What the page chose, checked. What is not valid has its default.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// What the state machine goes by.
    pub config: Config,
    /// How to write, and what to draw.
    pub look: Look,
    /// How fast a campaign is played back, where it is.
    pub replay: Option<f64>,
    /// The name of the source or credential that is used.
    pub credential: &'static str,
    /// What the page's author should know.
    pub warnings: Vec<Warning>,
}

/// How to write, and what to draw. Another look draws the screen anew.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Look {
    /// The table's columns in their order.
    pub columns: Vec<Column>,
    /// Whether the page has named them.
    pub names_columns: bool,
    /// A link to a call's record, with `{call_record_id}` in it.
    pub call_url: Option<String>,
    /// The IANA name of the zone for times; the viewer's where none is.
    pub time_zone: Option<String>,
    /// That of the zone that the calling window is read in.
    pub window_time_zone: Option<String>,
    /// What a dial costs, amount and currency: `0.005 USD`.
    pub dial_fee: Option<String>,
}

const VIEWS: &[&str] = &["full", "summary", "table", "badge", "wallboard"];
const THEMES: &[&str] = &["auto", "light", "dark"];
const DENSITIES: &[&str] = &["comfortable", "compact"];
const MASKS: &[&str] = &["none", "numbers", "all"];
const LOADINGS: &[&str] = &["lazy", "eager"];

const INTERVAL: &str = "auto, 0 for manual, or seconds from 5 to 86400";
const BUDGET: &str = "the most requests in an hour, such as 900";
const TEMPLATE: &str = "a web address with {call_record_id} in it, behind the host";
const ZONE: &str = "an IANA name such as Europe/Berlin";
const FEE: &str = "an amount and a currency, such as 0.005 USD";
const FINISH: &str =
    "a time with its offset such as 2024-02-15T17:00:00Z, or a time of the day such as 17:00";
const SPEED: &str = "a speed such as 60x";

/// Requests in an hour, of the 1,000 that an account has for all its tabs and people.
pub(super) const DEFAULT_BUDGET: u32 = 900;
const LARGEST_BUDGET: u32 = 999_999_999;

impl Attributes {
    /// Checks everything, and applies the order of sources and credentials.
    pub fn check(&self, given: &Given, page: &Page<'_>) -> Settings {
        let mut warnings = Vec::new();
        if given.key_attribute.is_some() && !endpoint::is_local(page.origin) {
            warnings.push(Warning::KeyInPage);
        }
        let mut checker = Checker { page, warnings };
        checker.folder(self.asset_base.as_ref());
        checker.word("view", self.view.as_ref(), VIEWS);
        checker.word("theme", self.theme.as_ref(), THEMES);
        checker.word("density", self.density.as_ref(), DENSITIES);
        checker.word("loading", self.loading.as_ref(), LOADINGS);
        let mask = checker.word("mask", self.mask.as_ref(), MASKS).map(Mask::parse);
        let src = checker.address(self.src.as_ref());
        let endpoint = checker.address(self.endpoint.as_ref());
        let token_endpoint = checker.own_address("token-endpoint", self.token_endpoint.as_ref());
        let has_src = given.data.is_none() && src.is_some();
        let used = Used::first(given, src, token_endpoint);
        Settings {
            credential: used.name(),
            config: Config {
                source: used.source(self, endpoint.as_deref()),
                refresh: checker.refresh(self.refresh_interval.as_ref(), has_src),
                budget: checker.budget(self.hourly_budget.as_ref()),
                mask: mask.unwrap_or_default(),
                finish_by: checker.parsed(
                    "finish-by",
                    self.finish_by.as_ref(),
                    FINISH,
                    FinishBy::parse,
                ),
                shift: Span::default(),
            },
            look: self.look(&mut checker),
            replay: checker.parsed("replay", self.replay.as_ref(), SPEED, speed),
            warnings: checker.warnings,
        }
    }

    fn look(&self, checker: &mut Checker<'_>) -> Look {
        let page = checker.page;
        let zone = |text: &str| (page.is_time_zone)(text).then(|| text.to_owned());
        let template =
            |text: &str| call_url::is_template(text, page.absolute).then(|| text.to_owned());
        let fee = |text: &str| is_fee(text, page).then(|| text.to_owned());
        Look {
            columns: Column::parse_list(self.columns.as_deref().unwrap_or_default()),
            names_columns: self.columns.is_some(),
            call_url: checker.parsed("call-url", self.call_url.as_ref(), TEMPLATE, template),
            time_zone: checker.parsed("time-zone", self.time_zone.as_ref(), ZONE, zone),
            window_time_zone: checker.parsed(
                "window-time-zone",
                self.window_time_zone.as_ref(),
                ZONE,
                zone,
            ),
            dial_fee: checker.parsed("dial-fee", self.dial_fee.as_ref(), FEE, fee),
        }
    }

    /// A text without what nobody sees around it; None where nothing is left.
    pub(super) fn filled(text: Option<&String>) -> Option<&str> {
        text.map(|text| text.trim_matches(is_unseen)).filter(|text| !text.is_empty())
    }
}

/// Checks one value after the other, and collects what is wrong.
struct Checker<'a> {
    page: &'a Page<'a>,
    warnings: Vec<Warning>,
}

impl Checker<'_> {
    /// A value in its form; None where there is none, or one that is not valid.
    fn parsed<T>(
        &mut self,
        attribute: &'static str,
        text: Option<&String>,
        form: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = Attributes::filled(text)?;
        let value = parse(text);
        if value.is_none() {
            self.warnings.push(Warning::of(attribute, text, Problem::NotA(form)));
        }
        value
    }

    fn word<'t>(
        &mut self,
        attribute: &'static str,
        text: Option<&'t String>,
        words: &'static [&'static str],
    ) -> Option<&'t str> {
        let text = text?;
        if words.contains(&text.as_str()) {
            return Some(text);
        }
        self.warnings.push(Warning::of(attribute, text, Problem::NotAmong(words)));
        None
    }

    fn folder(&mut self, text: Option<&String>) {
        if let Some(text) =
            Attributes::filled(text).filter(|text| (self.page.absolute)(text).is_none())
        {
            self.warnings.push(Warning::of("asset-base", text, Problem::NoFolder));
        }
    }

    /// An address made absolute. One that is none stays as it is, and is refused later.
    fn address(&self, text: Option<&String>) -> Option<String> {
        let text = Attributes::filled(text)?;
        Some((self.page.absolute)(text).unwrap_or_else(|| text.into()))
    }

    fn own_address(&mut self, attribute: &'static str, text: Option<&String>) -> Option<String> {
        let text = Attributes::filled(text)?;
        let address = (self.page.absolute)(text);
        let own = address.filter(|it| endpoint::is_of_origin(it, self.page.origin));
        if own.is_none() {
            self.warnings.push(Warning::of(attribute, text, Problem::OtherOrigin));
        }
        own
    }

    /// A snapshot does not change by itself.
    fn refresh(&mut self, text: Option<&String>, has_src: bool) -> Refresh {
        let default = if has_src { Refresh::Manual } else { Refresh::Auto };
        self.parsed("refresh-interval", text, INTERVAL, Refresh::parse).unwrap_or(default)
    }

    fn budget(&mut self, text: Option<&String>) -> u32 {
        let parse =
            |text: &str| whole_number(text).filter(|number| (1..=LARGEST_BUDGET).contains(number));
        self.parsed("hourly-budget", text, BUDGET, parse).unwrap_or(DEFAULT_BUDGET)
    }
}

/// White space of every width, none included, and the marks that come along when text is copied.
fn is_unseen(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || letter == '\u{200b}' || is_hidden(letter)
}

/// Digits, maybe with a fraction, and the code of a currency.
fn is_fee(text: &str, page: &Page<'_>) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    text.split_once(' ').is_some_and(|(amount, currency)| {
        let (whole, fraction) = amount.split_once('.').unwrap_or((amount, "0"));
        is_digits(whole) && is_digits(fraction) && (page.is_currency)(currency)
    })
}

/// `60x`: how many times as fast as it was.
fn speed(text: &str) -> Option<f64> {
    let number = text.strip_suffix('x')?;
    let is_number = number.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    number.parse().ok().filter(|speed| is_number && *speed > 0.0 && f64::is_finite(*speed))
}
