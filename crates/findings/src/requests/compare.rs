use super::need::median;
use super::{How, Request, Timing};

/// All earlier requests under the same article, and where this one stands among them.
#[derive(Clone, Default, Debug)]
pub struct Comparison {
    /// How many there are.
    pub requests: usize,
    /// Years asked for.
    pub years_asked: Option<Ranked>,
    /// Items answered, by what is on record.
    pub items: Option<Ranked>,
    /// How many came late.
    pub late: usize,
    /// How many came in time.
    pub on_time: usize,
    /// How many were granted as asked, or for a day that is not on record.
    pub granted: usize,
    /// How many were granted for less.
    pub shorter: usize,
    /// How many were refused.
    pub refused: usize,
    /// How many have a later deadline named, without the decision.
    pub named: usize,
    /// On how many nothing is on record.
    pub not_on_record: usize,
}

/// One number among those of earlier requests.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Ranked {
    /// Its place among them and itself, from 1, the greatest first; equals share the better place.
    pub place: usize,
    /// Among how many, itself included.
    pub of: usize,
    /// The median of the earlier ones.
    pub median: f64,
}

/// Lays each request beside all before it. Requests come oldest first.
pub(crate) fn with_earlier(requests: &mut [Request<'_>]) {
    let told: Vec<Comparison> = (0..requests.len()).filter_map(|at| compared(requests, at)).collect();
    requests.iter_mut().zip(told).for_each(|(request, earlier)| request.earlier = earlier);
}

fn compared(requests: &[Request<'_>], at: usize) -> Option<Comparison> {
    let (before, rest) = requests.split_at_checked(at)?;
    let one = rest.first()?;
    let earlier: Vec<&Request<'_>> = before.iter().filter(|r| r.rule == one.rule).collect();
    let timed = |timing: Timing| earlier.iter().filter(|r| r.timing() == timing).count();
    let decided = |how: How| earlier.iter().filter(|r| r.decision.how == how).count();
    let asked = |r: &Request<'_>| r.length.asked.map(super::Span::middle);
    let answered = |r: &Request<'_>| u32::try_from(r.answered()).ok().map(f64::from);
    Some(Comparison {
        requests: earlier.len(),
        years_asked: ranked(asked(one), earlier.iter().filter_map(|r| asked(r)).collect()),
        items: ranked(answered(one), earlier.iter().filter_map(|r| answered(r)).collect()),
        late: timed(Timing::Late),
        on_time: timed(Timing::OnTime),
        granted: decided(How::Granted),
        shorter: decided(How::GrantedShorter),
        refused: decided(How::Refused),
        named: decided(How::Named),
        not_on_record: decided(How::NotOnRecord),
    })
}

fn ranked(one: Option<f64>, others: Vec<f64>) -> Option<Ranked> {
    let one = one?;
    let (place, of) = (others.iter().filter(|other| **other > one).count() + 1, others.len() + 1);
    Some(Ranked { place, of, median: median(others)? })
}
