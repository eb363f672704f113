//! Whether hidden counts can be worked out: whole numbers within bounds, tied together by sums and percentages.
//!
//! A count is safe when two ways to fill the table differ in it. Both are looked for, so that "safe" is proved by
//! example, and "found out" by having tried everything else.

/// The most steps of one search; a table that needs more is told as one that nobody could prove to be safe.
const STEPS_MAX: usize = 20_000;

/// A count in a table: its least and its greatest value, as a reader can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub least: i64,
    /// The greatest.
    pub most: i64,
}

impl Bounds {
    /// A count that is known.
    pub fn exactly(value: i64) -> Bounds {
        Bounds { least: value, most: value }
    }

    fn is_known(self) -> bool {
        self.least == self.most
    }

    /// Narrows to these bounds too; `None` when nothing is left, otherwise whether anything changed.
    fn narrow(&mut self, least: i64, most: i64) -> Option<bool> {
        let narrower = Bounds { least: self.least.max(least), most: self.most.min(most) };
        let changed = narrower != *self;
        *self = narrower;
        (narrower.least <= narrower.most).then_some(changed)
    }
}

/// What ties counts together, by their numbers.
#[derive(Clone, Debug)]
pub enum Tie {
    /// Parts add up to a total.
    Sum {
        /// The parts.
        parts: Vec<usize>,
        /// The total.
        total: usize,
    },
    /// A count is a percentage of a total, printed with so much room for rounding on either side.
    Share {
        /// The count.
        part: usize,
        /// The total.
        total: usize,
        /// The percentage.
        percent: f64,
        /// Half of its last digit.
        room: f64,
    },
    /// Two cells show the same count, in two releases.
    Same(usize, usize),
}

/// What a reader can find out of a hidden count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Two values are possible at least.
    Hidden,
    /// One value is possible: it is no secret.
    FoundOut,
    /// The table contradicts itself, so that nothing follows from it.
    Impossible,
    /// Too many possibilities to try.
    Unproven,
}

/// What a reader can find out of one count.
pub fn verdict(wanted: usize, counts: &[Bounds], ties: &[Tie]) -> Verdict {
    let mut counts = counts.to_vec();
    if narrow(&mut counts, ties).is_none() {
        return Verdict::Impossible;
    }
    let Bounds { least, most } = counts[wanted];
    let mut steps = 0;
    let mut possible = 0;
    // From both ends: the values that are farthest apart are the likeliest to be possible.
    for value in from_both_ends(least, most) {
        let mut tried = counts.clone();
        tried[wanted] = Bounds::exactly(value);
        match search(tried, ties, &mut steps) {
            Some(true) => possible += 1,
            Some(false) => {}
            None => return Verdict::Unproven,
        }
        if possible == 2 {
            return Verdict::Hidden;
        }
    }
    if possible == 1 { Verdict::FoundOut } else { Verdict::Impossible }
}

fn from_both_ends(least: i64, most: i64) -> impl Iterator<Item = i64> {
    let (mut low, mut high) = (least, most);
    let mut from_above = false;
    std::iter::from_fn(move || {
        if low > high {
            return None;
        }
        from_above = !from_above;
        Some(match from_above {
            false => {
                high -= 1;
                high + 1
            }
            true => {
                low += 1;
                low - 1
            }
        })
    })
}

/// Whether the counts can be filled in; `None` after too many steps.
fn search(mut counts: Vec<Bounds>, ties: &[Tie], steps: &mut usize) -> Option<bool> {
    *steps += 1;
    if *steps > STEPS_MAX {
        return None;
    }
    if narrow(&mut counts, ties).is_none() {
        return Some(false);
    }
    let tied = ties.iter().flat_map(Tie::counts);
    let open = tied.filter(|count| !counts[*count].is_known()).min_by_key(|count| {
        let bounds = counts[*count];
        bounds.most - bounds.least
    });
    let Some(open) = open else { return Some(true) };
    let Bounds { least, most } = counts[open];
    for value in from_both_ends(least, most) {
        let mut tried = counts.clone();
        tried[open] = Bounds::exactly(value);
        if search(tried, ties, steps)? {
            return Some(true);
        }
    }
    Some(false)
}

impl Tie {
    /// The same of counts whose numbers are so much greater.
    pub fn moved_by(self, by: usize) -> Tie {
        match self {
            Tie::Sum { parts, total } => {
                Tie::Sum { parts: parts.into_iter().map(|part| part + by).collect(), total: total + by }
            }
            Tie::Share { part, total, percent, room } => {
                Tie::Share { part: part + by, total: total + by, percent, room }
            }
            Tie::Same(one, other) => Tie::Same(one + by, other + by),
        }
    }

    fn counts(&self) -> Vec<usize> {
        match self {
            Tie::Sum { parts, total } => parts.iter().chain([total]).copied().collect(),
            Tie::Share { part, total, .. } => vec![*part, *total],
            Tie::Same(one, other) => vec![*one, *other],
        }
    }
}

/// Narrows the bounds by every tie until nothing changes; `None` when nothing fits.
fn narrow(counts: &mut [Bounds], ties: &[Tie]) -> Option<()> {
    // Bounds move by one at a time in the worst case. What is not narrowed here is found by the search.
    for _ in 0..200 {
        let mut changed = false;
        for tie in ties {
            changed |= narrow_by(tie, counts)?;
        }
        if !changed {
            break;
        }
    }
    Some(())
}

fn narrow_by(tie: &Tie, counts: &mut [Bounds]) -> Option<bool> {
    let mut changed = false;
    match tie {
        Tie::Sum { parts, total } => {
            let least: i64 = parts.iter().map(|part| counts[*part].least).sum();
            let most: i64 = parts.iter().map(|part| counts[*part].most).sum();
            changed |= counts[*total].narrow(least, most)?;
            let whole = counts[*total];
            for part in parts {
                let own = counts[*part];
                let (others_least, others_most) = (least - own.least, most - own.most);
                changed |= counts[*part].narrow(whole.least - others_most, whole.most - others_least)?;
            }
        }
        Tie::Share { part, total, percent, room } => {
            let (low, high) = ((percent - room).max(0.0) / 100.0, (percent + room) / 100.0);
            let whole = counts[*total];
            let up = |value: f64| (value - 1e-9).ceil() as i64;
            let down = |value: f64| (value + 1e-9).floor() as i64;
            changed |= counts[*part].narrow(up(low * whole.least as f64), down(high * whole.most as f64))?;
            let own = counts[*part];
            let most = if low > 0.0 { down(own.most as f64 / low) } else { whole.most };
            let least = if high > 0.0 { up(own.least as f64 / high) } else { 0 };
            changed |= counts[*total].narrow(least, most)?;
        }
        Tie::Same(one, other) => {
            let (a, b) = (counts[*one], counts[*other]);
            changed |= counts[*one].narrow(b.least, b.most)?;
            changed |= counts[*other].narrow(a.least, a.most)?;
        }
    }
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Bounds = Bounds { least: 1, most: 4 };

    #[test]
    fn one_hidden_part_of_a_known_total_is_found_out() {
        let counts = [Bounds::exactly(12), SMALL, Bounds::exactly(15)];
        let ties = [Tie::Sum { parts: vec![0, 1], total: 2 }];
        assert_eq!(verdict(1, &counts, &ties), Verdict::FoundOut);
        assert_eq!(verdict(1, &counts, &[]), Verdict::Hidden);
    }

    #[test]
    fn two_hidden_parts_may_still_be_found_out() {
        // 1 to 4 each, 2 together: both are 1.
        let ties = [Tie::Sum { parts: vec![0, 1], total: 2 }];
        assert_eq!(verdict(0, &[SMALL, SMALL, Bounds::exactly(2)], &ties), Verdict::FoundOut);
        assert_eq!(verdict(0, &[SMALL, SMALL, Bounds::exactly(5)], &ties), Verdict::Hidden);
        assert_eq!(verdict(0, &[SMALL, SMALL, Bounds::exactly(9)], &ties), Verdict::Impossible);
    }

    #[test]
    fn rows_and_columns_together_find_out_what_neither_does() {
        // A square of hidden counts with sums both ways: three unknown in a triangle leave nothing open.
        let any = Bounds { least: 0, most: 9 };
        let counts = [any, any, any, Bounds::exactly(3), Bounds::exactly(5), Bounds::exactly(4)];
        let ties = [
            Tie::Sum { parts: vec![0, 1], total: 3 },
            Tie::Sum { parts: vec![1, 2], total: 4 },
            Tie::Sum { parts: vec![0, 2], total: 5 },
        ];
        for count in 0..3 {
            assert_eq!(verdict(count, &counts, &ties), Verdict::FoundOut);
        }
    }

    #[test]
    fn a_percentage_gives_a_count_away() {
        let share = |percent, room| [Tie::Share { part: 0, total: 1, percent, room }];
        let counts = [SMALL, Bounds::exactly(40)];
        assert_eq!(verdict(0, &counts, &share(7.5, 0.05)), Verdict::FoundOut);
        assert_eq!(verdict(0, &[SMALL, Bounds::exactly(400)], &share(1.0, 0.5)), Verdict::Hidden);
    }

    #[test]
    fn an_earlier_release_gives_a_count_away() {
        let counts = [SMALL, Bounds::exactly(3)];
        assert_eq!(verdict(0, &counts, &[Tie::Same(0, 1)]), Verdict::FoundOut);
    }

    /// Against every way to fill small tables in, tried one by one.
    #[test]
    fn it_agrees_with_trying_everything() {
        let mut dice = 7_u64;
        let mut roll = |sides: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % sides
        };
        let mut seen = [0; 3];
        for _ in 0..2_000 {
            let mut bounds = || {
                let least = i64::try_from(roll(4)).unwrap();
                Bounds { least, most: least + i64::try_from(roll(4)).unwrap() }
            };
            // Two rows of two with sums of rows and columns.
            let counts: Vec<Bounds> = (0..8).map(|_| bounds()).collect();
            let sum = |parts: [usize; 2], total| Tie::Sum { parts: parts.to_vec(), total };
            let mut ties = vec![sum([0, 1], 4), sum([2, 3], 5), sum([0, 2], 6), sum([1, 3], 7)];
            ties.truncate(1 + usize::try_from(roll(4)).unwrap());
            let mut values = std::collections::BTreeSet::new();
            let range = |count: usize| counts[count].least..=counts[count].most;
            for a in range(0) {
                for b in range(1) {
                    for c in range(2) {
                        for d in range(3) {
                            let sums = [a + b, c + d, a + c, b + d];
                            if (0..ties.len()).all(|tie| range(4 + tie).contains(&sums[tie])) {
                                values.insert(a);
                            }
                        }
                    }
                }
            }
            let wanted = match values.len() {
                0 => Verdict::Impossible,
                1 => Verdict::FoundOut,
                _ => Verdict::Hidden,
            };
            assert_eq!(verdict(0, &counts, &ties), wanted, "{counts:?} {ties:?}");
            seen[values.len().min(2)] += 1;
        }
        assert!(seen.iter().all(|count| *count > 50), "{seen:?}");
    }
}
