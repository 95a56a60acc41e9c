//! Exit codes, standard output, standard error, and what is in the folder afterwards.

use std::process::{Command, Stdio};

use crate::desk::{Desk, Outcome, program};

const COMPILE: [&str; 4] = ["compile", "base.md", "Meridia.md", "Tavar.md"];

/// Wrong arguments: exit 2, with these words, and nothing written.
fn check_usage(arguments: &[&str], words: &str) {
    let desk = Desk::laid();
    let before = desk.names();
    desk.comity(arguments).misused(words);
    assert_eq!(desk.names(), before, "{arguments:?}");
}

/// Refused: exit 1, with these words; an old result keeps what it held, and nothing is new.
fn check_refused(arguments: &[&str], words: &str) {
    let desk = Desk::laid();
    desk.put("old.html", "yesterday's");
    let before = desk.names();
    for output in ["old.html", "new.html"] {
        let outcome = desk.comity(&[arguments, &["-o", output]].concat());
        outcome.refused(words);
        assert_eq!(desk.names(), before, "{arguments:?}");
        assert_eq!(desk.read("old.html"), b"yesterday's");
    }
    desk.comity(arguments).refused(words);
}

#[test]
fn a_result_goes_to_standard_output_and_the_summary_beside_it() {
    let desk = Desk::laid();
    let before = desk.names();
    let outcome = desk.comity(&COMPILE);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert!(outcome.text().contains("shall"), "{}", outcome.text());
    let summary = "comity: 2 proposals by 2 sponsors to 3 provisions, 1 conflict, 0 notices\n";
    assert_eq!(outcome.err, summary);
    assert_eq!(desk.names(), before);
}

#[test]
fn a_result_that_goes_to_a_file_leaves_standard_output_empty() {
    let desk = Desk::laid();
    let shown = desk.done(&COMPILE);
    let outcome = desk.comity(&[&COMPILE[..], &["-o", "out.md"]].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert!(outcome.out.is_empty());
    assert_eq!(desk.read("out.md"), shown);
    let wanted = ["Kesh.md", "Meridia.md", "Tavar.md", "base.md", "out.md"];
    assert_eq!(desk.names(), wanted);
}

#[test]
fn an_old_result_is_replaced_as_a_whole() {
    let desk = Desk::laid();
    desk.put("out.md", "x".repeat(100_000));
    desk.done(&[&COMPILE[..], &["-o", "out.md"]].concat());
    assert_eq!(desk.read("out.md"), desk.done(&COMPILE));
}

#[test]
fn quiet_says_nothing_but_errors() {
    let desk = Desk::laid();
    let outcome = desk.comity(&[&COMPILE[..], &["-q", "-o", "out.md"]].concat());
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    desk.comity(&["compile", "base.md", "Loa.md", "-q"])
        .refused("there is no such file");
}

#[test]
fn wrong_arguments() {
    check_usage(&["compile"], "<BASE>");
    check_usage(&["discuss", "base.md"], "unrecognized subcommand 'discuss'");
    check_usage(
        &["compile", "base.md", "--to", "pdf"],
        "invalid value 'pdf'",
    );
    check_usage(&["compile", "base.md", "--by-autor"], "--by-author");
    check_usage(
        &["compile", "base.md", "-o", "out.pdf"],
        "the ending .pdf names no format",
    );
    check_usage(&["diff", "base.md"], "<NEW>");
    check_usage(
        &["diff", "base.md", "Kesh.md", "-o", "d.docx"],
        "only compile and merge write .docx",
    );
    check_usage(
        &["diff", "base.md", "Kesh.md", "--to", "docx"],
        "only compile and merge write .docx",
    );
    check_usage(&["merge", "base.md", "Kesh.md", "--accept"], "--accept");
    check_usage(&["rebase", "--from", "base.md", "Kesh.md"], "--to");
    check_usage(
        &["rebase", "--from", "base.md", "--to", "json", "Kesh.md"],
        "--to NEW is missing",
    );
    let twice = [
        "rebase", "--from", "base.md", "--to", "Kesh.md", "--to", "Tavar.md",
    ];
    check_usage(&twice, "--to names one text");
    check_usage(&["completions", "tcsh"], "invalid value 'tcsh'");
}

#[test]
fn names_that_lead_nowhere() {
    check_refused(
        &["compile", "none.md", "Kesh.md"],
        "none.md: file: there is no such file",
    );
    check_refused(
        &["compile", "base.md", "Loa.md"],
        "Loa.md: file: there is no such file",
    );
    check_refused(
        &["compile", "base.md", "Loa=none.md"],
        "none.md: file: there is no such file",
    );
    check_refused(
        &["compile", "base.md", "."],
        ".: file: it is a folder. Name the files in it",
    );
    check_refused(
        &["diff", "base.md", "none.md"],
        "none.md: file: there is no such file",
    );
    let rebase = ["rebase", "--from", "base.md", "--to", "none.md", "Kesh.md"];
    check_refused(&rebase, "none.md: file: there is no such file");
    let order = ["compile", "base.md", "Kesh.md", "--order", "none.txt"];
    check_refused(&order, "none.txt: file: there is no such file");
}

#[test]
fn two_proposals_with_one_name() {
    check_refused(
        &["compile", "base.md", "Kesh.md", "Kesh.md"],
        "Kesh.md: file: it is named twice",
    );
    let message = "Tavar.md would have the same sponsor, Tavar. Give one of them another";
    check_refused(
        &["compile", "base.md", "Tavar=Kesh.md", "Tavar.md"],
        message,
    );
}

#[test]
fn a_name_that_nobody_has_cannot_be_accepted() {
    let arguments = [
        "merge", "base.md", "Kesh.md", "Tavar.md", "--accept", "Tavr",
    ];
    check_refused(
        &arguments,
        "--accept Tavr: no proposal and no sponsor has this name. There are: Kesh, Tavar.",
    );
}

#[test]
fn what_excludes_each_other_is_named_in_pairs() {
    check_refused(
        &["merge", "base.md", "Kesh.md", "Meridia.md", "Tavar.md"],
        "\n  Meridia × Tavar\n",
    );
}

#[test]
fn results_that_cannot_be_put_where_they_are_wanted() {
    let desk = Desk::laid();
    let before = desk.names();
    let check = |output: &str, words: &str| {
        let outcome = desk.comity(&[&COMPILE[..], &["--to", "html", "-o", output]].concat());
        outcome.refused(words);
        assert!(!outcome.err.contains(".comity-"), "{}", outcome.err);
        assert_eq!(desk.names(), before);
    };
    check(
        "nowhere/out.html",
        "nowhere/out.html: there is no folder nowhere; make it first.",
    );
    check(".", ".: it is a folder; name a file in it.");
    check(
        "base.md/out.html",
        "base.md/out.html: base.md is no folder.",
    );
    if cfg!(target_os = "linux") {
        check("/proc/self/out.html", "/proc/self/out.html: ");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::laid();
    let closed = desk.path("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o555)).unwrap();
    let obeyed = std::fs::write(closed.join("probe"), "").is_err();
    let outcome = desk.comity(&[&COMPILE[..], &["-o", "closed/out.html"]].concat());
    // The superuser may write anywhere, and then the result has to be there.
    if obeyed {
        outcome.refused("closed/out.html: you may not write into closed.");
    } else {
        assert_eq!(outcome.code, Some(0), "{}", outcome.err);
        assert!(closed.join("out.html").is_file());
    }
}

#[cfg(unix)]
#[test]
fn links_and_devices_stay_what_they_are() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let desk = Desk::laid();
    desk.put("kept.md", "yesterday's");
    symlink("kept.md", desk.path("link.md")).unwrap();
    desk.done(&[&COMPILE[..], &["-o", "link.md"]].concat());
    assert!(desk.path("link.md").is_symlink());
    assert_eq!(desk.read("kept.md"), desk.done(&COMPILE));
    symlink("/dev/null", desk.path("null.md")).unwrap();
    desk.done(&[&COMPILE[..], &["-o", "null.md"]].concat());
    let null = std::fs::metadata("/dev/null").unwrap();
    assert!(null.file_type().is_char_device());
    let shown = desk.comity(&[&COMPILE[..], &["--to", "markdown", "-o", "/dev/stdout"]].concat());
    assert_eq!(shown.out, desk.done(&COMPILE), "{}", shown.err);
}

#[test]
fn a_reader_who_leaves_early_makes_no_error() {
    let desk = Desk::laid();
    let html = [&COMPILE[..], &["--to", "html"]].concat();
    let bash = ["completions", "bash"];
    let help = ["compile", "--help"];
    for arguments in [&html[..], &bash, &help] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(program());
        let left = desk.prepared(&mut command).args(arguments).stdout(writer);
        let done = left.stderr(Stdio::piped()).output().unwrap();
        let err = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(0), "{arguments:?}: {err}");
        assert!(!err.contains("panicked"), "{err}");
    }
}

#[test]
fn a_closed_standard_error_makes_no_error() {
    let desk = Desk::laid();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(program());
    let quiet = desk.prepared(&mut command).args(COMPILE).stderr(writer);
    let done = quiet.output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    let Outcome { out, .. } = desk.comity(&COMPILE);
    assert_eq!(done.stdout, out);
}
