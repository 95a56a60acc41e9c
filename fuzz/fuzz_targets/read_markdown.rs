//! Bytes for `read_markdown`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comity_fuzz::read_markdown(bytes));
