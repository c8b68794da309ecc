//! Numbers, dates and durations in the reader's language and zone, by the browser's `Intl`.

use super::memo::Memo;
use super::message::{Arg, Message, Messages};
use campaign::time::{DAY, MINUTE, Millis, Span};
use js_sys::Intl::{
    DateTimeFormat, DateTimeFormatOptions, DateTimeStyle, DayFormat, HourCycle, MonthFormat,
    NumberFormat, NumberFormatOptions, NumberFormatStyle, NumericFormat, TimeZoneNameFormat,
    WeekdayFormat, YearFormat,
};
use js_sys::{Array, Function, Reflect};
use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue};

/// So far ahead a day of the week tells which day it is.
const WEEKDAYS: i64 = 6 * DAY;

/// The formatters of one language, each made when it is needed first, and kept: making one costs the
/// browser more than a hundred uses.
pub struct Locale {
    messages: Messages,
    lang: String,
    zone: Option<String>,
    window_zone: String,
    percent: OnceCell<Function>,
    dates: [OnceCell<DateTimeFormat>; Form::COUNT],
    /// The names of the viewer's zone.
    zones: Memo,
    fee: Option<Fee>,
}

/// What a [`Locale`] is made for.
#[derive(Copy, Clone, Default)]
pub struct Chosen<'a> {
    /// A well-formed language tag.
    pub lang: &'a str,
    /// The texts of its language file; English where there is none.
    pub messages: Option<&'a str>,
    /// The IANA name of the zone for times, which the browser must know; the viewer's where none is.
    pub zone: Option<&'a str>,
    /// That of the zone that a calling window is read in, UTC where none is.
    pub window_zone: Option<&'a str>,
    /// What a dial costs, amount and currency: `0.005 USD`.
    pub fee: Option<&'a str>,
}

/// From here on a date is not understood without its year.
const LONG: i64 = 300 * DAY;

/// How a moment is written.
#[derive(Copy, Clone)]
enum Form {
    Day,
    Time,
    DayHour,
    DateTime,
    OldDateTime,
    Hour,
    Weekday,
    WeekdayHour,
    UtcWeekday,
    UtcHour,
    UtcMidnight,
    UtcFull,
    DateTimeZone,
    Zone,
    Played,
    Full,
    WindowWeekday,
    WindowWeekdayHour,
    WindowFull,
    WindowDateTimeZone,
    WindowZone,
}

/// In which zone a moment is written.
enum Clock {
    Viewer,
    Utc,
    Window,
}

impl Form {
    const COUNT: usize = Self::WindowZone as usize + 1;

    fn clock(self) -> Clock {
        match self {
            Self::UtcWeekday | Self::UtcHour | Self::UtcMidnight | Self::UtcFull => Clock::Utc,
            Self::WindowWeekday
            | Self::WindowWeekdayHour
            | Self::WindowFull
            | Self::WindowDateTimeZone
            | Self::WindowZone => Clock::Window,
            _ => Clock::Viewer,
        }
    }

    /// Its parts; hours go from 0 to 23, but where the language has its own way.
    fn options(self) -> DateTimeFormatOptions {
        let options = DateTimeFormatOptions::new();
        if !matches!(self, Self::Played | Self::Full) {
            options.set_hour_cycle(HourCycle::H23);
        }
        match self {
            Self::UtcMidnight => {
                // The end of a day is 24:00, its beginning 00:00.
                options.set_hour_cycle(HourCycle::H24);
                set_hour(&options);
            }
            Self::Day => set_date(&options),
            Self::Time => set_time(&options),
            Self::DayHour => {
                set_day(&options);
                set_hour(&options);
            }
            Self::DateTime => {
                set_day(&options);
                set_time(&options);
            }
            Self::OldDateTime => {
                set_date(&options);
                set_hour(&options);
            }
            Self::Hour | Self::UtcHour => set_hour(&options),
            Self::Weekday | Self::UtcWeekday | Self::WindowWeekday => {
                options.set_weekday(WeekdayFormat::Short);
            }
            Self::WeekdayHour | Self::WindowWeekdayHour => {
                options.set_weekday(WeekdayFormat::Short);
                set_hour(&options);
            }
            Self::UtcFull | Self::WindowFull => {
                set_date(&options);
                set_time(&options);
            }
            Self::DateTimeZone | Self::WindowDateTimeZone => {
                set_date(&options);
                set_time(&options);
                options.set_time_zone_name(TimeZoneNameFormat::Short);
            }
            Self::Zone | Self::WindowZone => {
                options.set_time_zone_name(TimeZoneNameFormat::Short);
            }
            Self::Played => {
                set_day(&options);
                set_time(&options);
                options.set_time_zone_name(TimeZoneNameFormat::Short);
            }
            Self::Full => {
                options.set_date_style(DateTimeStyle::Medium);
                options.set_time_style(DateTimeStyle::Long);
            }
        }
        options
    }
}

/// `15 Feb`.
fn set_day(options: &DateTimeFormatOptions) {
    options.set_day(DayFormat::Numeric);
    options.set_month(MonthFormat::Short);
}

/// `15 Feb 2024`.
fn set_date(options: &DateTimeFormatOptions) {
    set_day(options);
    options.set_year(YearFormat::Numeric);
}

/// `09:00`.
fn set_hour(options: &DateTimeFormatOptions) {
    options.set_hour(NumericFormat::TwoDigit);
    options.set_minute(NumericFormat::TwoDigit);
}

/// `09:00:05`.
fn set_time(options: &DateTimeFormatOptions) {
    set_hour(options);
    options.set_second(NumericFormat::TwoDigit);
}

impl Locale {
    /// The formatters for what the page chose.
    pub fn new(chosen: Chosen<'_>) -> Self {
        let Chosen { lang, messages, zone, window_zone, fee } = chosen;
        // English words go with English figures and dates, whatever the page speaks.
        let is_english = lang.split('-').next().is_some_and(|it| it.eq_ignore_ascii_case("en"));
        let lang = if messages.is_some() || is_english { lang } else { "en" };
        Self {
            messages: Messages::new(lang, messages),
            lang: lang.to_owned(),
            zone: zone.map(str::to_owned),
            window_zone: window_zone.unwrap_or("UTC").to_owned(),
            percent: OnceCell::new(),
            dates: Default::default(),
            zones: Memo::default(),
            fee: fee.and_then(|fee| Fee::new(lang, fee)),
        }
    }

    /// What writes a form; nothing where there is no such form, which cannot be.
    fn format(&self, form: Form) -> Option<&DateTimeFormat> {
        let format = self.dates.get(form as usize)?;
        Some(format.get_or_init(|| {
            let zone = match form.clock() {
                Clock::Viewer => self.zone.as_deref(),
                Clock::Utc => Some("UTC"),
                Clock::Window => Some(&*self.window_zone),
            };
            date_format(&self.lang, &form.options(), zone)
        }))
    }

    fn date(&self, form: Form, at: Millis) -> String {
        self.format(form).map_or_else(String::new, |format| call(&format.format(), at))
    }

    /// A text as it stands.
    pub fn word(&self, message: Message) -> &str {
        self.messages.get(message)
    }

    /// A text with what belongs into it.
    pub fn say(&self, message: Message, args: &[Arg]) -> String {
        self.messages.fill(message, args)
    }

    /// A text with one count in it.
    pub fn count(&self, message: Message, count: u32) -> String {
        self.say(message, &[Arg::Count(count)])
    }

    /// A text with other words in it.
    pub fn with(&self, message: Message, words: String) -> String {
        self.say(message, &[Arg::Text(words)])
    }

    /// Words in a row: `24 No answer, 14 Busy`.
    pub fn list(&self, words: &[String]) -> String {
        words.join(self.word(Message::Separator))
    }

    /// A count with its thousands grouped.
    pub fn number(&self, count: u32) -> String {
        self.messages.number(count)
    }

    /// A share of a whole, in per cent without decimals; nothing for a share of nothing.
    pub fn share(&self, part: u32, whole: u32) -> String {
        if whole == 0 {
            return String::new();
        }
        self.percent(f64::from(part) / f64::from(whole))
    }

    /// A share between nothing and one, in per cent without decimals.
    pub fn percent(&self, share: f64) -> String {
        let percent = self.percent.get_or_init(|| {
            let options = NumberFormatOptions::new();
            options.set_style(NumberFormatStyle::Percent);
            number_format(&self.lang, &options)
        });
        text_of(percent, &share.into())
    }

    /// What so many dials cost, where a fee is known.
    pub fn fee(&self, dials: u32) -> Option<String> {
        let Fee { amount, format } = self.fee.as_ref()?;
        Some(text_of(format, &(amount * f64::from(dials)).into()))
    }

    /// The IANA name of the zone that the page chose for times.
    pub fn chosen_zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }

    /// The viewer's zone at a time, short: `CET`, and `CEST` in summer.
    pub fn zone(&self, at: Millis) -> String {
        // Clocks are set on the quarter of an hour.
        self.zones.text(at.0.div_euclid(15 * MINUTE), &|| self.zone_name(Form::Zone, at))
    }

    /// The zone of the calling window.
    pub fn window_zone(&self, at: Millis) -> String {
        self.zone_name(Form::WindowZone, at)
    }

    /// A moment in the viewer's zone: its time alone today, with its year when long ago.
    pub fn moment(&self, at: Millis, now: Millis) -> String {
        self.by_distance(at, now, LONG, [Form::Time, Form::DateTime, Form::OldDateTime])
    }

    /// A moment in a line of a table: its time today, no seconds on another day, and the date alone when long ago.
    pub fn brief(&self, at: Millis, now: Millis) -> String {
        self.by_distance(at, now, LONG, [Form::Time, Form::DayHour, Form::Day])
    }

    /// A moment to the minute in the viewer's zone: its time alone today, with its day of the week within six days.
    pub fn roughly(&self, at: Millis, now: Millis) -> String {
        self.by_distance(at, now, WEEKDAYS, [Form::Hour, Form::WeekdayHour, Form::OldDateTime])
    }

    /// The same with its zone.
    pub fn roughly_zoned(&self, at: Millis, now: Millis) -> String {
        format!("{} {}", self.roughly(at, now), self.zone(at))
    }

    /// A moment in the first form today, in the second within so long, and in the third beyond.
    fn by_distance(&self, at: Millis, now: Millis, near: i64, forms: [Form; 3]) -> String {
        let [today, soon, far] = forms;
        let form = match (at - now).0.abs() {
            0..DAY if self.same_day(at, now) => today,
            distance if distance < near => soon,
            _ => far,
        };
        self.date(form, at)
    }

    /// A moment with its zone.
    pub fn zoned(&self, at: Millis, now: Millis) -> String {
        format!("{} {}", self.moment(at, now), self.zone(at))
    }

    /// A time of day to the minute, with its zone.
    pub fn minute(&self, at: Millis) -> String {
        format!("{} {}", self.roughly(at, at), self.zone(at))
    }

    /// A moment of a playback, with its zone.
    pub fn played(&self, at: Millis) -> String {
        self.date(Form::Played, at)
    }

    /// A moment in full, with its zone: `Feb 15, 2024, 6:05:12 PM GMT+9`.
    pub fn full(&self, at: Millis) -> String {
        self.date(Form::Full, at)
    }

    /// A figure that may have a fraction.
    pub fn figure(&self, figure: f64) -> String {
        text_of(&number_format(&self.lang, &NumberFormatOptions::new()), &figure.into())
    }

    /// A figure with a tenth at most, and none from a hundred on.
    pub fn tenths(&self, figure: f64) -> String {
        let digits = if figure < 100.0 { 1.0 } else { 0.0 };
        let scale = 10.0_f64.powf(digits);
        self.figure((figure * scale).round() / scale)
    }

    /// What stands before decimals: a point or a comma.
    pub fn decimal_sign(&self) -> String {
        let format = NumberFormat::new(&tag(&self.lang), &NumberFormatOptions::new());
        part_of(&format.format_to_parts(1.5), "decimal")
    }

    /// A moment in UTC, in full: what stands in a title.
    pub fn utc(&self, at: Millis) -> String {
        format!("{} UTC", self.date(Form::UtcFull, at))
    }

    /// A moment by the viewer's clock and by that of the window's zone, each with its zone on a line of its own; once where both are the same.
    pub fn in_both_zones(&self, at: Millis) -> String {
        let forms = [Form::DateTimeZone, Form::WindowDateTimeZone];
        let [here, there] = forms.map(|form| self.date(form, at));
        if here == there { here } else { format!("{here}\n{there}") }
    }

    /// A coming moment in the window's zone with the viewer's time beside it:
    /// `Mon 09:00 UTC (02:00 yours)`.
    pub fn coming(&self, at: Millis, now: Millis) -> String {
        let there = self.date(Form::WindowWeekdayHour, at);
        let here = self.date(Form::WeekdayHour, at);
        let is_far = (at - now).0 >= WEEKDAYS;
        let date = if is_far { self.date(Form::WindowFull, at) } else { there.clone() };
        let date = format!("{date} {}", self.window_zone(at));
        // The day is said once where it is the same in both zones.
        let is_same_day = self.date(Form::Weekday, at) == self.date(Form::WindowWeekday, at);
        let yours = if is_same_day { self.date(Form::Hour, at) } else { here.clone() };
        if there == here {
            date
        } else {
            self.say(Message::Yours, &[Arg::Text(date), Arg::Text(yours)])
        }
    }

    /// A length of time in its two largest units: `3 min 35 s`, `14 h 20 min`, `2 d 4 h`.
    pub fn duration(&self, span: Span) -> String {
        use Message::{Days, Hours, Minutes, Seconds};
        let seconds = u32::try_from(span.0.max(0) / 1000).unwrap_or(u32::MAX);
        let (large, small) = match seconds {
            0..60 => ((Seconds, seconds), None),
            60..3_600 => ((Minutes, seconds / 60), Some((Seconds, seconds % 60))),
            3_600..86_400 => ((Hours, seconds / 3_600), Some((Minutes, seconds % 3_600 / 60))),
            86_400..864_000 => ((Days, seconds / 86_400), Some((Hours, seconds % 86_400 / 3_600))),
            _ => ((Days, seconds / 86_400), None),
        };
        let unit = |(unit, count)| self.count(unit, count);
        match small {
            Some(small) if small.1 > 0 => {
                self.say(Message::Two, &[Arg::Text(unit(large)), Arg::Text(unit(small))])
            }
            _ => unit(large),
        }
    }

    /// A length of time to the minute once it has minutes: for what ticks beside other figures.
    pub fn about(&self, span: Span) -> String {
        let whole = if span.0 >= MINUTE { span.0 - span.0 % MINUTE } else { span.0 };
        self.duration(Span(whole))
    }

    /// The short name of a day of the week; Sunday is 0.
    pub fn weekday(&self, day: usize) -> String {
        // 1970-01-04 was a Sunday.
        let day = 3 + i64::try_from(day).unwrap_or(0);
        self.date(Form::UtcWeekday, Millis(day * DAY))
    }

    /// A time of day, in minutes after midnight: `09:00`, and `24:00` for the midnight at the end.
    pub fn time_of_day(&self, minutes: u16) -> String {
        let at = Millis(i64::from(minutes) * MINUTE);
        self.date(if at.0 < DAY { Form::UtcHour } else { Form::UtcMidnight }, at)
    }

    fn zone_name(&self, form: Form, at: Millis) -> String {
        let Some(format) = self.format(form) else { return String::new() };
        part_of(&format.format_to_parts(&js_sys::Date::new(&value_of(at))), "timeZoneName")
    }

    fn same_day(&self, a: Millis, b: Millis) -> bool {
        self.date(Form::Day, a) == self.date(Form::Day, b)
    }
}

/// A language's tag, as `Intl` takes it.
pub(super) fn tag(lang: &str) -> Array {
    Array::of1(&lang.into())
}

/// What writes moments in a zone, the viewer's where none is given.
pub(super) fn date_format(
    lang: &str,
    options: &DateTimeFormatOptions,
    zone: Option<&str>,
) -> DateTimeFormat {
    if let Some(zone) = zone {
        options.set_time_zone(zone);
    }
    DateTimeFormat::new(&tag(lang), options)
}

fn number_format(lang: &str, options: &NumberFormatOptions) -> Function {
    NumberFormat::new(&tag(lang), options).format()
}

/// The part of that type, of what a formatter wrote.
fn part_of(parts: &Array, kind: &str) -> String {
    let get = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).unwrap_or_default();
    let part = parts.iter().find(|part| get(part, "type") == kind);
    part.and_then(|part| get(&part, "value").as_string()).unwrap_or_default()
}

/// What one dial costs, and how that is written.
struct Fee {
    amount: f64,
    format: Function,
}

impl Fee {
    /// Of an amount with its currency. It is written with as many decimals as a sum of small fees
    /// needs: 3 × 0.005 is not 0.02.
    fn new(lang: &str, fee: &str) -> Option<Self> {
        let (amount, currency) = fee.split_once(' ')?;
        let options = NumberFormatOptions::new();
        options.set_style(NumberFormatStyle::Currency);
        options.set_currency(currency);
        options.set_maximum_fraction_digits(9);
        Some(Self { amount: amount.parse().ok()?, format: number_format(lang, &options) })
    }
}

pub(super) fn call(format: &Function, at: Millis) -> String {
    text_of(format, &value_of(at))
}

/// A moment as attributes have it: `2024-02-15T09:00:05.000Z`.
pub fn iso(at: Millis) -> String {
    js_sys::Date::new(&value_of(at)).to_iso_string().into()
}

#[expect(clippy::cast_precision_loss, reason = "dates of this era are far below 2^53")]
fn value_of(at: Millis) -> JsValue {
    JsValue::from(at.0 as f64)
}

/// What a formatter makes of a value.
pub(super) fn text_of(format: &Function, value: &JsValue) -> String {
    let text = format.call1(&JsValue::UNDEFINED, value).ok();
    text.and_then(|text| text.dyn_into::<js_sys::JsString>().ok())
        .map(String::from)
        .unwrap_or_default()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// A Thursday.
    const NOW: Millis = Millis(1_707_987_600_000);

    fn english() -> Locale {
        Locale::new(Chosen { lang: "en", ..Chosen::default() })
    }

    fn seconds(locale: &Locale, seconds: i64) -> String {
        locale.duration(Span::seconds(seconds))
    }

    #[wasm_bindgen_test]
    fn durations_have_two_units_at_most() {
        let english = english();
        let expected = [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (215, "3 min 35 s"),
            (3_600, "1 h"),
            (51_600, "14 h 20 min"),
            (187_200, "2 d 4 h"),
            (86_400 * 1_012 + 7_200, "1,012 d"),
        ];
        for (span, text) in expected {
            assert_eq!(seconds(&english, span), text);
        }
        assert_eq!(
            seconds(
                &Locale::new(Chosen { lang: "de", messages: Some(""), ..Chosen::default() }),
                86_400 * 1_012
            ),
            "1.012 d"
        );
    }

    #[wasm_bindgen_test]
    fn about_forgets_seconds_beside_minutes() {
        let english = english();
        assert_eq!(english.about(Span::seconds(215)), "3 min");
        assert_eq!(english.about(Span::seconds(35)), "35 s");
    }

    #[wasm_bindgen_test]
    fn shares_of_nothing_say_nothing() {
        let english = english();
        assert_eq!(english.share(1, 3), "33%");
        assert_eq!(english.share(0, 0), "");
    }

    #[wasm_bindgen_test]
    fn utc_is_named_and_in_full() {
        let english = english();
        assert_eq!(english.utc(NOW), "Feb 15, 2024, 09:00:00 UTC");
        let soon = english.coming(Millis(NOW.0 + 30 * MINUTE), NOW);
        assert!(soon.starts_with("Thu 09:30 UTC"), "{soon}");
        let zone = Some("Asia/Tokyo");
        assert_eq!(
            Locale::new(Chosen { lang: "en", zone, ..Chosen::default() }).moment(NOW, NOW),
            "18:00:00"
        );
        let late = english.coming(Millis(NOW.0 + 7 * DAY), NOW);
        assert!(late.starts_with("Feb 22, 2024, 09:00:00 UTC"), "{late}");
    }

    #[wasm_bindgen_test]
    fn moments_grow_with_their_distance() {
        let english = english();
        let length = |at: i64| english.moment(Millis(at), NOW).len();
        assert_eq!(english.moment(NOW, NOW).len(), "09:00:00".len());
        assert!(length(NOW.0 - 2 * DAY) > length(NOW.0));
        assert!(english.moment(Millis(NOW.0 - 400 * DAY), NOW).contains("2023"));
    }

    #[wasm_bindgen_test]
    fn weekdays_begin_with_sunday() {
        let english = english();
        assert_eq!([0, 6].map(|day| english.weekday(day)), ["Sun", "Sat"]);
    }

    /// Other figures beside them were Arabic-Indic, and these were not.
    #[wasm_bindgen_test]
    fn times_of_day_have_the_digits_of_their_language() {
        let times = |lang| {
            let locale = Locale::new(Chosen { lang, messages: Some(""), ..Chosen::default() });
            [0, 545, 1_440].map(|minutes| locale.time_of_day(minutes))
        };
        for lang in ["en", "de", "fr", "es", "pt", "ja"] {
            assert_eq!(times(lang), ["00:00", "09:05", "24:00"], "{lang}");
        }
        assert_eq!(times("ar-EG"), ["٠٠:٠٠", "٠٩:٠٥", "٢٤:٠٠"]);
    }

    #[wasm_bindgen_test]
    fn the_windows_zone_is_named() {
        let window_zone = Some("Asia/Kolkata");
        let zone = Some("Asia/Tokyo");
        let there = Locale::new(Chosen { lang: "en", zone, window_zone, ..Chosen::default() });
        let soon = there.coming(Millis(NOW.0 + 30 * MINUTE), NOW);
        assert_eq!(soon, "Thu 15:00 GMT+5:30 (18:30 yours)");
    }

    #[wasm_bindgen_test]
    fn decimals_stand_behind_a_point_or_a_comma() {
        let sign = |lang| {
            Locale::new(Chosen { lang, messages: Some(""), ..Chosen::default() }).decimal_sign()
        };
        assert_eq!(["en", "ja", "de", "fr", "pt"].map(sign), [".", ".", ",", ",", ","]);
    }

    #[wasm_bindgen_test]
    fn small_fees_keep_their_decimals() {
        let sum = |lang, fee, dials| {
            let fee = Some(fee);
            Locale::new(Chosen { lang, messages: Some(""), fee, ..Chosen::default() })
                .fee(dials)
                .unwrap_or_default()
        };
        assert_eq!(sum("en", "0.005 USD", 3), "$0.015");
        assert_eq!(sum("en", "0.005 USD", 1_000), "$5.00");
        assert_eq!(sum("en", "0.1 USD", 3), "$0.30");
        assert_eq!(sum("en", "0.5 JPY", 3), "¥1.5");
        assert_eq!(sum("de", "0.005 EUR", 3), "0,015\u{a0}€");
        assert_eq!(english().fee(3), None);
    }
}
