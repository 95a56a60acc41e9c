//! A longest common subsequence of two sequences, after E. W. Myers, "An O(ND) difference
//! algorithm and its variations", Algorithmica 1 (1986).

/// Edits beyond which the search is given up; the trace then holds some 4 MB.
const MAX_EDITS: usize = 1_000;

/// Pairs of positions that match, increasing in both; longest unless the two sequences differ
/// in more than a thousand places, where rare common elements cut the problem first.
pub(super) fn matches(
    old: usize,
    new: usize,
    same: &dyn Fn(usize, usize) -> bool,
    key: &dyn Fn(bool, usize) -> u64,
) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    solve((0, old), (0, new), same, key, &mut out);
    out
}

type Range = (usize, usize);

fn solve(
    (mut a, mut a_end): Range,
    (mut b, mut b_end): Range,
    same: &dyn Fn(usize, usize) -> bool,
    key: &dyn Fn(bool, usize) -> u64,
    out: &mut Vec<(usize, usize)>,
) {
    while a < a_end && b < b_end && same(a, b) {
        out.push((a, b));
        (a, b) = (a + 1, b + 1);
    }
    let mut tail = 0;
    while a < a_end && b < b_end && same(a_end - 1, b_end - 1) {
        (a_end, b_end, tail) = (a_end - 1, b_end - 1, tail + 1);
    }
    if a < a_end && b < b_end {
        match shortest_edit(a_end - a, b_end - b, &|i, j| same(a + i, b + j)) {
            Some(pairs) => out.extend(pairs.into_iter().map(|(i, j)| (a + i, b + j))),
            None => {
                let (mut from_a, mut from_b) = (a, b);
                for (i, j) in rare_anchors((a, a_end), (b, b_end), same, key) {
                    solve((from_a, i), (from_b, j), same, key, out);
                    out.push((i, j));
                    (from_a, from_b) = (i + 1, j + 1);
                }
                if from_a > a {
                    solve((from_a, a_end), (from_b, b_end), same, key, out);
                }
            }
        }
    }
    out.extend((0..tail).map(|step| (a_end + step, b_end + step)));
}

/// The matched pairs of a shortest edit script, or nothing where it is too long.
fn shortest_edit(
    old: usize,
    new: usize,
    same: &dyn Fn(usize, usize) -> bool,
) -> Option<Vec<(usize, usize)>> {
    let most = (old + new).min(MAX_EDITS);
    let mut trace: Vec<Vec<usize>> = Vec::new();
    let mut furthest = vec![0_usize; 2 * most + 3];
    let middle = most + 1;
    for edits in 0..=most {
        trace.push(furthest[middle - edits..=middle + edits].to_vec());
        for step in 0..=edits {
            let diagonal = middle + 2 * step - edits;
            let down =
                step == 0 || (step != edits && furthest[diagonal - 1] < furthest[diagonal + 1]);
            let mut i = if edits == 0 {
                0
            } else if down {
                furthest[diagonal + 1]
            } else {
                furthest[diagonal - 1] + 1
            };
            let mut j = i + middle - diagonal;
            while i < old && j < new && same(i, j) {
                (i, j) = (i + 1, j + 1);
            }
            furthest[diagonal] = i;
            if i >= old && j >= new {
                return Some(walk_back(&trace, old, new));
            }
        }
    }
    None
}

fn walk_back(trace: &[Vec<usize>], old: usize, new: usize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut i, mut j) = (old, new);
    for edits in (1..trace.len()).rev() {
        let before = &trace[edits];
        let at = i + edits - j;
        let down = at == 0 || (at != 2 * edits && before[at - 1] < before[at + 1]);
        let (from_i, from_at) = if down {
            (before[at + 1], at + 1)
        } else {
            (before[at - 1], at - 1)
        };
        let from_j = from_i + edits - from_at;
        let (to_i, to_j) = if down {
            (from_i, from_j + 1)
        } else {
            (from_i + 1, from_j)
        };
        while i > to_i && j > to_j {
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j));
        }
        (i, j) = (from_i, from_j);
    }
    while i > 0 && j > 0 {
        (i, j) = (i - 1, j - 1);
        pairs.push((i, j));
    }
    pairs.reverse();
    pairs
}

/// Elements that stand once on each side, in the longest run that increases on both.
fn rare_anchors(
    a: Range,
    b: Range,
    same: &dyn Fn(usize, usize) -> bool,
    key: &dyn Fn(bool, usize) -> u64,
) -> Vec<(usize, usize)> {
    let once = |old: bool, range: Range| {
        let mut keys: Vec<(u64, usize)> = (range.0..range.1).map(|at| (key(old, at), at)).collect();
        keys.sort_unstable();
        let mut rare = Vec::new();
        for group in keys.chunk_by(|x, y| x.0 == y.0) {
            if let [single] = group {
                rare.push(*single);
            }
        }
        rare
    };
    let (old, new) = (once(true, a), once(false, b));
    let mut pairs = Vec::new();
    let mut at = 0;
    for (hash, i) in old {
        at += new[at..].partition_point(|other| other.0 < hash);
        if let Some(&(other, j)) = new.get(at)
            && other == hash
            && same(i, j)
        {
            pairs.push((i, j));
        }
    }
    pairs.sort_unstable();
    let weights = vec![1; pairs.len()];
    let order: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    super::structure::heaviest_increasing(&order, &weights)
        .into_iter()
        .map(|at| pairs[at])
        .collect()
}
