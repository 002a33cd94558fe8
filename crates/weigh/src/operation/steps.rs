use super::{Act, Acting, Duty, Operation, Outcome, Seat, Standing, Weighing, readings};
use crate::{Cite, Given, Step, Truth, Unproven, Value};
use facts::Say;

/// Weighs every act of a case by Articles 1 and 21, in seven steps; an act for which it matters with whom, once for each partner.
pub fn weigh(operation: &Operation) -> Vec<Weighing> {
    let partners: Vec<Option<Seat>> = operation.partners.iter().copied().map(Some).collect();
    let of_act = |act: Act| {
        let alone = partners.is_empty() || matches!(act.acting(), Acting::Itself | Acting::Else) && act != Act::Transfer;
        if alone { vec![None] } else { partners.clone() }.into_iter().map(move |partner| (act, partner))
    };
    operation.acts().flat_map(of_act).map(|(act, partner)| Asked { operation, act, partner, wide: false }.weighed()).collect()
}

/// One act towards one partner; `wide` reads provisional application (AMB-26) as reaching beyond Article 1.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    operation: &'a Operation,
    pub act: Act,
    partner: Option<Seat>,
    wide: bool,
}

impl Asked<'_> {
    fn weighed(&self) -> Weighing {
        let outcome = if self.operation.actor.is_some() { self.outcome() } else { Outcome::NotEstablished };
        let contested = outcome == Outcome::Contested;
        let speaks = |p: &&super::Position| self.act.topics().contains(&p.topic) || p.topic == super::Topic::General;
        let positions = self.operation.positions.iter().filter(|_| contested).filter(speaks).cloned().collect();
        let laws = if contested { self.operation.laws.clone() } else { Vec::new() };
        Weighing {
            act: self.act,
            partner: self.partner,
            steps: self.steps(outcome),
            outcome,
            duties: if outcome == Outcome::PermittedWithDuties { self.duties() } else { Vec::new() },
            unproven: if outcome == Outcome::NotEstablished { self.unproven() } else { Vec::new() },
            readings: readings::that_matter(self, outcome),
            positions,
            laws,
            notes: self.notes(outcome),
        }
    }

    /// The same by the other reading of AMB-26.
    pub fn read_widely(&self) -> Self {
        Asked { wide: true, ..*self }
    }

    /// Step 1: bound by Article 1, as a party or by its declaration under Article 18.
    fn bound(&self) -> Truth {
        match self.operation.actor.map_or(Standing::Unknown, |seat| seat.standing) {
            Standing::Party | Standing::Provisional => Truth::Yes,
            Standing::Unknown => Truth::Unknown,
            _ => Truth::No,
        }
    }

    /// Whether Article 21 is there for the actor: for a party; for a State that applies Article 1 provisionally, by one reading.
    fn has_article_21(&self) -> bool {
        self.operation.actor.is_some_and(|seat| seat.standing == Standing::Party) || self.wide
    }

    /// Step 2, the exception: kept, acquired or moved for what Article 3(6) and (7) permit.
    fn exception(&self) -> Truth {
        let purpose = self.operation.permitted_purpose();
        match self.act {
            // What only waits for its destruction is not retained: Article 3(1) and (2) speak of it.
            Act::Retain => purpose.and(Truth::from(self.operation.sheet.word("purpose") != Some("destruction"))),
            Act::Acquire => purpose,
            Act::Transfer => purpose.and(self.partner_is_party()),
            _ => Truth::No,
        }
    }

    /// Step 3: an express request, the choice of munitions being the actor's alone.
    fn requests(&self) -> Truth {
        Truth::from(self.act.acting() == Acting::Asking).and(self.operation.said("choice-exclusive"))
    }

    /// Step 4: taking part, with a State that is not a party, and nothing more.
    fn takes_part(&self) -> Truth {
        Truth::from(self.act.acting() == Acting::TakingPart && self.has_article_21()).and(!self.partner_is_party())
    }

    /// Step 5: what the partner is on that day.
    fn partner_is_party(&self) -> Truth {
        match self.partner.map_or(Standing::Unknown, |seat| seat.standing) {
            Standing::Party => Truth::Yes,
            Standing::Provisional => Truth::from(self.wide),
            Standing::Unknown => Truth::Unknown,
            _ => Truth::No,
        }
    }

    /// Step 6: help, encouragement or inducement for something Article 1 forbids a party.
    fn helps(&self) -> Truth {
        if !matches!(self.act.acting(), Acting::Helping | Acting::Hosting | Acting::Asking) {
            Truth::No
        } else if self.act.may_serve_anything() {
            self.operation.said("serves-prohibited-act")
        } else if self.act.moves_or_keeps() && self.partner_is_party() == Truth::Yes {
            // A party may have its own munitions moved or kept for destruction and for training: Article 3(6) and (7).
            !self.operation.permitted_purpose()
        } else {
            Truth::Yes
        }
    }

    /// Where the seven steps lead.
    pub fn outcome(&self) -> Outcome {
        match self.bound() {
            Truth::No => return Outcome::Outside,
            Truth::Unknown => return Outcome::NotEstablished,
            Truth::Yes => {}
        }
        match self.act.acting() {
            Acting::Itself => match self.exception() {
                Truth::Yes => Outcome::PermittedWithDuties,
                Truth::Unknown => Outcome::NotEstablished,
                Truth::No => Outcome::Prohibited,
            },
            Acting::Asking => match (self.requests(), self.helping()) {
                (Truth::Yes, _) | (_, Outcome::Prohibited) => Outcome::Prohibited,
                (Truth::Unknown, _) => Outcome::NotEstablished,
                (Truth::No, helping) => helping,
            },
            Acting::TakingPart => match self.takes_part() {
                Truth::Yes => Outcome::PermittedWithDuties,
                Truth::Unknown => Outcome::NotEstablished,
                Truth::No => Outcome::NoFinding,
            },
            Acting::Helping | Acting::Hosting => self.helping(),
            Acting::Else => Outcome::NoFinding,
        }
    }

    /// Steps 5 and 6.
    fn helping(&self) -> Outcome {
        let free_of_21 = !self.has_article_21() && self.act.acting() != Acting::Hosting;
        match (self.helps(), self.partner_is_party()) {
            (Truth::No, _) => Outcome::NoFinding,
            (Truth::Yes, Truth::Yes) => Outcome::Prohibited,
            (Truth::Yes, _) if free_of_21 => Outcome::Prohibited,
            (Truth::Yes, Truth::No) => Outcome::Contested,
            _ => Outcome::NotEstablished,
        }
    }

    /// The ladder, up to the step that decides.
    fn steps(&self, outcome: Outcome) -> Vec<Step> {
        let mut steps = vec![self.step("1", &["1(1)", "18"], "weigh-asks-bound", self.bound(), &["actor"])];
        if let Some(seat) = self.operation.actor {
            steps.iter_mut().for_each(|step| step.follows = Say::new(seat_told(seat.standing)).with("state", seat.state));
        }
        if self.bound() != Truth::Yes {
            return steps;
        }
        let itself = Truth::from(self.act.acting() == Acting::Itself);
        let place = if itself == Truth::Yes { self.act.place() } else { "1(1)" };
        steps.push(self.step("2", &[place], "weigh-asks-itself", itself, &["acts"]));
        if itself == Truth::Yes {
            if self.act.may_be_permitted() {
                let fields: &[&'static str] = if self.act == Act::Transfer { &["purpose", "partners"] } else { &["purpose"] };
                steps.push(self.step("2", &["3(6)", "3(7)"], "weigh-asks-exception", self.exception(), fields));
            }
            return ended(steps, outcome_told(self.act, outcome));
        }
        let fields: &[&'static str] = if self.act.acting() == Acting::Asking { &["acts", "choice-exclusive"] } else { &["acts"] };
        steps.push(self.step("3", &["21(4)(d)"], "weigh-asks-request", self.requests(), fields));
        if self.requests() == Truth::Yes {
            return ended(steps, "weigh-then-requested");
        }
        let fields: &[&'static str] = if self.act.acting() == Acting::TakingPart { &["acts", "partners"] } else { &["acts"] };
        steps.push(self.step("4", &["21(3)"], "weigh-asks-part", self.takes_part(), fields));
        if self.takes_part() == Truth::Yes {
            return ended(steps, "weigh-then-permitted");
        }
        steps.push(self.step("5", &["1(1)", "21(3)"], "weigh-asks-partner", self.partner_is_party(), &["partners"]));
        if let Some((step, seat)) = steps.last_mut().zip(self.partner) {
            step.follows = Say::new(partner_told(self.partner_is_party())).with("state", seat.state);
        }
        let fields: &[&'static str] = match self.act {
            act if act.may_serve_anything() => &["acts", "serves-prohibited-act"],
            act if act.moves_or_keeps() => &["acts", "partners", "purpose"],
            _ => &["acts"],
        };
        steps.push(self.step("6", &["1(1)(c)"], "weigh-asks-helps", self.helps(), fields));
        if outcome != Outcome::NoFinding {
            return ended(steps, outcome_told(self.act, outcome));
        }
        steps.push(self.step("7", &["1", "21"], "weigh-asks-otherwise", Truth::Yes, &["acts"]));
        ended(steps, "weigh-then-no-finding")
    }

    fn step(
        &self,
        number: &'static str,
        cites: &[&'static str],
        asked: &'static str,
        answer: Truth,
        rests_on: &[&'static str],
    ) -> Step {
        let follows = Say::new(if answer == Truth::Unknown { "weigh-stays-open" } else { "weigh-goes-on" });
        let cites = cites.iter().copied().map(Cite).collect();
        let rests_on = rests_on.iter().map(|field| self.given(field)).collect();
        Step { number, cites, asked: Say::new(asked), answer, rests_on, follows }
    }

    /// What the case says in a field, as far as it is about this act and this partner.
    fn given(&self, field: &'static str) -> Given {
        let value = match (field, self.partner) {
            ("acts", _) => Some(Value::Words(vec![self.act.word()])),
            ("partners", Some(seat)) => Some(Value::Text(seat.state.to_string())),
            _ => self.operation.sheet.value(field).cloned(),
        };
        Given { field, value }
    }

    /// The duties that come with the permission, each with the evidence the case names.
    fn duties(&self) -> Vec<Duty> {
        let listed: &[(&'static str, &'static str, Option<&'static str>)] = if self.act.acting() == Acting::TakingPart {
            &[
                ("21(1)", "weigh-owes-encourage", Some("encouraged")),
                ("21(2)", "weigh-owes-notify", Some("notified")),
                ("21(2)", "weigh-owes-promote", Some("promoted")),
                ("21(2)", "weigh-owes-discourage", Some("discouraged")),
            ]
        } else {
            &[("3(6)", "weigh-owes-minimum", None), ("3(8)", "weigh-owes-report", None)]
        };
        let evidence = |field: Option<&str>| field.and_then(|key| self.operation.sheet.value(key)).cloned();
        let duty = |(place, key, field): &(&'static str, &'static str, Option<&'static str>)| Duty {
            cites: Cite(place),
            says: Say::new(key),
            field: *field,
            evidence: evidence(*field),
        };
        listed.iter().map(duty).collect()
    }

    /// What the case would have to say.
    fn unproven(&self) -> Vec<Unproven> {
        let open = [
            (self.bound(), "1(1)", "weigh-needs-actor", "actor"),
            (self.purpose_open(), "3(6)", "weigh-needs-purpose", "purpose"),
            (self.requests(), "21(4)(d)", "weigh-needs-choice", "choice-exclusive"),
            (self.partner_open(), "21(3)", "weigh-needs-partner", "partners"),
            (
                if self.act.may_serve_anything() { self.helps() } else { Truth::No },
                "1(1)(c)",
                "weigh-needs-serves",
                "serves-prohibited-act",
            ),
        ];
        let open = open.into_iter().filter(|(answer, ..)| *answer == Truth::Unknown);
        // Without the actor nothing else is asked.
        let only_first = self.bound() != Truth::Yes;
        let listed = open.map(|(_, place, key, field)| Unproven { cites: Cite(place), says: Say::new(key), field });
        listed.take(if only_first { 1 } else { usize::MAX }).collect()
    }

    fn purpose_open(&self) -> Truth {
        let moved = self.act.moves_or_keeps() && self.partner_is_party() == Truth::Yes;
        if self.act.may_be_permitted() || moved { self.operation.permitted_purpose() } else { Truth::No }
    }

    fn partner_open(&self) -> Truth {
        let matters = self.act.acting() != Acting::Itself || self.act == Act::Transfer;
        if matters { self.partner_is_party() } else { Truth::No }
    }

    fn notes(&self, outcome: Outcome) -> Vec<Say> {
        let standing = self.operation.actor.map_or(Standing::Unknown, |seat| seat.standing);
        let mut keys: Vec<&'static str> = Vec::new();
        match (outcome, standing) {
            (Outcome::Outside, Standing::Signatory) => keys.push("weigh-note-signatory"),
            (Outcome::Outside, Standing::Consented) => keys.push("weigh-note-consented"),
            _ => {}
        }
        if outcome == Outcome::PermittedWithDuties && self.act.acting() == Acting::TakingPart {
            keys.push("weigh-note-limits");
        }
        if outcome == Outcome::Prohibited && matches!(self.act, Act::Stockpile | Act::Retain) {
            keys.push("weigh-note-stocks");
        }
        if self.act == Act::AcceptOrders && outcome != Outcome::Outside {
            keys.push("weigh-note-orders");
        }
        keys.into_iter().map(Say::new).collect()
    }
}

fn ended(mut steps: Vec<Step>, key: &'static str) -> Vec<Step> {
    if let Some(step) = steps.last_mut() {
        step.follows = Say::new(key);
    }
    steps
}

fn outcome_told(act: Act, outcome: Outcome) -> &'static str {
    match (outcome, act.acting()) {
        (Outcome::Prohibited, Acting::Itself) => "weigh-then-prohibited",
        (Outcome::Prohibited, _) => "weigh-then-helping",
        (Outcome::PermittedWithDuties, _) => "weigh-then-exception",
        (Outcome::Contested, _) => "weigh-then-contested",
        (Outcome::Outside, _) => "weigh-then-outside",
        (Outcome::NoFinding, _) => "weigh-then-no-finding",
        (Outcome::NotEstablished, _) => "weigh-then-not-established",
    }
}

fn seat_told(standing: Standing) -> &'static str {
    match standing {
        Standing::Party => "weigh-seat-party",
        Standing::Provisional => "weigh-seat-provisional",
        Standing::Consented => "weigh-seat-consented",
        Standing::Signatory => "weigh-seat-signatory",
        Standing::Neither => "weigh-seat-neither",
        Standing::Former => "weigh-seat-former",
        Standing::Unknown => "weigh-seat-unknown",
    }
}

fn partner_told(is_party: Truth) -> &'static str {
    match is_party {
        Truth::Yes => "weigh-partner-party",
        Truth::No => "weigh-partner-not-party",
        Truth::Unknown => "weigh-partner-unknown",
    }
}
