//! Indices with their intervals: how each group's part compares with an even one.
//!
//! Every track is as long as every other and runs from an eighth to eight times an even part, in
//! equal steps for equal multiples; what lies beyond is drawn at the end. The line in the middle is
//! the even part, the dot the index, the line through it what chance could have made of it.

use std::fmt::Write as _;

use crate::html::push_string;

/// The length of every track, in units of its drawing.
const LENGTH: f64 = 240.0;

/// How many doublings a track reaches to either side.
const DOUBLINGS: f64 = 3.0;

/// Groups and their indices.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    /// The groups, in the order in which they are shown.
    pub groups: Vec<Ranged>,
}

/// A group with its index.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranged {
    /// What it is called.
    pub name: String,
    /// Its index and the ends of its interval, each from 0 up, with 1 for an even part; `None`
    /// where it cannot be said.
    pub index: Option<[f64; 3]>,
}

impl Intervals {
    /// Draws a track for each group.
    pub(super) fn draw(&self) -> String {
        let mut out = String::from("<div class=\"intervals\" aria-hidden=\"true\">");
        for group in &self.groups {
            out.push_str("<span class=\"level-name\"><bdi>");
            push_string(&mut out, &group.name);
            out.push_str("</bdi></span><span class=\"level\">");
            push_track(&mut out, group.index);
            out.push_str("</span><span class=\"level-number\">");
            match group.index.filter(|it| it[0].is_finite()) {
                Some([value, ..]) => write!(out, "{value:.2}").expect("a string takes every write"),
                None => out.push('\u{2013}'),
            }
            out.push_str("</span>");
        }
        out.push_str("</div>");
        out
    }
}

fn push_track(out: &mut String, index: Option<[f64; 3]>) {
    let even = LENGTH / 2.0;
    write!(
        out,
        "<svg viewBox=\"0 0 {LENGTH} 16\"><path class=\"level-axis\" d=\"M0 8H{LENGTH}\"/>\
         <path class=\"level-even\" d=\"M{even} 0V16\"/>"
    )
    .expect("a string takes every write");
    let known = index.filter(|it| it.iter().all(|it| it.is_finite() && *it >= 0.0));
    if let Some(index) = known {
        let [value, low, high] = index.map(place);
        let [_, low_end, high_end] = index.map(end);
        write!(
            out,
            "<path class=\"interval\" d=\"M{low:.1} 8H{high:.1}M{low:.1} {low_end}M{high:.1} {high_end}\"/>"
        )
        .expect("a string takes every write");
        let mark = match beyond(index[0]) {
            None => format!("<circle class=\"index\" cx=\"{value:.1}\" cy=\"8\" r=\"4\"/>"),
            Some(false) => format!("<path class=\"index\" d=\"M{value:.1} 8l8-4v8z\"/>"),
            Some(true) => format!("<path class=\"index\" d=\"M{value:.1} 8l-8-4v8z\"/>"),
        };
        out.push_str(&mark);
    }
    out.push_str("</svg>");
}

/// Whether an index lies beyond the end of the track, and beyond which: the upper one, or not.
fn beyond(index: f64) -> Option<bool> {
    let doublings = index.log2();
    (doublings.abs() > DOUBLINGS).then_some(doublings > 0.0)
}

/// The end of an interval: a stroke, or an arrow where it goes on beyond the track.
fn end(index: f64) -> &'static str {
    match beyond(index) {
        None => "5v6",
        Some(false) => "8l5-3m-5 3l5 3",
        Some(true) => "8l-5-3m5 3l-5 3",
    }
}

/// Where an index stands on its track.
fn place(index: f64) -> f64 {
    let doublings = index.log2().clamp(-DOUBLINGS, DOUBLINGS);
    let inner = LENGTH - 10.0;
    5.0 + (doublings + DOUBLINGS) / (2.0 * DOUBLINGS) * inner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(index: Option<[f64; 3]>) -> String {
        let name = "<b>Isles".to_owned();
        let groups = vec![Ranged { name, index }];
        Intervals { groups }.draw()
    }

    #[test]
    fn what_goes_on_beyond_the_track_is_an_arrow() {
        let html = drawn(Some([0.0, 0.0, 20.0]));
        assert!(
            html.contains("<path class=\"index\" d=\"M5.0 8l8-4v8z\"/>"),
            "{html}"
        );
        assert!(
            html.contains("8l5-3m-5 3l5 3M235.0 8l-5-3m5 3l-5 3"),
            "{html}"
        );
    }

    #[test]
    fn an_even_part_stands_in_the_middle_and_doubles_are_equal_steps() {
        let html = drawn(Some([1.0, 0.5, 2.0]));
        assert!(html.contains("cx=\"120.0\""), "{html}");
        assert!(html.contains("M81.7 8H158.3"), "{html}");
        assert!(!html.contains("<b>"));
    }

    #[test]
    fn what_is_no_index_is_not_drawn() {
        for index in [
            None,
            Some([f64::NAN, 0.0, 1.0]),
            Some([1.0, 0.0, f64::INFINITY]),
        ] {
            assert!(!drawn(index).contains("circle"));
        }
    }
}
