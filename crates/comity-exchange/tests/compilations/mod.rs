//! Compilations made by hand, for the tests of the writers. Every name and word is invented, save
//! those that a test reads from the corpus while it runs.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "each test binary uses its part, and may stop at once"
)]

pub mod real;

use comity_exchange::Notice;
use comity_text::ProtocolOrder;
use comity_text::compile::{Alternative, CompiledProvision, Conflict, Piece, Region};
use comity_text::{Change, Compilation, Kind, Place, Proposal, ProvisionId, Style, Text};

/// A proposal by one delegation, read from its file.
pub fn by(sponsor: &str, rationale: &str) -> Proposal {
    Proposal {
        id: sponsor.to_owned(),
        sponsors: vec![sponsor.to_owned()],
        rationale: rationale.to_owned(),
        source: format!("{sponsor}.docx"),
        ..Proposal::default()
    }
}

/// A provision that nobody changes yet.
pub fn provision(id: &str, label: &str, kind: Kind, pieces: Vec<Piece>) -> CompiledProvision {
    CompiledProvision {
        id: ProvisionId::new(id),
        label: label.to_owned(),
        kind,
        parent: None,
        after: None,
        alt_of: None,
        pieces,
        added_by: Vec::new(),
        suppressed_by: Vec::new(),
        joined_into: Vec::new(),
        moves: Vec::new(),
        keep: Vec::new(),
    }
}

pub fn text(words: &str) -> Piece {
    Piece::Text(words.into())
}

pub fn region(base: &str, keep: &[usize], others: &[(&str, &[usize])]) -> Piece {
    Piece::Region(Region {
        start: 0,
        base: base.into(),
        keep: keep.to_vec(),
        alternatives: others
            .iter()
            .map(|(words, proposals)| Alternative {
                text: (*words).into(),
                proposals: proposals.to_vec(),
                variant_of: None,
            })
            .collect(),
    })
}

fn after(id: &str) -> Place {
    Place {
        parent: None,
        after: Some(ProvisionId::new(id)),
    }
}

/// Finds changed words by the longest common subsequence: enough for texts of a page.
pub fn redline(base: &Text, text: &Text) -> Vec<(u32, u32, Text)> {
    let (old, new) = (tokens(base.as_str()), tokens(text.as_str()));
    let mut longest = vec![vec![0u32; new.len() + 1]; old.len() + 1];
    for (i, word) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            longest[i][j] = if word == other {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let length = |words: &[&str]| -> u32 {
        words
            .iter()
            .map(|word| u32::try_from(word.chars().count()).unwrap())
            .sum()
    };
    let mut edits = Vec::new();
    let (mut i, mut j, mut at) = (0, 0, 0);
    let mut with_at = 0;
    while i < old.len() || j < new.len() {
        let (from_i, from_j) = (i, j);
        while i < old.len() || j < new.len() {
            match (old.get(i), new.get(j)) {
                (Some(word), Some(other)) if word == other => break,
                (Some(_), Some(_)) if longest[i + 1][j] >= longest[i][j + 1] => i += 1,
                (Some(_), None) => i += 1,
                _ => j += 1,
            }
        }
        let (gone, new_chars) = (length(&old[from_i..i]), length(&new[from_j..j]));
        if gone + new_chars > 0 {
            edits.push((at, at + gone, text.slice(with_at, with_at + new_chars)));
        }
        at += gone;
        with_at += new_chars;
        if i < old.len() && j < new.len() {
            let same = length(&old[i..=i]);
            at += same;
            with_at += same;
            i += 1;
            j += 1;
        }
    }
    edits
}

fn tokens(words: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let is_word = |c: char| c.is_alphanumeric() && !('\u{2e80}'..='\u{9fff}').contains(&c);
    let mut previous = None;
    for (at, character) in words.char_indices() {
        if at > start && !(previous.is_some_and(is_word) && is_word(character)) {
            tokens.push(&words[start..at]);
            start = at;
        }
        previous = Some(character);
    }
    if start < words.len() {
        tokens.push(&words[start..]);
    }
    tokens
}

/// A short English draft with one case of everything that a page can show.
#[expect(clippy::too_many_lines, reason = "a fixture, read from top to bottom")]
pub fn english() -> (Compilation, Vec<Notice>) {
    let proposals = english_proposals();
    let mut provisions = vec![
        provision(
            "title",
            "",
            Kind::Title,
            vec![text(
                "Draft code of conduct for the protection of shared networks",
            )],
        ),
        provision("h1", "", Kind::Heading(1), vec![text("Preamble")]),
    ];
    let mut recalling = Text::default();
    recalling.push_str("Recalling", Style::EMPHASIS);
    recalling.push_str(
        " that networks are a common good on which hospitals, schools and markets now depend in every region,",
        Style::PLAIN,
    );
    provisions.push(provision(
        "pp1",
        "PP 1",
        Kind::Preambular,
        vec![Piece::Text(recalling)],
    ));
    provisions.push(provision(
        "h2",
        "",
        Kind::Heading(1),
        vec![text("Operative part")],
    ));
    provisions.extend(english_operative_part());
    let mut conflicts = vec![
        Conflict {
            provision: 4,
            first: 2,
            second: 5,
        },
        Conflict {
            provision: 4,
            first: 4,
            second: 5,
        },
        Conflict {
            provision: 8,
            first: 0,
            second: 4,
        },
    ];
    for (first, second) in [(0, 1), (0, 3), (0, 5), (1, 3), (1, 5), (3, 5)] {
        conflicts.push(Conflict {
            provision: 7,
            first,
            second,
        });
    }
    conflicts.sort();
    let notices = vec![
        Notice::new("Kesh.docx", "paragraph 14", "A picture was not carried."),
        Notice::new(
            "Velha.docx",
            "OP 6",
            "No provision of the base has this label; the change was left out.",
        ),
    ];
    let compilation = Compilation {
        proposals,
        provisions,
        conflicts,
        order: ProtocolOrder::default(),
    };
    (compilation, notices)
}

fn english_proposals() -> Vec<Proposal> {
    let mut proposals = vec![
        by(
            "Fenland",
            "Hospitals must be named first: they were struck most often last year.",
        ),
        by("Kesh", ""),
        by(
            "Meridia",
            "A duty that binds no one protects no one.\nWe can be flexible on the words.",
        ),
        by("Open Access Network", ""),
        by("Orvia", "Only a binding instrument answers the mandate."),
        by(
            "Tavar",
            "“Should” is the agreed language of the last session.",
        ),
        by(
            "Velha",
            "Small operators need a point of contact of their own choice.",
        ),
    ];
    proposals[0].changes = vec![Change::Keep {
        provision: ProvisionId::new("op3"),
    }];
    proposals[4].changes = vec![
        Change::Suppress {
            provision: ProvisionId::new("op3"),
            joined_into: None,
        },
        Change::Move {
            provision: ProvisionId::new("op4"),
            place: after("op1"),
        },
    ];
    proposals
}

#[expect(clippy::too_many_lines, reason = "a fixture, read from top to bottom")]
fn english_operative_part() -> Vec<CompiledProvision> {
    let op1 = provision(
        "op1",
        "OP 1",
        Kind::Operative,
        vec![
            text("States "),
            region("should", &[1, 5], &[("shall", &[2, 4])]),
            text(
                " refrain from any activity that intentionally damages the information systems of hospitals",
            ),
            region("", &[], &[(", water supply and electoral bodies", &[3, 6])]),
            text(", and shall not "),
            region("knowingly ", &[], &[("", &[0])]),
            text("allow their territory to be used for such activity."),
        ],
    );
    let mut alt = provision(
        "op1-alt",
        "OP 1 alt",
        Kind::Operative,
        vec![text(
            "States undertake to conclude, within two years, a binding instrument that protects the information systems on which life and health depend.",
        )],
    );
    alt.alt_of = Some(ProvisionId::new("op1"));
    alt.added_by = vec![4];
    let mut bis = provision(
        "op1-bis",
        "OP 1 bis",
        Kind::Operative,
        vec![text(
            "Providers of such systems shall report a serious incident within seventy-two hours to a point of contact of their choice.",
        )],
    );
    bis.added_by = vec![6];
    let op2 = provision(
        "op2",
        "OP 2",
        Kind::Operative,
        vec![
            text("Whoever finds a vulnerability in widely used software "),
            region(
                "should",
                &[3],
                &[
                    ("shall", &[0, 2]),
                    ("is expected, within its means, to", &[1]),
                    ("may", &[5]),
                ],
            ),
            text(" report it without delay to those who can mend it"),
            region(
                "",
                &[],
                &[
                    (
                        ", directly or through a coordinating centre of their choice, and may publish it ninety days later if it has not been mended",
                        &[0],
                    ),
                    (", directly or through a coordinating centre", &[4, 6]),
                ],
            ),
            text(", and states shall not keep it for their own use"),
            region(
                "",
                &[],
                &[(" for longer than is needed to protect the public", &[1, 3])],
            ),
            text("."),
        ],
    );
    let mut op3 = provision(
        "op3",
        "OP 3",
        Kind::Operative,
        vec![text(
            "A fund is set up, to which each party contributes according to its means.",
        )],
    );
    op3.suppressed_by = vec![4];
    op3.keep = vec![0];
    vec![
        op1,
        alt,
        bis,
        op2,
        op3,
        english_op4(),
        english_op5(),
        english_op6(),
    ]
}

fn english_op4() -> CompiledProvision {
    let mut op4 = provision(
        "op4",
        "OP 4",
        Kind::Operative,
        vec![
            text("Access to number resources is to be widened, "),
            region(
                "with priority for countries that hold few addresses",
                &[],
                &[(
                    "with priority for countries in need.\nExchange points are supported by all parties",
                    &[2],
                )],
            ),
            text("."),
        ],
    );
    op4.moves = vec![(after("op1"), vec![4])];
    op4
}

fn english_op5() -> CompiledProvision {
    let base = "The parties meet once a year, in person or at a distance, to exchange what they have learned, and publish a report of each meeting in the official languages within thirty days. The meetings are open to stakeholders from every constituency, who may speak and submit papers under the same conditions as the parties. Rules of procedure are adopted by consensus at the first meeting.";
    let mut op5 = provision(
        "op5",
        "OP 5",
        Kind::Operative,
        vec![region(
            base,
            &[5],
            &[
                (&base.replace("once a year", "twice a year"), &[0]),
                (
                    &base.replace("by consensus", "by a majority of two thirds"),
                    &[3],
                ),
                (
                    "A secretariat of no more than five persons convenes those who wish to come.",
                    &[1],
                ),
            ],
        )],
    );
    if let Piece::Region(region) = &mut op5.pieces[0] {
        region.alternatives[1].variant_of = Some(0);
    }
    op5
}

fn english_op6() -> CompiledProvision {
    let mut op6 = provision(
        "op6",
        "OP 6",
        Kind::Operative,
        vec![text("Reports are public\u{202e}.")],
    );
    op6.suppressed_by = vec![2];
    op6.joined_into = vec![(ProvisionId::new("op5"), vec![2])];
    op6
}

/// A short Arabic draft with sponsors in two scripts and an outcome in English.
#[expect(clippy::too_many_lines, reason = "a fixture, read from top to bottom")]
pub fn arabic() -> (Compilation, Vec<Notice>) {
    let mut proposals = vec![
        by("أورفيا", "التزام لا يُلزم أحدا لا يحمي أحدا."),
        by("كيش", ""),
        by("Meridia", "The verb was agreed at the last session."),
        by("شبكة النفاذ المفتوح", ""),
    ];
    proposals[3].source = "مقترحات-الشبكة.docx".to_owned();
    let mut bis = provision(
        "op1-bis",
        "1 مكررا",
        Kind::Operative,
        vec![text(
            "يبلّغ مقدمو هذه النظم عن الحوادث الخطيرة خلال اثنتين وسبعين ساعة (72) إلى جهة اتصال من اختيارهم.",
        )],
    );
    bis.added_by = vec![1, 2];
    let mut op3 = provision(
        "op3",
        "3",
        Kind::Operative,
        vec![text("يُنشأ صندوق تساهم فيه الأطراف كل حسب قدرتها.")],
    );
    op3.suppressed_by = vec![0];
    op3.keep = vec![3];
    let provisions = vec![
        provision(
            "title",
            "",
            Kind::Title,
            vec![text("مشروع مدونة سلوك لحماية الشبكات المشتركة")],
        ),
        provision("h1", "", Kind::Heading(1), vec![text("المنطوق")]),
        provision(
            "op1",
            "1",
            Kind::Operative,
            vec![
                text("على الدول "),
                region("ينبغي", &[2], &[("يجب", &[0, 1])]),
                text(" أن تمتنع عن أي نشاط يتعمد الإضرار بنظم المعلومات في المستشفيات"),
                region("", &[], &[("، وإمدادات المياه والهيئات الانتخابية", &[3])]),
                text("، وألا تسمح باستخدام أراضيها لمثل هذا النشاط (IPv6)."),
            ],
        ),
        bis,
        provision(
            "op2",
            "2",
            Kind::Operative,
            vec![
                text("من يكتشف ثغرة في برمجيات واسعة الاستخدام "),
                region(
                    "ينبغي أن يبلّغ عنها",
                    &[3],
                    &[
                        ("يبلّغ عنها دون إبطاء من يستطيع إصلاحها", &[0]),
                        (
                            "shall report it without delay to those who can mend it",
                            &[2],
                        ),
                        ("يجوز له أن يبلّغ عنها", &[1]),
                    ],
                ),
                text("، ولا تحتفظ بها الدول لاستعمالها."),
            ],
        ),
        op3,
    ];
    let conflicts = vec![
        Conflict {
            provision: 2,
            first: 0,
            second: 2,
        },
        Conflict {
            provision: 4,
            first: 0,
            second: 2,
        },
        Conflict {
            provision: 4,
            first: 1,
            second: 2,
        },
    ];
    let notices = vec![Notice::new("كيش.docx", "الفقرة 4", "لم تُنقل صورة.")];
    (
        Compilation {
            proposals,
            provisions,
            conflicts,
            order: ProtocolOrder::default(),
        },
        notices,
    )
}

/// A short Chinese draft.
pub fn chinese() -> (Compilation, Vec<Notice>) {
    let proposals = vec![
        by("凯什", "没有约束力的义务保护不了任何人。"),
        by("奥维亚", ""),
        by("Meridia", ""),
        by("开放接入网络", "选举机构同样重要。"),
    ];
    let provisions = vec![
        provision(
            "title",
            "",
            Kind::Title,
            vec![text("保护共用网络行为守则草案")],
        ),
        provision("h1", "", Kind::Heading(1), vec![text("执行部分")]),
        provision(
            "op1",
            "1",
            Kind::Operative,
            vec![
                text("各国"),
                region("应当", &[1], &[("必须", &[0, 2])]),
                text("避免任何蓄意破坏医院信息系统的活动"),
                region("", &[], &[("、供水系统和选举机构", &[3])]),
                text("，不得允许其领土被用于此类活动。"),
            ],
        ),
        provision(
            "op2",
            "2",
            Kind::Operative,
            vec![
                text("在广泛使用的软件中发现漏洞者"),
                region(
                    "应当及时向能够修补漏洞的各方通报",
                    &[3],
                    &[
                        ("必须及时向能够修补漏洞的各方通报", &[0]),
                        (
                            "应当直接或通过其选择的协调中心及时向能够修补漏洞的各方通报，并可在九十日后公布",
                            &[1],
                        ),
                        ("可以向能够修补漏洞的各方通报", &[2]),
                    ],
                ),
                text("，各国不得为自身用途保留漏洞。"),
            ],
        ),
    ];
    let conflicts = vec![Conflict {
        provision: 3,
        first: 0,
        second: 1,
    }];
    (
        Compilation {
            proposals,
            provisions,
            conflicts,
            order: ProtocolOrder::default(),
        },
        Vec::new(),
    )
}

/// What a comparison of two texts looks like: one proposal without a name.
pub fn comparison() -> Compilation {
    let (mut compilation, _) = english();
    compilation.proposals.truncate(1);
    compilation.conflicts.clear();
    let base = "The parties meet once a year, in person or at a distance, to exchange what they have learned.";
    let mut new = provision(
        "op7",
        "OP 7",
        Kind::Operative,
        vec![text("The record is public.")],
    );
    new.added_by = vec![0];
    let mut gone = provision(
        "op8",
        "OP 8",
        Kind::Operative,
        vec![text("The record is secret.")],
    );
    gone.suppressed_by = vec![0];
    let mut moved = provision(
        "op9",
        "OP 9",
        Kind::Operative,
        vec![text("Costs lie where they fall.")],
    );
    moved.moves = vec![(after("op5"), vec![0])];
    compilation.provisions.truncate(4);
    compilation.provisions.extend([
        provision(
            "op5",
            "OP 5",
            Kind::Operative,
            vec![region(base, &[], &[(&base.replace("once", "twice"), &[0])])],
        ),
        new,
        gone,
        moved,
    ]);
    compilation
}
