//! Bytes for `docx_document_xml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comity_fuzz::docx_document_xml(bytes));
