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
const ASSENT_PERCENT: usize = 15;

/// Of a hundred votes, how many pass, and how many are against what one's bloc leans to.
const PASS_PERCENT: usize = 8;
const AGAINST_PERCENT: usize = 4;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn all(ballots: &Ballots) -> Vec<(u32, u32, i8)> {
        let mut all = Vec::new();
        ballots.each(|who, what, vote| all.push((who, what, vote)));
        all
    }

    /// If this fails, the worlds have changed, and older measurements compare no longer.
    #[test]
    fn a_seed_gives_the_votes_that_it_gave() {
        let votes = all(&Ballots::new(5, SIZES[0]));
        let digest = votes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, vote| {
            let number = u64::from(vote.0) << 20 | u64::from(vote.1) << 2 | (vote.2 + 1) as u64;
            (hash ^ number).wrapping_mul(0x0100_0000_01b3)
        });
        assert_eq!(
            (votes.len(), format!("{digest:016x}")),
            (489_194, "fa64873e89194004".to_owned())
        );
        assert_ne!(votes, all(&Ballots::new(6, SIZES[0])));
    }

    #[test]
    fn there_are_about_as_many_votes_as_asked_for_and_none_twice() {
        for size in &SIZES[..2] {
            let mut votes = all(&Ballots::new(1, *size));
            let asked = size.2 as usize;
            assert!((asked * 95 / 100..asked * 105 / 100).contains(&votes.len()));
            votes.sort_unstable();
            assert!(
                votes
                    .windows(2)
                    .all(|it| (it[0].0, it[0].1) != (it[1].0, it[1].1))
            );
            assert!(votes.iter().all(|it| it.0 < size.0 && it.1 < size.1));
        }
    }

    #[test]
    fn a_few_vote_very_much_and_the_first_statements_are_seen_most() {
        let (mut by, mut on) = (vec![0; 10_000], vec![0; 300]);
        Ballots::new(1, SIZES[0]).each(|who, what, _| {
            by[who as usize] += 1;
            on[what as usize] += 1;
        });
        by.sort_unstable();
        assert!((30..45).contains(&by[5_000]) && by[0] >= 31 && by[9_990] > 140);
        let thirds = [&on[..30], &on[270..]].map(|it| it.iter().sum::<usize>());
        assert!(thirds[0] > 3 * thirds[1], "{thirds:?}");
    }

    /// Who knew how each bloc leans could name the bloc of nearly everyone, in the largest world
    /// too, where people vote least: what a method misses is then its own fault.
    #[test]
    fn the_blocs_can_be_told_apart() {
        let ballots = Ballots::new(5, (20_000, 2_000, 400_000));
        let mut agreeing = vec![[0_u32; BLOCS.len()]; 20_000];
        ballots.each(|who, what, vote| {
            for (bloc, sum) in (0..).zip(&mut agreeing[who as usize]) {
                *sum += u32::from(ballots.leans_to(bloc, what) == (vote == 1) && vote != 0);
            }
        });
        let (mut sizes, mut right) = ([0; BLOCS.len()], 0);
        for (who, sums) in (0..).zip(&agreeing) {
            let bloc = ballots.bloc(who) as usize;
            sizes[bloc] += 1;
            right += usize::from((0..BLOCS.len()).all(|it| it == bloc || sums[it] < sums[bloc]));
        }
        for (size, share) in sizes.iter().zip(BLOCS) {
            assert!((share * 190..share * 210).contains(size), "{sizes:?}");
        }
        assert!(right >= 19_600, "{right}");
    }
}
