//! The allocator: Talc, a kilobyte and more smaller than the one that Rust brings for wasm.

use talc::TalckWasm;

#[expect(
    unsafe_code,
    reason = "it must be the only one to grow the memory: nothing else here does"
)]
#[global_allocator]
static ALLOCATOR: TalckWasm = unsafe { TalckWasm::new_global() };
