//! The contract of the accounts: the same cases for memory, SQLite and PostgreSQL.
//!
//! A case takes a place where accounts can be opened, again and again. Each promise of the port has
//! a case: [`persons`], [`entrance`], [`reading`], [`outbox`], and [`together`] for what happens at
//! once. What only a file or a schema can show is in [`apart`].

#![allow(clippy::unwrap_used)]

mod apart;
mod entrance;
mod material;
mod outbox;
mod persons;
mod places;
mod reading;
mod together;

/// Makes each case a test in each place.
macro_rules! contract {
    ($($of:ident: $($case:ident)*;)*) => {
        mod memory {
            $($(#[test] fn $case() { crate::places::in_memory(crate::$of::$case); })*)*
        }
        mod sqlite {
            $($(#[test] fn $case() { crate::places::on_sqlite(crate::$of::$case); })*)*
        }
        mod postgres {
            $($(#[test] fn $case() { crate::places::on_postgres(crate::$of::$case); })*)*
        }
    };
}

contract! {
    persons:
    an_address_is_enrolled_once
    an_id_is_given_once
    mail_with_odd_letters_finds_its_account
    preferences_come_back_as_they_were
    a_preference_has_a_limit
    a_seat_replaces_the_one_before_it
    every_seat_comes_back_as_it_was
    the_seated_are_listed_by_mail
    an_account_has_at_most_so_many_seats
    what_is_given_to_nobody_is_refused
    what_is_taken_from_nobody_is_done
    erasing_leaves_nothing
    erasing_leaves_others_alone
    what_was_written_is_there_after_closing
    a_call_made_again_does_no_more;
    entrance:
    a_link_is_used_once
    a_link_is_good_until_its_end
    looking_at_a_link_does_not_use_it
    links_that_are_over_are_swept
    an_account_keeps_its_last_links
    a_session_lasts_until_its_end
    a_session_is_turned_in_one_step
    a_session_follows_none_of_another_account
    a_session_that_follows_one_that_is_gone_is_kept
    the_session_that_began_first_is_first
    ended_sessions_of_the_account_are_swept
    the_session_turned_longest_ago_goes
    one_session_or_all_of_them_are_ended;
    reading:
    a_draft_replaces_the_one_with_its_name
    an_empty_draft_removes_it
    a_draft_has_four_mebibytes_and_not_a_byte_more
    drafts_have_a_limit_together
    there_are_so_many_drafts_and_not_one_more
    every_script_comes_back_as_it_was
    drafts_of_negotiations_do_not_mix
    the_first_visit_finds_none_before_it
    a_visit_goes_on_for_half_an_hour_after_each_reading
    a_reading_that_comes_late_moves_nothing_back
    visits_do_not_mix
    the_negotiation_not_read_for_longest_is_forgotten
    only_the_first_sight_of_a_call_is_kept;
    outbox:
    a_letter_waits_for_its_time
    the_oldest_letter_is_first
    what_was_sent_stays_sent
    a_letter_that_failed_says_why_and_is_not_tried
    a_letter_is_posted_once
    a_letter_has_a_limit
    so_many_letters_wait_for_an_account
    the_last_letters_are_kept
    the_last_failures_are_kept;
    together:
    of_two_who_use_a_link_one_gets_in
    of_many_who_enrol_all_get_one_account
    a_reader_sees_one_session_while_it_turns
    of_many_who_post_none_passes_the_limit
    an_account_that_is_erased_meanwhile_keeps_nothing
    a_call_that_is_dropped_is_all_or_nothing;
}
