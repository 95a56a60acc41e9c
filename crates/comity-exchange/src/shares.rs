//! Shares: of each group, how many have done each of several things, drawn and as a table that
//! says the same.
//!
//! Every track is as long as every other, so that a small group is seen as well as a large one: a
//! full track says that all of them did it. Tracks grow from the side where reading starts. The
//! words come from the caller. Never here: whom to count.
//!
//! Start at [`draw`].

use std::fmt::Write as _;

use crate::html::push_string;

/// The length of every track, in units of its drawing.
const LENGTH: u64 = 1000;

/// A group and what it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is called.
    pub name: String,
    /// How many there are of it.
    pub all: u64,
    /// How many of them did each thing, in the order of the things.
    pub did: Vec<u64>,
}

/// Draws a track for each group and thing. The drawing says nothing that [`table`] does not, so it
/// is hidden from those who listen.
#[must_use]
pub fn draw(things: &[String], groups: &[Group]) -> String {
    let mut out = String::from("<div class=\"shares\" aria-hidden=\"true\"><span></span>");
    for thing in things {
        out.push_str("<span class=\"share-head\">");
        push_string(&mut out, thing);
        out.push_str("</span>");
    }
    for group in groups {
        out.push_str("<span class=\"share-name\"><bdi>");
        push_string(&mut out, &group.name);
        write!(out, "</bdi> <b>{}</b></span>", group.all).expect("a string takes every write");
        for count in &group.did {
            push_track(&mut out, (*count).min(group.all), group.all);
        }
    }
    out.push_str("</div>");
    out
}

/// The same as a table: a heading for the groups, one for how many they are, and the things.
#[must_use]
pub fn table(
    caption: &str,
    (of_groups, of_all): (&str, &str),
    things: &[String],
    groups: &[Group],
) -> String {
    let mut out = String::from("<table class=\"shares-table\"><caption>");
    push_string(&mut out, caption);
    out.push_str("</caption><thead><tr>");
    let heads = [of_groups, of_all].into_iter();
    for head in heads.chain(things.iter().map(String::as_str)) {
        out.push_str("<th scope=\"col\">");
        push_string(&mut out, head);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for group in groups {
        out.push_str("<tr><th scope=\"row\"><bdi>");
        push_string(&mut out, &group.name);
        write!(out, "</bdi></th><td>{}</td>", group.all).expect("a string takes every write");
        for count in &group.did {
            write!(out, "<td>{count}</td>").expect("a string takes every write");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
}

/// A track, as full as the share; the sheet turns it round where reading starts at the right.
fn push_track(out: &mut String, count: u64, all: u64) {
    let width = (count * LENGTH).checked_div(all).unwrap_or(0);
    write!(
        out,
        "<span class=\"share\"><svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\">\
         <rect class=\"share-ground\" width=\"1000\" height=\"10\"/>\
         <rect class=\"share-part\" width=\"{width}\" height=\"10\"/></svg><b>{count}</b></span>"
    )
    .expect("a string takes every write");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, all: u64, did: &[u64]) -> Group {
        Group {
            name: name.to_owned(),
            all,
            did: did.to_vec(),
        }
    }

    #[test]
    fn a_small_group_is_drawn_as_long_as_a_large_one() {
        let things = ["Inputs".to_owned(), "Proposals".to_owned()];
        let drawing = draw(
            &things,
            &[
                group("government", 40, &[20, 40]),
                group("academia", 1, &[1, 0]),
            ],
        );
        let widths: Vec<&str> = drawing
            .split("share-part\" width=\"")
            .skip(1)
            .filter_map(|it| it.split('"').next())
            .collect();
        assert_eq!(widths, ["500", "1000", "1000", "0"]);
    }

    #[test]
    fn a_group_of_nobody_divides_nothing() {
        assert!(draw(&[], &[group("academia", 0, &[0])]).contains("width=\"0\""));
    }

    #[test]
    fn names_are_words_and_never_markup() {
        let groups = [group("<b>x\u{202e}", 1, &[1])];
        let table = table(
            "Who <took> part",
            ("Group", "All"),
            &["In".to_owned()],
            &groups,
        );
        assert!(table.contains("Who &lt;took&gt; part"));
        assert!(table.contains("&lt;b&gt;x<bdi class=\"hidden\" dir=\"ltr\">U+202E</bdi>"));
        assert!(!draw(&[], &groups).contains("<b>x"));
    }
}
