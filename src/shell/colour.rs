//! Colours as the browser computes them, and which theme reads well on one.

use std::fmt;

/// Shares of red, green and blue in sRGB, and how opaque it is, each from 0 to 1.
#[derive(Copy, Clone, PartialEq, Debug)]
pub(super) struct Colour {
    red: f64,
    green: f64,
    blue: f64,
    alpha: f64,
}

/// Light has dark ink, dark has light ink.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Theme {
    Light,
    Dark,
}

/// What lies behind the element.
#[derive(Copy, Clone, PartialEq, Debug)]
pub(super) enum Behind {
    /// One colour.
    Colour(Colour),
    /// A picture. The page's own ink, which is known, reads well on it.
    Picture { ink: Colour },
}

/// How the element suits what is behind it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Suit {
    pub(super) theme: Theme,
    pub(super) ground: Ground,
}

/// What the ink stands on.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Ground {
    /// On what is behind the element.
    Behind,
    /// The same, and only the strongest ink has 4.5:1 on it.
    Middling,
    /// On a ground of the element's own, since the theme that the page wants reads badly on what is behind.
    Own,
}

/// The least luminance under the light theme's ink, and the most under the dark theme's: with some in reserve, their
/// second inks have 4.5:1 there.
const LIGHT_FROM: f64 = 0.75;
const DARK_TO: f64 = 0.03;
/// Here black and white are equally far: 4.58:1.
const MIDDLE: f64 = 0.179;

impl Colour {
    /// From the form in which browsers give a mix in sRGB: `color(srgb 0.1 0.2 0.3 / 0.5)`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let shares = text.strip_prefix("color(srgb ")?.strip_suffix(')')?;
        let mut shares = shares.split([' ', '/']).filter(|share| !share.is_empty());
        let mut next = || shares.next()?.parse::<f64>().ok();
        let (red, green, blue) = (next()?, next()?, next()?);
        Some(Self { red, green, blue, alpha: next().unwrap_or(1.0) })
    }

    pub(super) fn is_opaque(self) -> bool {
        self.alpha >= 1.0
    }

    /// What is seen where this lies over another one, which is opaque.
    pub(super) fn over(self, below: Self) -> Self {
        let mix = |over: f64, below: f64| over * self.alpha + below * (1.0 - self.alpha);
        Self {
            red: mix(self.red, below.red),
            green: mix(self.green, below.green),
            blue: mix(self.blue, below.blue),
            alpha: 1.0,
        }
    }

    /// How light it is to the eye, from 0 to 1: WCAG's relative luminance.
    fn luminance(self) -> f64 {
        let linear = |share: f64| {
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "color(srgb {} {} {})", self.red, self.green, self.blue)
    }
}

impl Suit {
    /// What suits the place, in the theme that the page wants, if it wants one.
    pub(super) fn to(behind: Behind, wanted: Option<Theme>) -> Self {
        let (fitting, is_clear) = match behind {
            Behind::Colour(colour) => fitting(colour.luminance()),
            Behind::Picture { ink } if ink.luminance() > MIDDLE => (Theme::Dark, true),
            Behind::Picture { .. } => (Theme::Light, true),
        };
        let theme = wanted.unwrap_or(fitting);
        let ground = match behind {
            Behind::Colour(_) if theme != fitting => Ground::Own,
            Behind::Colour(_) if !is_clear => Ground::Middling,
            Behind::Colour(_) | Behind::Picture { .. } => Ground::Behind,
        };
        Self { theme, ground }
    }
}

/// The theme that reads better on such a ground, and whether all of its inks read well there.
fn fitting(luminance: f64) -> (Theme, bool) {
    if luminance > MIDDLE {
        (Theme::Light, luminance >= LIGHT_FROM)
    } else {
        (Theme::Dark, luminance <= DARK_TO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(share: f64) -> Colour {
        Colour { red: share, green: share, blue: share, alpha: 1.0 }
    }

    #[test]
    fn a_mix_is_read_with_and_without_its_alpha() {
        let check = |text, expected| assert_eq!(Colour::parse(text), expected, "{text}");
        let half = Colour { red: 0.1, green: 0.2, blue: 0.3, alpha: 0.5 };
        check("color(srgb 0.1 0.2 0.3 / 0.5)", Some(half));
        check("color(srgb 0.1 0.2 0.3)", Some(Colour { alpha: 1.0, ..half }));
        check("color(srgb none none none)", None);
        check("rgb(1, 2, 3)", None);
        check("", None);
    }

    #[test]
    fn what_lets_something_through_is_mixed_with_it() {
        let veil = Colour { alpha: 0.25, ..grey(0.0) };
        assert_eq!(veil.over(grey(1.0)), grey(0.75));
        assert!(!veil.is_opaque());
    }

    #[test]
    fn a_dark_page_without_color_scheme_has_the_dark_theme() {
        let check = |share, theme, ground| {
            let suit = Suit::to(Behind::Colour(grey(share)), None);
            assert_eq!(suit, Suit { theme, ground }, "{share}");
        };
        check(1.0, Theme::Light, Ground::Behind);
        check(0.9, Theme::Light, Ground::Behind);
        check(0.7, Theme::Light, Ground::Middling);
        check(0.47, Theme::Light, Ground::Middling);
        check(0.45, Theme::Dark, Ground::Middling);
        check(0.1, Theme::Dark, Ground::Behind);
        check(0.0, Theme::Dark, Ground::Behind);
    }

    #[test]
    fn a_theme_that_reads_badly_there_brings_its_own_ground() {
        let check = |share, wanted, ground| {
            let suit = Suit::to(Behind::Colour(grey(share)), Some(wanted));
            assert_eq!(suit, Suit { theme: wanted, ground }, "{share} {wanted:?}");
        };
        check(1.0, Theme::Dark, Ground::Own);
        check(1.0, Theme::Light, Ground::Behind);
        check(0.1, Theme::Light, Ground::Own);
        check(0.6, Theme::Light, Ground::Middling);
    }

    #[test]
    fn on_a_picture_the_pages_ink_tells_the_theme() {
        let check = |ink, wanted, theme| {
            let suit = Suit::to(Behind::Picture { ink: grey(ink) }, wanted);
            assert_eq!(suit, Suit { theme, ground: Ground::Behind }, "{ink}");
        };
        check(0.95, None, Theme::Dark);
        check(0.1, None, Theme::Light);
        check(0.1, Some(Theme::Dark), Theme::Dark);
    }
}
