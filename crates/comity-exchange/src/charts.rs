//! Charts: drawings of numbers, made here and needing nothing on the page but [`CHART_STYLE`].
//!
//! A drawing says nothing that the table beside it does not, so it is hidden from those who
//! listen, and shapes, heights and dashes differ, so that nothing rests on colour alone. Words that
//! have to be read stand beside a drawing and not in it, where a narrow screen would make them
//! small. Never here: what the numbers mean, and which of them may be shown.
//!
//! Start at [`Picture`].

mod agreement;
mod intervals;
mod lorenz;
mod map;
mod portions;

pub use agreement::{Agreed, AgreementBars, Level, strip};
pub use intervals::{Intervals, Ranged};
pub use lorenz::{Curve, LorenzCurves};
pub use map::{OpinionMap, Point};
pub use portions::portions;

/// The style sheet of every drawing; the properties that it uses for colours are those of
/// [`STYLE`](crate::html::STYLE).
pub const CHART_STYLE: &str = include_str!("charts/charts.css");

/// A drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// Who stands near whom.
    Map(OpinionMap),
    /// How much each group agrees with each statement.
    Agreement(AgreementBars),
    /// How evenly something is shared out.
    Lorenz(LorenzCurves),
    /// How each group's part compares with an even one.
    Intervals(Intervals),
}

impl Picture {
    /// The drawing as HTML.
    #[must_use]
    pub fn draw(&self) -> String {
        match self {
            Picture::Map(map) => map.draw(),
            Picture::Agreement(bars) => bars.draw(),
            Picture::Lorenz(curves) => curves.draw(),
            Picture::Intervals(intervals) => intervals.draw(),
        }
    }
}

/// The classes that groups and curves are drawn in, each with a colour and a shape or a dash of
/// its own; more than these begin again.
const SERIES: usize = 6;

/// The class of a group or a curve.
fn series(at: usize) -> usize {
    at % SERIES + 1
}
