//! Portions: what a whole is made of, as one bar.
//!
//! Each portion has a class of its own, in the order given, and a gap stands between them, so that
//! they are told apart without colour; their names and numbers stand beside the bar.

use std::fmt::Write as _;

use super::series;

/// The length of the bar, in units of its drawing.
const LENGTH: f64 = 1000.0;

/// The gap between two portions.
const GAP: f64 = 3.0;

/// A bar of portions that make up a whole. Nothing where there is none.
#[must_use]
pub fn portions(counts: &[u64]) -> String {
    let whole: u64 = counts.iter().sum();
    if whole == 0 {
        return String::new();
    }
    let mut out = String::from(
        "<svg class=\"portions\" viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\">",
    );
    let mut from = 0.0;
    for (at, count) in counts.iter().enumerate() {
        let length = *count as f64 / whole as f64 * LENGTH;
        let shown = (length - GAP).max(0.0);
        if shown > 0.0 {
            write!(
                out,
                "<rect class=\"g{}\" x=\"{from:.1}\" width=\"{shown:.1}\" height=\"12\"/>",
                series(at)
            )
            .expect("a string takes every write");
        }
        from += length;
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::portions;

    #[test]
    fn portions_make_up_the_whole() {
        let drawn = portions(&[1, 0, 3]);
        assert!(
            drawn.contains("class=\"g1\" x=\"0.0\" width=\"247.0\""),
            "{drawn}"
        );
        assert!(
            drawn.contains("class=\"g3\" x=\"250.0\" width=\"747.0\""),
            "{drawn}"
        );
        assert!(!drawn.contains("g2"));
        assert_eq!(portions(&[0, 0]), "");
    }
}
