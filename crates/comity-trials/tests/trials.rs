//! The trials in their short form; `cargo xtask kill`, `power` and `server` hold the long ones.

use std::path::Path;

use comity_testkit::corpus::{program, required};
use comity_trials::Cluster;
use comity_trials::kill::{Kill, kill};
use comity_trials::power::{Power, power};
use comity_trials::server::{Server, server};

fn trials() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_trials"))
}

#[test]
fn a_killed_writer_loses_nothing_that_it_acknowledged() {
    let trial = Kill {
        program: trials(),
        times: 10,
        seed: 10,
        server: None,
    };
    let seen = kill(&trial).unwrap();
    assert_eq!(seen.kills, 10);
    assert!(seen.acknowledged > 0 && seen.entries > seen.acknowledged as u64);
}

#[test]
fn a_disk_without_power_holds_what_was_acknowledged() {
    if program("cc").is_none() {
        return;
    }
    let seen = power(&Power::new(trials(), 15, 20).acts(500)).unwrap();
    assert!(seen.must_hold().is_ok(), "{seen}");
}

#[test]
fn the_trial_of_the_disk_sees_a_loss_where_nothing_is_synced() {
    if program("cc").is_none() {
        return;
    }
    let seen = power(&Power::without_sync(trials(), 15, 30).acts(300)).unwrap();
    assert!(seen.must_be_seen().is_ok(), "{seen}");
}

#[test]
fn a_server_that_ends_under_load_loses_nothing() {
    let cluster = Cluster::start().unwrap();
    let Some(cluster) = required("the programs initdb and pg_ctl of PostgreSQL", cluster) else {
        return;
    };
    let trial = Server {
        program: trials(),
        times: 3,
        seed: 40,
    };
    let seen = server(&trial, &cluster).unwrap();
    assert!(seen.entries > seen.acknowledged as u64);
    let trial = Kill {
        program: trials(),
        times: 2,
        seed: 50,
        server: Some(&cluster),
    };
    kill(&trial).unwrap();
}
