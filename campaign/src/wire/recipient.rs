//! One member of `recipients`.

super::fields::fields! {
    /// A recipient's columns, as far as the widget reads them.
    Recipient {
        id,
        phone_number,
        name,
        status,
        call_record_id,
        error_message,
        attempted_at,
        completed_at,
    }
}
