//! One larger compilation, as a secretariat would have it: every form at once, in three scripts.
//!
//! Start at [`session`].

use comity_text::compile::{CompiledProvision, Piece};
use comity_text::{Compilation, Kind, Place};

use crate::cases::{Case, id, operative, provision, region, tabled, with, words};

/// The case.
pub(crate) fn session() -> Case {
    Case {
        name: "session",
        compilation: compilation(),
        rejected: vec![
            "Draft resolution on cooperation for a dependable network",
            "Preamble",
            "Recalling the commitments made at the Harbour Conference,",
            "Operative part",
            "Calls upon all States to cooperate in good faith;",
            "Decides that operators should report serious incidents to the Forum;",
            "within a month of their discovery;",
            "in a language of their choice;",
            "Requests the Secretariat to publish a yearly report;",
            "Invites donors to contribute to the fund;",
            "يدعو جميع الدول إلى التعاون بحسن نية؛",
            "呼吁各国应本着诚意开展合作；",
            "Decides to remain seized of the matter.",
        ],
        accepted: vec![
            "Draft resolution on cooperation for a dependable network",
            "Preamble",
            "Recalling the commitments made at the Harbour Conference,",
            "Mindful of the needs of small island States,",
            "Operative part",
            "Invites donors to contribute to the fund;",
            "Urges all States and stakeholders to cooperate in good faith;",
            "Decides that operators shall must report serious incidents to the Forum without \
             undue delay and in any case not later than seventy-two hours after their discovery, \
             and to those affected report serious incidents to the Forum and to the national \
             authority, once their causes are understood and the persons affected have been told;",
            "within a week of their discovery;",
            "in a language of their choice;",
            "Requests the Secretariat to publish a report every second year;",
            "يدعو جميع الدول والجهات المعنية إلى التعاون بحسن نية؛",
            "呼吁各国必须本着诚意开展合作；",
            "Decides to remain seized of the matter.",
        ],
        changes: changes(),
        comments: vec![
            ("Tavar", "keep: Tavar"),
            ("Tavar", "keep: Tavar"),
            (
                "Small Islands Caucus; Meridia",
                "Small islands carry the highest cost per head.",
            ),
            ("Tavar", "keep as is: Tavar"),
            ("Meridia", "A wish binds nobody; a duty does."),
            ("Ostrava Union", "in place of OP4: Ostrava Union"),
        ],
    }
}

fn changes() -> Vec<(char, &'static str, &'static str)> {
    vec![
        (
            '+',
            "Small Islands Caucus; Meridia",
            "Mindful of the needs of small island States,",
        ),
        (
            '+',
            "Northern Rim",
            "Invites donors to contribute to the fund;",
        ),
        ('-', "Meridia", "Calls upon"),
        ('+', "Meridia", "Urges"),
        ('+', "Southern Group; Tavar", "and stakeholders"),
        ('-', "Meridia", "should"),
        ('+', "Meridia", "shall"),
        ('+', "Kesh", "must"),
        (
            '-',
            "Small Islands Caucus; Meridia",
            "report serious incidents to the Forum",
        ),
        ('+', "Small Islands Caucus; Meridia", DELAY),
        ('+', "Ostrava Union", CAUSES),
        ('-', "Kesh", "month"),
        ('+', "Kesh", "week"),
        (
            '-',
            "Kesh",
            "Requests the Secretariat to publish a yearly report;",
        ),
        (
            '+',
            "Ostrava Union",
            "Requests the Secretariat to publish a report every second year;",
        ),
        (
            '-',
            "Northern Rim",
            "Invites donors to contribute to the fund;",
        ),
        ('+', "ميريديا", "والجهات المعنية"),
        ('-', "凯什", "应"),
        ('+', "凯什", "必须"),
    ]
}

const DELAY: &str = "report serious incidents to the Forum without undue delay and in any case \
                     not later than seventy-two hours after their discovery, and to those affected";

const CAUSES: &str = "report serious incidents to the Forum and to the national authority, once \
                      their causes are understood and the persons affected have been told";

fn compilation() -> Compilation {
    let mut one = tabled(&[
        (&["Meridia"], "A wish binds nobody; a duty does."),
        (&["Southern Group", "Tavar"], ""),
        (&["Kesh"], ""),
        (
            &["Small Islands Caucus", "Meridia"],
            "Small islands carry the highest cost per head.",
        ),
        (&["Ostrava Union"], ""),
        (&["Northern Rim"], ""),
        (&["ميريديا"], ""),
        (&["凯什"], ""),
        (&["Tavar"], ""),
    ]);
    let heading =
        |name: &str, text: &str| with(provision(name, Kind::Heading(1), ""), vec![words(text)]);
    let preambular = |name: &str, label: &str, text: &str| {
        with(provision(name, Kind::Preambular, label), vec![words(text)])
    };
    let title = "Draft resolution on cooperation for a dependable network";
    one.provisions = vec![
        with(provision("t", Kind::Title, ""), vec![words(title)]),
        heading("h1", "Preamble"),
        preambular(
            "pp1",
            "PP1",
            "Recalling the commitments made at the Harbour Conference,",
        ),
        CompiledProvision {
            added_by: vec![3],
            ..preambular(
                "pp1bis",
                "PP1 bis",
                "Mindful of the needs of small island States,",
            )
        },
        heading("h2", "Operative part"),
    ];
    one.provisions.extend(amended());
    one.provisions.extend(whole());
    one
}

/// Provisions whose words are in dispute.
fn amended() -> Vec<CompiledProvision> {
    let item = |name: &str, label: &str, pieces: Vec<Piece>| {
        let mut one = with(provision(name, Kind::Item(1), label), pieces);
        one.parent = Some(id("op2"));
        one
    };
    let week = region("month", &[], &[("week", &[2])]);
    vec![
        with(
            operative("op1", "OP1", ""),
            vec![
                region("Calls upon", &[8], &[("Urges", &[0])]),
                words(" all States"),
                region("", &[], &[(" and stakeholders", &[1])]),
                words(" to cooperate in good faith;"),
            ],
        ),
        with(
            operative("op2", "OP2", ""),
            vec![
                words("Decides that operators "),
                region("should", &[], &[("shall", &[0]), ("must", &[2])]),
                words(" "),
                region(
                    "report serious incidents to the Forum",
                    &[],
                    &[(DELAY, &[3]), (CAUSES, &[4])],
                ),
                words(";"),
            ],
        ),
        item(
            "op2a",
            "(a)",
            vec![words("within a "), week, words(" of their discovery;")],
        ),
        CompiledProvision {
            keep: vec![8],
            ..item("op2b", "(b)", vec![words("in a language of their choice;")])
        },
    ]
}

/// Provisions of which something is asked as a whole, and other scripts.
fn whole() -> Vec<CompiledProvision> {
    let first = Place {
        parent: Some(id("h2")),
        after: None,
    };
    vec![
        CompiledProvision {
            suppressed_by: vec![2],
            ..operative(
                "op4",
                "OP4",
                "Requests the Secretariat to publish a yearly report;",
            )
        },
        CompiledProvision {
            added_by: vec![4],
            alt_of: Some(id("op4")),
            ..operative(
                "op4alt",
                "OP4 alt",
                "Requests the Secretariat to publish a report every second year;",
            )
        },
        CompiledProvision {
            moves: vec![(first, vec![5])],
            ..operative("op5", "OP5", "Invites donors to contribute to the fund;")
        },
        with(
            operative("op6", "OP6", ""),
            vec![
                words("يدعو جميع الدول"),
                region("", &[], &[(" والجهات المعنية", &[6])]),
                words(" إلى التعاون بحسن نية؛"),
            ],
        ),
        with(
            operative("op7", "OP7", ""),
            vec![
                words("呼吁各国"),
                region("应", &[8], &[("必须", &[7])]),
                words("本着诚意开展合作；"),
            ],
        ),
        operative("op8", "OP8", "Decides to remain seized of the matter."),
    ]
}
