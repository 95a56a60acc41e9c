//! The document at a glance: one thin bar for each provision that somebody would change, from
//! the start to the end in reading order, with a table that says the same.

use std::fmt::Write as _;

use super::Frame;
use super::escape::{push_anchor, push_string};
use super::names;
use crate::script::Direction;

/// The width of the drawing, in its own units.
const WIDTH: f64 = 1000.0;
/// The height of the highest bar.
const HEIGHT: f64 = 56.0;
/// The widest bar: a text of three provisions need not look like a wall.
const MAX_BAR: f64 = 14.0;
/// The thinnest bar that can still be seen and hit.
const MIN_BAR: f64 = 1.4;

/// Adds the map and its table; nothing where nobody asks for anything.
pub(super) fn push(out: &mut String, frame: &Frame<'_>) {
    let touched: Vec<usize> = (0..frame.layout.provisions.len())
        .filter(|at| !frame.layout.provisions[*at].proposals.is_empty())
        .collect();
    if touched.is_empty() {
        return;
    }
    out.extend([
        "<figure class=\"map\"><figcaption>",
        frame.words.map,
        "</figcaption>",
    ]);
    push_drawing(out, frame, &touched);
    push_table(out, frame, &touched);
    out.push_str("</figure>\n");
}

/// The drawing says nothing that the table does not, so those who listen or go by keyboard are
/// not led through hundreds of bars.
fn push_drawing(out: &mut String, frame: &Frame<'_>, touched: &[usize]) {
    let layout = &frame.layout;
    let step = WIDTH / layout.provisions.len() as f64;
    let width = (step * 0.72).clamp(MIN_BAR, MAX_BAR);
    let most = touched
        .iter()
        .map(|at| layout.provisions[*at].outcomes.max(1));
    let unit = HEIGHT / most.max().unwrap_or(1).max(4) as f64;
    out.push_str("<svg viewBox=\"0 0 1000 66\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    out.push_str("<path class=\"ground\" d=\"M0 63.5H1000\"/>");
    for at in touched {
        let provision = &layout.provisions[*at];
        let height = unit * provision.outcomes.max(1) as f64;
        let start = step * *at as f64 + (step - width) / 2.0;
        let x = match frame.direction {
            Direction::Ltr => start,
            Direction::Rtl => WIDTH - start - width,
        };
        out.push_str("<a tabindex=\"-1\" href=\"#");
        push_anchor(out, layout.compilation.provisions[*at].id.as_str());
        out.push_str("\"><title>");
        push_string(out, &layout.name(*at));
        out.extend([" · ", &frame.words.outcomes.say(provision.outcomes.max(1))]);
        if !provision.conflicts.is_empty() {
            out.extend([" · ", &frame.words.conflicts.say(provision.conflicts.len())]);
        }
        out.push_str("</title>");
        // The whole height is the target, so that a low bar can be hit as well as a high one.
        write!(
            out,
            "<rect class=\"hit\" x=\"{x:.1}\" y=\"0\" width=\"{width:.1}\" height=\"66\"/><rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/></a>",
            62.0 - height
        )
        .expect("a string takes every write");
    }
    out.push_str("</svg>");
}

fn push_table(out: &mut String, frame: &Frame<'_>, touched: &[usize]) {
    let words = frame.words;
    out.extend([
        "<details><summary>",
        words.as_table,
        "</summary><table><thead><tr>",
    ]);
    let heads = [
        words.provision,
        words.proposals_heading,
        words.outcomes_heading,
        words.conflicts_heading,
    ];
    for head in heads {
        out.extend(["<th scope=\"col\">", head, "</th>"]);
    }
    out.push_str("</tr></thead><tbody>");
    for at in touched {
        let provision = &frame.layout.provisions[*at];
        out.push_str("<tr><th scope=\"row\">");
        names::push_provision(out, frame, *at);
        out.push_str("</th>");
        let numbers = [
            provision.proposals.len(),
            provision.outcomes,
            provision.conflicts.len(),
        ];
        for number in numbers {
            write!(out, "<td>{number}</td>").expect("a string takes every write");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></details>");
}
