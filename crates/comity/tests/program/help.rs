//! What the program says about itself, as golden files, and completions.

use crate::desk::Desk;

fn help(command: &[&str]) -> String {
    String::from_utf8(Desk::empty().done(&[command, &["--help"]].concat())).unwrap()
}

#[test]
fn help_of_the_program_and_of_each_command() {
    insta::assert_snapshot!("help", help(&[]));
    insta::assert_snapshot!("help_compile", help(&["compile"]));
    insta::assert_snapshot!("help_diff", help(&["diff"]));
    insta::assert_snapshot!("help_merge", help(&["merge"]));
    insta::assert_snapshot!("help_rebase", help(&["rebase"]));
    insta::assert_snapshot!("help_show", help(&["show"]));
    insta::assert_snapshot!("help_verify", help(&["verify"]));
    insta::assert_snapshot!("help_prove", help(&["prove"]));
    insta::assert_snapshot!("help_run", help(&["run"]));
    insta::assert_snapshot!("help_converge", help(&["converge"]));
    insta::assert_snapshot!("help_campaigns", help(&["campaigns"]));
    insta::assert_snapshot!("help_origins", help(&["origins"]));
    insta::assert_snapshot!("help_balance", help(&["balance"]));
    insta::assert_snapshot!("help_keygen", help(&["keygen"]));
    insta::assert_snapshot!("help_completions", help(&["completions"]));
}

/// Every example that the help shows can be called: its options and endings are those we have.
#[test]
fn every_example_is_a_call_that_is_understood() {
    let desk = Desk::empty();
    let mut seen = 0;
    for command in [
        "compile",
        "diff",
        "merge",
        "rebase",
        "show",
        "verify",
        "prove",
        "run",
        "converge",
        "campaigns",
        "origins",
        "balance",
    ] {
        let text = help(&[command]);
        for line in text.lines().filter(|line| line.starts_with("  comity ")) {
            seen += 1;
            let words = words_of(line.trim().strip_prefix("comity ").unwrap());
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let outcome = desk.comity(&words);
            // There are no such files here; anything but this would be a wrong example.
            assert!(
                outcome.err.contains("there is no such f")
                    || outcome.err.contains("neither a file"),
                "{line}: {}",
                outcome.err
            );
            assert_eq!(outcome.code, Some(1), "{line}");
        }
    }
    assert!(seen >= 16, "{seen} examples");
}

/// The words of a line as a shell would part them, without its patterns.
fn words_of(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

#[test]
fn completions_for_five_shells_know_the_commands() {
    let desk = Desk::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = String::from_utf8(desk.done(&["completions", shell])).unwrap();
        for word in [
            "compile",
            "diff",
            "merge",
            "rebase",
            "by-author",
            "docx-tracked",
        ] {
            // PowerShell and Elvish complete names of options, not what can stand after them.
            if word == "docx-tracked" && matches!(shell, "powershell" | "elvish") {
                continue;
            }
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let said = Desk::empty().done(&["--version"]);
    let wanted = format!("comity {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(String::from_utf8(said).unwrap(), wanted);
}
