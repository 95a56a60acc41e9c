//! Bytes for `amendments_jsonl`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comity_fuzz::amendments_jsonl(bytes));
