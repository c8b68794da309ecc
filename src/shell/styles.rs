//! The style of the element, in the order in which it is read.

/// One text for the one constructable sheet that all elements share.
pub(super) const STYLESHEET: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/header.css"),
    include_str!("../../style/notice.css"),
    include_str!("../../style/progress.css"),
    include_str!("../../style/attention.css"),
    include_str!("../../style/series.css"),
    include_str!("../../style/cards.css"),
    include_str!("../../style/status.css"),
    include_str!("../../style/tabs.css"),
    include_str!("../../style/toolbar.css"),
    include_str!("../../style/menu.css"),
    include_str!("../../style/table.css"),
    include_str!("../../style/row-detail.css"),
    include_str!("../../style/replay.css"),
    include_str!("../../style/touch.css"),
    include_str!("../../style/print.css"),
    include_str!("../../style/views.css"),
);
