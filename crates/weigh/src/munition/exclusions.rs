use super::Munition;
use crate::{Cite, Truth, Unproven};
use facts::Say;

/// Fewer explosive submunitions than this. Article 2(2)(c)(i).
const FEWER_THAN: u32 = 10;

/// Heavier than this, in kilograms. Article 2(2)(c)(ii).
const HEAVIER_THAN_KG: f64 = 4.0;

/// Something an exclusion asks for.
pub(super) struct Element {
    pub number: &'static str,
    pub cites: Cite,
    pub asked: &'static str,
    pub answer: Truth,
    pub fields: &'static [&'static str],
}

impl Element {
    /// The element as something that would have to be shown.
    pub fn unproven(&self) -> Unproven {
        Unproven { cites: self.cites, says: Say::new(self.asked), field: self.fields.first().copied().unwrap_or_default() }
    }
}

/// One of the three exclusions: proven where the answer is yes.
pub(super) struct Exclusion {
    pub letter: char,
    /// What it asks for: one of these under (a) and (b), all of these under (c).
    pub elements: Vec<Element>,
    pub answer: Truth,
}

/// The three exclusions. `purpose_is_an_element` is the reading of AMB-13.
pub(super) fn exclusions(munition: &Munition, purpose_is_an_element: bool) -> [Exclusion; 3] {
    let harmless = one("5(a)", "2(2)(a)", "weigh-asks-payload", harmless_payload(munition), &["payload"]);
    let air_defence = one("5(a)", "2(2)(a)", "weigh-asks-air-defence", munition.air_defence, &["air-defence-only"]);
    let effects = one("5(b)", "2(2)(b)", "weigh-asks-electronic", munition.electronic_effects, &["electronic-effects"]);
    let safeguards = safeguards(munition, purpose_is_an_element);
    [
        Exclusion {
            letter: 'a',
            answer: Truth::any([harmless.answer, air_defence.answer]),
            elements: vec![harmless, air_defence],
        },
        Exclusion { letter: 'b', answer: effects.answer, elements: vec![effects] },
        Exclusion { letter: 'c', answer: Truth::all(safeguards.iter().map(|e| e.answer)), elements: safeguards },
    ]
}

/// Article 2(2)(c): the purpose, and five features that must all be there.
fn safeguards(munition: &Munition, purpose_is_an_element: bool) -> Vec<Element> {
    let few = Truth::from(munition.count.map(|n| n < FEWER_THAN));
    let heavy = Truth::from(munition.weight.map(|kg| kg > HEAVIER_THAN_KG));
    let electronic = |mechanism: Option<&str>| Truth::from(mechanism.map(|word| word == "electronic"));
    let mut elements = vec![
        one("5(c)(i)", "2(2)(c)(i)", "weigh-asks-count", few, &["count"]),
        one("5(c)(ii)", "2(2)(c)(ii)", "weigh-asks-heavier", heavy, &["weight-kg"]),
        one("5(c)(iii)", "2(2)(c)(iii)", "weigh-asks-single-target", munition.single_target, &["single-target"]),
        one(
            "5(c)(iv)",
            "2(2)(c)(iv)",
            "weigh-asks-self-destruction",
            electronic(munition.self_destruction),
            &["self-destruction"],
        ),
        one(
            "5(c)(v)",
            "2(2)(c)(v)",
            "weigh-asks-self-deactivation",
            electronic(munition.self_deactivation),
            &["self-deactivation"],
        ),
    ];
    if purpose_is_an_element {
        elements.insert(0, one("5(c)", "2(2)(c)", "weigh-asks-purpose", munition.purpose, &["purpose-shown"]));
    }
    elements
}

fn one(
    number: &'static str,
    cites: &'static str,
    asked: &'static str,
    answer: Truth,
    fields: &'static [&'static str],
) -> Element {
    Element { number, cites: Cite(cites), asked, answer, fields }
}

fn harmless_payload(munition: &Munition) -> Truth {
    Truth::from(munition.payload.map(|word| ["flares", "smoke", "pyrotechnics", "chaff"].contains(&word)))
}
