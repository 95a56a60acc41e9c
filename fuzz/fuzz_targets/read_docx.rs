//! Bytes for `read_docx`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comity_fuzz::read_docx(bytes));
