//! Lists that are read row by row: what they give, and what they say of rows that cannot be read.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test may stop at once, and its name says what it holds"
)]

use std::cmp::Ordering::{Equal, Greater, Less};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use comity_exchange::limits::{
    MAX_COMMENT_BYTES, MAX_PARTICIPANTS, MAX_STATEMENTS, MAX_VOTES, MAX_WIDE_ROW_BYTES,
};
use comity_exchange::lists::{
    Came, Comment, Moderation, Shape, VoteLimits, VotesRead, name_order, read_balance,
    read_comments, read_inputs, read_participants, read_statements, read_votes, read_votes_within,
};
use comity_exchange::{Notice, ReadError};
use comity_testkit::corpus::corpus;
use proptest::prelude::*;

/// A vote with the names of who cast it and on what.
type Named = (String, String, i8);

fn votes(bytes: &[u8]) -> Result<(VotesRead, Vec<Named>, Vec<String>), String> {
    let mut cast = Vec::new();
    let sink = &mut |who: u32, what: u32, vote: i8| cast.push((who, what, vote));
    let (read, notices) = read_votes("votes.csv", bytes, sink).map_err(|error| line(&error))?;
    let name = |ids: &[String], at: u32| ids[at as usize].clone();
    let named = cast.into_iter().map(|(who, what, vote)| {
        let who = name(read.participants.ids(), who);
        (who, name(read.statements.ids(), what), vote)
    });
    let named = named.collect();
    Ok((read, named, said(&notices)))
}

fn line(error: &ReadError) -> String {
    format!("{}: {}", error.place, error.message)
}

fn said(notices: &[Notice]) -> Vec<String> {
    let lines = notices
        .iter()
        .map(|it| format!("{}: {}", it.place, it.message));
    lines.collect()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(reading: Result<T, String>, words: &str) {
    let error = reading.unwrap_err();
    assert!(error.starts_with(words), "{error}");
}

fn vote(who: &str, what: &str, vote: i8) -> Named {
    (who.to_owned(), what.to_owned(), vote)
}

/// A list of votes without end that is made as it is read: a header, and then what a row is.
struct Rows<F> {
    row: F,
    next: u64,
    made: Vec<u8>,
    read: usize,
}

fn rows_of<F: FnMut(u64) -> String>(header: &str, row: F) -> BufReader<Rows<F>> {
    BufReader::new(Rows {
        row,
        next: 0,
        made: format!("{header}\n").into_bytes(),
        read: 0,
    })
}

impl<F: FnMut(u64) -> String> Read for Rows<F> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.read == self.made.len() {
            self.made = format!("{}\n", (self.row)(self.next)).into_bytes();
            (self.next, self.read) = (self.next + 1, 0);
        }
        let taken = (&self.made[self.read..]).read(out)?;
        self.read += taken;
        Ok(taken)
    }
}

/// A list without end is refused at each limit, on the line that passes it; up to there every vote
/// was handed on. The limits of the house are the same code with larger numbers.
#[test]
fn a_list_without_end_is_refused_at_each_limit() {
    let limits = VoteLimits {
        votes: 5_000,
        participants: 3_000,
        statements: 2_000,
    };
    let check = |input: &mut dyn BufRead, handed: u64, words: &str| {
        let mut votes = 0;
        let sink = &mut |_: u32, _: u32, _: i8| votes += 1;
        let read = read_votes_within("votes.csv", input, limits, sink);
        refused(read.map_err(|error| line(&error)), words);
        assert_eq!(votes, handed, "{words}");
    };
    let long = "participant,statement,vote";
    let of_few = |at: u64| format!("p{},s{},1", at % 7, at % 11);
    let words = "line 5002: The file has more than 5000 votes.";
    check(&mut rows_of(long, of_few), 5_000, words);
    let words = "line 3002: There are more than 3000 different ids.";
    check(&mut rows_of(long, |at| format!("p{at},s,-1")), 3_000, words);
    let words = "line 2002: There are more than 2000 different ids.";
    check(&mut rows_of(long, |at| format!("p,s{at},0")), 2_000, words);
    // One participant to a row: three votes in each, and none of the last is lost before it.
    let words = "line 1668: The file has more than 5000 votes.";
    check(
        &mut rows_of("participant,a,b,c", |at| format!("p{at},1,-1,0")),
        5_000,
        words,
    );
    let words = "line 3002: There are more than 3000 different ids.";
    check(
        &mut rows_of("participant,a", |at| format!("p{at},1")),
        3_000,
        words,
    );
}

#[test]
fn the_limits_are_those_of_the_house_and_a_header_reaches_one() {
    let limits = VoteLimits {
        votes: MAX_VOTES,
        participants: MAX_PARTICIPANTS,
        statements: MAX_STATEMENTS,
    };
    assert_eq!(VoteLimits::default(), limits);
    let header =
        |count: usize| (0..count).fold("participant".to_owned(), |all, at| all + &format!(",{at}"));
    let fits = format!("{}\n", header(MAX_STATEMENTS));
    assert_eq!(
        votes(fits.as_bytes()).unwrap().0.statements.len(),
        MAX_STATEMENTS
    );
    let words = format!("line 1: There are more than {MAX_STATEMENTS} different ids.");
    refused(
        votes(format!("{}\n", header(MAX_STATEMENTS + 1)).as_bytes()),
        &words,
    );
}

#[test]
fn one_vote_to_a_row() {
    let list = "\u{feff}Vote;Participant ;statement;seen\r\n1;ada;s2;x\r\n\r\n-1;bo;s10;\r\n;ada;s10;\r\n\u{2212}1;\"a;\"\"d\";s2;\"two\nlines\"\r\nPass;ada;s2;\n;;;\n";
    let (read, named, notices) = votes(list.as_bytes()).unwrap();
    assert_eq!(read.shape, Shape::Long);
    assert_eq!(
        named,
        [
            vote("ada", "s2", 1),
            vote("bo", "s10", -1),
            vote("a;\"d", "s2", -1),
            vote("ada", "s2", 0),
        ]
    );
    assert_eq!(read.votes, 4);
    assert_eq!(
        notices,
        [
            "line 1: The column `seen` is not read.",
            "line 5: The row has no vote and is read as unseen.",
            "line 9: The row is blank and is left out.",
        ]
    );
}

#[test]
fn one_participant_to_a_row_as_polis_exports_it() {
    let list = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,10,B\n\
                7,1,0,2,1,1,1,,-1,\n12,,0,0,0,0,,,,\n7,1,0,1,0,0,0,,,1.0\n";
    let (read, named, notices) = votes(list.as_bytes()).unwrap();
    assert_eq!(read.shape, Shape::Wide);
    assert_eq!(read.participants.ids(), ["7", "12"]);
    assert_eq!(read.statements.ids(), ["0", "1", "10", "B"]);
    assert_eq!(read.claimed_groups, [Some("1".to_owned()), None]);
    let wanted = [
        vote("7", "0", 1),
        vote("7", "10", -1),
        vote("7", "0", 0),
        vote("7", "B", 1),
    ];
    assert_eq!(named, wanted);
    let again = "line 4: The participant has a row already; where both vote, this one counts.";
    assert_eq!(notices, [again]);
}

#[test]
fn numbers_come_by_value_and_other_ids_by_code_point() {
    let list = "participant,statement,vote\nb,10,1\nB,9,1\n2,007,1\n10,7,1\nä,x,1\n";
    let (read, ..) = votes(list.as_bytes()).unwrap();
    let in_order = |ids: &[String], sorted: Vec<u32>| -> Vec<String> {
        sorted
            .into_iter()
            .map(|at| ids[at as usize].clone())
            .collect()
    };
    let people = in_order(read.participants.ids(), read.participants.sorted());
    assert_eq!(people, ["2", "10", "B", "b", "ä"]);
    let statements = in_order(read.statements.ids(), read.statements.sorted());
    assert_eq!(statements, ["007", "7", "9", "10", "x"]);
    assert_eq!(read.statements.ranks(), [3, 2, 0, 1, 4]);
}

proptest! {
    #[test]
    fn the_order_of_ids_is_one_order(mut ids in prop::collection::vec("[0-2]{0,3}|[ab]{1,2}", 0..12)) {
        ids.sort_by(|a, b| name_order(a, b));
        ids.dedup();
        for (at, one) in ids.iter().enumerate() {
            for other in &ids[at + 1..] {
                prop_assert!(name_order(one, other).is_lt() && name_order(other, one).is_gt());
            }
        }
    }
}

#[test]
fn votes_that_cannot_be_read_name_the_line() {
    let header = "participant,statement,vote\n";
    let check = |rows: &str, words: &str| refused(votes(rows.as_bytes()), words);
    check("", "file: The file has no text in it.");
    check("\n \r\n", "file: The file has no text in it.");
    check("a,b\n", "line 1: These are not the columns of votes.");
    check(
        "\n\nparticipant,statment,vote\na,b,1\n",
        "line 3: These are not the columns of votes.",
    );
    check(
        "participant,group-id\n1,0\n",
        "line 1: There is no column for any statement.",
    );
    check(
        "participant,7,7\n1,0,0\n",
        "line 1: Two columns are called `7`.",
    );
    check(
        "participant,participant,7\n",
        "line 1: Two columns are called `participant`.",
    );
    check("participant,7,\n1,0,0\n", "line 1: Column 3 has no name.");
    check(
        &format!("{header}a,b,2\n"),
        "line 2: `2` is no vote. Use 1 to agree",
    );
    check(
        &format!("{header}a,b,1\na,b\n"),
        "line 3: The row has 2 cells and the header 3",
    );
    check(
        &format!("{header}a,b,1,\n"),
        "line 2: The row has 4 cells and the header 3",
    );
    check(&format!("{header},b,1\n"), "line 2: The id is empty.");
    check(
        &format!("{header}{},b,1\n", "a".repeat(300)),
        "line 2: The id `aaaa",
    );
    check(
        &format!("{header}a,\"x\ny\",1\na,\"b,1\nc,d,1\n"),
        "line 4: A quotation mark opens a cell in the row that begins here and is never closed.",
    );
    check(
        "participant,statement,vote\ra,b,1\r",
        "line 1: The lines end in an old way.",
    );
    let latin = [header.as_bytes(), b"a,\"x\ncaf\xe9\",1\n"].concat();
    refused(
        votes(&latin),
        "line 3: The line is not text in UTF-8. Save the file as UTF-8.",
    );
    refused(
        votes(b"\xFF\xFEp\0"),
        "file: The file is text in UTF-16. Save it as UTF-8.",
    );
    refused(
        votes(b"PK\x03\x04\0\0"),
        "file: The file is a workbook or an archive.",
    );
}

/// Bytes without end, of which no test waits for the last one.
struct Endless {
    start: &'static [u8],
    again: &'static [u8],
    at: usize,
    given: u64,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        for byte in out.iter_mut() {
            *byte = match self.start.get(self.at) {
                Some(byte) => *byte,
                None => self.again[(self.at - self.start.len()) % self.again.len()],
            };
            self.at += 1;
        }
        self.given += out.len() as u64;
        Ok(out.len())
    }
}

fn endless(start: &'static [u8], again: &'static [u8]) -> impl BufRead {
    let given = 0;
    BufReader::new(Endless {
        start,
        again,
        at: 0,
        given,
    })
}

#[test]
fn a_character_in_two_cells_is_no_text() {
    for (bytes, at) in [
        (&b"\xd9,\xbf"[..], 1),
        (b"\n\xef;\xbb\xbf", 2),
        (b"participant,statement,vote\na,\xe2\x82,\xac", 2),
    ] {
        let words = "The line is not text in UTF-8. Save the file as UTF-8.";
        let expected = format!("line {at}: {words}");
        assert_eq!(votes(bytes).unwrap_err(), expected);
    }
}

#[test]
fn a_row_without_an_end_is_refused_at_its_limit() {
    let cases: [(&[u8], &[u8]); 3] = [
        (b"participant,statement,vote\na,\"b", b"x"),
        (b"participant,statement,vote\n", b",\""),
        (b"participant", b",x"),
    ];
    for (start, again) in cases {
        let read = read_votes("v", endless(start, again), &mut |_, _, _| {});
        let error = line(&read.unwrap_err());
        let words = format!("The row that begins here has more than {MAX_WIDE_ROW_BYTES} bytes.");
        assert!(error.contains(&words), "{error}");
    }
    let comments = [
        endless(b"text\n", b"word "),
        endless(b"{\"text\":\"", b"word "),
    ];
    for stream in comments {
        let error = line(&read_comments("c", stream, "text", &mut |_| {}).unwrap_err());
        let words = format!("has more than {MAX_COMMENT_BYTES} bytes.");
        assert!(error.contains(&words), "{error}");
    }
    let stream = endless(b"[{\"text\":\"a\"},{\"text\":\"", b"word ");
    let error = line(&read_comments("c", stream, "text", &mut |_| {}).unwrap_err());
    assert_eq!(
        error,
        format!("item 2: The object has more than {MAX_COMMENT_BYTES} bytes.")
    );
}

#[test]
fn statements_with_their_words() {
    let list = b"timestamp,comment-id,moderated,comment-body\n\
        1,12,1,\"Wells, open\nat dawn\"\n2,7,-1,Close them.\n3,A,,\n4,12,0,Wells open at noon.\n";
    let (statements, notices) = read_statements("s", &list[..]).unwrap();
    let read: Vec<(&str, &str, Moderation)> = statements
        .iter()
        .map(|it| (it.id.as_str(), it.text.as_str(), it.moderation))
        .collect();
    assert_eq!(
        read,
        [
            ("12", "Wells open at noon.", Moderation::None),
            ("7", "Close them.", Moderation::Out),
            ("A", "", Moderation::None),
        ]
    );
    let twice = "line 6: The statement 12 is there twice; the words of this row are used.";
    assert_eq!(said(&notices), [twice]);
    let check = |list: &str, words: &str| {
        refused(
            read_statements("s", list.as_bytes()).map_err(|error| line(&error)),
            words,
        );
    };
    check(
        "a,text\n",
        "line 1: The column `comment-id` or `statement` is missing.",
    );
    check(
        "statement,comment-id,text\n",
        "line 1: `statement` and `comment-id` mean the same",
    );
    check(
        "statement,text,moderated\n1,a,yes\n",
        "line 2: `yes` is nothing that `moderated`",
    );
}

#[test]
fn participants_with_their_constituencies() {
    let list = "participant,constituency,region\n1,academia,North\n2,government,\n1,private sector,South\n";
    let (people, notices) = read_participants("p", list.as_bytes()).unwrap();
    let read: Vec<[&str; 4]> = people
        .iter()
        .map(|it| [&*it.id, &*it.constituency, &*it.region, &*it.status])
        .collect();
    assert_eq!(
        read,
        [
            ["1", "private sector", "South", ""],
            ["2", "government", "", ""]
        ]
    );
    assert_eq!(
        said(&notices),
        ["line 4: The participant 1 is there twice; this row is used."]
    );
    let error = read_participants("p", &b"participant\n1\n"[..]).unwrap_err();
    assert!(line(&error).starts_with("line 1: The column `constituency` is missing."));
    let many: String = (0..101).map(|at| format!("{at},c{at}\n")).collect();
    let many = format!("participant,constituency\n{many}");
    let error = read_participants("p", many.as_bytes()).unwrap_err();
    assert!(line(&error).starts_with("line 102: There are more than 100 constituencies."));
}

fn comments(list: &str, column: &str) -> Result<(Vec<Comment>, Vec<String>), String> {
    let mut read = Vec::new();
    let notices = read_comments("c", list.as_bytes(), column, &mut |it| read.push(it));
    let notices = notices.map_err(|error| line(&error))?;
    Ok((read, said(&notices)))
}

#[test]
fn comments_in_three_forms_are_the_same_comments() {
    let csv = "id,Body\nx,Open the wells.\n,\ny,\"cafe\u{301}\r\nau lait\"\nz, \n";
    let lines = "{\"id\":\"x\",\"body\":\"Open the wells.\"}\n\n{\"Body\":\" cafe\u{301}\\r\\nau lait\",\"id\":\"y\"}\n{\"id\":9,\"body\":null}\n";
    let array = "[{\"id\":\"x\",\"body\":\"Open the wells.\"},\n{\"id\":\"y\",\"body\":\"cafe\u{301}\\nau lait\"}]";
    for (list, at, blank) in [(csv, [2, 4], 2), (lines, [1, 3], 1), (array, [1, 2], 0)] {
        let (read, notices) = comments(list, "body").unwrap();
        let read: Vec<(u64, &str, &str)> = read
            .iter()
            .map(|it| (it.line, it.id.as_str(), it.text.as_str()))
            .collect();
        assert_eq!(
            read,
            [
                (at[0], "x", "Open the wells."),
                (at[1], "y", "café\nau lait")
            ]
        );
        assert_eq!(notices.len(), blank, "{notices:?}");
    }
}

#[test]
fn comments_that_cannot_be_read_name_the_line() {
    let check = |list: &str, words: &str| refused(comments(list, "text"), words);
    check(
        "id,body\n1,a\n",
        "line 1: There is no column `text`. Name the one with the words",
    );
    check(
        "text,id\na,1,\n",
        "line 2: The row has 3 cells and the header 2",
    );
    check("text\n", "file: The list has no comment in it.");
    check("[]", "file: The list has no comment in it.");
    check(
        "{\"text\":\"a\"}\n{\"words\":1}",
        "line 2: `text` is missing.",
    );
    check(
        "{\"text\":\"a\"}\n{\"text\":[1]}",
        "line 2: `text` must be a string.",
    );
    check(
        "{\"text\":\"a\"}\n{\"text\":",
        "line 2: The line is not JSON: it ends before",
    );
    check(
        "{\"text\":\"a\"}\n7\n",
        "line 2: The line is JSON but no object.",
    );
    check(
        "[{\"text\":\"a\"},\n{\"text\":7.5},[]]",
        "line 2: The file is not a JSON array of objects",
    );
    check("[{\"text\":\"a\"},{\"t\":1}]", "item 2: `text` is missing.");
    check(
        "[{\"text\":\"a\"}",
        "line 1: The file is not a JSON array of objects",
    );
    check(
        "[{\"text\":\"a\"}] x",
        "line 1: The file is not a JSON array of objects",
    );
    let deep = "[".repeat(100_000);
    check(
        &format!("{{\"text\":{deep}"),
        "line 1: The line is not JSON",
    );
}

#[test]
fn inputs_with_who_sent_them() {
    let list = "{\"uid\":\"7f\",\"organisation\":\"Harbour League\",\"new\":\"Ports stay open.\",\"date\":\"2031-04-01\"}\n{\"new\":\"\"}\n{\"new\":\"Pilots are free.\",\"order\":\"2031-04-02T09:30Z\"}\n{\"new\":\"Who came late?\"}\n";
    let (inputs, notices) = read_inputs("i", list.as_bytes(), "new").unwrap();
    let read: Vec<[&str; 4]> = inputs
        .iter()
        .map(|it| {
            let came = it.came.as_ref().map_or("", Came::said);
            [&*it.id, &*it.organisation, came, &*it.text]
        })
        .collect();
    assert_eq!(
        read,
        [
            ["7f", "Harbour League", "2031-04-01", "Ports stay open."],
            ["line 3", "", "2031-04-02T09:30Z", "Pilots are free."],
            ["line 4", "", "", "Who came late?"],
        ]
    );
    assert_eq!(
        said(&notices),
        [
            "line 2: The input has no words and is left out.",
            "line 4: The input says not when it came, and counts as the last."
        ]
    );
    let csv = "text,date\nPorts stay open.,\n";
    let (inputs, _) = read_inputs("i", csv.as_bytes(), "text").unwrap();
    assert_eq!((inputs[0].id.as_str(), inputs.len()), ("line 2", 1));
}

#[test]
fn inputs_come_in_the_order_of_time_however_it_is_written() {
    let both = |orders: [&str; 2]| {
        let list = format!(
            "text,date\nPorts stay open.,{}\nNo.,{}\n",
            orders[0], orders[1]
        );
        read_inputs("i", list.as_bytes(), "text").map_err(|error| line(&error))
    };
    for (one, other, expected) in [
        ("2031-02-05", "2031-10-01", Less),
        ("9", "10", Less),
        ("010", "10", Equal),
        ("2031-02-05T09:30", "2031-02-05 09:30:01.25Z", Less),
        ("2031-02-05T09:30Z", "2031-02-05T09:30:00.000Z", Equal),
        ("2031-02-05T09:30:00.5Z", "2031-02-05T09:30:00.25Z", Greater),
        ("2031-02-05T01:30+02:00", "2031-02-05", Less),
        ("2031-02-05T11:30+02:00", "2031-02-05T09:30Z", Equal),
        ("1969-12-31", "1970-01-01", Less),
    ] {
        let (read, _) = both([one, other]).expect("both say when");
        let rank = |at: usize| read[at].came.as_ref().map(Came::rank);
        assert_eq!(rank(0).cmp(&rank(1)), expected, "{one} against {other}");
    }
    for wrong in [
        "2031-2-5",
        "01.12.2031",
        "2031-99-99",
        "2031-02-29",
        "2031-02-05T25:00Z",
        "2031-02-05T09:30[America/New_York]",
        "2031-02-05T09:30+25:00",
        "2031-02-05T09:30+é",
        "2031-02-05T09:30:60Z",
        "2031-02-05T09:30.5Z",
        "2031-02-05T09:30:00.Z",
        "2031-02-05T",
        "20310205T0930",
        "+002031-02-05",
        "99999999999999999999",
        "-7",
    ] {
        refused(
            both(["2031-10-01", wrong]),
            &format!(
                "line 3: `{wrong}` does not say when the input came. Write a date as 2031-02-05"
            ),
        );
    }
    refused(
        both(["2031-10-01", "7"]),
        "line 3: `7` stands among numbers and dates",
    );
}

#[test]
fn what_each_delegation_did() {
    let list = "delegation,constituency,status,present,words\nTavar,government,LDC,yes,120\nLoa,academia,,0,0\n";
    let (all, _) = read_balance("b", list.as_bytes()).unwrap();
    assert_eq!(all[0].counts, [Some(1), None, None, Some(120), None]);
    assert_eq!(all[1].counts, [Some(0), None, None, Some(0), None]);
    assert_eq!(
        (all[0].status.as_str(), all[1].status.as_str()),
        ("LDC", "")
    );
    let check = |list: &str, words: &str| {
        refused(
            read_balance("b", list.as_bytes()).map_err(|error| line(&error)),
            words,
        );
    };
    check(
        "delegation,constituency\n",
        "line 1: There is nothing to measure.",
    );
    check(
        "delegation,constituency,words\n",
        "file: The file has a header but no rows.",
    );
    let header = "delegation,constituency,words\n";
    check(
        &format!("{header}a,b,-1\n"),
        "line 2: `-1` is no number of words.",
    );
    check(
        &format!("{header}a,b,yes\n"),
        "line 2: `yes` is no number of words.",
    );
    check(
        &format!("{header}a,b,99999999999\n"),
        "line 2: `99999999999` is no number of words.",
    );
    check(
        &format!("{header}a,b\n"),
        "line 2: The row has 2 cells and the header 3.",
    );
    check(
        &format!("{header}a,,1\n"),
        "line 2: The row must name a delegation",
    );
    check(
        &format!("{header}a,b,1\na,c,1\n"),
        "line 3: a has a row already, on line 2.",
    );
}

/// What is known of a conversation: its participants, statements and votes, as anybody can count
/// them with another program, and the columns `n-votes` of the export added up.
fn check_conversation(name: &str, participants: usize, statements: usize, cast: u64) {
    let Some(folder) = corpus(&format!("votes/{name}")) else {
        return;
    };
    let file = BufReader::new(File::open(folder.join("participants-votes.csv")).unwrap());
    let mut sum = 0;
    let (read, _) = read_votes(name, file, &mut |_, _, vote| sum += i64::from(vote)).unwrap();
    assert_eq!(
        (read.participants.len(), read.statements.len(), read.votes),
        (participants, statements, cast),
        "{name}"
    );
    assert_eq!(read.claimed_groups.len(), participants);
    let file = BufReader::new(File::open(folder.join("comments.csv")).unwrap());
    let (described, _) = read_statements(name, file).unwrap();
    let known: std::collections::BTreeSet<&str> =
        described.iter().map(|it| it.id.as_str()).collect();
    let unknown = read
        .statements
        .ids()
        .iter()
        .filter(|id| !known.contains(id.as_str()));
    assert_eq!(unknown.count(), 0, "{name}");
    assert!(sum > 0, "people agree more than they disagree");
}

#[test]
fn real_conversations_are_read_whole() {
    check_conversation("15-per-hour-seattle", 339, 54, 2_872);
    check_conversation("american-assembly.bowling-green", 2_031, 896, 225_524);
    check_conversation("austria-climate.7z7ejpbmv5", 1_503, 611, 79_315);
    check_conversation("brexit-consensus", 204, 50, 5_303);
    check_conversation("vtaiwan.uberx", 1_921, 197, 49_443);
}

#[test]
fn real_comments_are_read_whole() {
    for (name, count) in [
        ("EPA-HQ-OA-2018-0259-9322.csv", 505),
        ("EPA-HQ-OPP-2015-0481-0050.csv", 267),
        ("EPA-R05-OAR-2020-0055-0007.csv", 204),
        ("USDA-2020-0003-0001.csv", 4),
        ("fcc_17-108.json", 24),
    ] {
        let Some(path) = corpus(&format!("comments/{name}")) else {
            return;
        };
        let mut read = 0;
        let file = BufReader::new(File::open(path).unwrap());
        let notices = read_comments(name, file, "text", &mut |_| read += 1).unwrap();
        assert_eq!((read, said(&notices)), (count, Vec::new()), "{name}");
    }
}
