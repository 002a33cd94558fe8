use std::hash::{BuildHasher, Hasher, RandomState};

/// Numbers without order, from a seed.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Those of that name in this run. The seed is printed once a name; `SERVANDA_SEED` gives an earlier one again.
    pub fn of(name: &str) -> Dice {
        let given = std::env::var("SERVANDA_SEED").ok().and_then(|text| text.parse().ok());
        let seed: u64 = given.unwrap_or_else(|| RandomState::new().build_hasher().finish() >> 16);
        super::say(&format!("{name}: SERVANDA_SEED={seed}"));
        let mut dice = Dice(seed);
        name.bytes().for_each(|byte| dice.0 = dice.0.wrapping_mul(31).wrapping_add(u64::from(byte)));
        dice
    }

    /// Others, which go on apart from these.
    pub fn split(&mut self) -> Dice {
        Dice(self.next())
    }

    /// A number below that one.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % end.max(1)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 ^ (self.0 >> 29)
    }
}
