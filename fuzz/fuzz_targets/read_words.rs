//! Bytes for `read_words`: comments and inputs in each of their forms.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comity_fuzz::read_words(bytes));
