//! The mutants: one line each of the engine, broken on purpose, and the tests that must see it.
//!
//! They stand for the mistakes that a person would make: a `<` for a `<=`, a case left out, an
//! order turned round. One that changes nothing that anybody can see is no mutant: it is replaced.
//! `cargo xtask mutants` tries them; the tests here hold the table to the sources.

/// The suites of `comity-text` that a mutant is tried on, in this order.
pub const SUITES: &[&str] = &["laws", "named_cases", "reads_well"];

/// One deliberate mistake.
pub struct Mutant {
    /// What the engine does wrong with it, as a sentence.
    pub name: &'static str,
    /// The file, from the root of the workspace.
    pub file: &'static str,
    /// What stands there; it stands there once.
    pub old: &'static str,
    /// What stands there instead.
    pub new: &'static str,
    /// The tests that are expected to fail; others may fail too.
    pub killed_by: &'static [&'static str],
}

impl Mutant {
    /// The source with the mistake in it.
    ///
    /// # Errors
    /// When what is to be broken does not stand in the source exactly once.
    pub fn broken(&self, source: &str) -> Result<String, String> {
        match source.matches(self.old).count() {
            1 => Ok(source.replacen(self.old, self.new, 1)),
            count => Err(format!(
                "the mutant \"{}\": `{}` stands {count} times in {}, not once",
                self.name, self.old, self.file
            )),
        }
    }
}

const fn mutant(
    name: &'static str,
    file: &'static str,
    (old, new): (&'static str, &'static str),
    killed_by: &'static [&'static str],
) -> Mutant {
    Mutant {
        name,
        file,
        old,
        new,
        killed_by,
    }
}

const KERNEL: &str = "crates/comity-text/src/kernel.rs";
const CONFLICTS: &str = "crates/comity-text/src/compile/conflicts.rs";
const REGIONS: &str = "crates/comity-text/src/compile/regions.rs";
const QUOTIENT: &str = "crates/comity-text/src/quotient.rs";
const REBASE: &str = "crates/comity-text/src/rebase.rs";
const MERGE: &str = "crates/comity-text/src/merge.rs";
const INVERT: &str = "crates/comity-text/src/invert.rs";
const COMPOSE: &str = "crates/comity-text/src/compose.rs";
const WORDS: &str = "crates/comity-text/src/diff/words.rs";

/// All of them, by the part of the engine that they break.
pub const MUTANTS: &[Mutant] = &[
    mutant(
        "two insertions at one point do not collide",
        KERNEL,
        ("(true, true) => s == t,", "(true, true) => false,"),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "an insertion collides at the left edge of a range",
        KERNEL,
        (
            "(true, false) => t < s && s < f,",
            "(true, false) => t <= s && s < f,",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "an insertion collides at the right edge of a range",
        KERNEL,
        (
            "(true, false) => t < s && s < f,",
            "(true, false) => t < s && s <= f,",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "a range collides with an insertion at its left edge",
        KERNEL,
        (
            "(false, true) => s < t && t < e,",
            "(false, true) => s <= t && t < e,",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "a range collides with an insertion at its right edge",
        KERNEL,
        (
            "(false, true) => s < t && t < e,",
            "(false, true) => s < t && t <= e,",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "ranges that touch on the left collide",
        KERNEL,
        (
            "(false, false) => s < f && t < e,",
            "(false, false) => s <= f && t < e,",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "ranges that touch on the right collide",
        KERNEL,
        (
            "(false, false) => s < f && t < e,",
            "(false, false) => s < f && t <= e,",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "equal changes collide",
        KERNEL,
        (
            "if a == b {\n        return None;",
            "if false {\n        return None;",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "a suppression spares what it contains",
        KERNEL,
        (
            ") => is_within(base, inner, outer),",
            ") => inner == outer,",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "a move may go into what another moves",
        KERNEL,
        (
            ".is_some_and(|to| is_within(base, to, q))",
            ".is_some_and(|to| to == q)",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "a request to keep stops nobody",
        KERNEL,
        (
            ") => p == q,\n        _ => false,",
            ") => false && p == q,\n        _ => false,",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "neighbours that touch share a region",
        REGIONS,
        ("change.start >= furthest", "change.start > furthest"),
        &["merge_agrees_with_compile"],
    ),
    mutant(
        "insertions at one point are two regions",
        REGIONS,
        ("&& !same_point {", "{"),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "a region ends with its last change",
        REGIONS,
        (
            "furthest = furthest.max(change.end);",
            "furthest = change.end;",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "an outcome is listed twice",
        REGIONS,
        (
            "place_of_text.insert(outcome.clone(), alternatives.len());",
            "",
        ),
        &["base_is_in_the_compilation"],
    ),
    mutant(
        "an outcome that is the base is listed",
        REGIONS,
        ("if outcome == base {", "if false {"),
        &["who_asks_for_the_words_of_the_base_keeps_them"],
    ),
    mutant(
        "the search for conflicts stops at a touching neighbour",
        CONFLICTS,
        (
            "if other.start > change.end {",
            "if other.start >= change.end {",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "only the suppressed provision itself is in conflict",
        CONFLICTS,
        (
            "found.add(at, by, &others);\n            }\n            outer = parents[container];",
            "found.add(at, by, &others);\n            }\n            outer = None;",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "a move into what moves is no conflict",
        CONFLICTS,
        (
            "found.add(*at, proposals, others);\n                }\n                outer = parents[container];",
            "found.add(*at, proposals, others);\n                }\n                outer = None;",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "two moves of one provision are no conflict",
        CONFLICTS,
        (
            "for (_, others) in &moves[rank + 1..] {",
            "for (_, others) in &moves[moves.len()..] {\n                let _ = rank;",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "a request to keep conflicts with no words",
        CONFLICTS,
        (
            "found.add(*at, keep, &change.proposals);",
            "let _ = change;",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "a request to keep conflicts with no suppression",
        CONFLICTS,
        (
            "others.extend(quotient.keeps.get(&at).into_iter().flatten());",
            "",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "equality ignores emphasis",
        QUOTIENT,
        (
            "last.with == with =>",
            "last.with.as_str() == with.as_str() =>",
        ),
        &["emphasis_makes_another_outcome"],
    ),
    mutant(
        "equality ignores the result",
        QUOTIENT,
        (
            "last.range() == (start, end) && last.with == with",
            "last.range() == (start, end)",
        ),
        &["compile_keeps_every_word"],
    ),
    mutant(
        "what a proposal adds twice is one addition",
        QUOTIENT,
        ("*times += 1;", ""),
        &["compile_keeps_every_word"],
    ),
    mutant(
        "additions do not follow the proposal's own last one",
        QUOTIENT,
        (
            "rank.map_or(here.len(), |rank| rank + 1)",
            "rank.map_or(here.len(), |_| here.len())",
        ),
        &["what_each_adds_keeps_its_order"],
    ),
    mutant(
        "moves of one provision to two places are one",
        QUOTIENT,
        (
            ".find(|known| known.0 == place)",
            ".find(|known| known.0 == place || true)",
        ),
        &["flagged_iff_colliding"],
    ),
    mutant(
        "what goes before shifts the wrong way",
        REBASE,
        (
            "shift += i64::from(with.len()) - i64::from(e - s);",
            "shift -= i64::from(with.len()) - i64::from(e - s);",
        ),
        &["carried_stepwise_is_carried_directly"],
    ),
    mutant(
        "what goes right before shifts nothing",
        REBASE,
        ("if *e > start {", "if *e >= start {"),
        &["carried_stepwise_is_carried_directly"],
    ),
    mutant(
        "what is done already is asked again",
        REBASE,
        (
            "if edits.iter().any(|index| self.revision[*index] == *change) {",
            "if false {",
        ),
        &["rebase_onto_itself_is_identity"],
    ),
    mutant(
        "every colliding change is said to be done",
        REBASE,
        (
            "replaced(&base, asked) == replaced(&base, done)",
            "replaced(&base, asked) == replaced(&base, done) || true",
        ),
        &["rebase_loses_nothing"],
    ),
    mutant(
        "only the change's own range is compared",
        REBASE,
        (
            "(hull.0.min(other.0), hull.1.max(other.1))",
            "(hull.0, hull.1.max(other.1).min(hull.1))",
        ),
        &["rebase_loses_nothing"],
    ),
    mutant(
        "a second split forgets the first",
        REBASE,
        ("part += breaks.len() - 1;", "part = breaks.len() - 1;"),
        &["carried_stepwise_is_carried_directly"],
    ),
    mutant(
        "a split in three counts as one in two",
        REBASE,
        ("part += breaks.len() - 1;", "part += 1;"),
        &["carried_stepwise_is_carried_directly"],
    ),
    mutant(
        "offsets in a part count from the whole",
        REBASE,
        (
            "shift = i64::from(last) - i64::from(*e);",
            "shift += i64::from(last) - i64::from(*e);",
        ),
        &["carried_stepwise_is_carried_directly"],
    ),
    mutant(
        "an anchor that is gone leaves no other",
        REBASE,
        (
            "for rank in (0..=rank).rev() {",
            "for rank in (rank..=rank).rev() {",
        ),
        &["an_addition_after_what_is_gone_comes_after_what_stood_before"],
    ),
    mutant(
        "an anchor forgets that it was split",
        REBASE,
        (
            "let last_part = self.to.parts.get(id).and_then(|parts| parts.last());",
            "let last_part = self.to.parts.get(id).and_then(|parts| parts.last()).filter(|_| false);",
        ),
        &["an_addition_after_what_was_split_comes_after_its_last_part"],
    ),
    mutant(
        "a suppression takes away what arrived inside",
        REBASE,
        ("with.extend(self.arrivals_inside(provision));", ""),
        &["what_came_inside_stops_a_suppression"],
    ),
    mutant(
        "an addition goes into the id that its parent had",
        REBASE,
        (
            "parent: Some(own.clone()),",
            "parent: Some(own.clone()).and(Some(parent.clone())),",
        ),
        &["an_addition_whose_id_was_taken_keeps_what_stands_in_it"],
    ),
    mutant(
        "a move leaves the parts of a split behind",
        REBASE,
        (
            "let whole = [provision].into_iter().chain(parts);",
            "let whole = [provision].into_iter().chain(parts.take(0));",
        ),
        &["carried_stepwise_is_carried_directly"],
    ),
    mutant(
        "a provision is joined into one that is gone",
        REBASE,
        ("if target_gone {", "if target_gone && false {"),
        &["rebase_loses_nothing"],
    ),
    mutant(
        "changes of words are carried in any order",
        REBASE,
        (
            "Change::Replace { start, end, .. } => (false, *start, *end),\n        _ => (true, 0, 0),",
            "Change::Replace { start, end, .. } => (false, *start, *end).min((false, 0, 0)),\n        _ => (true, 0, 0),",
        ),
        &["what_comes_to_one_point_keeps_the_order_of_the_text"],
    ),
    mutant(
        "what is suppressed is not an orphan's reason",
        REBASE,
        (
            "Err(reason) => {\n                self.own.insert(id.clone(), None);",
            "Err(reason) => {\n                self.own.insert(id.clone(), Some(id.clone()));",
        ),
        &["rebase_loses_nothing"],
    ),
    mutant(
        "conflicts are merged",
        MERGE,
        ("if !pairs.is_empty() {", "if false {"),
        &["merge_agrees_with_compile"],
    ),
    mutant(
        "one pair is named twice",
        MERGE,
        ("pairs.dedup();", ""),
        &["merge_agrees_with_compile"],
    ),
    mutant(
        "pairs stand in the order of the text",
        MERGE,
        (
            "pairs.sort_unstable();\n    pairs.dedup();",
            "let mut known = std::collections::HashSet::new();\n    pairs.retain(|pair| known.insert(*pair));",
        ),
        &["merge_agrees_with_compile"],
    ),
    mutant(
        "a joined provision is merely suppressed",
        MERGE,
        (
            "by.keys().flatten().next()",
            "by.keys().flatten().next().filter(|_| false)",
        ),
        &["merge_agrees_with_compile"],
    ),
    mutant(
        "arrivals at one place are turned round",
        MERGE,
        (
            "for arrival in &quotient.at_place[place] {",
            "for arrival in quotient.at_place[place].iter().rev() {",
        ),
        &["merge_agrees_with_compile"],
    ),
    mutant(
        "what was placed in a suppressed provision is lost",
        KERNEL,
        (
            "(false, true) => self.rescue(at, parent),",
            "(false, true) => Ok(()),",
        ),
        &["merge_agrees_with_compile"],
    ),
    mutant(
        "the parts of a split are turned round",
        KERNEL,
        (
            "for part in parts {",
            "for part in parts.into_iter().rev() {",
        ),
        &["apply_diff_restores"],
    ),
    mutant(
        "overlapping changes are applied",
        KERNEL,
        ("pair[1].0 < pair[0].1)", "pair[1].0 < pair[0].0)"),
        &["overlapping_changes_are_refused"],
    ),
    mutant(
        "neighbours that touch are refused",
        KERNEL,
        ("pair[1].0 < pair[0].1)", "pair[1].0 <= pair[0].1)"),
        &["compile_keeps_every_word"],
    ),
    mutant(
        "what is suppressed may be changed",
        KERNEL,
        (
            "if plan.suppressed.contains(&position) {",
            "if false && plan.suppressed.contains(&position) {",
        ),
        &["what_is_suppressed_cannot_be_changed"],
    ),
    mutant(
        "a provision may be moved twice",
        KERNEL,
        (
            "if !self.moved.insert(at) {",
            "if !self.moved.insert(at) && false {",
        ),
        &["a_provision_moves_once"],
    ),
    mutant(
        "replaced words stay",
        KERNEL,
        (
            "out.push(with);\n        from = end;",
            "out.push(with);\n        from = start;",
        ),
        &["kernel_never_segments"],
    ),
    mutant(
        "an inverse forgets how far the text has grown",
        INVERT,
        ("now += with.len();", ""),
        &["invert_undoes"],
    ),
    mutant(
        "an inverse replaces nothing",
        INVERT,
        ("end: now + with.len(),", "end: now,"),
        &["invert_undoes"],
    ),
    mutant(
        "kept words have no mark before them",
        COMPOSE,
        ("pieces.push((at, Stretch::Kept(start, start)));", ""),
        &["steps_that_touch_stay_two_changes"],
    ),
    mutant(
        "kept words have no mark after them",
        COMPOSE,
        ("pieces.push((end, Stretch::Kept(stop, stop)));", ""),
        &["steps_that_touch_stay_two_changes"],
    ),
    mutant(
        "the break between two parts has no length",
        COMPOSE,
        ("offset += text.len() + 1;", "offset += text.len();"),
        &["carried_stepwise_is_carried_directly"],
    ),
    mutant(
        "the second step sees what the first took away",
        COMPOSE,
        (
            "Some(_) => self.beyond_what_is_gone(place.parent.as_ref(), after),",
            "Some(_) => Hint::After(after.cloned()),",
        ),
        &["what_the_second_step_adds_comes_after_what_the_first_took_away"],
    ),
    mutant(
        "insertions are not slid",
        WORDS,
        (
            "join_phrases(base, result, slide_all(base, result, hunks))",
            "join_phrases(base, result, hunks)",
        ),
        &["an_item_of_a_list_brings_its_comma"],
    ),
    mutant(
        "a full stop begins what comes after it",
        WORDS,
        (
            "&& stays_behind(side.tokens[from].str(side.text))",
            "&& !stays_behind(side.tokens[from].str(side.text))",
        ),
        &["a_sentence_keeps_its_full_stop"],
    ),
    mutant(
        "neighbours always join",
        WORDS,
        (
            "gap.letters <= size(before).min(size(after))",
            "gap.letters <= size(before).max(size(after)) + 100",
        ),
        &["two_changes_apart_stay_two"],
    ),
    mutant(
        "neighbours never join",
        WORDS,
        (
            "gap.letters <= size(before).min(size(after))",
            "gap.letters + 100 <= size(before).min(size(after))",
        ),
        &["a_small_word_between_two_changes_goes_with_them"],
    ),
    mutant(
        "a text written anew is torn to words",
        WORDS,
        (
            "const MIN_COMMON_PERCENT: usize = 25;",
            "const MIN_COMMON_PERCENT: usize = 0;",
        ),
        &["one_long_word_in_common_does_not_hold_two_texts_together"],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::fs;

    use super::*;
    use crate::shape::workspace_root;

    #[test]
    fn every_mutant_still_has_its_line_once() {
        for mutant in MUTANTS {
            let source = fs::read_to_string(workspace_root().join(mutant.file)).expect(mutant.file);
            let broken = mutant
                .broken(&source)
                .unwrap_or_else(|error| panic!("{error}"));
            assert_ne!(broken, source, "{} changes nothing", mutant.name);
        }
    }

    #[test]
    fn every_expected_test_is_there() {
        let suites: String = SUITES
            .iter()
            .map(|suite| format!("crates/comity-text/tests/{suite}.rs"))
            .map(|path| fs::read_to_string(workspace_root().join(&path)).expect(&path))
            .collect();
        for mutant in MUTANTS {
            assert!(!mutant.killed_by.is_empty(), "{}", mutant.name);
            for test in mutant.killed_by {
                assert!(
                    suites.contains(&format!("fn {test}()")),
                    "{}: {test}",
                    mutant.name
                );
            }
        }
    }

    #[test]
    fn names_are_given_once() {
        let names: HashSet<_> = MUTANTS.iter().map(|mutant| mutant.name).collect();
        assert_eq!(names.len(), MUTANTS.len());
    }

    #[test]
    fn a_line_that_is_gone_is_an_error() {
        let error = MUTANTS[0]
            .broken("another text")
            .expect_err("it is not there");
        assert!(error.contains("stands 0 times"), "{error}");
    }
}
