//! The components against the dense matrix that the real code never makes, and where there is
//! nothing to compute.

use super::eigen::{Square, eigen};
use super::*;
use crate::positions::{Builder, Vote};

/// A matrix from a picture of it: a line for each participant, `+`, `-`, `0` and `.` for unseen.
fn pictured(picture: &[&str]) -> Positions {
    let statements = picture.first().map_or(0, |it| it.len());
    let mut builder = Builder::new();
    for (participant, line) in picture.iter().enumerate() {
        for (statement, sign) in line.chars().enumerate() {
            let vote = match sign {
                '+' => Vote::Agree,
                '-' => Vote::Disagree,
                '0' => Vote::Pass,
                _ => continue,
            };
            builder.cast(participant as u32, statement as u32, vote);
        }
    }
    built(builder, picture.len(), statements)
}

fn built(builder: Builder, participants: usize, statements: usize) -> Positions {
    let same = |count: usize| (0..count as u32).collect::<Vec<_>>();
    builder.finish(&same(participants), &same(statements)).0
}

/// Participants of a few blocs, each of whom has seen about a third.
fn blocs(participants: usize, statements: usize, seed: u64) -> Positions {
    let mut chance = Chance::from_seed(seed);
    let mut builder = Builder::new();
    for participant in 0..participants {
        let bloc = Chance::from_seed(seed).part(chance.below(3) as u64);
        for statement in 0..statements {
            let leans = bloc.part(statement as u64).unit();
            if chance.below(3) > 0 {
                continue;
            }
            let vote = match chance.unit() {
                it if it < 0.1 => Vote::Pass,
                it if it < 0.1 + 0.9 * leans => Vote::Agree,
                _ => Vote::Disagree,
            };
            builder.cast(participant as u32, statement as u32, vote);
        }
    }
    built(builder, participants, statements)
}

/// The eigenvalues and vectors of the dense RᵀR.
fn dense(positions: &Positions, means: &[f64]) -> (Vec<f64>, Square) {
    let mut square = Square::zero(means.len());
    for row in 0..positions.participants() {
        for one in positions.row(row) {
            for other in positions.row(row) {
                let (one_at, other_at) = (one.index(), other.index());
                let product = (one.value() - means[one_at]) * (other.value() - means[other_at]);
                square.set(one_at, other_at, square.get(one_at, other_at) + product);
            }
        }
    }
    eigen(square)
}

fn nearness(one: &[f64], other: &[f64]) -> f64 {
    let dot: f64 = one.iter().zip(other).map(|(one, other)| one * other).sum();
    dot.abs()
}

#[test]
fn the_components_are_those_of_the_dense_matrix() {
    for (participants, statements, count) in [(300, 40, 6), (60, 150, 8), (200, 90, 12), (40, 4, 4)]
    {
        let positions = blocs(participants, statements, 5);
        let found = spectrum(&positions, count, &Chance::from_seed(1));
        let (values, vectors) = dense(&positions, &found.means);
        let total: f64 = values.iter().sum();
        assert!((found.total - total).abs() < 1e-9 * total);
        assert_eq!(found.components.len(), count);
        for (at, value) in values.iter().take(count).enumerate() {
            let exact = value.sqrt();
            assert!((found.strengths[at] - exact).abs() < 1e-10 * exact);
            let near = nearness(&found.components[at], vectors.row(at));
            assert!(near > 1.0 - 1e-9, "component {at}: {near}");
            assert!(found.residuals[at] <= 1e-7);
        }
    }
}

/// Without blocs nearly all strengths lie close together, and the space starts again many times.
#[test]
fn noise_alone_has_exact_components_at_right_angles() {
    let mut chance = Chance::from_seed(11);
    let mut builder = Builder::new();
    for participant in 0..20_000 {
        for _ in 0..10 {
            let vote = [Vote::Agree, Vote::Disagree][chance.below(2)];
            builder.cast(participant, chance.below(120) as u32, vote);
        }
    }
    let positions = built(builder, 20_000, 120);
    let found = spectrum(&positions, 6, &Chance::from_seed(1));
    let (values, _) = dense(&positions, &found.means);
    for (at, one) in found.components.iter().enumerate() {
        assert!((found.strengths[at] - values[at].sqrt()).abs() < 1e-9 * values[at].sqrt());
        for other in &found.components[..at] {
            assert!(nearness(one, other) < 1e-12);
        }
    }
}

#[test]
fn another_seed_gives_the_same_components() {
    let positions = blocs(500, 60, 8);
    let one = spectrum(&positions, 5, &Chance::from_seed(1));
    let other = spectrum(&positions, 5, &Chance::from_seed(2));
    for (one, other) in one.components.iter().zip(&other.components) {
        for (one, other) in one.iter().zip(other) {
            assert!((one - other).abs() < 1e-5, "the sign is the same too");
        }
    }
    let again = spectrum(&positions, 5, &Chance::from_seed(1));
    assert_eq!(one, again);
}

#[test]
fn equal_strengths_are_all_found() {
    // Twelve pairs who differ on a statement of their own: twelve components of one strength.
    let mut builder = Builder::new();
    for pair in 0..12 {
        builder.cast(2 * pair, pair, Vote::Agree);
        builder.cast(2 * pair + 1, pair, Vote::Disagree);
    }
    let positions = built(builder, 24, 12);
    let found = spectrum(&positions, 16, &Chance::from_seed(4));
    assert_eq!(found.strengths.len(), 12);
    assert!(
        found
            .strengths
            .iter()
            .all(|it| (it * it - 2.0).abs() < 1e-12)
    );
    assert_eq!(
        spectrum(&positions, 8, &Chance::from_seed(4))
            .strengths
            .len(),
        8
    );
}

#[test]
fn where_nobody_differs_there_are_no_components() {
    let cases: &[&[&str]] = &[
        &[],
        &["", ""],
        &["...", "..."],
        &["+-0"],
        &["++-", "++-", "++-"],
        &["+..", ".-.", "..0"],
    ];
    for picture in cases {
        let positions = pictured(picture);
        let found = spectrum(&positions, 6, &Chance::from_seed(1));
        assert!(found.components.is_empty() && found.strengths.is_empty());
        assert!(found.total.abs() < f64::EPSILON);
        assert!(found.means.iter().all(|it| it.is_finite()));
        assert!(found.projections(&positions).is_empty());
    }
}

#[test]
fn the_rank_is_the_number_of_components() {
    let positions = pictured(&["+-+", "-+-", "+-.", ".+-"]);
    let found = spectrum(&positions, 6, &Chance::from_seed(1));
    let (values, _) = dense(&positions, &found.means);
    let rank = values.iter().filter(|it| **it > 1e-12).count();
    assert_eq!(found.components.len(), rank);
    assert!(
        spectrum(&positions, 0, &Chance::from_seed(1))
            .components
            .is_empty()
    );
}

/// Few participants and many statements: most of the space is empty, which rounding must not
/// fill.
#[test]
fn a_low_rank_in_a_large_space_is_seen() {
    for participants in [2, 5, 12] {
        let positions = blocs(participants, 700, 3);
        let found = spectrum(&positions, 16, &Chance::from_seed(1));
        let squares: f64 = found.strengths.iter().map(|it| it * it).sum();
        assert!(found.components.len() <= participants);
        assert!((squares - found.total).abs() < 1e-9 * found.total);
        assert!(found.residuals.iter().all(|it| *it < 1e-6));
    }
}

#[test]
fn the_largest_entry_is_positive_and_the_length_is_one() {
    let found = spectrum(&blocs(80, 20, 2), 6, &Chance::from_seed(3));
    for component in &found.components {
        let largest = component.iter().copied().fold(0.0_f64, |largest, it| {
            if it.abs() > largest.abs() {
                it
            } else {
                largest
            }
        });
        assert!(largest > 0.0);
        assert!((nearness(component, component) - 1.0).abs() < 1e-14);
    }
}

#[test]
fn a_statement_left_out_counts_as_nothing_and_keeps_its_place() {
    let positions = blocs(300, 12, 6);
    let mut left_out = vec![false; 10];
    (left_out[0], left_out[7]) = (true, true);
    let found = spectrum_without(&positions, &left_out, 3, &Chance::from_seed(1));
    let all: Vec<u32> = (0..300).collect();
    let rest: Vec<u32> = (0..12).filter(|it| *it != 0 && *it != 7).collect();
    let without = spectrum(&positions.arranged(&all, &rest), 3, &Chance::from_seed(1));
    assert!((found.total - without.total).abs() < 1e-9);
    assert_eq!((found.means[0], found.means[7]), (0.0, 0.0));
    for (one, other) in found.components.iter().zip(&without.components) {
        assert_eq!((one[0], one[7]), (0.0, 0.0));
        for (at, place) in rest.iter().enumerate() {
            assert!((one[*place as usize] - other[at]).abs() < 1e-6);
        }
    }
}

#[test]
fn projections_follow_their_formula() {
    let positions = blocs(5000, 30, 4);
    let found = spectrum(&positions, 9, &Chance::from_seed(1));
    let all = found.projections(&positions);
    assert_eq!(all.len(), 5000 * 9);
    for participant in [0, 17, 4095, 4096, 4999] {
        let row = positions.row(participant);
        let projected = found.project(row);
        assert_eq!(projected, all[participant * 9..(participant + 1) * 9]);
        for (component, value) in found.components.iter().zip(projected) {
            let sum: f64 = row
                .iter()
                .map(|it| (it.value() - found.means[it.index()]) * component[it.index()])
                .sum();
            let scale = (30.0 / row.len().max(1) as f64).sqrt();
            assert!((value - scale * sum).abs() < 1e-12);
        }
    }
    assert_eq!(found.project(&[]), [0.0; 9]);
}
