//! The site in a real browser. Skipped where Chromium or its driver are absent, unless
//! `COMITY_REQUIRE=all`.

mod accessibility;
mod reading;
