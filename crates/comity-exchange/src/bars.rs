//! Bars: how each group answers one question, drawn and as a table that says the same.
//!
//! Each bar is as long as every other, however many stand behind it: a small group is seen as well
//! as a large one. Those who go along begin at the start, those who are against stand at the end,
//! and heights differ, so that nothing rests on colour alone. The words come from the caller.
//! Never here: whom to count, and which answers mean what.
//!
//! Start at [`draw`].

use std::fmt::Write as _;

use crate::html::push_string;

/// The length of every bar, in units of its drawing.
const LENGTH: u64 = 1000;

/// How an answer is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From the start, for those who go along; the number is its height in tenths.
    Start(u8),
    /// At the end, for those who are against.
    End,
    /// Not drawn: the place stays empty.
    Neither,
}

/// An answer that can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it is called.
    pub name: String,
    /// The class of its parts of the drawing.
    pub class: &'static str,
    /// How it is drawn.
    pub side: Side,
}

/// A group and its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is called.
    pub name: String,
    /// How many gave each answer, in the order of the answers.
    pub counts: Vec<u64>,
}

/// Draws the bars of those groups that have anybody in them. The drawing says nothing that
/// [`table`] does not, so it is hidden from those who listen.
#[must_use]
pub fn draw(answers: &[Answer], groups: &[Group]) -> String {
    let mut out = String::from("<div class=\"answer-bars\" aria-hidden=\"true\">");
    for group in groups {
        let all: u64 = group.counts.iter().sum();
        if all == 0 {
            continue;
        }
        out.push_str("<span class=\"bar-name\"><bdi>");
        push_string(&mut out, &group.name);
        out.push_str("</bdi></span>");
        push_bar(&mut out, answers, &group.counts, all);
        push_numbers(&mut out, answers, &group.counts, all);
    }
    out.push_str("</div>");
    out
}

/// The same table for those who hear a page: a table itself cannot be made as small as a point.
#[must_use]
pub fn hidden_table(caption: &str, answers: &[Answer], groups: &[Group]) -> String {
    format!(
        "<div class=\"vh\">{}</div>",
        table(caption, "heard", answers, groups)
    )
}

/// The answers of all groups as a table with a caption, in a class of its own.
#[must_use]
pub fn table(caption: &str, class: &str, answers: &[Answer], groups: &[Group]) -> String {
    let mut out = String::new();
    out.extend(["<table class=\"", class, "\"><caption>"]);
    push_string(&mut out, caption);
    out.push_str("</caption><thead><tr><td></td>");
    for answer in answers {
        out.extend(["<th scope=\"col\" class=\"", answer.class, "\">"]);
        push_string(&mut out, &answer.name);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for group in groups {
        out.push_str("<tr><th scope=\"row\"><bdi>");
        push_string(&mut out, &group.name);
        out.push_str("</bdi></th>");
        for count in &group.counts {
            write!(out, "<td>{count}</td>").expect("a string takes every write");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
}

fn push_bar(out: &mut String, answers: &[Answer], counts: &[u64], all: u64) {
    out.push_str("<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\"><rect class=\"bar-ground\" width=\"1000\" height=\"10\"/>");
    let mut start = 0;
    let mut end = 0;
    for (answer, count) in answers.iter().zip(counts) {
        let (from, to, height) = match answer.side {
            Side::Neither => continue,
            Side::Start(tenths) => {
                let from = start;
                start += count;
                (from, start, u64::from(tenths))
            }
            Side::End => {
                end += count;
                (all - end, all - end + count, 10)
            }
        };
        if *count == 0 {
            continue;
        }
        let (x, width) = (
            from * LENGTH / all,
            (to * LENGTH / all) - (from * LENGTH / all),
        );
        write!(
            out,
            "<rect class=\"{}\" x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"{height}\"/>",
            answer.class,
            10 - height
        )
        .expect("a string takes every write");
    }
    out.push_str("</svg>");
}

fn push_numbers(out: &mut String, answers: &[Answer], counts: &[u64], all: u64) {
    let of = |wanted: fn(Side) -> bool| -> u64 {
        let both = answers.iter().zip(counts);
        both.filter(|(answer, _)| wanted(answer.side))
            .map(|it| it.1)
            .sum()
    };
    let along = of(|side| matches!(side, Side::Start(_)));
    let against = of(|side| side == Side::End);
    write!(out, "<span class=\"bar-count\"><bdi>{along}/{all}</bdi>")
        .expect("a string takes every write");
    if against > 0 {
        write!(
            out,
            " <bdi class=\"bar-against\">\u{2715}\u{a0}{against}</bdi>"
        )
        .expect("a string takes every write");
    }
    out.push_str("</span>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> Vec<Answer> {
        let answer = |name: &str, class, side| Answer {
            name: name.to_owned(),
            class,
            side,
        };
        vec![
            answer("support", "yes", Side::Start(10)),
            answer("can live with it", "mild", Side::Start(5)),
            answer("object", "no", Side::End),
            answer("silent", "none", Side::Neither),
        ]
    }

    fn group(name: &str, counts: [u64; 4]) -> Group {
        Group {
            name: name.to_owned(),
            counts: counts.into(),
        }
    }

    #[test]
    fn a_group_of_two_is_as_long_as_one_of_two_hundred() {
        let small = draw(&answers(), &[group("Academia", [1, 0, 1, 0])]);
        let large = draw(&answers(), &[group("Government", [100, 0, 100, 0])]);
        for drawn in [&small, &large] {
            assert!(
                drawn.contains("class=\"yes\" x=\"0\" y=\"0\" width=\"500\""),
                "{drawn}"
            );
            assert!(
                drawn.contains("class=\"no\" x=\"500\" y=\"0\" width=\"500\""),
                "{drawn}"
            );
        }
    }

    #[test]
    fn those_who_have_said_nothing_leave_their_place_empty() {
        let drawn = draw(&answers(), &[group("Civil society", [1, 1, 1, 1])]);
        assert!(drawn.contains("class=\"mild\" x=\"250\" y=\"5\" width=\"250\" height=\"5\""));
        assert!(drawn.contains("class=\"no\" x=\"750\""));
        assert!(!drawn.contains("class=\"none\""));
        assert!(drawn.contains("<bdi>2/4</bdi>"));
        assert!(!draw(&answers(), &[group("Nobody", [0; 4])]).contains("Nobody"));
    }

    #[test]
    fn names_become_no_markup() {
        let groups = [group("<b>x</b>", [1, 0, 0, 0])];
        let all = draw(&answers(), &groups) + &hidden_table("\"&", &answers(), &groups);
        assert!(!all.contains("<b>") && all.contains("&lt;b&gt;") && all.contains("&quot;&amp;"));
    }
}
