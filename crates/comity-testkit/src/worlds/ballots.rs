//! Large consultations from a seed: people of four blocs who vote on statements.
//!
//! The blocs are not alike in size: the smallest is one person in twenty, which is what a method
//! must still see. Some statements have the assent of all blocs, on the others each bloc leans its
//! own way. Most people vote a little and a few vote very much; the first statements are seen
//! more often than the last. Each person has a stream of chance of their own, so that nothing is
//! kept and a million of them cost no memory.
//!
//! Never here: a matrix, and any code of the analysis; it yields votes.
//!
//! Start at [`Ballots::new`].

use super::chance::Chance;

/// The sizes of the budget: participants, statements and votes.
pub const SIZES: [(u32, u32, u32); 3] = [
    (10_000, 300, 500_000),
    (100_000, 1_000, 5_000_000),
    (1_000_000, 2_000, 20_000_000),
];

/// The share of each bloc, in percent.
pub const BLOCS: [usize; 4] = [45, 30, 20, 5];

/// Of a hundred statements, how many have the assent of all blocs.
const ASSENT_PERCENT: usize = 25;

/// Of a hundred votes, how many pass, and how many are against what one's bloc leans to.
const PASS_PERCENT: usize = 8;
const AGAINST_PERCENT: usize = 6;

/// Nobody votes on more than this share of the statements: half.
const MOST_OF_STATEMENTS: u32 = 2;

/// A consultation.
#[derive(Clone, Debug)]
pub struct Ballots {
    seed: u64,
    participants: u32,
    statements: u32,
    votes: u32,
    /// For each statement, whether each bloc leans to agreeing.
    leanings: Vec<[bool; BLOCS.len()]>,
}

impl Ballots {
    /// A consultation of so many participants and statements with about so many votes.
    #[must_use]
    pub fn new(seed: u64, (participants, statements, votes): (u32, u32, u32)) -> Ballots {
        let mut chance = Chance::new(seed);
        let leaning = |_| match chance.percent(ASSENT_PERCENT) {
            true => [true; BLOCS.len()],
            false => [(); BLOCS.len()].map(|()| chance.percent(50)),
        };
        Ballots {
            seed,
            participants,
            statements,
            votes,
            leanings: (0..statements).map(leaning).collect(),
        }
    }

    /// How many participants there are.
    #[must_use]
    pub fn participants(&self) -> u32 {
        self.participants
    }

    /// How many statements there are.
    #[must_use]
    pub fn statements(&self) -> u32 {
        self.statements
    }

    /// The bloc of a participant, from 0: what a method should find out.
    #[must_use]
    pub fn bloc(&self, participant: u32) -> u32 {
        bloc(&mut self.chance(participant))
    }

    /// Whether a bloc leans to agreeing with a statement.
    #[must_use]
    pub fn leans_to(&self, bloc: u32, statement: u32) -> bool {
        self.leanings[statement as usize][bloc as usize]
    }

    /// Gives each vote once, participant after participant: who, on what, and agree +1, pass 0,
    /// disagree −1.
    pub fn each(&self, mut cast: impl FnMut(u32, u32, i8)) {
        let mut seen_by = vec![u32::MAX; self.statements as usize];
        for participant in 0..self.participants {
            let mut chance = self.chance(participant);
            let bloc = bloc(&mut chance) as usize;
            for _ in 0..self.activity(&mut chance) {
                let statement = loop {
                    let drawn = self.drawn(&mut chance);
                    if seen_by[drawn] != participant {
                        break drawn;
                    }
                };
                seen_by[statement] = participant;
                let leaning = if self.leanings[statement][bloc] {
                    1
                } else {
                    -1
                };
                let vote = match chance.below(100) {
                    it if it < PASS_PERCENT => 0,
                    it if it < PASS_PERCENT + AGAINST_PERCENT => -leaning,
                    _ => leaning,
                };
                let statement = u32::try_from(statement).expect("it is below such a number");
                cast(participant, statement, vote);
            }
        }
    }

    fn chance(&self, participant: u32) -> Chance {
        Chance::new(self.seed ^ (u64::from(participant) + 1) << 20)
    }

    /// On how many statements someone votes: at least five eighths of the mean, and u^(−3/8)
    /// times that for an even chance u, whose mean is the eight fifths of it.
    fn activity(&self, chance: &mut Chance) -> usize {
        const EVEN: usize = 1 << 32;
        let even = (chance.below(EVEN) + 1) as f64 / EVEN as f64;
        let quarter = even.sqrt().sqrt();
        let mean = f64::from(self.votes) / f64::from(self.participants.max(1));
        let wanted = mean * 0.625 / (quarter * quarter.sqrt());
        let most = self.statements.div_ceil(MOST_OF_STATEMENTS);
        wanted.round().min(f64::from(most)) as usize
    }

    /// A statement: the first are drawn five times as often as the last.
    fn drawn(&self, chance: &mut Chance) -> usize {
        let count = self.statements as usize;
        let at = chance.below(count);
        match chance.below(3 * count) < 3 * count - 2 * at {
            true => at,
            false => count - 1 - at,
        }
    }
}

fn bloc(chance: &mut Chance) -> u32 {
    let mut drawn = chance.below(100);
    for (bloc, share) in (0..).zip(BLOCS) {
        if drawn < share {
            return bloc;
        }
        drawn -= share;
    }
    unreachable!("the shares are a hundred together")
}
