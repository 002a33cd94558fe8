use std::fmt;
use std::str::FromStr;

/// A figure with its unit, as the source gives it: `6909 munitions`, `>800000000 m2`, `~200 ha`.
#[derive(Clone, PartialEq, Debug)]
pub struct Amount {
    /// `>` more than, `<` less than, `~` about; none when the source gives the number itself.
    pub hedge: Option<char>,
    /// The number.
    pub number: f64,
    /// The unit: `munitions`, `submunitions`, `m2`, `items`, `percent`.
    pub unit: String,
}

impl Amount {
    /// Reads `6909 munitions; 173161 submunitions`; an empty text is no amount.
    pub fn read_all(text: &str) -> Result<Vec<Amount>, String> {
        text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::parse).collect()
    }

    /// Writes what [`Amount::read_all`] reads.
    pub fn write_all(amounts: &[Amount]) -> String {
        amounts.iter().map(Amount::to_string).collect::<Vec<_>>().join("; ")
    }
}

/// What can be counted, as the register writes it.
pub const UNITS: [&str; 22] = [
    "munitions",
    "submunitions",
    "m2",
    "items",
    "percent", // stocks and land
    "casualties",
    "killed",
    "injured",
    "attacks",
    "remnants",
    "children",
    "adults",
    "women",
    "men",
    "civilians", // people
    "yes",
    "no",
    "abstained", // votes
    "states",
    "reports",
    "days",
    "CHF",
];

impl FromStr for Amount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let problem =
            || format!("\"{text}\" is not an amount; write a number and one of {}, e.g. 6909 munitions", UNITS.join(", "));
        let hedge = text.chars().next().filter(|c| matches!(c, '>' | '<' | '~'));
        let rest = text.trim_start_matches(['>', '<', '~']);
        let (number, unit) = rest.split_once(' ').ok_or_else(problem)?;
        if !UNITS.contains(&unit) {
            return Err(problem());
        }
        let number: f64 = number.parse().map_err(|_| problem())?;
        if number.is_finite() && number >= 0.0 { Ok(Amount { hedge, number, unit: unit.to_owned() }) } else { Err(problem()) }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(hedge) = self.hedge {
            write!(f, "{hedge}")?;
        }
        write!(f, "{} {}", self.number, self.unit)
    }
}
