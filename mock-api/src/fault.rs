//! The faults that a test can ask for, by name.

use std::fmt::Write;

/// A way in which an answer can go wrong. [`Fault::meaning`] describes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    BadRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    TooMany,
    TooManyRetryAfter,
    TooManyRetryAfterHidden,
    Broken,
    BadGateway,
    GatewayKey,
    GatewayMessage,
    Never,
    SlowDrip,
    DripForever,
    Truncated,
    TruncatedJson,
    WrongContentType,
    Mislabelled,
    Empty,
    ErrorInside,
    Endless,
    Redirect,
    Reset,
}

impl Fault {
    pub(crate) const ALL: [Self; 23] = [
        Self::BadRequest,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::TooMany,
        Self::TooManyRetryAfter,
        Self::TooManyRetryAfterHidden,
        Self::Broken,
        Self::BadGateway,
        Self::GatewayKey,
        Self::GatewayMessage,
        Self::Never,
        Self::SlowDrip,
        Self::DripForever,
        Self::Truncated,
        Self::TruncatedJson,
        Self::WrongContentType,
        Self::Mislabelled,
        Self::Empty,
        Self::ErrorInside,
        Self::Endless,
        Self::Redirect,
        Self::Reset,
    ];

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::BadRequest => "400",
            Self::Unauthorized => "401",
            Self::Forbidden => "403",
            Self::NotFound => "404",
            Self::TooMany => "429",
            Self::TooManyRetryAfter => "429-retry-after",
            Self::TooManyRetryAfterHidden => "429-retry-after-hidden",
            Self::Broken => "500",
            Self::BadGateway => "502-html",
            Self::GatewayKey => "gateway-401-no-cors",
            Self::GatewayMessage => "gateway-msg",
            Self::Never => "never",
            Self::SlowDrip => "slow-drip",
            Self::DripForever => "drip-forever",
            Self::Truncated => "truncated",
            Self::TruncatedJson => "truncated-json",
            Self::WrongContentType => "wrong-content-type",
            Self::Mislabelled => "mislabelled",
            Self::Empty => "empty",
            Self::ErrorInside => "200-error",
            Self::Endless => "endless",
            Self::Redirect => "redirect",
            Self::Reset => "reset",
        }
    }

    /// One line for `--help`.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::BadRequest | Self::Unauthorized | Self::NotFound | Self::Broken => {
                "that status, {\"error\":\"text\"}"
            }
            Self::Forbidden | Self::TooMany => "that status, {\"error\":{\"code\",\"message\"}}",
            Self::TooManyRetryAfter => "429, Retry-After: 3, exposed to scripts",
            Self::TooManyRetryAfterHidden => "429, Retry-After: 3, not exposed",
            Self::BadGateway => "502, an HTML page",
            Self::GatewayKey => "401, {\"code\",\"message\"}, no CORS headers",
            Self::GatewayMessage => "500, {\"msg\"}",
            Self::Never => "accepts, never answers",
            Self::SlowDrip => "the true answer, over three seconds",
            Self::DripForever => "a byte a second, without end",
            Self::Truncated => "the length of the whole, half of it, then the connection closes",
            Self::TruncatedJson => "200, JSON that ends midway, with the right length",
            Self::WrongContentType => "200, an HTML page",
            Self::Mislabelled => "200, the true JSON as text/plain",
            Self::Empty => "200, no body",
            Self::ErrorInside => "200, {\"error\":{\"code\",\"message\"}}",
            Self::Endless => "200, JSON as fast as it is read, without end",
            Self::Redirect => "302 to /mock/redirected at another origin",
            Self::Reset => "the connection is reset without an answer",
        }
    }
}

/// The faults, for `--help`.
pub(crate) fn help() -> String {
    let mut text = String::from(
        "Faults: POST /fault/NAME/functions/v1/batch-calls, or for the next requests of a batch\n\
         PUT /mock/faults/BATCH_ID {\"fault\":\"NAME\",\"times\":2} (times null: until DELETE)\n",
    );
    for fault in Fault::ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {:22}  {}", fault.name(), fault.meaning());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for fault in Fault::ALL {
            assert_eq!(Fault::parse(fault.name()), Some(fault));
        }
        assert_eq!(Fault::parse("418"), None);
    }
}
