//! How far: one bar in segments, with its legend.

use super::desk::{Desk, campaign};
use super::node::{Node, el};
use crate::text;
use crate::text::Locale;
use campaign::domain::Phase;
use campaign::figure::digits;
use campaign::view::{Part, View};

pub(super) fn progress(desk: &Desk) -> Node {
    let desk = &desk.of(Part::Figures);
    let dialled =
        desk.of_campaign(|c, locale| text::campaign::dialled(&c.overview.tallies, locale));
    let summary =
        desk.of_campaign(|c, locale| text::campaign::progress(&c.overview.tallies, locale));
    let mut bar = el("div class=bar role=img").bind("aria-label", summary);
    let mut legend =
        el("div class=legend").add(el("span class=total part=card-value").text(dialled));
    for phase in Phase::ALL {
        bar = bar.add(segment(desk, phase));
        legend = legend.add(legend_item(desk, phase));
    }
    el("div class=progress data-card=progress").attr("part", "progress card").add(bar).add(legend)
}

fn segment(desk: &Desk, phase: Phase) -> Node {
    let hidden = |phase, view: &_, _: &_| (count(phase, view) == 0).then(String::new);
    el("span class=segment")
        .attr("data-tone", phase.key())
        .bind("hidden", desk.about(phase, hidden))
        .style("flex-grow", desk.about(phase, |phase, view, _| Some(digits(count(phase, view)))))
}

fn legend_item(desk: &Desk, phase: Phase) -> Node {
    // The usual four always stand; a fifth only when there is something to say.
    let hidden = |phase, view: &_, _: &_| {
        (phase == Phase::Unknown && count(phase, view) == 0).then(String::new)
    };
    let number = |phase, view: &_, locale: &Locale| {
        campaign(view).map(|_| locale.number(count(phase, view)))
    };
    let share = |phase, view: &_, locale: &Locale| {
        Some(locale.share(count(phase, view), campaign(view)?.overview.tallies.total))
    };
    el("span class=legend-item")
        .attr("data-phase", phase.key())
        .bind("hidden", desk.about(phase, hidden))
        .add(el("span class=mark").attr("data-tone", phase.key()))
        .add(el("span").say(desk.word(text::status::phase(phase))))
        .add(el("b class=count").text(desk.about(phase, number)))
        .add(el("span class=share").text(desk.about(phase, share)))
}

fn count(phase: Phase, view: &View) -> u32 {
    campaign(view).map_or(0, |campaign| campaign.overview.tallies.in_phase(phase))
}
