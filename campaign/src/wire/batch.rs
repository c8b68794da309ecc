//! The `batch` object.

super::fields::fields! {
    /// A campaign's own columns, as far as the widget reads them.
    Batch {
        name,
        caller_id,
        status,
        total_recipients,
        completed_count,
        failed_count,
        window_start_time,
        window_end_time,
        window_days,
        max_concurrency,
        scheduled_at,
        created_at,
        started_at,
        completed_at,
    }
}
