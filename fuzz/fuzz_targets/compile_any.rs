//! Texts for `compile_any`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| comity_fuzz::compile_any(text));
