//! The opinion map: who stands near whom, on the two directions in which opinions differ most.
//!
//! A point may stand for many: its area grows with how many they are. Each group has a shape and
//! a letter beside its colour. Both axes have one scale, since distances are what the map is for.

use std::fmt::Write as _;

use super::{percent, series};
use crate::html::push_string;

/// The width of the drawing, in its own units: about a pixel each on a telephone.
const WIDTH: f64 = 360.0;
/// Its height.
const HEIGHT: f64 = 252.0;
/// The space around the outermost points, which leaves room for the largest of them.
const MARGIN: f64 = 18.0;
/// The radius of the largest point.
const LARGEST: f64 = 13.0;
/// The radius of the smallest point that can still be told by its shape.
const SMALLEST: f64 = 2.6;

/// A map of opinions.
#[derive(Clone, Debug, PartialEq)]
pub struct OpinionMap {
    /// The points; one whose place is no finite number is not drawn.
    pub points: Vec<Point>,
    /// The names of the groups, in the order in which points number them.
    pub groups: Vec<String>,
    /// The share of all differences that each axis shows, from 0 to 1; `None` where unknown.
    pub shares: [Option<f64>; 2],
}

/// A point of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its place on the first axis, in units of the projection.
    pub x: f64,
    /// Its place on the second axis, in the same units.
    pub y: f64,
    /// How many stand there; more than 0.
    pub mass: f64,
    /// The group, as an index; `None` where there are no groups.
    pub group: Option<usize>,
}

impl OpinionMap {
    /// Draws the map with the names of its axes and groups.
    pub(super) fn draw(&self) -> String {
        let mut out = String::from("<div class=\"opinion-map\" aria-hidden=\"true\">");
        push_axis(&mut out, ["\u{2191} second component", ""], self.shares[1]);
        self.push_drawing(&mut out);
        push_axis(&mut out, ["first component", " \u{2192}"], self.shares[0]);
        if !self.groups.is_empty() {
            out.push_str("<ul class=\"legend\">");
            for (at, name) in self.groups.iter().enumerate() {
                out.push_str("<li><svg viewBox=\"-8 -8 16 16\">");
                push_shape(&mut out, Some(at), (0.0, 0.0), 5.0);
                out.push_str("</svg><bdi>");
                push_string(&mut out, name);
                out.push_str("</bdi></li>");
            }
            out.push_str("</ul>");
        }
        out.push_str("</div>");
        out
    }

    fn push_drawing(&self, out: &mut String) {
        write!(
            out,
            "<svg class=\"plane\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">"
        )
        .expect("a string takes every write");
        let mut points: Vec<&Point> = self
            .points
            .iter()
            .filter(|it| it.x.is_finite() && it.y.is_finite() && it.mass > 0.0)
            .collect();
        // The large ones first, so that small ones lie on top of them.
        points.sort_by(|a, b| {
            let mass = b.mass.total_cmp(&a.mass);
            mass.then_with(|| a.x.total_cmp(&b.x))
                .then_with(|| a.y.total_cmp(&b.y))
                .then_with(|| a.group.cmp(&b.group))
        });
        if let Some(largest) = points.first() {
            let scale = Scale::of(&points);
            let (x, y) = scale.place(0.0, 0.0);
            write!(
                out,
                "<path class=\"cross\" d=\"M0 {y:.1}H{WIDTH}M{x:.1} 0V{HEIGHT}\"/>"
            )
            .expect("a string takes every write");
            let unit = unit(largest.mass, points.len());
            for point in &points {
                let radius = (unit * point.mass.sqrt()).clamp(SMALLEST, LARGEST);
                push_shape(out, point.group, scale.place(point.x, point.y), radius);
            }
            self.push_letters(out, &points, &scale);
        }
        out.push_str("</svg>");
    }

    /// The letter of each group, where most of it stands.
    fn push_letters(&self, out: &mut String, points: &[&Point], scale: &Scale) {
        for (at, name) in self.groups.iter().enumerate() {
            let own = points.iter().filter(|it| it.group == Some(at));
            let (mut mass, mut x, mut y) = (0.0, 0.0, 0.0);
            for point in own {
                mass += point.mass;
                x += point.mass * point.x;
                y += point.mass * point.y;
            }
            if mass > 0.0 {
                let (x, y) = scale.place(x / mass, y / mass);
                write!(
                    out,
                    "<text class=\"letter-of\" x=\"{x:.1}\" y=\"{y:.1}\" dy=\".36em\">"
                )
                .expect("a string takes every write");
                push_string(out, &letter(name));
                out.push_str("</text>");
            }
        }
    }
}

/// The last word of a name if it is short, else its first letter.
fn letter(name: &str) -> String {
    match name.split_whitespace().last() {
        Some(word) if word.chars().count() <= 2 => word.to_owned(),
        _ => name.chars().take(1).collect(),
    }
}

/// How far a point of mass 1 reaches: the largest as far as it may, and smaller where there are
/// many points, so that they do not cover the plane.
fn unit(largest: f64, points: usize) -> f64 {
    let crowded = (WIDTH * HEIGHT / (points.max(1) as f64 * 12.0)).sqrt();
    crowded.clamp(SMALLEST, LARGEST) / largest.sqrt()
}

/// The name of an axis. The plane is the same from either side, so its axes are as well.
fn push_axis(out: &mut String, [name, arrow]: [&str; 2], share: Option<f64>) {
    out.extend(["<span class=\"axis\" dir=\"ltr\">", name]);
    if let Some(share) = share {
        out.extend([" \u{b7} ", &percent(share), " of all differences"]);
    }
    out.extend([arrow, "</span>"]);
}

/// A shape of the area of a circle with a radius.
fn push_shape(out: &mut String, group: Option<usize>, (x, y): (f64, f64), radius: f64) {
    let Some(group) = group else {
        write!(
            out,
            "<circle class=\"point g0\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>"
        )
        .expect("a string takes every write");
        return;
    };
    let class = series(group);
    let at = |corners: &[(f64, f64)]| -> String {
        let mut path = String::new();
        for (nth, (dx, dy)) in corners.iter().enumerate() {
            let step = if nth == 0 { 'M' } else { 'L' };
            let (x, y) = (x + dx * radius, y + dy * radius);
            write!(path, "{step}{x:.1} {y:.1}").expect("a string takes every write");
        }
        path + "Z"
    };
    let path = match class {
        1 => {
            write!(
                out,
                "<circle class=\"point g1\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>"
            )
            .expect("a string takes every write");
            return;
        }
        2 => at(&[(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)]),
        3 => at(&[(0.0, -1.56), (1.35, 0.78), (-1.35, 0.78)]),
        4 => at(&[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]),
        5 => at(&PLUS),
        _ => at(&[(0.0, 1.56), (1.35, -0.78), (-1.35, -0.78)]),
    };
    write!(out, "<path class=\"point g{class}\" d=\"{path}\"/>")
        .expect("a string takes every write");
}

/// A plus sign of the area of a circle with radius 1.
const PLUS: [(f64, f64); 12] = [
    (-0.4, -1.19),
    (0.4, -1.19),
    (0.4, -0.4),
    (1.19, -0.4),
    (1.19, 0.4),
    (0.4, 0.4),
    (0.4, 1.19),
    (-0.4, 1.19),
    (-0.4, 0.4),
    (-1.19, 0.4),
    (-1.19, -0.4),
    (-0.4, -0.4),
];

/// From the plane of the projection to that of the drawing.
struct Scale {
    unit: f64,
    centre: (f64, f64),
}

impl Scale {
    /// The largest scale in which all points and the origin are inside.
    fn of(points: &[&Point]) -> Scale {
        let (mut low, mut high) = ((0.0_f64, 0.0_f64), (0.0_f64, 0.0_f64));
        for point in points {
            low = (low.0.min(point.x), low.1.min(point.y));
            high = (high.0.max(point.x), high.1.max(point.y));
        }
        let wide = (WIDTH - 2.0 * MARGIN) / (high.0 - low.0);
        let tall = (HEIGHT - 2.0 * MARGIN) / (high.1 - low.1);
        let unit = wide.min(tall);
        Scale {
            // All in one place: any scale will do.
            unit: if unit.is_finite() { unit } else { 1.0 },
            centre: (low.0 / 2.0 + high.0 / 2.0, low.1 / 2.0 + high.1 / 2.0),
        }
    }

    fn place(&self, x: f64, y: f64) -> (f64, f64) {
        (
            WIDTH / 2.0 + (x - self.centre.0) * self.unit,
            HEIGHT / 2.0 - (y - self.centre.1) * self.unit,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(points: &[(f64, f64, f64, Option<usize>)]) -> String {
        let points = points.iter().map(|(x, y, mass, group)| Point {
            x: *x,
            y: *y,
            mass: *mass,
            group: *group,
        });
        let map = OpinionMap {
            points: points.collect(),
            groups: vec!["Group A".to_owned(), "<b>\u{202e}".to_owned()],
            shares: [Some(0.314), None],
        };
        map.draw()
    }

    #[test]
    fn each_group_has_a_shape_of_its_own() {
        let drawn = map(&[(1.0, 0.0, 4.0, Some(0)), (-1.0, 0.0, 1.0, Some(1))]);
        let plane = drawn.split("</svg>").next().unwrap();
        assert!(
            plane.contains("<circle class=\"point g1\" cx=\"342.0\" cy=\"126.0\" r=\"13.0\"/>")
        );
        assert!(
            plane.contains("<path class=\"point g2\" d=\"M12.2 120.2"),
            "{plane}"
        );
        assert!(plane.contains("dy=\".36em\">A</text>"));
        assert!(drawn.contains("31\u{a0}% of all differences"));
        assert!(!drawn.contains("<b>") && drawn.contains("U+202E"));
    }

    #[test]
    fn the_order_of_points_makes_no_difference() {
        let mut points = [
            (0.2, 0.1, 3.0, Some(0)),
            (-0.4, 0.3, 3.0, Some(1)),
            (0.2, 0.1, 1.0, None),
        ];
        let one = map(&points);
        points.reverse();
        assert_eq!(one, map(&points));
    }

    #[test]
    fn places_that_are_no_numbers_are_not_drawn() {
        let nan = map(&[
            (f64::NAN, 0.0, 1.0, Some(0)),
            (0.0, f64::INFINITY, 1.0, None),
        ]);
        assert!(!nan.contains("NaN") && !nan.contains("inf"), "{nan}");
        let one = map(&[(0.0, 0.0, 1.0, None), (0.0, 0.0, 1.0, None)]);
        assert!(
            !one.contains("NaN") && one.contains("cx=\"180.0\""),
            "{one}"
        );
        let far = map(&[(f64::MAX, f64::MIN, 1.0, None), (-f64::MAX, 0.0, 1.0, None)]);
        assert!(!far.contains("NaN") && !far.contains("inf"), "{far}");
    }
}
