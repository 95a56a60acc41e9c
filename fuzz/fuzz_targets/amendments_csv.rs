//! Bytes for `amendments_csv`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comity_fuzz::amendments_csv(bytes));
