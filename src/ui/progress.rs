//! How far: one bar in segments, with its legend.

use super::desk::Desk;
use super::node::{Node, el};
use crate::text;
use campaign::domain::Phase;

pub(super) fn progress(desk: Desk) -> Node {
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

fn segment(desk: Desk, phase: Phase) -> Node {
    el("span class=segment")
        .attr("data-tone", phase.key())
        .bind("hidden", Box::new(move || (count(desk, phase) == 0).then(String::new)))
        .style("flex-grow", Box::new(move || Some(count(desk, phase).to_string())))
}

fn legend_item(desk: Desk, phase: Phase) -> Node {
    let share = move || {
        let total = desk.campaign(|campaign| campaign.overview.tallies.total)?;
        Some(desk.say(|locale| locale.share(count(desk, phase), total)))
    };
    // The usual four always stand; a fifth only when there is something to say.
    let is_hidden = move || phase == Phase::Unknown && count(desk, phase) == 0;
    let number = move || Some(desk.say(|locale| locale.number(count(desk, phase))));
    el("span class=legend-item")
        .attr("data-phase", phase.key())
        .bind("hidden", Box::new(move || is_hidden().then(String::new)))
        .add(el("span class=mark").attr("data-tone", phase.key()))
        .add(el("span").say(text::status::phase(phase)))
        .add(el("b class=count").text(Box::new(number)))
        .add(el("span class=share").text(Box::new(share)))
}

fn count(desk: Desk, phase: Phase) -> u32 {
    desk.campaign(|campaign| campaign.overview.tallies.in_phase(phase)).unwrap_or(0)
}
