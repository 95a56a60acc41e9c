//! The cases, one for each promise.

use comity_app::ports::{
    Batch, Blob, Head, Holder, Journal, JournalError, MAX_ENTRIES_PER_BATCH, MAX_ENTRIES_PER_PAGE,
    Malformed, Term,
};

use crate::material::{batch, blob, claim, entry, everything, loa, name, named, taken, tile};
use crate::places::Place;

pub(crate) async fn a_new_negotiation_is_empty<P: Place>(place: P) {
    let journal = place.open().await;
    assert_eq!(journal.negotiations().await, Ok(vec![]));
    journal.create(&loa()).await.unwrap();
    assert_eq!(journal.head(&loa()).await, Ok(None));
    assert_eq!(journal.entries(&loa(), 0, 10).await, Ok(vec![]));
    assert_eq!(journal.blobs_of_entries(&loa(), 0, 10).await, Ok(vec![]));
    assert_eq!(journal.blobs(&loa(), &[name(0)]).await, Ok(vec![]));
    assert_eq!(journal.tile(&loa(), "tile/0/0").await, Ok(None));
    place.close(journal).await;
}

pub(crate) async fn a_negotiation_is_created_once<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    journal.append(&loa(), &batch(term, 0, 1)).await.unwrap();
    let again = journal.create(&loa()).await;
    assert_eq!(again, Err(JournalError::Exists(loa())));
    assert_eq!(journal.entries(&loa(), 0, 10).await, Ok(vec![entry(0)]));
    place.close(journal).await;
}

pub(crate) async fn negotiations_are_listed_in_order<P: Place>(place: P) {
    let journal = place.open().await;
    for name in ["meridia", "a-b", "a", "ab", "a1", "7"] {
        journal.create(&named(name)).await.unwrap();
    }
    let listed = journal.negotiations().await.unwrap();
    assert_eq!(listed, ["7", "a", "a-b", "a1", "ab", "meridia"].map(named));
    place.close(journal).await;
}

pub(crate) async fn an_unknown_negotiation_is_named<P: Place>(place: P) {
    let journal = place.open().await;
    journal.create(&named("another")).await.unwrap();
    let unknown = JournalError::UnknownNegotiation(loa());
    let (term, claim) = (Term(1), claim("node 1", 1));
    let answers = [
        journal.head(&loa()).await.err(),
        journal.acquire(&loa(), &claim).await.err(),
        journal.renew(&loa(), term, 1).await.err(),
        journal.append(&loa(), &batch(term, 0, 1)).await.err(),
        journal.entries(&loa(), 0, 1).await.err(),
        journal.blobs_of_entries(&loa(), 0, 1).await.err(),
        journal.blobs(&loa(), &[]).await.err(),
        journal.tile(&loa(), "tile/0/0").await.err(),
    ];
    for (call, answer) in answers.into_iter().enumerate() {
        assert_eq!(answer.as_ref(), Some(&unknown), "call {call}");
    }
    place.close(journal).await;
}

pub(crate) async fn what_is_appended_is_read_back<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    let (first, second) = (batch(term, 0, 3), batch(term, 3, 2));
    journal.append(&loa(), &first).await.unwrap();
    journal.append(&loa(), &second).await.unwrap();
    let head = Head {
        size: 5,
        checkpoint: second.checkpoint,
    };
    assert_eq!(journal.head(&loa()).await, Ok(Some(head)));
    let entries = journal.entries(&loa(), 0, 10).await.unwrap();
    assert_eq!(entries, (0..5).map(entry).collect::<Vec<_>>());
    let blobs = journal.blobs_of_entries(&loa(), 0, 10).await.unwrap();
    assert_eq!(blobs, [first.blobs, second.blobs].concat());
    let tile = journal.tile(&loa(), "tile/0/3").await;
    assert_eq!(tile, Ok(Some(b"hashes".to_vec())));
    place.close(journal).await;
}

pub(crate) async fn entries_are_read_in_pages<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    journal.append(&loa(), &batch(term, 0, 10)).await.unwrap();
    for (from, limit, indexes) in [
        (0, 4, 0..4),
        (4, 4, 4..8),
        (8, 4, 8..10),
        (9, 1, 9..10),
        (3, 0, 3..3),
        (10, 4, 10..10),
        (11, 4, 11..11),
        (u64::MAX, usize::MAX, 0..0),
    ] {
        let expected: Vec<_> = indexes.clone().map(entry).collect();
        let entries = journal.entries(&loa(), from, limit).await;
        assert_eq!(entries, Ok(expected), "{limit} from {from}");
        let blobs = journal.blobs_of_entries(&loa(), from, limit).await.unwrap();
        let of: Vec<u64> = blobs.iter().map(|blob| blob.entry).collect();
        assert_eq!(of, indexes.collect::<Vec<_>>(), "{limit} from {from}");
    }
    place.close(journal).await;
}

pub(crate) async fn a_page_has_a_limit<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    let full = MAX_ENTRIES_PER_BATCH as u64;
    journal.append(&loa(), &batch(term, 0, full)).await.unwrap();
    journal.append(&loa(), &batch(term, full, 7)).await.unwrap();
    let entries = journal.entries(&loa(), 0, usize::MAX).await.unwrap();
    assert_eq!(entries.len(), MAX_ENTRIES_PER_PAGE);
    let blobs = journal.blobs_of_entries(&loa(), 0, usize::MAX).await;
    assert_eq!(blobs.unwrap().len(), MAX_ENTRIES_PER_PAGE);
    let rest = journal.entries(&loa(), full, usize::MAX).await.unwrap();
    assert_eq!(rest, (full..full + 7).map(entry).collect::<Vec<_>>());
    place.close(journal).await;
}

pub(crate) async fn a_batch_begins_where_the_log_ends<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    journal.append(&loa(), &batch(term, 0, 2)).await.unwrap();
    let before = everything(&journal, &loa()).await;
    for expected in [0, 1, 3, 1_000] {
        let found = 2;
        let answer = journal.append(&loa(), &batch(term, expected, 1)).await;
        assert_eq!(answer, Err(JournalError::Conflict { expected, found }));
    }
    assert_eq!(everything(&journal, &loa()).await, before);
    journal.append(&loa(), &batch(term, 2, 1)).await.unwrap();
    place.close(journal).await;
}

pub(crate) async fn an_index_is_written_once<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    let first = batch(term, 0, 1);
    journal.append(&loa(), &first).await.unwrap();
    let answer = journal.append(&loa(), &first).await;
    let (expected, found) = (0, 1);
    assert_eq!(answer, Err(JournalError::Conflict { expected, found }));
    assert_eq!(journal.entries(&loa(), 0, 10).await, Ok(first.entries));
    place.close(journal).await;
}

pub(crate) async fn a_bad_batch_leaves_nothing<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    journal.append(&loa(), &batch(term, 0, 2)).await.unwrap();
    let before = everything(&journal, &loa()).await;

    let taken_name = Blob {
        entry: 3,
        ..blob(1, "other words")
    };
    let of_other_entry = blob(0, "late words");
    for (spoil, why) in [
        (
            Batch {
                blobs: vec![blob(2, "words"), taken_name],
                ..batch(term, 2, 2)
            },
            Malformed::BlobTaken(name(1)),
        ),
        (
            Batch {
                redacted: vec![name(0), name(99)],
                ..batch(term, 2, 2)
            },
            Malformed::NothingToErase(name(99)),
        ),
        (
            Batch {
                blobs: vec![of_other_entry],
                ..batch(term, 2, 2)
            },
            Malformed::BlobOfOtherEntry {
                name: name(0),
                entry: 0,
            },
        ),
        (
            Batch {
                checkpoint: String::new(),
                ..batch(term, 2, 2)
            },
            Malformed::BadCheckpoint,
        ),
        (
            Batch {
                entries: vec![entry(2), vec![]],
                ..batch(term, 2, 2)
            },
            Malformed::EmptyEntry(3),
        ),
        (
            Batch {
                tiles: vec![tile("tile/0/2", b"a"), tile("tile/0/2", b"b")],
                ..batch(term, 2, 2)
            },
            Malformed::TileTwice("tile/0/2".to_owned()),
        ),
    ] {
        let answer = journal.append(&loa(), &spoil).await;
        assert_eq!(answer, Err(JournalError::Malformed(why.clone())));
        assert_eq!(everything(&journal, &loa()).await, before, "{why}");
    }
    journal.append(&loa(), &batch(term, 2, 2)).await.unwrap();
    place.close(journal).await;
}

pub(crate) async fn a_batch_may_only_replace_the_checkpoint<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    journal.append(&loa(), &batch(term, 0, 2)).await.unwrap();
    let checkpoint = "loa-water\n2\n\nwith the witness of Halle\n".to_owned();
    let witnessed = Batch {
        checkpoint: checkpoint.clone(),
        tiles: vec![],
        ..batch(term, 2, 0)
    };
    journal.append(&loa(), &witnessed).await.unwrap();
    let size = 2;
    assert_eq!(
        journal.head(&loa()).await,
        Ok(Some(Head { size, checkpoint }))
    );
    place.close(journal).await;
}

pub(crate) async fn a_tile_that_grew_replaces_the_older<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    journal.append(&loa(), &batch(term, 0, 1)).await.unwrap();
    let grown = Batch {
        tiles: vec![tile("tile/0/0", b"more hashes"), tile("tile/1/0", b"")],
        ..batch(term, 1, 1)
    };
    journal.append(&loa(), &grown).await.unwrap();
    let loa = loa();
    assert_eq!(
        journal.tile(&loa, "tile/0/0").await,
        Ok(Some(b"more hashes".to_vec()))
    );
    assert_eq!(journal.tile(&loa, "tile/1/0").await, Ok(Some(vec![])));
    assert_eq!(journal.tile(&loa, "tile/1").await, Ok(None));
    place.close(journal).await;
}

pub(crate) async fn texts_are_found_by_name<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    let written = batch(term, 0, 600);
    journal.append(&loa(), &written).await.unwrap();
    let found = journal
        .blobs(&loa(), &[name(5), name(900), name(2), name(5)])
        .await;
    let expected = [written.blobs[2].clone(), written.blobs[5].clone()];
    assert_eq!(found.unwrap(), expected);
    let all: Vec<_> = (0..600).rev().map(name).collect();
    assert_eq!(journal.blobs(&loa(), &all).await, Ok(written.blobs));
    assert_eq!(journal.blobs(&loa(), &[]).await, Ok(vec![]));
    place.close(journal).await;
}

pub(crate) async fn redaction_erases_the_words_and_keeps_the_name<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    let first = batch(term, 0, 3);
    journal.append(&loa(), &first).await.unwrap();
    let redacting = Batch {
        // Said twice, and once more in the next batch: what is erased stays erased.
        redacted: vec![name(1), name(1)],
        ..batch(term, 3, 1)
    };
    journal.append(&loa(), &redacting).await.unwrap();
    let again = Batch {
        redacted: vec![name(1)],
        ..batch(term, 4, 1)
    };
    journal.append(&loa(), &again).await.unwrap();
    let mut expected = first.blobs;
    expected[1].kept = None;
    assert_eq!(
        journal.blobs_of_entries(&loa(), 0, 3).await,
        Ok(expected.clone())
    );
    let names = [name(0), name(1), name(2)];
    assert_eq!(journal.blobs(&loa(), &names).await, Ok(expected));
    let back = Batch {
        blobs: vec![Blob {
            entry: 5,
            ..blob(1, "back again")
        }],
        ..batch(term, 5, 1)
    };
    let answer = journal.append(&loa(), &back).await;
    assert_eq!(answer, Err(Malformed::BlobTaken(name(1)).into()));
    place.close(journal).await;
}

pub(crate) async fn a_text_may_be_erased_as_it_comes<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    let wordless = Blob {
        kept: None,
        ..blob(1, "")
    };
    let batch = Batch {
        blobs: vec![blob(0, "never seen"), wordless.clone()],
        redacted: vec![name(0)],
        ..batch(term, 0, 2)
    };
    journal.append(&loa(), &batch).await.unwrap();
    let erased = Blob {
        kept: None,
        ..blob(0, "")
    };
    let blobs = journal.blobs_of_entries(&loa(), 0, 2).await;
    assert_eq!(blobs, Ok(vec![erased, wordless]));
    place.close(journal).await;
}

pub(crate) async fn a_lease_is_held_until_its_time_is_over<P: Place>(place: P) {
    let journal = place.open().await;
    journal.create(&loa()).await.unwrap();
    let ask = async |holder, now| journal.acquire(&loa(), &claim(holder, now)).await;
    let first = ask("Loa 1 · ლოა", 0).await.unwrap();
    assert!(first > Term(0));
    let held = JournalError::Held {
        holder: Holder::new("Loa 1 · ლოა").unwrap(),
        until: 1_000,
    };
    assert_eq!(ask("node 2", 500).await, Err(held.clone()));
    assert_eq!(ask("node 2", 999).await, Err(held));
    let second = ask("node 2", 1_000).await.unwrap();
    assert!(second > first);
    place.close(journal).await;
}

pub(crate) async fn a_lease_is_renewed_and_given_up<P: Place>(place: P) {
    let journal = place.open().await;
    let first = taken(&journal, &loa()).await;
    journal.renew(&loa(), first, 9_000).await.unwrap();
    let other = claim("node 2", 8_999);
    let held = journal.acquire(&loa(), &other).await.unwrap_err();
    assert!(
        matches!(held, JournalError::Held { until: 9_000, .. }),
        "{held}"
    );
    journal.renew(&loa(), first, 0).await.unwrap();
    // Nobody has taken it yet: what is under way may still be finished.
    journal.append(&loa(), &batch(first, 0, 1)).await.unwrap();
    let latest = journal.acquire(&loa(), &other).await.unwrap();
    let given = first;
    let fenced = Err(JournalError::Fenced { given, latest });
    assert_eq!(journal.renew(&loa(), first, 20_000).await, fenced);
    place.close(journal).await;
}

pub(crate) async fn whoever_starts_anew_fences_the_one_before<P: Place>(place: P) {
    let journal = place.open().await;
    let given = taken(&journal, &loa()).await;
    let latest = taken_again(&journal).await;
    assert!(latest > given);
    let answer = journal.append(&loa(), &batch(given, 0, 1)).await;
    assert_eq!(answer, Err(JournalError::Fenced { given, latest }));
    place.close(journal).await;
}

/// The lease, once more by the same holder.
async fn taken_again(journal: &impl Journal) -> Term {
    let claim = claim("node 1", 1_001);
    journal.acquire(&loa(), &claim).await.unwrap()
}

pub(crate) async fn only_the_latest_term_writes<P: Place>(place: P) {
    let journal = place.open().await;
    journal.create(&loa()).await.unwrap();
    for given in [Term(0), Term(1)] {
        let latest = Term(0);
        let answer = journal.append(&loa(), &batch(given, 0, 1)).await;
        assert_eq!(answer, Err(JournalError::Fenced { given, latest }));
        let answer = journal.renew(&loa(), given, 1).await;
        assert_eq!(answer, Err(JournalError::Fenced { given, latest }));
    }
    let latest = taken_again(&journal).await;
    journal.append(&loa(), &batch(latest, 0, 1)).await.unwrap();
    let before = everything(&journal, &loa()).await;
    // Also where the batch does not fit: who is fenced need not read what was added.
    for (given, first) in [(Term(0), 1), (Term(latest.0 + 1), 1), (Term(u64::MAX), 7)] {
        let answer = journal.append(&loa(), &batch(given, first, 1)).await;
        assert_eq!(answer, Err(JournalError::Fenced { given, latest }));
    }
    assert_eq!(everything(&journal, &loa()).await, before);
    place.close(journal).await;
}

pub(crate) async fn of_many_who_ask_one_gets_the_lease<P: Place>(place: P) {
    let journal = place.open().await;
    journal.create(&loa()).await.unwrap();
    let asking: Vec<_> = (0..12)
        .map(|node| {
            let journal = journal.clone();
            let claim = claim(&format!("node {node}"), 0);
            tokio::spawn(async move { journal.acquire(&loa(), &claim).await })
        })
        .collect();
    let mut terms = 0;
    for answer in asking {
        match answer.await.unwrap() {
            Ok(_) => terms += 1,
            Err(JournalError::Held { .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(terms, 1);
    place.close(journal).await;
}

pub(crate) async fn negotiations_do_not_mix<P: Place>(place: P) {
    let journal = place.open().await;
    let (loa, tavar) = (loa(), named("tavar-roads"));
    let first = taken(&journal, &loa).await;
    taken(&journal, &tavar).await;
    let other = claim("node 2", 5_000);
    let second = journal.acquire(&tavar, &other).await.unwrap();
    journal.append(&loa, &batch(first, 0, 3)).await.unwrap();
    // The same names and paths as in the other one, with other words and bytes.
    let same_names = Batch {
        blobs: vec![blob(0, "of Tavar")],
        tiles: vec![tile("tile/0/0", b"of Tavar")],
        ..batch(second, 0, 1)
    };
    let before = everything(&journal, &loa).await;
    journal.append(&tavar, &same_names).await.unwrap();
    let erasing = Batch {
        redacted: vec![name(0)],
        ..batch(second, 1, 1)
    };
    journal.append(&tavar, &erasing).await.unwrap();
    assert_eq!(everything(&journal, &loa).await, before);
    assert_eq!(
        journal.entries(&tavar, 0, 10).await,
        Ok(vec![entry(0), entry(1)])
    );
    let tile = journal.tile(&tavar, "tile/0/0").await;
    assert_eq!(tile, Ok(Some(b"of Tavar".to_vec())));
    assert_eq!(journal.blobs(&tavar, &[name(2)]).await, Ok(vec![]));
    place.close(journal).await;
}

pub(crate) async fn ten_megabytes_of_text_are_one_batch<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    let article = "The Parties shall share water equally. ".repeat(1_350);
    let long = Batch {
        blobs: (0..200).map(|n| blob(n, &article)).collect(),
        ..batch(term, 0, 200)
    };
    let bytes: usize = 200 * article.len();
    assert!(bytes > 10_000_000, "{bytes}");
    journal.append(&loa(), &long).await.unwrap();
    let read = journal.blobs_of_entries(&loa(), 0, 200).await.unwrap();
    // Compared as a whole, but never printed.
    assert!(read == long.blobs);
    place.close(journal).await;
}

pub(crate) async fn every_script_comes_back_as_it_was<P: Place>(place: P) {
    let texts = [
        "",
        "\0zero\0",
        "المياه حق للجميع",
        "\u{202e}turned\u{202c} \u{2066}isolated\u{2069}",
        "各方应公平分享水资源",
        "น้ำเป็นของทุกคน",
        "e\u{301} is not é here",
        "👩🏽‍🌾 \u{200b}\u{feff}\u{10ffff}",
        "line\r\nline\rline\n",
        "'; DROP TABLE entry; --",
    ];
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    let count = texts.len() as u64;
    let written = Batch {
        entries: texts
            .iter()
            .map(|text| format!("[{text}]").into_bytes())
            .collect(),
        blobs: (0..count)
            .zip(texts)
            .map(|(n, text)| blob(n, text))
            .collect(),
        checkpoint: "Übereinkunft – 水\n10\n".to_owned(),
        ..batch(term, 0, count)
    };
    journal.append(&loa(), &written).await.unwrap();
    assert_eq!(journal.entries(&loa(), 0, 99).await, Ok(written.entries));
    assert_eq!(
        journal.blobs_of_entries(&loa(), 0, 99).await,
        Ok(written.blobs)
    );
    let head = journal.head(&loa()).await.unwrap().unwrap();
    assert_eq!(head.checkpoint, written.checkpoint);
    place.close(journal).await;
}

pub(crate) async fn what_was_written_is_there_after_closing<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    journal.append(&loa(), &batch(term, 0, 3)).await.unwrap();
    let before = everything(&journal, &loa()).await;
    place.close(journal).await;

    let journal = place.open().await;
    assert_eq!(journal.negotiations().await, Ok(vec![loa()]));
    assert_eq!(everything(&journal, &loa()).await, before);
    // The term outlives the process as well, or a fenced writer would come back.
    journal.append(&loa(), &batch(term, 3, 1)).await.unwrap();
    assert!(taken_again(&journal).await > term);
    place.close(journal).await;
}

pub(crate) async fn of_many_who_append_one_wins_each_index<P: Place>(place: P) {
    const WRITERS: u8 = 8;
    const ENTRIES_EACH: u8 = 10;
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| tokio::spawn(insist(journal.clone(), term, writer, ENTRIES_EACH)))
        .collect();
    let mut won = Vec::new();
    for writer in writers {
        won.extend(writer.await.unwrap());
    }
    won.sort();
    let entries = journal.entries(&loa(), 0, usize::MAX).await.unwrap();
    assert_eq!(entries.len(), usize::from(WRITERS * ENTRIES_EACH));
    let expected: Vec<_> = (0..).zip(entries).collect();
    assert_eq!(won, expected);
    place.close(journal).await;
}

/// Appends entries one by one wherever the log ends, and says at which index each went in.
async fn insist<J: Journal>(journal: J, term: Term, writer: u8, count: u8) -> Vec<(u64, Vec<u8>)> {
    let mut won = Vec::new();
    let mut first = 0;
    for act in 0..count {
        loop {
            let entry = vec![b'a' + writer, b'0' + act];
            let batch = Batch {
                entries: vec![entry.clone()],
                blobs: vec![],
                ..batch(term, first, 1)
            };
            match journal.append(&loa(), &batch).await {
                Ok(()) => break won.push((first, entry)),
                Err(JournalError::Conflict { found, .. }) => first = found,
                Err(other) => panic!("{other}"),
            }
        }
    }
    won
}

pub(crate) async fn a_call_that_is_dropped_is_all_or_nothing<P: Place>(place: P) {
    let journal = place.open().await;
    let term = taken(&journal, &loa()).await;
    let mut size = 0;
    for steps in 0..40 {
        let whole = batch(term, size, 5);
        let call = tokio::spawn({
            let (journal, whole) = (journal.clone(), whole.clone());
            async move { journal.append(&loa(), &whole).await }
        });
        for _ in 0..steps {
            tokio::task::yield_now().await;
        }
        call.abort();
        let _ = call.await;
        // Whoever lost the answer asks the head, and an append waits for what is still under way.
        let once_more = journal.append(&loa(), &whole).await;
        let conflict = JournalError::Conflict {
            expected: size,
            found: size + 5,
        };
        assert!(
            once_more == Ok(()) || once_more == Err(conflict),
            "{once_more:?}"
        );
        size += 5;
        let head = journal.head(&loa()).await.unwrap().unwrap();
        assert_eq!((head.size, &head.checkpoint), (size, &whole.checkpoint));
        let blobs = journal.blobs_of_entries(&loa(), size - 5, 5).await;
        assert_eq!(blobs, Ok(whole.blobs));
    }
    let entries = journal.entries(&loa(), 0, usize::MAX).await.unwrap();
    assert_eq!(entries, (0..size).map(entry).collect::<Vec<_>>());
    place.close(journal).await;
}
