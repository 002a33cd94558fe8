//! The norm beyond the parties, as sources tell it: use, casualties, votes, producers and stockpiles outside.
//!
//! Nothing here is a finding about a State: every row is a claim by its source, shown with those that say otherwise.

mod casualties;
mod episodes;
mod outside;
pub(crate) mod votes;

pub use casualties::{Missing, Ratio, Share, Toll};
pub use episodes::Episode;
pub use outside::{List, Named, Outside};
pub use votes::{Ballot, Resolution, Total};

use crate::spoken::Spoken;
use crate::{Question, World};

/// All that is on record by the day about the norm.
#[derive(Clone, Debug)]
pub struct Norm<'a> {
    /// Use, by episode, the latest first.
    pub episodes: Vec<Episode<'a>>,
    /// Casualties: the world first, then State by State.
    pub tolls: Vec<Toll<'a>>,
    /// The part of each State in the world totals.
    pub shares: Vec<Share<'a>>,
    /// Resolutions of the General Assembly, in the order of their days.
    pub resolutions: Vec<Resolution<'a>>,
    /// Producers, stockpiles and transfers outside the treaty.
    pub outside: Vec<Outside<'a>>,
}

/// What is on record about the norm on a day, as known by a day; none for a treaty the book does not hold.
pub fn norm<'a>(world: &'a World, question: &Question) -> Option<Norm<'a>> {
    let chapter = world.book.chapter(question.treaty)?;
    let spoken = Spoken::new(world, question);
    let tolls = casualties::tolls(&spoken);
    Some(Norm {
        episodes: episodes::episodes(&spoken),
        shares: casualties::shares(&tolls),
        tolls,
        resolutions: votes::resolutions(&spoken, &chapter.campaign.resolutions, question.true_on),
        outside: outside::outside(&spoken, &world.rolls(question)?, question),
    })
}
