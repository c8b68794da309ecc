//! What Trunk and `cargo xtask dist` compile: the library, whose exports the page calls.

use batch_status as _;

fn main() {}
