use crate::{Question, Status, World};

/// How many States stand where, on a day.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Parties {
    /// Consents deposited, less withdrawals in effect: the figure the United Nations publish.
    pub parties: usize,
    /// Those for which the treaty is in force.
    pub in_force: usize,
    /// Signed and not consented.
    pub signatories: usize,
    /// All signatures ever made.
    pub signatures: usize,
    /// Parties and signatories.
    pub joined: usize,
    /// Withdrawals in effect.
    pub withdrawn: usize,
}

/// Counts the States of a treaty; none for a treaty the book does not hold.
pub fn parties(world: &World, question: &Question) -> Option<Parties> {
    let rolls = world.rolls(question)?;
    let mut count = Parties::default();
    for (_, membership) in rolls.all() {
        match membership.status(question.true_on) {
            Status::Party => {
                count.parties += 1;
                count.in_force += 1;
            }
            Status::Consented => count.parties += 1,
            Status::Signatory => count.signatories += 1,
            Status::Former => count.withdrawn += 1,
            Status::NotJoined => {}
        }
        let signed = membership.signed.and_then(|f| f.on).is_some_and(|w| w.last <= question.true_on);
        count.signatures += usize::from(signed);
    }
    count.joined = count.parties + count.signatories;
    Some(count)
}
