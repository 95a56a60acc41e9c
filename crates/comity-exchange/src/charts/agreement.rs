//! Bars of common ground: how much each group agrees with each statement, and what is certain.
//!
//! Every track is as long as every other, however many stand behind it. A bar is as long as the
//! agreement that is estimated; a stroke across it marks a share that is certain. Bars grow from
//! the side where reading starts.

use std::fmt::Write as _;

use crate::html::push_string;

/// The length of every track, in units of its drawing.
const LENGTH: f64 = 1000.0;

/// The width of the stroke that marks what is certain, in the same units.
const STROKE: f64 = 6.0;

/// Statements and how much groups agree with each.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreementBars {
    /// What stands for all groups together.
    pub together: String,
    /// The names of the groups.
    pub groups: Vec<String>,
    /// The statements, in the order in which they are shown.
    pub statements: Vec<Agreed>,
}

/// A statement and how much is agreed.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreed {
    /// Its id.
    pub id: String,
    /// Its words: foreign; may be empty.
    pub words: String,
    /// All groups together.
    pub together: Level,
    /// Each group, in their order; `None` where it cannot be said.
    pub by_group: Vec<Option<Level>>,
}

/// How much is agreed, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// As estimated.
    pub score: f64,
    /// A share that is certain, which is marked by a stroke; `None` where that is not said.
    pub at_least: Option<f64>,
}

impl AgreementBars {
    /// Draws the bars.
    pub(super) fn draw(&self) -> String {
        let mut out = String::from("<ol class=\"agreement\" aria-hidden=\"true\">");
        for statement in &self.statements {
            out.push_str("<li><p dir=\"auto\"><bdi class=\"id\">");
            push_string(&mut out, &statement.id);
            out.push_str("</bdi> <bdi>");
            push_string(&mut out, &statement.words);
            out.push_str("</bdi></p><div class=\"levels\">");
            push_level(&mut out, &self.together, Some(statement.together), true);
            for (name, level) in self.groups.iter().zip(&statement.by_group) {
                push_level(&mut out, name, *level, false);
            }
            out.push_str("</div></li>");
        }
        out.push_str("</ol>");
        out
    }
}

/// A statement as one track, for a list of many: a bar for all together, a stroke below it where
/// agreement is certain, and above it a tick for the level of each part, from 0 to 1.
#[must_use]
pub fn strip(together: Level, parts: &[f64]) -> String {
    let mut out = String::from(
        "<svg class=\"strip\" viewBox=\"0 0 1000 18\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\"><rect class=\"level-ground\" y=\"8\" width=\"1000\" height=\"2\"/>",
    );
    if together.score.is_finite() {
        let score = together.score.clamp(0.0, 1.0) * LENGTH;
        write!(
            out,
            "<rect class=\"level-part\" y=\"6\" width=\"{score:.0}\" height=\"6\"/>"
        )
        .expect("a string takes every write");
    }
    let certain = together.at_least.map(|it| (it, 12));
    let ticks = parts.iter().map(|it| (*it, 0));
    for (share, y) in certain.into_iter().chain(ticks) {
        if share.is_finite() {
            let from = stroke_from(share);
            write!(
                out,
                "<rect class=\"level-stroke\" x=\"{from:.0}\" y=\"{y}\" width=\"{STROKE}\" height=\"6\"/>"
            )
            .expect("a string takes every write");
        }
    }
    out.push_str("</svg>");
    out
}

/// Where a stroke for a share begins: inside the track at either end.
fn stroke_from(share: f64) -> f64 {
    let at = share.clamp(0.0, 1.0) * LENGTH;
    (at - STROKE / 2.0).clamp(0.0, LENGTH - STROKE)
}

fn push_level(out: &mut String, name: &str, level: Option<Level>, is_together: bool) {
    let class = if is_together {
        "level together"
    } else {
        "level"
    };
    out.extend(["<span class=\"level-name\"><bdi>"]);
    push_string(out, name);
    out.extend(["</bdi></span><span class=\"", class, "\">"]);
    out.push_str(
        "<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\">\
         <rect class=\"level-ground\" y=\"4\" width=\"1000\" height=\"2\"/>",
    );
    let Some(level) = level.filter(|it| it.score.is_finite()) else {
        out.push_str("</svg></span><span class=\"level-number\">\u{2013}</span>");
        return;
    };
    let score = level.score.clamp(0.0, 1.0) * LENGTH;
    write!(
        out,
        "<rect class=\"level-part\" y=\"2\" width=\"{score:.0}\" height=\"6\"/>"
    )
    .expect("a string takes every write");
    if let Some(certain) = level.at_least.filter(|it| it.is_finite()) {
        let from = stroke_from(certain);
        write!(
            out,
            "<rect class=\"level-stroke\" x=\"{from:.0}\" width=\"{STROKE}\" height=\"10\"/>"
        )
        .expect("a string takes every write");
    }
    write!(
        out,
        "</svg></span><span class=\"level-number\">{:.2}</span>",
        level.score.clamp(0.0, 1.0)
    )
    .expect("a string takes every write");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(level: Option<Level>) -> String {
        let statement = Agreed {
            id: "12".to_owned(),
            words: "<i>Wells\u{200b}".to_owned(),
            together: Level {
                score: 0.5,
                at_least: Some(0.25),
            },
            by_group: vec![level],
        };
        let bars = AgreementBars {
            together: "All groups".to_owned(),
            groups: vec!["Group A".to_owned()],
            statements: vec![statement],
        };
        bars.draw()
    }

    #[test]
    fn a_stroke_marks_what_is_certain() {
        let drawn = bars(None);
        assert!(
            drawn.contains("level-part\" y=\"2\" width=\"500\""),
            "{drawn}"
        );
        assert!(
            drawn.contains("level-stroke\" x=\"247\" width=\"6\""),
            "{drawn}"
        );
        assert!(drawn.contains("<span class=\"level-number\">0.50</span>"));
        assert!(drawn.contains("<span class=\"level-number\">\u{2013}</span>"));
        assert!(!drawn.contains("<i>") && drawn.contains("U+200B"));
    }

    #[test]
    fn a_strip_has_a_tick_for_each_part_and_a_stroke_for_what_is_certain() {
        let together = Level {
            score: 0.5,
            at_least: Some(0.25),
        };
        let drawn = strip(together, &[0.0, 1.0, f64::NAN]);
        assert!(
            drawn.contains("level-part\" y=\"6\" width=\"500\""),
            "{drawn}"
        );
        assert!(drawn.contains("x=\"247\" y=\"12\""), "{drawn}");
        assert!(drawn.contains("x=\"0\" y=\"0\"") && drawn.contains("x=\"994\" y=\"0\""));
        assert_eq!(drawn.matches("level-stroke").count(), 3);
    }

    #[test]
    fn what_is_no_number_is_not_drawn() {
        for score in [f64::NAN, f64::INFINITY] {
            let at_least = Some(f64::NAN);
            let drawn = bars(Some(Level { score, at_least }));
            assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
        }
        let at_least = Some(7.0);
        let drawn = bars(Some(Level {
            score: 0.1,
            at_least,
        }));
        assert!(drawn.contains("level-stroke\" x=\"994\""), "{drawn}");
    }
}
