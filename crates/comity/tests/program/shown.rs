//! `comity show`: each view of a record as people and programs get it.

use crate::desk::Desk;
use crate::record::{Until, wells};

fn check(name: &str, until: Until, view: &[&str]) {
    let desk = Desk::empty();
    wells(&desk, "wells", until);
    let shown = desk.done(&[&["show", "wells"], view].concat());
    insta::assert_snapshot!(name, String::from_utf8(shown).unwrap());
}

#[test]
fn the_outcome_while_a_silence_runs() {
    check("show_outcome_under_call", Until::UnderCall, &[]);
}
