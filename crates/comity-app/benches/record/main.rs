//! What the record costs: verification, opening, and durable acts.
//!
//! `cargo bench -p comity-app --bench record -- [verify|open|acts|latency] [SIZE…]`. Each figure
//! stands beside plain hashing of the same bytes, or beside the budget it has to keep. Every size
//! of `verify` runs in a process of its own, so that its memory is its own.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark measures time, starts itself again, and says what it found"
)]

mod durable;
mod world;

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use comity_app::export;
use comity_record::bundle::Files;
use comity_record::verify::{Against, verify};
use comity_store::MemoryJournal;
use sha2::{Digest, Sha256};

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| it != "--bench")
        .collect();
    let what = arguments.first().map_or("all", String::as_str);
    let sizes: Vec<u64> = arguments
        .iter()
        .skip(1)
        .filter_map(|it| it.parse().ok())
        .collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime starts");
    match what {
        "verify-one" => verify_one(&runtime, sizes[0]),
        "verify" => each_size(&sizes),
        "open" => durable::open(&runtime, sizes.first().copied().unwrap_or(100_000)),
        "acts" => durable::acts(&runtime),
        "latency" => durable::latency(&runtime),
        _ => {
            each_size(&sizes);
            durable::open(&runtime, 100_000);
            durable::acts(&runtime);
            durable::latency(&runtime);
        }
    }
    ExitCode::SUCCESS
}

fn each_size(sizes: &[u64]) {
    println!("verify and replay, beside SHA-256 over the same bytes");
    println!("    entries      bytes   verify    sha256   ratio  µs/entry  peak memory");
    let sizes = if sizes.is_empty() {
        &[10_000, 100_000, 1_000_000]
    } else {
        sizes
    };
    for size in sizes {
        let this = std::env::current_exe().expect("the program knows itself");
        let status = Command::new(this)
            .args(["verify-one", &size.to_string()])
            .status()
            .expect("the program runs again");
        assert!(status.success(), "size {size} failed");
    }
}

fn verify_one(runtime: &tokio::runtime::Runtime, size: u64) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bundle = folder.path().join("bundle");
    if std::env::var_os("COMITY_BENCH_BUNDLE").is_none() {
        // Made in another process: what making it needs is not what verifying it needs.
        let this = std::env::current_exe().expect("the program knows itself");
        let status = Command::new(this)
            .args(["verify-one", &size.to_string()])
            .env("COMITY_BENCH_BUNDLE", &bundle)
            .status()
            .expect("the program runs again");
        assert!(status.success());
        return verify_bundle(&bundle, size);
    }
    let target = std::path::PathBuf::from(std::env::var_os("COMITY_BENCH_BUNDLE").expect("set"));
    let journal = runtime.block_on(world::record(MemoryJournal::new(), size));
    runtime
        .block_on(export(&journal, &world::id(), |path, bytes| {
            let path = target.join(path);
            std::fs::create_dir_all(path.parent().expect("a file stands in a folder"))?;
            std::fs::write(path, bytes)
        }))
        .expect("the record is exported");
}

fn verify_bundle(folder: &std::path::Path, size: u64) {
    let on_disk = comity_record::bundle::Folder(folder.to_path_buf());
    let paths = on_disk.paths().expect("the bundle is there");
    let hash_all = || {
        let mut total = 0;
        for path in &paths {
            let bytes = on_disk.read(path).expect("the bundle is there");
            total += bytes.len();
            std::hint::black_box(Sha256::digest(&bytes));
        }
        total
    };
    hash_all();
    let (bytes, hashing) = timed(hash_all);
    let (report, verifying) = timed(|| verify(&on_disk, &Against::default(), |_, _| {}));
    assert_eq!(report.consistent, Ok(()));
    assert_eq!(report.replay.state().size(), size);
    println!(
        "{size:>11} {bytes:>10} {:>7.2}s {:>8.2}s {:>7.1} {:>9.2} {:>9} MB",
        verifying.as_secs_f64(),
        hashing.as_secs_f64(),
        verifying.as_secs_f64() / hashing.as_secs_f64(),
        verifying.as_secs_f64() * 1e6 / size as f64,
        peak_megabytes(),
    );
}

/// The most memory that this process has held, in megabytes, where the system tells.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1000
}
