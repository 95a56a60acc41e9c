//! The site in a real browser: each journey with script and without. Skipped where Chromium or its
//! driver are absent, unless `COMITY_REQUIRE=all`.

/// Every journey twice: as the script improves it, and as it works without.
macro_rules! journeys {
    ($($name:ident)*) => {$(
        mod $name {
            use comity_journeys::{Script, journey};

            #[test]
            fn with_script() {
                journey(async |hall| super::$name(hall, Script::On).await);
            }

            #[test]
            fn without_script() {
                journey(async |hall| super::$name(hall, Script::Off).await);
            }
        }
    )*};
}

mod accessibility;
mod acting;
mod adopting;
mod consulting;
mod entering;
mod recording;
mod story;
