//! Lorenz curves: the share of the whole that the least endowed part has, for every part.
//!
//! On the diagonal all have the same; the further a curve hangs below it, the fewer have most.
//! Each curve has a dash of its own.

use std::fmt::Write as _;

use super::series;
use crate::html::push_string;

/// The length of each side, in units of the drawing: about a pixel each on a telephone.
const SIDE: f64 = 260.0;

/// Curves in one square.
#[derive(Clone, Debug, PartialEq)]
pub struct LorenzCurves {
    /// What is counted along the bottom: `delegations, those with least first`.
    pub along: String,
    /// What the Gini coefficient is called.
    pub gini: String,
    /// The curves.
    pub curves: Vec<Curve>,
}

/// A curve from (0, 0) to (1, 1).
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What is shared out.
    pub name: String,
    /// Shares of those who have least and of what they have, ascending, each from 0 to 1.
    pub points: Vec<(f64, f64)>,
    /// The Gini coefficient, from 0 to 1; `None` where it cannot be said.
    pub gini: Option<f64>,
}

impl LorenzCurves {
    /// Draws the curves with their names.
    pub(super) fn draw(&self) -> String {
        let mut out = String::from("<div class=\"lorenz\" aria-hidden=\"true\">");
        write!(
            out,
            "<svg class=\"square\" viewBox=\"0 0 {SIDE} {SIDE}\">\
             <path class=\"frame\" d=\"M.5 .5H259.5V259.5H.5Z\"/>\
             <path class=\"even\" d=\"M0 {SIDE}L{SIDE} 0\"/>"
        )
        .expect("a string takes every write");
        for (at, curve) in self.curves.iter().enumerate() {
            push_curve(&mut out, at, curve);
        }
        out.push_str("</svg><span class=\"axis\" dir=\"ltr\"><bdi>");
        push_string(&mut out, &self.along);
        out.push_str("</bdi> \u{2192}</span>");
        out.push_str("<ul class=\"legend\">");
        for (at, curve) in self.curves.iter().enumerate() {
            write!(
                out,
                "<li><svg viewBox=\"0 0 30 10\"><path class=\"curve c{}\" d=\"M0 5H30\"/></svg><bdi>",
                series(at)
            )
            .expect("a string takes every write");
            push_string(&mut out, &curve.name);
            out.push_str("</bdi>");
            if let Some(gini) = curve.gini.filter(|it| it.is_finite()) {
                out.push_str(" <span class=\"gini\">");
                push_string(&mut out, &self.gini);
                write!(out, " {gini:.2}</span>").expect("a string takes every write");
            }
            out.push_str("</li>");
        }
        out.push_str("</ul></div>");
        out
    }
}

fn push_curve(out: &mut String, at: usize, curve: &Curve) {
    let is_inside = |share: &f64| (0.0..=1.0).contains(share);
    let inside = curve
        .points
        .iter()
        .filter(|(x, y)| is_inside(x) && is_inside(y));
    let mut path = format!("M0 {SIDE}");
    for (x, y) in inside {
        write!(path, "L{:.1} {:.1}", x * SIDE, SIDE - y * SIDE)
            .expect("a string takes every write");
    }
    write!(
        out,
        "<path class=\"curve c{}\" d=\"{path}L{SIDE} 0\"/>",
        series(at)
    )
    .expect("a string takes every write");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curves(points: &[(f64, f64)], gini: Option<f64>) -> String {
        let curve = Curve {
            name: "Words & <more>".to_owned(),
            points: points.to_vec(),
            gini,
        };
        let curves = LorenzCurves {
            along: "delegations".to_owned(),
            gini: "Gini".to_owned(),
            curves: vec![curve],
        };
        curves.draw()
    }

    #[test]
    fn a_curve_goes_from_corner_to_corner() {
        let drawn = curves(&[(0.5, 0.25)], Some(0.25));
        assert!(drawn.contains("d=\"M0 260L130.0 195.0L260 0\""), "{drawn}");
        assert!(drawn.contains("Words &amp; &lt;more&gt;</bdi> <span class=\"gini\">Gini 0.25"));
    }

    #[test]
    fn what_is_no_share_is_not_drawn() {
        let drawn = curves(&[(f64::NAN, 0.1), (0.1, 2.0)], Some(f64::NAN));
        assert!(
            drawn.contains("d=\"M0 260L260 0\"") && !drawn.contains("NaN"),
            "{drawn}"
        );
    }
}
