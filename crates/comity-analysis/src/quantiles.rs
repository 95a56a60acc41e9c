//! Distribution functions and their inverses: how far a share that was counted may be off.
//!
//! Lower bounds and intervals need the beta and the normal distribution. Both are worked out here
//! from `libm` alone, step by step in one order, so that a bound is the same bits everywhere. Never
//! here: chance, tables, or a value that is no number.
//!
//! Start at [`beta_quantile`].

/// Where Stirling's series for the remainder takes over from the logarithm of the gamma function:
/// from here on eight of its terms are exact to the last bits.
const STIRLING_FROM: f64 = 12.0;

/// The largest parameter that is worked with; a larger pair is brought down to it in proportion,
/// so that a bound is never tighter than it should be, and no call takes longer than milliseconds.
const LARGEST: f64 = 1e9;

/// The most steps of the continued fraction. It needs a few times the square root of the larger
/// parameter, which is below 32,000.
const MOST_FRACTIONS: u32 = 300_000;

/// The most steps towards a quantile. At least every third halves what is left of 64 bits.
const MOST_STEPS: u32 = 200;

/// Twice pi.
const TWO_PI: f64 = 2.0 * std::f64::consts::PI;

/// The probability that a draw from Beta(a, b) is at most `x`: the regularised incomplete beta
/// function. Below 0 it is 0, above 1 it is 1.
///
/// By the continued fraction of DiDonato and Morris (1992), with Loader's form (2000) of the
/// density in front of it, which keeps its digits where parameters are large.
///
/// # Panics
/// If `x` is no number, or a parameter is not above 0 and finite.
#[must_use]
pub fn beta_probability(x: f64, a: f64, b: f64) -> f64 {
    assert!(!x.is_nan(), "a point is a number");
    let beta = Beta::new(a, b);
    if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else {
        beta.tails(x, 1.0 - x).0
    }
}

/// The point below which a draw from Beta(a, b) falls with probability `p`: from 0 to 1, never
/// falling with `p`. The relative error stays below 10⁻¹⁰ for parameters from ½ to 10⁷.
///
/// The 10 % quantile of Beta(A + ½, N − A + ½) is the lower bound that common ground shows for A
/// of N.
///
/// # Panics
/// If `p` is not from 0 to 1, or a parameter is not above 0 and finite.
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    assert!((0.0..=1.0).contains(&p), "a probability is from 0 to 1");
    let (beta, q) = (Beta::new(a, b), 1.0 - p);
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    let guess = beta.guess(p, q);
    // The smaller of a point and its complement is looked for: its digits cannot be lost.
    if guess <= 0.5 {
        beta.solve(p, q, guess)
    } else {
        1.0 - beta.turned().solve(q, p, 1.0 - guess)
    }
}

/// The probability that a standard normal draw is at most `z`.
///
/// # Panics
/// If `z` is no number.
#[must_use]
pub fn normal_probability(z: f64) -> f64 {
    assert!(!z.is_nan(), "a point is a number");
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The point below which a standard normal draw falls with probability `p`; `None` at 0 and at 1,
/// where no finite point is.
///
/// Newton's method on the logarithm of the lower tail: the logarithm is concave, so that the steps
/// never jump past the end of the numbers.
///
/// # Panics
/// If `p` is not from 0 to 1.
#[must_use]
pub fn normal_quantile(p: f64) -> Option<f64> {
    assert!((0.0..=1.0).contains(&p), "a probability is from 0 to 1");
    if p <= 0.0 || p >= 1.0 {
        return None;
    }
    if p > 0.5 {
        return Some(-lower_normal(1.0 - p));
    }
    Some(lower_normal(p))
}

/// The quantile of a probability above 0 and of at most a half.
fn lower_normal(p: f64) -> f64 {
    // The tail is at most exp(−z²/2)/2: a start that lies at or beyond the point.
    let mut z = -libm::sqrt((-2.0 * libm::log(2.0 * p)).max(0.0));
    for _ in 0..MOST_STEPS {
        let tail = normal_probability(z);
        let density = libm::exp(-0.5 * z * z) / libm::sqrt(TWO_PI);
        if tail <= 0.0 || density <= 0.0 {
            break;
        }
        let step = libm::log(tail / p) * (tail / density);
        z -= step;
        if step.abs() <= 4.0 * f64::EPSILON * z.abs() {
            break;
        }
    }
    z.min(0.0)
}

/// A beta distribution.
#[derive(Clone, Copy)]
struct Beta {
    a: f64,
    b: f64,
}

impl Beta {
    fn new(a: f64, b: f64) -> Beta {
        let fine = |it: f64| it > 0.0 && it.is_finite();
        assert!(fine(a) && fine(b), "parameters are above 0 and finite");
        let scale = LARGEST / a.max(b).max(LARGEST);
        Beta {
            a: (a * scale).max(f64::MIN_POSITIVE),
            b: (b * scale).max(f64::MIN_POSITIVE),
        }
    }

    /// The two parameters in each other's place: the distribution of the complement.
    fn turned(self) -> Beta {
        Beta {
            a: self.b,
            b: self.a,
        }
    }

    /// What is below a point and what is above it. `y` is the complement of `x`, given beside it
    /// because one of the two may have digits that the other has lost.
    fn tails(self, x: f64, y: f64) -> (f64, f64) {
        let front = self.front(x, y);
        if x * (self.a + self.b + 2.0) < self.a + 1.0 {
            let lower = (front / self.fraction(x, y)).min(1.0);
            (lower, 1.0 - lower)
        } else {
            let upper = (front / self.turned().fraction(y, x)).min(1.0);
            (1.0 - upper, upper)
        }
    }

    /// xᵃ yᵇ / B(a, b): the density times x y.
    ///
    /// The gamma functions of B are split into Stirling's formula and a small remainder; the large
    /// parts cancel on paper instead of in the machine.
    fn front(self, x: f64, y: f64) -> f64 {
        let Beta { a, b } = self;
        let both = a + b;
        let off = x * b - y * a;
        let exponent = a * log_less(off / a, x / a * both)
            + b * log_less(-off / b, y / b * both)
            + stirling_rest(both)
            - stirling_rest(a)
            - stirling_rest(b);
        let scale = libm::sqrt(a / both * b / TWO_PI);
        scale * libm::exp(exponent)
    }

    /// The continued fraction below the front, by the method of Lentz; for points below about
    /// the mean.
    fn fraction(self, x: f64, y: f64) -> f64 {
        let Beta { a, b } = self;
        let lead = a * y - b * x;
        let whole = |m: f64| {
            m + m * (b - m) * x / (a + 2.0 * m - 1.0)
                + (a + m) * (lead + 1.0 + m * (1.0 + y)) / (a + 2.0 * m + 1.0)
        };
        // At m = 0 the second term is nothing, even where its divisor is nothing too.
        let mut value = a * (lead + 1.0) / (a + 1.0);
        let (mut above, mut below) = (value, 0.0);
        for step in 1..=MOST_FRACTIONS {
            let m = f64::from(step);
            let root = (x / (a + 2.0 * m - 1.0)) * (a + m - 1.0);
            let top = root * (m * (b - m)) * (x / (a + 2.0 * m - 1.0)) * (a + b + m - 1.0);
            let bottom = whole(m);
            below = 1.0 / away_from_zero(bottom + top * below);
            above = away_from_zero(bottom + top / above);
            let factor = above * below;
            value *= factor;
            if (factor - 1.0).abs() <= f64::EPSILON {
                break;
            }
        }
        value
    }

    /// A first guess for a quantile: the normal one where both parameters are at least 1
    /// (Abramowitz and Stegun 26.5.22), else by the two ends of the density.
    fn guess(self, p: f64, q: f64) -> f64 {
        let Beta { a, b } = self;
        if a >= 1.0 && b >= 1.0 {
            let z = if p <= 0.5 {
                -lower_normal(p)
            } else {
                lower_normal(q)
            };
            let (one, two) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
            let mean = 2.0 / (one + two);
            let bend = (z * z - 3.0) / 6.0;
            let slope = z * libm::sqrt((mean + bend).max(0.0)) / mean
                - (two - one) * (bend + 5.0 / 6.0 - 2.0 / (3.0 * mean));
            return a / (a + b * libm::exp((2.0 * slope).min(700.0)));
        }
        let left = libm::exp(a * libm::log(a / (a + b))) / a;
        let right = libm::exp(b * libm::log(b / (a + b))) / b;
        let all = left + right;
        if p * all < left {
            libm::exp(libm::log(a * all * p) / a)
        } else {
            1.0 - libm::exp(libm::log(b * all * q) / b)
        }
    }

    /// The point with `p` below and `q` above it, from a guess of at most a half.
    ///
    /// Halley's method on the logarithm of the smaller tail, inside a bracket that only shrinks;
    /// every third step halves the bracket in the space of bits, so that the end is always reached.
    fn solve(self, p: f64, q: f64, guess: f64) -> f64 {
        let (mut low, mut high) = (0.0_f64, 1.0_f64);
        let mut x = guess.clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON);
        for count in 1..=MOST_STEPS {
            let y = 1.0 - x;
            let (lower, upper) = self.tails(x, y);
            let (tail, gap) = if p <= q {
                (lower, log_ratio(lower, p))
            } else {
                (upper, -log_ratio(upper, q))
            };
            if gap > 0.0 {
                high = x;
            } else {
                low = x;
            }
            let slope = self.front(x, y) / (x * y * tail);
            let bend = (self.a - 1.0) / x - (self.b - 1.0) / y;
            let bend = if p <= q { bend - slope } else { bend + slope };
            let step = gap / slope;
            let halley = step / (1.0 - 0.5 * step * bend).max(0.5);
            let next = x - halley;
            let near = halley.abs() <= 4.0 * f64::EPSILON * x;
            if gap == 0.0 || near || low.to_bits() + 1 >= high.to_bits() {
                return if near { next } else { x };
            }
            let inside = next > low && next < high;
            x = if inside && count % 3 != 0 {
                next
            } else {
                f64::from_bits(low.to_bits() + (high.to_bits() - low.to_bits()) / 2)
            };
        }
        x
    }
}

/// The logarithm of a ratio of two probabilities; far below 0 where the first one is lost.
fn log_ratio(tail: f64, wanted: f64) -> f64 {
    if tail > 0.0 {
        libm::log(tail / wanted)
    } else {
        f64::MIN
    }
}

/// A divisor that is not 0: the method of Lentz goes on from the smallest number instead.
fn away_from_zero(value: f64) -> f64 {
    if value.abs() < f64::MIN_POSITIVE {
        f64::MIN_POSITIVE
    } else {
        value
    }
}

/// ln(1 + e) − e without loss near 0, where both are nearly the same; `one_more` is 1 + e, whose
/// own digits count where e is near −1.
fn log_less(e: f64, one_more: f64) -> f64 {
    if e.abs() > 0.4 {
        return libm::log(one_more.max(f64::MIN_POSITIVE)) - e;
    }
    // With r = e / (2 + e): ln(1 + e) = 2 (r + r³/3 + r⁵/5 + …), and 2 r − e = −r e.
    let r = e / (2.0 + e);
    let square = r * r;
    let (mut power, mut sum, mut odd) = (1.0, 0.0, 3.0);
    while power > 1e-18 {
        sum += power / odd;
        power *= square;
        odd += 2.0;
    }
    r * (2.0 * square * sum - e)
}

/// What Stirling's formula misses of ln Γ(z): ln Γ(z) − (z − ½) ln z + z − ½ ln 2π.
fn stirling_rest(z: f64) -> f64 {
    if z < STIRLING_FROM {
        return libm::lgamma(z) - (z - 0.5) * libm::log(z) + z - 0.5 * libm::log(TWO_PI);
    }
    let square = 1.0 / (z * z);
    let terms = [
        -3617.0 / 122_400.0,
        1.0 / 156.0,
        -691.0 / 360_360.0,
        1.0 / 1_188.0,
        -1.0 / 1_680.0,
        1.0 / 1_260.0,
        -1.0 / 360.0,
        1.0 / 12.0,
    ];
    terms.iter().fold(0.0, |sum, term| sum * square + term) / z
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Probability, both parameters, the quantile: worked out with fifty digits by summing the
    /// power series and narrowing a bracket.
    const QUANTILES: [(f64, f64, f64, f64); 67] = [
        (1e-12, 0.5, 0.5, 2.4674011002723395e-24),
        (0.025, 0.5, 0.5, 0.001541333133436012),
        (0.1, 0.5, 0.5, 0.024471741852423217),
        (0.5, 0.5, 0.5, 0.5),
        (0.975, 0.5, 0.5, 0.998458666866564),
        (1e-12, 0.5, 1.5, 6.168502750680849e-25),
        (0.025, 0.5, 1.5, 0.00038558098075590087),
        (0.1, 0.5, 1.5, 0.006181243938429668),
        (0.5, 0.5, 1.5, 0.16319398540839258),
        (0.975, 0.5, 1.5, 0.8532536836904248),
        (1e-12, 1.5, 0.5, 1.770682747729592e-08),
        (0.025, 1.5, 0.5, 0.1467463163095751),
        (0.1, 1.5, 0.5, 0.3513571980256276),
        (0.5, 1.5, 0.5, 0.8368060145916074),
        (0.975, 1.5, 0.5, 0.9996144190192441),
        (1e-12, 3.5, 0.5, 0.0005303532588286955),
        (0.025, 3.5, 0.5, 0.4644167569570491),
        (0.1, 3.5, 0.5, 0.6610366433328636),
        (0.5, 3.5, 0.5, 0.9326217269725904),
        (0.975, 3.5, 0.5, 0.9998493639745635),
        (1e-12, 1.0, 1.0, 1e-12),
        (0.025, 1.0, 1.0, 0.025),
        (0.1, 1.0, 1.0, 0.1),
        (0.5, 1.0, 1.0, 0.5),
        (0.975, 1.0, 1.0, 0.975),
        (1e-12, 2.5, 7.5, 3.1158813257670777e-06),
        (0.025, 2.5, 7.5, 0.049301922976594026),
        (0.1, 2.5, 7.5, 0.09333553984215319),
        (0.5, 2.5, 7.5, 0.232878677758855),
        (0.975, 2.5, 7.5, 0.5438244331193475),
        (1e-12, 12.5, 30.5, 0.01729928159707067),
        (0.025, 12.5, 30.5, 0.16665233922161762),
        (0.1, 12.5, 30.5, 0.20470945694514242),
        (0.5, 12.5, 30.5, 0.2874268531083295),
        (0.975, 12.5, 30.5, 0.43317209897688774),
        (1e-12, 0.5, 250.5, 3.138452633301354e-27),
        (0.025, 0.5, 250.5, 1.9621731537813307e-06),
        (0.1, 0.5, 250.5, 3.154948466689414e-05),
        (0.5, 0.5, 250.5, 0.0009085503779445245),
        (0.975, 0.5, 250.5, 0.009987511457093956),
        (1e-12, 250.5, 0.5, 0.9034037006285264),
        (0.025, 250.5, 0.5, 0.990012488542906),
        (1e-12, 700.5, 300.5, 0.5926631977111435),
        (0.025, 700.5, 300.5, 0.6710503460752892),
        (0.1, 700.5, 300.5, 0.6811539816136173),
        (0.5, 700.5, 300.5, 0.6999333140140285),
        (0.975, 700.5, 300.5, 0.7277938420638387),
        (1e-12, 5000.5, 45000.5, 0.09082918952584301),
        (0.025, 5000.5, 45000.5, 0.09739358889243549),
        (0.1, 5000.5, 45000.5, 0.09829204191291822),
        (0.5, 5000.5, 45000.5, 0.10000266672228003),
        (0.975, 5000.5, 45000.5, 0.1026527181950095),
        (1e-12, 0.5, 10000000.0, 7.853981830324026e-32),
        (0.025, 0.5, 10000000.0, 4.9103457085143635e-11),
        (0.1, 0.5, 10000000.0, 7.895387240983435e-10),
        (0.5, 0.5, 10000000.0, 2.2746821465940226e-08),
        (0.975, 0.5, 10000000.0, 2.511942840963126e-07),
        (1e-12, 123456.5, 9876543.5, 0.01210158843023885),
        (0.025, 123456.5, 9876543.5, 0.012277302812686816),
        (0.1, 123456.5, 9876543.5, 0.012300920677145152),
        (0.5, 123456.5, 9876543.5, 0.012345617489723728),
        (0.975, 123456.5, 9876543.5, 0.012414181940511207),
        (1e-12, 10000000.0, 10000000.0, 0.49921352127564533),
        (0.025, 10000000.0, 10000000.0, 0.499780869372639),
        (0.1, 10000000.0, 10000000.0, 0.49985671818028904),
        (0.5, 10000000.0, 10000000.0, 0.5),
        (0.975, 10000000.0, 10000000.0, 0.500219130627361),
    ];

    /// The relative error that is allowed.
    const ALLOWED: f64 = 1e-10;

    fn near(found: f64, wanted: f64) -> bool {
        (found - wanted).abs() <= ALLOWED * wanted.abs()
    }

    #[test]
    fn quantiles_are_those_of_fifty_digits() {
        for (p, a, b, wanted) in QUANTILES {
            let found = beta_quantile(p, a, b);
            assert!(
                near(found, wanted),
                "{p} {a} {b}: {found:e}, not {wanted:e}"
            );
        }
    }

    #[test]
    fn probabilities_are_those_of_fifty_digits() {
        for (wanted, a, b, x) in QUANTILES {
            // A rounded point is another point: where the density is steep that alone moves the
            // probability by more than it is computed to.
            let beta = Beta { a, b };
            let steep = beta.front(x, 1.0 - x) / (1.0 - x).min(x) * f64::EPSILON;
            let found = beta_probability(x, a, b);
            let off = (found - wanted).abs();
            assert!(
                off <= ALLOWED * wanted + steep,
                "{wanted} {a} {b}: {found:e}"
            );
        }
    }

    #[test]
    fn normal_quantiles_are_those_of_fifty_digits() {
        let known = [
            (1e-300, -37.047_096_299_361_2),
            (1e-12, -7.034_483_825_301_132),
            (0.025, -1.959_963_984_540_054_2),
            (0.1, -1.281_551_565_544_600_4),
            (0.4, -0.253_347_103_135_799_8),
            (0.9, 1.281_551_565_544_600_4),
            (0.999, 3.090_232_306_167_813_5),
        ];
        for (p, wanted) in known {
            let found = normal_quantile(p).unwrap();
            assert!(near(found, wanted), "{p}: {found}");
            assert!(near(normal_probability(found), p), "{p} back");
        }
        assert_eq!(normal_quantile(0.5).map(f64::abs), Some(0.0));
        assert_eq!((normal_quantile(0.0), normal_quantile(1.0)), (None, None));
    }

    #[test]
    fn extremes_are_numbers_in_order() {
        let sizes = [1e-300, 1e-9, 0.5, 1.0, 3.0, 1e3, 1e7, 1e10, 1e300, f64::MAX];
        let ps = [0.0, f64::MIN_POSITIVE, 1e-100, 0.1, 0.5, 1.0 - 1e-16, 1.0];
        for a in sizes {
            for b in sizes {
                let found = ps.map(|p| beta_quantile(p, a, b));
                assert!(
                    found.iter().all(|it| (0.0..=1.0).contains(it)),
                    "{a} {b} {found:?}"
                );
                let back = [0.0, 1e-300, 0.3, 1.0, 7.0].map(|x| beta_probability(x, a, b));
                assert!(
                    back.iter().all(|it| (0.0..=1.0).contains(it)),
                    "{a} {b} {back:?}"
                );
            }
        }
    }

    #[test]
    fn a_quantile_never_falls_with_its_probability() {
        for (_, a, b, _) in QUANTILES {
            let mut last = 0.0;
            for step in 0..=200 {
                let next = beta_quantile(f64::from(step) / 200.0, a, b);
                assert!(next >= last, "{a} {b} at {step}: {next} below {last}");
                last = next;
            }
        }
    }
}
