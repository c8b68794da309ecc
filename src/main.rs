//! Trunk's entry: the exports live in the library; there is nothing to start but the panic hook.

fn main() {
    batch_status::shell::panic::install();
}
