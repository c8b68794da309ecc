//! The API, simulated.
