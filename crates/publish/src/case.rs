//! What the world adds to a case: which States are meant, what each is to the treaty on the day, what the actor has declared.

use facts::{Fact, State};
use findings::{Question, Status, World};
use weigh::operation::{NationalLaw, Operation, Position, Seat, Standing, Topic};
use weigh::{Problem, Sheet};

const VIEWS: [&str; 5] = ["view-prohibited", "view-permitted", "view-conditional", "view-unclear", "view-none"];
const LAWS: [&str; 5] = ["law-enacted", "law-sufficient", "law-in-progress", "law-absent", "law-unclear"];

/// The operation a case tells of, on the question's day, as known by its second day. Refused where a State cannot be found.
pub fn operation(world: &World, question: &Question, sheet: Sheet) -> Result<Operation, Problem> {
    let named = |key: &str, name: &str| {
        let unknown = || format!("there is no State \"{name}\" in the register");
        let found = world.gazetteer.find(name);
        found.ok_or_else(|| sheet.problem(key, &unknown()).allowed("its ISO 3166 code or a name of it, e.g. PER or Peru"))
    };
    let seat = |state: State| Seat { state, standing: standing(world, question, state) };
    let actor = sheet.text("actor").map(|name| named("actor", name)).transpose()?.map(seat);
    let partners = sheet.texts("partners").iter().map(|name| named("partners", name).map(seat)).collect::<Result<Vec<_>, _>>()?;
    let (positions, laws) = actor.map(|seat| declared(world, question, seat.state)).unwrap_or_default();
    Ok(Operation { sheet, actor, partners, positions, laws })
}

/// What the State is on the question's day.
fn standing(world: &World, question: &Question, state: State) -> Standing {
    let Some(membership) = world.membership(question, state) else { return Standing::Neither };
    let declared = membership.provisional.and_then(|f| f.on).is_some_and(|on| on.last <= question.true_on);
    match membership.status(question.true_on) {
        Status::Party => Standing::Party,
        Status::Former => Standing::Former,
        _ if declared => Standing::Provisional,
        Status::Consented => Standing::Consented,
        Status::Signatory => Standing::Signatory,
        Status::NotJoined => Standing::Neither,
    }
}

/// What the register holds of the State's positions and of its law, up to the day; the latest first.
fn declared(world: &World, question: &Question, state: State) -> (Vec<Position>, Vec<NationalLaw>) {
    let positions = held(world, question, state, &VIEWS).into_iter().filter_map(|(stance, fact)| {
        let topic = fact.about.as_deref().and_then(Topic::read)?;
        Some(Position { topic, stance: stance.to_owned(), fact: fact.id.clone() })
    });
    let laws = held(world, question, state, &LAWS).into_iter();
    (positions.collect(), laws.map(|(kind, fact)| NationalLaw { kind: kind.to_owned(), fact: fact.id.clone() }).collect())
}

fn held<'a>(world: &'a World, question: &Question, state: State, kinds: &[&'static str]) -> Vec<(&'static str, &'a Fact)> {
    let view = world.view(question);
    let first = |fact: &Fact| fact.first_day().or(fact.published.map(|w| w.first));
    let of_kind = |name: &&'static str| {
        let kind = world.book.vocabulary.kind(name);
        let facts = kind.into_iter().flat_map(move |kind| view.facts(question.treaty, state, kind));
        facts.map(|fact| (*name, fact)).collect::<Vec<_>>()
    };
    let mut found: Vec<(&'static str, &Fact)> = kinds.iter().flat_map(of_kind).collect();
    found.retain(|(_, fact)| first(fact).is_none_or(|day| day <= question.true_on));
    found.sort_by_key(|(_, fact)| std::cmp::Reverse((first(fact), fact.entry)));
    found
}
