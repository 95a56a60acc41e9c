//! Compilations made by hand, each with what the judges must see, written out by hand too.
//!
//! Start at [`all`].

use comity_text::compile::{Alternative, CompiledProvision, Piece, Region};
use comity_text::{Compilation, Kind, Place, Proposal, ProvisionId, Style, Text};

/// A compilation with what is expected of its tracked form.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) compilation: Compilation,
    pub(crate) rejected: Vec<&'static str>,
    pub(crate) accepted: Vec<&'static str>,
    /// `+` inserted or `-` deleted, the author, the words; in the order of the document.
    pub(crate) changes: Vec<(char, &'static str, &'static str)>,
    /// Words that a comment must hold, with its author.
    pub(crate) comments: Vec<(&'static str, &'static str)>,
}

/// Every case.
pub(crate) fn all() -> Vec<Case> {
    vec![
        english_regions(),
        five_alternatives(),
        arabic(),
        chinese(),
        added_and_suppressed(),
        split_and_joined(),
        joined_far_away(),
        moved(),
        moved_and_amended(),
        variants(),
        emphasis_and_notes(),
        strange_characters(),
        ends_that_are_tracked(),
        crate::session::session(),
    ]
}

pub(crate) fn id(name: &str) -> ProvisionId {
    ProvisionId::new(name)
}

/// Proposals by sponsors, with their reasons.
pub(crate) fn tabled(rows: &[(&[&str], &str)]) -> Compilation {
    let proposals = rows
        .iter()
        .enumerate()
        .map(|(at, (sponsors, rationale))| Proposal {
            id: format!("{}", at + 1),
            sponsors: sponsors.iter().map(|&name| name.to_owned()).collect(),
            rationale: (*rationale).to_owned(),
            ..Proposal::default()
        });
    Compilation {
        proposals: proposals.collect(),
        ..Compilation::default()
    }
}

pub(crate) fn provision(name: &str, kind: Kind, label: &str) -> CompiledProvision {
    CompiledProvision {
        id: id(name),
        label: label.to_owned(),
        kind,
        parent: None,
        after: None,
        alt_of: None,
        pieces: Vec::new(),
        added_by: Vec::new(),
        suppressed_by: Vec::new(),
        joined_into: Vec::new(),
        moves: Vec::new(),
        keep: Vec::new(),
    }
}

pub(crate) fn operative(name: &str, label: &str, text: &str) -> CompiledProvision {
    with(provision(name, Kind::Operative, label), vec![words(text)])
}

pub(crate) fn with(mut provision: CompiledProvision, pieces: Vec<Piece>) -> CompiledProvision {
    provision.pieces = pieces;
    provision
}

pub(crate) fn words(text: &str) -> Piece {
    Piece::Text(Text::plain(text))
}

pub(crate) fn region(base: &str, keep: &[usize], outcomes: &[(&str, &[usize])]) -> Piece {
    let alternative = |(text, proposals): &(&str, &[usize])| Alternative {
        text: Text::plain(*text),
        proposals: proposals.to_vec(),
        variant_of: None,
    };
    Piece::Region(Region {
        start: 0,
        base: Text::plain(base),
        keep: keep.to_vec(),
        alternatives: outcomes.iter().map(alternative).collect(),
    })
}

fn english_regions() -> Case {
    let mut one = tabled(&[
        (&["Meridia"], "A duty is clearer than a wish."),
        (&["Southern Group", "Tavar"], ""),
        (&["Kesh"], ""),
    ]);
    one.provisions = vec![
        with(
            provision("t", Kind::Title, ""),
            vec![words("Draft compact")],
        ),
        with(
            operative("op1", "OP1", ""),
            vec![
                words("States "),
                region("should", &[2], &[("shall", &[0, 1])]),
                words(" cooperate"),
                region("", &[], &[(" in good faith", &[1]), (" promptly", &[2])]),
                words("."),
            ],
        ),
        CompiledProvision {
            keep: vec![2],
            ..operative("op2", "OP2", "Reports are public.")
        },
    ];
    Case {
        name: "english",
        compilation: one,
        rejected: vec![
            "Draft compact",
            "States should cooperate.",
            "Reports are public.",
        ],
        accepted: vec![
            "Draft compact",
            "States shall cooperate in good faith promptly.",
            "Reports are public.",
        ],
        changes: vec![
            ('-', "Meridia; Southern Group; Tavar", "should"),
            ('+', "Meridia; Southern Group; Tavar", "shall"),
            ('+', "Southern Group; Tavar", "in good faith"),
            ('+', "Kesh", "promptly"),
        ],
        comments: vec![
            ("Meridia", "A duty is clearer than a wish."),
            ("Kesh", "keep: Kesh"),
            ("Kesh", "keep as is: Kesh"),
        ],
    }
}

fn five_alternatives() -> Case {
    let mut one = tabled(&[
        (&["Alda"], ""),
        (&["Borun"], ""),
        (&["Cesta"], ""),
        (&["Dorve"], ""),
        (&["Elmar"], ""),
    ]);
    one.provisions = vec![with(
        operative("op1", "OP1", ""),
        vec![
            words("Operators report "),
            region(
                "yearly",
                &[],
                &[
                    ("monthly", &[0]),
                    ("weekly", &[1]),
                    ("", &[2]),
                    ("every ten years", &[3]),
                    ("(when asked)", &[4]),
                ],
            ),
            words("."),
        ],
    )];
    Case {
        name: "five",
        compilation: one,
        rejected: vec!["Operators report yearly."],
        accepted: vec!["Operators report monthly weekly every ten years(when asked)."],
        changes: vec![
            ('-', "Alda", "yearly"),
            ('+', "Alda", "monthly"),
            ('+', "Borun", "weekly"),
            ('+', "Dorve", "every ten years"),
            ('+', "Elmar", "(when asked)"),
        ],
        comments: vec![("Cesta", "delete: Cesta")],
    }
}

fn arabic() -> Case {
    let mut one = tabled(&[(&["ميريديا"], "الوضوح"), (&["Tavar"], "")]);
    one.provisions = vec![
        with(provision("t", Kind::Title, ""), vec![words("مشروع ميثاق")]),
        with(
            operative("op1", "OP1", ""),
            vec![
                words("على الدول أن "),
                region("تسعى", &[], &[("تلتزم", &[0]), ("تتعهد (TLS)", &[1])]),
                words(" إلى التعاون في عام 2030."),
            ],
        ),
    ];
    Case {
        name: "arabic",
        compilation: one,
        rejected: vec!["مشروع ميثاق", "على الدول أن تسعى إلى التعاون في عام 2030."],
        accepted: vec![
            "مشروع ميثاق",
            "على الدول أن تلتزم تتعهد (TLS) إلى التعاون في عام 2030.",
        ],
        changes: vec![
            ('-', "ميريديا", "تسعى"),
            ('+', "ميريديا", "تلتزم"),
            ('+', "Tavar", "تتعهد (TLS)"),
        ],
        comments: vec![("ميريديا", "الوضوح")],
    }
}

fn chinese() -> Case {
    let mut one = tabled(&[(&["凯什"], ""), (&["Tavar"], "")]);
    one.provisions = vec![with(
        operative("op1", "1", ""),
        vec![
            words("各国"),
            region("应", &[], &[("必须", &[0]), ("可以", &[1])]),
            words("开展“合作”。"),
        ],
    )];
    Case {
        name: "chinese",
        compilation: one,
        rejected: vec!["各国应开展“合作”。"],
        accepted: vec!["各国必须可以开展“合作”。"],
        changes: vec![
            ('-', "凯什", "应"),
            ('+', "凯什", "必须"),
            ('+', "Tavar", "可以"),
        ],
        comments: vec![],
    }
}

fn added_and_suppressed() -> Case {
    let mut one = tabled(&[
        (&["Meridia"], ""),
        (&["Kesh"], "Costs are unknown."),
        (&["Tavar"], ""),
    ]);
    one.provisions = vec![
        operative("op1", "OP1", "First."),
        CompiledProvision {
            added_by: vec![0, 2],
            ..operative("op1bis", "OP1 bis", "A new one.")
        },
        CompiledProvision {
            added_by: vec![2],
            alt_of: Some(id("op2")),
            ..operative("op2alt", "OP2 alt", "A rival.")
        },
        CompiledProvision {
            suppressed_by: vec![1, 0],
            ..operative("op2", "OP2", "To be deleted.")
        },
        CompiledProvision {
            suppressed_by: vec![1],
            ..with(
                operative("op3", "OP3", ""),
                vec![
                    words("Funds "),
                    region("may", &[], &[("shall", &[2])]),
                    words(" be held."),
                ],
            )
        },
        operative("op4", "OP4", "Last."),
    ];
    Case {
        name: "added",
        compilation: one,
        rejected: vec!["First.", "To be deleted.", "Funds may be held.", "Last."],
        accepted: vec!["First.", "A new one.", "A rival.", "shall", "Last."],
        changes: vec![
            ('+', "Meridia; Tavar", "A new one."),
            ('+', "Tavar", "A rival."),
            ('-', "Kesh; Meridia", "To be deleted."),
            ('-', "Kesh", "Funds"),
            ('-', "Tavar", "may"),
            ('+', "Tavar", "shall"),
            ('-', "Kesh", "be held."),
        ],
        comments: vec![
            ("Kesh", "Costs are unknown."),
            ("Kesh", "delete the whole: Kesh"),
            ("Tavar", "in place of OP2: Tavar"),
        ],
    }
}

fn split_and_joined() -> Case {
    let mut one = tabled(&[(&["Meridia"], ""), (&["Tavar"], "")]);
    one.provisions = vec![
        with(
            operative("op1", "OP1", ""),
            vec![
                words("Parties meet."),
                region(" ", &[], &[("\n", &[0])]),
                words("They vote."),
            ],
        ),
        with(
            operative("op2", "OP2", ""),
            vec![
                words("Fees are due"),
                region(".", &[], &[(" and They are low.", &[1])]),
            ],
        ),
        CompiledProvision {
            suppressed_by: vec![1],
            joined_into: vec![(id("op2"), vec![1])],
            ..operative("op3", "OP3", "They are low.")
        },
        operative("op4", "OP4", "End."),
    ];
    Case {
        name: "split",
        compilation: one,
        rejected: vec![
            "Parties meet. They vote.",
            "Fees are due.",
            "They are low.",
            "End.",
        ],
        accepted: vec![
            "Parties meet.",
            "They vote.",
            "Fees are due and They are low.",
            "End.",
        ],
        changes: vec![('-', "Tavar", "."), ('+', "Tavar", "and")],
        comments: vec![],
    }
}

fn joined_far_away() -> Case {
    let mut one = tabled(&[(&["Meridia"], "")]);
    one.provisions = vec![
        with(
            operative("op1", "OP1", ""),
            vec![
                words("Fees are due."),
                region("", &[], &[(" They are low.", &[0])]),
            ],
        ),
        operative("op2", "OP2", "Between."),
        CompiledProvision {
            suppressed_by: vec![0],
            joined_into: vec![(id("op1"), vec![0])],
            ..operative("op3", "OP3", "They are low.")
        },
        operative("op4", "OP4", "End."),
    ];
    Case {
        name: "joined-far",
        compilation: one,
        rejected: vec!["Fees are due.", "Between.", "They are low.", "End."],
        accepted: vec!["Fees are due. They are low.", "Between.", "End."],
        changes: vec![
            ('+', "Meridia", "They are low."),
            ('-', "Meridia", "They are low."),
        ],
        comments: vec![("Meridia", "join with OP1: Meridia")],
    }
}

fn moved() -> Case {
    let mut one = tabled(&[(&["Meridia", "Kesh"], ""), (&["Tavar"], "Order matters.")]);
    let after = |name: &str| Place {
        parent: None,
        after: Some(id(name)),
    };
    let mut article = with(provision("a1", Kind::Article, ""), vec![words("Scope")]);
    article.moves = vec![(after("op4"), vec![0]), (after("op3"), vec![1])];
    one.provisions = vec![
        article,
        CompiledProvision {
            parent: Some(id("a1")),
            ..operative("op1", "OP1", "Inside the article.")
        },
        operative("op3", "OP3", "Third."),
        operative("op4", "OP4", "Fourth."),
        operative("op5", "OP5", "Fifth."),
    ];
    Case {
        name: "moved",
        compilation: one,
        rejected: vec![
            "Scope",
            "Inside the article.",
            "Third.",
            "Fourth.",
            "Fifth.",
        ],
        accepted: vec![
            "Third.",
            "Fourth.",
            "Scope",
            "Inside the article.",
            "Fifth.",
        ],
        changes: vec![
            ('-', "Meridia; Kesh", "Scope"),
            ('-', "Meridia; Kesh", "Inside the article."),
            ('+', "Meridia; Kesh", "Scope"),
            ('+', "Meridia; Kesh", "Inside the article."),
        ],
        comments: vec![
            ("Tavar", "move after OP3: Tavar"),
            ("Tavar", "Order matters."),
        ],
    }
}

fn moved_and_amended() -> Case {
    let mut one = tabled(&[(&["Meridia"], ""), (&["Tavar"], "")]);
    let place = Place {
        parent: None,
        after: None,
    };
    let mut third = with(
        operative("op3", "OP3", ""),
        vec![
            words("Fees "),
            region("are", &[], &[("shall be", &[0])]),
            words(" due "),
            region("now", &[], &[("later", &[1])]),
            words("."),
        ],
    );
    third.moves = vec![(place, vec![0])];
    one.provisions = vec![
        operative("op1", "OP1", "First."),
        operative("op2", "OP2", "Second."),
        third,
        operative("op4", "OP4", "Fourth."),
    ];
    Case {
        name: "moved-amended",
        compilation: one,
        rejected: vec!["First.", "Second.", "Fees are due now.", "Fourth."],
        accepted: vec![
            "Fees shall be due now.",
            "First.",
            "Second.",
            "later",
            "Fourth.",
        ],
        changes: vec![
            ('+', "Meridia", "Fees shall be due now."),
            ('-', "Meridia", "Fees are due"),
            ('-', "Tavar", "now"),
            ('+', "Tavar", "later"),
            ('-', "Meridia", "."),
        ],
        comments: vec![],
    }
}

fn variants() -> Case {
    let mut one = tabled(&[(&["Meridia"], ""), (&["Tavar"], "")]);
    let mut piece = region("good faith", &[], &[("full trust", &[1])]);
    if let Piece::Region(region) = &mut piece {
        region.alternatives[0].variant_of = Some(0);
    }
    let mut added = with(
        operative("op1bis", "OP1 bis", ""),
        vec![words("Acts in "), piece, words(" always.")],
    );
    added.added_by = vec![0];
    one.provisions = vec![
        operative("op1", "OP1", "First."),
        added,
        operative("op2", "OP2", "Second."),
    ];
    Case {
        name: "variants",
        compilation: one,
        rejected: vec!["First.", "Second."],
        accepted: vec!["First.", "Acts in full trust always.", "Second."],
        changes: vec![
            ('+', "Meridia", "Acts in"),
            ('+', "Tavar", "full trust"),
            ('+', "Meridia", "always."),
        ],
        comments: vec![("Tavar", "amends the words of Meridia")],
    }
}

fn emphasis_and_notes() -> Case {
    let mut one = tabled(&[(&["Meridia"], "")]);
    let mut text = Text::default();
    text.push_str("Recalling", Style::EMPHASIS);
    text.push_str(" the ", Style::PLAIN);
    text.push_str("Charter", Style::STRONG | Style::UNDERLINE);
    text.push_str("2", Style::SUPERSCRIPT);
    text.push_str(" and H", Style::PLAIN);
    text.push_str("2", Style::SUBSCRIPT);
    text.push_str("O[^1]", Style::PLAIN);
    let piece = Piece::Text(text);
    let mut item = with(provision("i", Kind::Item(2), "(a)"), vec![words("an item")]);
    item.parent = Some(id("pp1"));
    let mut note = with(
        provision("n", Kind::Footnote, ""),
        vec![
            words("See the "),
            region("annex", &[], &[("annexes", &[0])]),
            words("."),
        ],
    );
    note.parent = Some(id("pp1"));
    one.provisions = vec![
        with(
            provision("h", Kind::Heading(2), ""),
            vec![words("Preamble")],
        ),
        with(provision("pp1", Kind::Preambular, "PP1"), vec![piece]),
        item,
        note,
        with(provision("c", Kind::Cell, ""), vec![words("cell")]),
    ];
    Case {
        name: "emphasis",
        compilation: one,
        rejected: vec![
            "Preamble",
            "Recalling the Charter2 and H2O[^1]",
            "an item",
            "See the annex.",
            "cell",
        ],
        accepted: vec![
            "Preamble",
            "Recalling the Charter2 and H2O[^1]",
            "an item",
            "See the annexes.",
            "cell",
        ],
        changes: vec![('-', "Meridia", "annex"), ('+', "Meridia", "annexes")],
        comments: vec![],
    }
}

fn strange_characters() -> Case {
    let mut one = tabled(&[(&["R&D <Council> \"East\""], "a < b & c")]);
    one.provisions = vec![with(
        operative("op1", "100%", ""),
        vec![
            words("If a < b & b > c,\u{2028}then "),
            region("\"d\"", &[], &[("]]> & 'e'\u{1}", &[0])]),
            words(" &amp; 👩‍⚖️ e\u{301} \u{FFFF}."),
        ],
    )];
    Case {
        name: "strange",
        compilation: one,
        rejected: vec!["If a < b & b > c,\u{2028}then \"d\" &amp; 👩‍⚖️ e\u{301} \u{FFFD}."],
        accepted: vec![
            "If a < b & b > c,\u{2028}then ]]> & 'e'\u{FFFD} &amp; 👩‍⚖️ e\u{301} \u{FFFD}.",
        ],
        changes: vec![
            ('-', "R&D <Council> \"East\"", "\"d\""),
            ('+', "R&D <Council> \"East\"", "]]> & 'e'\u{FFFD}"),
        ],
        comments: vec![("R&D <Council> \"East\"", "a < b & c")],
    }
}

fn ends_that_are_tracked() -> Case {
    let mut one = tabled(&[(&["Meridia"], ""), (&["Tavar"], "")]);
    one.provisions = vec![
        CompiledProvision {
            added_by: vec![0],
            ..operative("op0", "OP0", "Before all.")
        },
        operative("op1", "OP1", "Stays."),
        CompiledProvision {
            suppressed_by: vec![1],
            ..operative("op2", "OP2", "Goes.")
        },
        CompiledProvision {
            added_by: vec![0],
            ..with(
                operative("op3", "OP3", ""),
                vec![words("After all.\nAnd more.")],
            )
        },
    ];
    Case {
        name: "ends",
        compilation: one,
        rejected: vec!["Stays.", "Goes."],
        accepted: vec!["Before all.", "Stays.", "After all.", "And more."],
        changes: vec![
            ('+', "Meridia", "Before all."),
            ('-', "Tavar", "Goes."),
            ('+', "Meridia", "After all."),
            ('+', "Meridia", "And more."),
        ],
        comments: vec![],
    }
}
