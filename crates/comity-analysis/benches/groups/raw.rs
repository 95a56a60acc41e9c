//! A world and our components as raw little-endian numbers, for a peer in another language.
//!
//! `votes.u32`: participant, statement and vote + 1, vote after vote. `blocs.u32`: the bloc of
//! each participant. `components.f64`: component after component. `size.txt`: participants,
//! statements, components.
//!
//! Start at [`write`].

use std::fs::{self, File};
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use comity_analysis::spectrum::Spectrum;
use comity_testkit::worlds::ballots::Ballots;

pub fn write(folder: &Path, ballots: &Ballots, found: &Spectrum) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut votes = BufWriter::new(File::create(folder.join("votes.u32"))?);
    let mut failed = None;
    ballots.each(|participant, statement, vote| {
        let vote = u32::try_from(vote + 1).expect("a vote is at least −1");
        for number in [participant, statement, vote] {
            let written = votes.write_all(&number.to_le_bytes());
            failed = failed.take().or(written.err());
        }
    });
    failed.map_or(Ok(()), Err)?;
    votes.flush()?;
    let mut blocs = BufWriter::new(File::create(folder.join("blocs.u32"))?);
    for participant in 0..ballots.participants() {
        blocs.write_all(&ballots.bloc(participant).to_le_bytes())?;
    }
    blocs.flush()?;
    let mut components = BufWriter::new(File::create(folder.join("components.f64"))?);
    for value in found.components.iter().flatten() {
        components.write_all(&value.to_le_bytes())?;
    }
    components.flush()?;
    let size = format!(
        "{} {} {}\n",
        ballots.participants(),
        ballots.statements(),
        found.components.len()
    );
    fs::write(folder.join("size.txt"), size)
}
