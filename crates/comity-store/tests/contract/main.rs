//! The contract of the journal: the same cases for memory, SQLite and PostgreSQL.
//!
//! A case takes a place where a journal can be opened, again and again. Each promise of the port
//! has a case in [`cases`]; what happens on a bad machine is in [`faults`].

#![allow(clippy::unwrap_used)]

mod cases;
mod faults;
mod material;
mod places;

/// Makes each case a test in each place.
macro_rules! contract {
    ($($case:ident)*) => {
        mod memory {
            $(#[test] fn $case() { crate::places::in_memory(crate::cases::$case); })*
        }
        mod sqlite {
            $(#[test] fn $case() { crate::places::on_sqlite(crate::cases::$case); })*
        }
        mod postgres {
            $(#[test] fn $case() { crate::places::on_postgres(crate::cases::$case); })*
        }
    };
}

contract! {
    a_new_negotiation_is_empty
    a_negotiation_is_created_once
    negotiations_are_listed_in_order
    an_unknown_negotiation_is_named
    what_is_appended_is_read_back
    entries_are_read_in_pages
    a_page_has_a_limit
    a_batch_begins_where_the_log_ends
    an_index_is_written_once
    a_bad_batch_leaves_nothing
    a_batch_may_only_replace_the_checkpoint
    a_tile_that_grew_replaces_the_older
    texts_are_found_by_name
    redaction_erases_the_words_and_keeps_the_name
    a_text_may_be_erased_as_it_comes
    a_lease_is_held_until_its_time_is_over
    a_lease_is_renewed_and_given_up
    whoever_starts_anew_fences_the_one_before
    only_the_latest_term_writes
    of_many_who_ask_one_gets_the_lease
    negotiations_do_not_mix
    ten_megabytes_of_text_are_one_batch
    every_script_comes_back_as_it_was
    what_was_written_is_there_after_closing
    of_many_who_append_one_wins_each_index
    a_call_that_is_dropped_is_all_or_nothing
}
