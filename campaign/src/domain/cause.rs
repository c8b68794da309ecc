//! "What may be behind these words?" The possible cause of a failed call, from what carriers and platforms write: SIP
//! codes (RFC 3261, section 21, with RFC 8197 and RFC 8688), causes of Q.850, and the usual words of both.
//!
//! A cause is possible and never sure: carriers map what happened to codes as they like, and one that hides why it
//! refused a call says that the number is busy. Words that are not known have no cause, and no cause is guessed from a
//! status alone.

use crate::excerpt::head;
use serde::{Deserialize, Serialize};

/// What may be behind a call that failed.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Cause {
    /// On another call.
    Busy,
    /// It rang, and nobody picked up.
    NoReply,
    /// Switched off, or out of reach for now.
    Unreachable,
    /// Refused by the person called.
    Declined,
    /// Nobody has that number, or nobody any more.
    NotInService,
    /// Not a whole number, or none at all.
    BadNumber,
    /// Refused by a carrier or a filter, the caller's number perhaps.
    Blocked,
    /// No answer from the network in time.
    Timeout,
    /// A carrier or the way to it is down or full.
    Carrier,
    /// The account has no credit left.
    NoCredit,
    /// The account may not make more calls at once, or so fast.
    Limit,
    /// The platform and the carrier do not accept each other's credentials or formats.
    Setup,
}

/// What can be acted on, to mend a cause.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Lever {
    /// The list of recipients.
    List,
    Carrier,
    Platform,
    /// Nothing: it passes, or is a person's own choice.
    Nothing,
}

/// Of longer words only so many letters are read.
const READ: usize = 200;

/// The words that speak of the number itself, as [`plain`] writes them. They say more than a code beside them.
const OF_NUMBER: [(&str, Cause); 18] = [
    (" not in service ", Cause::NotInService),
    (" out of service ", Cause::NotInService),
    (" unallocated ", Cause::NotInService),
    (" unassigned ", Cause::NotInService),
    (" disconnected number ", Cause::NotInService),
    (" number disconnected ", Cause::NotInService),
    (" number has been disconnected ", Cause::NotInService),
    (" number changed ", Cause::NotInService),
    (" does not exist ", Cause::NotInService),
    (" no such number ", Cause::NotInService),
    (" invalid number ", Cause::BadNumber),
    (" number invalid ", Cause::BadNumber),
    (" invalid phone number ", Cause::BadNumber),
    (" invalid destination ", Cause::BadNumber),
    (" invalid to number ", Cause::BadNumber),
    (" not a valid phone number ", Cause::BadNumber),
    (" number is not valid ", Cause::BadNumber),
    (" address incomplete ", Cause::BadNumber),
];

/// The other words. What is a part of another stands behind it.
const OTHERS: [(&str, Cause); 47] = [
    (" insufficient funds ", Cause::NoCredit),
    (" insufficient balance ", Cause::NoCredit),
    (" insufficient credit ", Cause::NoCredit),
    (" balance exhausted ", Cause::NoCredit),
    (" out of credit ", Cause::NoCredit),
    (" payment required ", Cause::NoCredit),
    (" rate limit ", Cause::Limit),
    (" rate limited ", Cause::Limit),
    (" limit reached ", Cause::Limit),
    (" limit exceeded ", Cause::Limit),
    (" quota exceeded ", Cause::Limit),
    (" too many calls ", Cause::Limit),
    (" too many requests ", Cause::Limit),
    (" unauthorized ", Cause::Setup),
    (" authentication ", Cause::Setup),
    (" not acceptable ", Cause::Setup),
    (" incompatible ", Cause::Setup),
    (" unsupported media type ", Cause::Setup),
    (" congestion ", Cause::Carrier),
    (" circuit busy ", Cause::Carrier),
    (" circuits busy ", Cause::Carrier),
    (" no circuit ", Cause::Carrier),
    (" network busy ", Cause::Carrier),
    (" network out of order ", Cause::Carrier),
    (" no route ", Cause::Carrier),
    (" service unavailable ", Cause::Carrier),
    (" temporary failure ", Cause::Carrier),
    (" server error ", Cause::Carrier),
    (" bad gateway ", Cause::Carrier),
    (" declined ", Cause::Declined),
    (" decline ", Cause::Declined),
    (" rejected ", Cause::Blocked),
    (" blocked ", Cause::Blocked),
    (" forbidden ", Cause::Blocked),
    (" unwanted ", Cause::Blocked),
    (" spam ", Cause::Blocked),
    (" temporarily unavailable ", Cause::Unreachable),
    (" subscriber absent ", Cause::Unreachable),
    (" absent subscriber ", Cause::Unreachable),
    (" unreachable ", Cause::Unreachable),
    (" not reachable ", Cause::Unreachable),
    (" switched off ", Cause::Unreachable),
    (" no answer ", Cause::NoReply),
    (" no user responding ", Cause::NoReply),
    (" busy ", Cause::Busy),
    (" timeout ", Cause::Timeout),
    (" timed out ", Cause::Timeout),
];

impl Cause {
    /// What may be behind the service's words; None where they are not known.
    pub fn of(words: &str) -> Option<Self> {
        let words = plain(head(words, READ));
        let said = |known: &[(&str, Self)]| {
            let found = known.iter().find(|(phrase, _)| words.contains(phrase));
            found.map(|(_, cause)| *cause)
        };
        said(&OF_NUMBER).or_else(|| of_codes(&words)).or_else(|| said(&OTHERS))
    }

    /// What can be acted on, to mend it.
    pub fn lever(self) -> Lever {
        match self {
            Self::NotInService | Self::BadNumber => Lever::List,
            Self::Blocked | Self::Timeout | Self::Carrier => Lever::Carrier,
            Self::NoCredit | Self::Limit | Self::Setup => Lever::Platform,
            Self::Busy | Self::NoReply | Self::Unreachable | Self::Declined => Lever::Nothing,
        }
    }

    /// Whether it may pass by itself, so that another call may reach somebody.
    pub fn may_pass(self) -> bool {
        use Cause::{Busy, Carrier, Limit, NoReply, Timeout, Unreachable};
        matches!(self, Busy | NoReply | Unreachable | Timeout | Carrier | Limit)
    }
}

/// The words in small letters, with one blank around each word and number, and nothing else: ` sip 486 busy here `.
fn plain(words: &str) -> String {
    let mut plain = String::from(" ");
    let mut before = ' ';
    for letter in words.chars().filter(|it| *it != '\'' && *it != '’') {
        let letter = if letter.is_alphanumeric() { letter } else { ' ' };
        let is_seam = before.is_ascii_digit() != letter.is_ascii_digit();
        if is_seam && !plain.ends_with(' ') {
            plain.push(' ');
        }
        if letter != ' ' || !plain.ends_with(' ') {
            plain.extend(letter.to_lowercase());
        }
        before = letter;
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    plain
}

/// By a code of SIP, where the words name SIP or begin with the code, or by a cause of Q.850.
fn of_codes(words: &str) -> Option<Cause> {
    let mut words = words.split_whitespace().peekable();
    let mut is_sip = words.peek().is_some_and(|first| sip_code(first).is_some());
    while let Some(word) = words.next() {
        is_sip |= word == "sip";
        if word == "http" {
            return None;
        }
        if let Some(code) = sip_code(word).filter(|_| is_sip) {
            return of_sip(code);
        }
        if let Some(cause) = words.peek().filter(|_| word == "cause") {
            return of_q850(cause.parse().ok()?);
        }
    }
    None
}

fn sip_code(word: &str) -> Option<u16> {
    word.parse().ok().filter(|code| (400..700).contains(code) && word.len() == 3)
}

fn of_sip(code: u16) -> Option<Cause> {
    Some(match code {
        404 | 410 | 604 => Cause::NotInService,
        414 | 416 | 484 | 485 => Cause::BadNumber,
        486 | 600 => Cause::Busy,
        480 => Cause::Unreachable,
        487 => Cause::NoReply,
        603 => Cause::Declined,
        403 | 433 | 607 | 608 => Cause::Blocked,
        408 | 504 => Cause::Timeout,
        500 | 502 | 503 | 580 => Cause::Carrier,
        402 => Cause::NoCredit,
        429 => Cause::Limit,
        401 | 407 | 415 | 488 | 606 => Cause::Setup,
        _ => return None,
    })
}

fn of_q850(cause: u16) -> Option<Cause> {
    Some(match cause {
        1 | 22 => Cause::NotInService,
        28 => Cause::BadNumber,
        17 => Cause::Busy,
        18 | 19 => Cause::NoReply,
        20 => Cause::Unreachable,
        21 => Cause::Blocked,
        102 => Cause::Timeout,
        2 | 3 | 27 | 34 | 38 | 41 | 42 => Cause::Carrier,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(words: &str, expected: impl Into<Option<Cause>>) {
        assert_eq!(Cause::of(words), expected.into(), "{words}");
    }

    #[test]
    fn codes_in_whatever_stands_around_them() {
        for words in [
            "SIP 486",
            "sip:486",
            "SIP/2.0 486 Busy Here",
            "486 (Busy Here)",
            "[SIP_486]",
            "sip486",
        ] {
            check(words, Cause::Busy);
        }
        check("SIP 404: number not in service", Cause::NotInService);
        check("SIP 480: temporarily unavailable", Cause::Unreachable);
        check("SIP 503: carrier rejected the call", Cause::Carrier);
        check("SIP 603: declined", Cause::Declined);
        check("Failed, SIP response 484.", Cause::BadNumber);
        check("Q.850;cause=17;text=\"User busy\"", Cause::Busy);
        check("Reason: Q.850 cause 1", Cause::NotInService);
    }

    #[test]
    fn a_number_that_is_no_code_tells_nothing() {
        for words in ["called +14865551234", "ended after 486 s", "HTTP 404", "404040", "room 503"]
        {
            check(words, None);
        }
        check("SIP 699", None);
        check("", None);
        check("???", None);
    }

    #[test]
    fn the_usual_words_in_any_case_and_punctuation() {
        check("User Busy", Cause::Busy);
        check("USER_BUSY", Cause::Busy);
        check("all-circuits-busy now", Cause::Carrier);
        check("temporarily   unavailable!", Cause::Unreachable);
        check("CALL_REJECTED", Cause::Blocked);
        check("Number not in service.", Cause::NotInService);
        check("+16045551234 is not in service", Cause::NotInService);
        check("SIP 503: number not in service", Cause::NotInService);
        check("Invalid number", Cause::BadNumber);
        check("Timeout", Cause::Timeout);
        check("Account balance exhausted", Cause::NoCredit);
        check("the robot was busybodying", None);
        check("Anrufer abgelehnt", None);
    }

    #[test]
    fn what_passes_has_nobody_fix_the_list() {
        let all =
            OF_NUMBER.iter().chain(&OTHERS).map(|(phrase, cause)| (Cause::of(phrase), *cause));
        for (found, cause) in all {
            assert_eq!(found, Some(cause), "a phrase is hidden by another");
            assert!(cause.lever() != Lever::List || !cause.may_pass(), "{cause:?}");
        }
    }

    proptest! {
        #[test]
        fn case_and_signs_around_words_change_nothing(
            at in 0..OTHERS.len(), signs in "[ .,;:!_()-]{1,4}", is_loud in any::<bool>(),
        ) {
            let (phrase, cause) = OTHERS[at];
            let said = format!("{signs}{}{signs}", phrase.trim().replace(' ', &signs));
            let said = if is_loud { said.to_uppercase() } else { said };
            prop_assert_eq!(Cause::of(&said), Some(cause));
        }

        #[test]
        fn no_words_panic(words in "\\PC{0,300}") {
            let _ = Cause::of(&words);
        }
    }
}
