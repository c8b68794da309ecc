//! The summary that people take away from the screen, in the screen's words.

use super::card::Card;
use super::detail::Detail;
use super::{Locale, Message, campaign as words, freshness, reasons, status};
use campaign::domain::class::Class;
use campaign::engine::ReasonGroup;
use campaign::export::Summary;
use campaign::export::summary::{Item, Reasons};
use campaign::time::Millis;
use campaign::view::{Campaign, View};

/// The summary of the campaign on screen, if there is one. `played` is the moment that a playback
/// shows.
pub fn summary(view: &View, played: Option<Millis>, locale: &Locale) -> Option<Summary> {
    let campaign = view.campaign()?;
    let batch = &campaign.overview.batch;
    let is_series = batch.series.is_some();
    let people = Item {
        title: locale.word(Message::People).to_owned(),
        parts: vec![words::phases(&campaign.overview.tallies, locale)],
    };
    let cards = Card::ALL.into_iter().filter(|_| !is_series);
    let cards = cards.map(|card| Item {
        title: locale.word(card.title(campaign)).to_owned(),
        parts: vec![card.value(campaign, locale), card.note(campaign, locale)],
    });
    let details = Detail::all(locale).filter(|detail| !(is_series && detail.is_of_calls()));
    let details = details.map(|detail| Item {
        title: locale.word(detail.title(campaign)).to_owned(),
        parts: detail.parts(campaign, locale),
    });
    let details = details.filter(|item| !item.parts.is_empty());
    Some(Summary {
        name: words::name(campaign, locale),
        status: status::batch(&batch.status, locale),
        headline: words::headline(campaign, locale),
        progress: match &batch.series {
            Some(series) => super::series::rule(series, locale),
            None => words::dialled(&campaign.overview.tallies, locale),
        },
        figures: [people].into_iter().filter(|_| !is_series).chain(cards).chain(details).collect(),
        reasons: view.shows_reasons().then(|| reasons(view, campaign, locale)),
        as_of: as_of(view, played, locale),
    })
}

fn reasons(view: &View, campaign: &Campaign, locale: &Locale) -> Reasons {
    let count = reasons::count(&campaign.overview.tallies, locale);
    let item = |group: &ReasonGroup| Item {
        title: reasons::reason(&group.example, locale),
        parts: vec![locale.number(group.count)],
    };
    let failed = view.slice.reasons.iter().filter(|group| group.class != Class::NotCalled);
    Reasons {
        heading: format!("{} {count}", locale.word(Message::WhyFailed)),
        items: failed.map(item).collect(),
        rest: reasons::rest(view.slice.rest_of_reasons, locale),
    }
}

/// When it was so: a playback's moment, or else now, with the age of the data.
fn as_of(view: &View, played: Option<Millis>, locale: &Locale) -> String {
    if let Some(at) = played {
        return locale.with(Message::AsOf, locale.played(at));
    }
    let as_of = locale.with(Message::AsOf, locale.full(view.viewers_time));
    let age = freshness::age(&view.freshness, locale);
    if age.is_empty() { as_of } else { format!("{as_of} ({age})") }
}
