//! The opinion map: who stands near whom, on the two directions in which opinions differ most.
//!
//! A point may stand for many: its area grows with how many they are. Each group has a shape and
//! a letter beside its colour. Both axes have one scale, since distances are what the map is for.

use std::fmt::Write as _;

use super::series;
use crate::html::push_string;

/// The width of the drawing, in its own units: about a pixel each on a telephone.
const WIDTH: f64 = 360.0;
/// Its height.
const HEIGHT: f64 = 252.0;
/// The space around the outermost points, which leaves room for the largest of them.
const MARGIN: f64 = 18.0;
/// The radius of the largest point.
const LARGEST: f64 = 13.0;
/// The radius of a point that stands for one, where all do.
const ALONE: f64 = 5.5;
/// The radius of the smallest point that can still be told by its shape.
const SMALLEST: f64 = 2.6;

/// A map of opinions.
#[derive(Clone, Debug, PartialEq)]
pub struct OpinionMap {
    /// The points; one whose place is no finite number is not drawn.
    pub points: Vec<Point>,
    /// The names of the groups, in the order in which points number them.
    pub groups: Vec<String>,
    /// What the axes are called, the first one growing to the right and the second one upwards.
    pub axes: [String; 2],
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
    /// Who stands there, where that is public: written beside the point where there is room; empty
    /// for nobody in particular.
    pub name: String,
}

impl OpinionMap {
    /// Draws the map with the names of its axes and groups.
    pub(super) fn draw(&self) -> String {
        let mut out = String::from("<div class=\"opinion-map\" aria-hidden=\"true\">");
        push_axis(&mut out, ["\u{2191} ", &self.axes[1], ""]);
        self.push_drawing(&mut out);
        push_axis(&mut out, ["", &self.axes[0], " \u{2192}"]);
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
                let place = scale.place(point.x, point.y);
                push_shape(out, point.group, place, radius(unit, point));
            }
            let letters = self.push_letters(out, &points, &scale);
            push_names(out, (&points, unit), &scale, letters);
        }
        out.push_str("</svg>");
    }

    /// The letter of each group, where most of it stands; gives the room that they take.
    fn push_letters(&self, out: &mut String, points: &[&Point], scale: &Scale) -> Vec<[f64; 4]> {
        let mut taken = Vec::new();
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
                taken.push([x - ALONE, y - ALONE, x + ALONE, y + ALONE]);
                write!(
                    out,
                    "<text class=\"letter-of\" x=\"{x:.1}\" y=\"{y:.1}\" dy=\".36em\">"
                )
                .expect("a string takes every write");
                push_string(out, &letter(name));
                out.push_str("</text>");
            }
        }
        taken
    }
}

/// Half the height of a name, and how far it reaches to either side for each character, in units of
/// the drawing: an estimate, for letters of any script.
const NAME_HALF_HEIGHT: f64 = 5.5;
const NAME_HALF_CHAR: f64 = 2.75;

/// The longest name that is written on the map, in characters; a longer one is cut.
const MAX_NAME_CHARS: usize = 22;

/// The names of points, below or above them, where they cover neither each other nor a point nor a
/// letter. Those for which there is no room stand in the table.
fn push_names(
    out: &mut String,
    (points, unit): (&[&Point], f64),
    scale: &Scale,
    letters: Vec<[f64; 4]>,
) {
    let covered = points.iter().map(|it| {
        let ((x, y), around) = (scale.place(it.x, it.y), radius(unit, it));
        [x - around, y - around, x + around, y + around]
    });
    let mut taken: Vec<[f64; 4]> = covered.chain(letters).collect();
    let mut named: Vec<&&Point> = points.iter().filter(|it| !it.name.is_empty()).collect();
    named.sort_by(|a, b| a.name.cmp(&b.name));
    for point in named {
        let name = shortened(&point.name);
        let (x, y) = scale.place(point.x, point.y);
        let half = name.chars().count() as f64 * NAME_HALF_CHAR;
        let x = x.clamp(half, (WIDTH - half).max(half));
        let away = radius(unit, point) + NAME_HALF_HEIGHT + 1.0;
        let free = [y + away, y - away].into_iter().find_map(|y| {
            let own = [
                x - half,
                y - NAME_HALF_HEIGHT,
                x + half,
                y + NAME_HALF_HEIGHT,
            ];
            let is_inside = own[1] >= 0.0 && own[3] <= HEIGHT;
            let is_free = taken.iter().all(|it| !overlap(it, &own));
            (is_inside && is_free).then_some((y, own))
        });
        if let Some((y, own)) = free {
            taken.push(own);
            write!(
                out,
                "<text class=\"name-of\" x=\"{x:.1}\" y=\"{y:.1}\" dy=\".36em\">"
            )
            .expect("a string takes every write");
            push_string(out, &name);
            out.push_str("</text>");
        }
    }
}

fn overlap(one: &[f64; 4], other: &[f64; 4]) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

fn shortened(name: &str) -> String {
    match name.chars().count() > MAX_NAME_CHARS {
        true => {
            let kept: String = name.chars().take(MAX_NAME_CHARS - 1).collect();
            format!("{}…", kept.trim_end())
        }
        false => name.to_owned(),
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
    if largest <= 1.0 {
        // One to a point: nobody is to look like a crowd.
        return ALONE;
    }
    let crowded = (WIDTH * HEIGHT / (points.max(1) as f64 * 12.0)).sqrt();
    crowded.clamp(SMALLEST, LARGEST) / largest.sqrt()
}

/// How far a point reaches.
fn radius(unit: f64, point: &Point) -> f64 {
    (unit * point.mass.sqrt()).clamp(SMALLEST, LARGEST)
}

/// The name of an axis, with its arrow before or behind it. The plane is the same from either
/// side, so its axes are as well.
fn push_axis(out: &mut String, [before, name, behind]: [&str; 3]) {
    out.extend(["<span class=\"axis\" dir=\"ltr\">", before, "<bdi>"]);
    push_string(out, name);
    out.extend(["</bdi>", behind, "</span>"]);
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
            name: String::new(),
        });
        let map = OpinionMap {
            points: points.collect(),
            groups: vec!["Group A".to_owned(), "<b>\u{202e}".to_owned()],
            axes: ["first & most".to_owned(), "second".to_owned()],
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
        assert!(drawn.contains("<bdi>first &amp; most</bdi> \u{2192}"));
        assert!(!drawn.contains("<b>") && drawn.contains("U+202E"));
    }

    #[test]
    fn names_are_written_where_there_is_room() {
        let point = |x: f64, name: &str| Point {
            x,
            y: 0.0,
            mass: 1.0,
            group: None,
            name: name.to_owned(),
        };
        let map = OpinionMap {
            points: vec![
                point(-1.0, "Isles"),
                point(1.0, "Plain <b>"),
                point(1.0, "Quarry"),
                point(1.0, "Ridge"),
            ],
            groups: Vec::new(),
            axes: Default::default(),
        };
        let drawn = map.draw();
        assert_eq!(drawn.matches("class=\"name-of\"").count(), 3, "{drawn}");
        assert!(drawn.contains(">Plain &lt;b&gt;</text>") && !drawn.contains("Ridge"));
        // A long name is cut, and stays inside.
        assert_eq!(shortened(&"a".repeat(40)).chars().count(), MAX_NAME_CHARS);
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
