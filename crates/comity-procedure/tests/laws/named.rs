//! Cases that a walk once found, told as stories.

use super::story::texts::{propose, suppress};
use super::story::{Table, by, replace};

#[test]
fn of_several_faults_the_same_one_is_named_every_time() {
    // Walk of seed 15438153111489284442: words of two provisions that are suppressed as well.
    let mut table = Table::in_readings();
    let changes = vec![
        replace(&table, "p3", "dawn", "noon"),
        suppress("p3"),
        replace(&table, "p4", "week", "day"),
        suppress("p4"),
    ];
    let act = propose("t1", 0, changes);
    let first = table.refused(by("tavar"), act.clone());
    for _ in 0..40 {
        assert_eq!(table.refused(by("tavar"), act.clone()), first);
    }
}
