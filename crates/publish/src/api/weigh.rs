use crate::{Table, Voice};
use ::weigh::operation::{Operation, Seat};
use ::weigh::{Compared, Given, Sheet, Step, Unproven, Value, munition, operation};
use facts::{Arg, Say};
use findings::Question;
use serde::Serialize;
use std::collections::BTreeMap;

/// `weigh munition --format json`.
#[derive(Serialize, Debug)]
pub struct MunitionAnswer {
    test: &'static str,
    treaty: &'static str,
    name: Option<String>,
    /// What the case says, field by field; what it does not say is not there.
    said: BTreeMap<&'static str, String>,
    outcome: &'static str,
    says: String,
    #[serde(flatten)]
    ladder: LadderView,
}

/// `weigh operation --format json`.
#[derive(Serialize, Debug)]
pub struct OperationAnswer {
    test: &'static str,
    treaty: &'static str,
    true_on: String,
    known_by: String,
    name: Option<String>,
    said: BTreeMap<&'static str, String>,
    actor: Option<SeatView>,
    partners: Vec<SeatView>,
    acts: Vec<ActView>,
}

#[derive(Serialize, Debug)]
struct SeatView {
    state: String,
    standing: &'static str,
}

#[derive(Serialize, Debug)]
struct ActView {
    act: &'static str,
    partner: Option<String>,
    outcome: &'static str,
    says: String,
    duties: Vec<DutyView>,
    positions: Vec<PositionView>,
    laws: Vec<LawView>,
    #[serde(flatten)]
    ladder: LadderView,
}

#[derive(Serialize, Debug)]
struct DutyView {
    cites: &'static str,
    says: String,
    field: Option<&'static str>,
    evidence: Option<String>,
}

#[derive(Serialize, Debug)]
struct PositionView {
    about: &'static str,
    stance: String,
    fact: String,
}

#[derive(Serialize, Debug)]
struct LawView {
    kind: String,
    fact: String,
}

/// What both tests give: the steps, what is unproven, the readings that matter, notes.
#[derive(Serialize, Debug)]
struct LadderView {
    steps: Vec<StepView>,
    unproven: Vec<UnprovenView>,
    readings: Vec<ReadingView>,
    notes: Vec<String>,
}

#[derive(Serialize, Debug)]
struct StepView {
    step: &'static str,
    cites: Vec<&'static str>,
    asked: String,
    answer: &'static str,
    rests_on: Vec<GivenView>,
    follows: String,
}

#[derive(Serialize, Debug)]
struct GivenView {
    field: &'static str,
    value: Option<String>,
}

#[derive(Serialize, Debug)]
struct UnprovenView {
    cites: &'static str,
    says: String,
    field: &'static str,
}

#[derive(Serialize, Debug)]
struct ReadingView {
    id: &'static str,
    cites: Vec<&'static str>,
    sides: Vec<SideView>,
}

#[derive(Serialize, Debug)]
struct SideView {
    says: String,
    outcome: Option<&'static str>,
    used: bool,
}

impl MunitionAnswer {
    /// Puts the answer together.
    pub fn new(sheet: &Sheet, weighed: &munition::Weighing, voice: &Voice<'_>) -> Self {
        MunitionAnswer {
            test: "munition",
            treaty: ::weigh::TREATY,
            name: sheet.text("name").map(str::to_owned),
            said: said(sheet),
            outcome: weighed.outcome.word(),
            says: outcome(weighed.outcome.word(), voice),
            ladder: LadderView::new(&weighed.steps, &weighed.unproven, &weighed.readings, &weighed.notes, voice),
        }
    }

    /// The answer as a table: one row a step, then what is unproven, the readings, the notes, the conclusion.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&["part", "step", "cites", "says", "answer", "rests_on", "follows"]);
        self.ladder.rows(&[]).into_iter().for_each(|row| table.push(row));
        table.push(row(["conclusion", "", "", &self.says, self.outcome, "", ""]));
        table
    }

    /// The answer for a terminal.
    pub fn text(&self, voice: &Voice<'_>) -> String {
        let name = self.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
        format!("{name}{}\n{}", self.says, self.ladder.text(voice))
    }
}

impl OperationAnswer {
    /// Puts the answer together.
    pub fn new(question: &Question, case: &Operation, weighed: &[operation::Weighing], voice: &Voice<'_>) -> Self {
        let seat = |seat: &Seat| SeatView { state: seat.state.to_string(), standing: seat.standing.word() };
        OperationAnswer {
            test: "operation",
            treaty: ::weigh::TREATY,
            true_on: question.true_on.to_string(),
            known_by: question.known_by.to_string(),
            name: case.sheet.text("name").map(str::to_owned),
            said: said(&case.sheet),
            actor: case.actor.as_ref().map(seat),
            partners: case.partners.iter().map(seat).collect(),
            acts: weighed.iter().map(|w| ActView::new(w, voice)).collect(),
        }
    }

    /// The answer as a table: for each act, one row a step, then what is unproven, the readings, the notes, duties, the conclusion.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&["act", "partner", "part", "step", "cites", "says", "answer", "rests_on", "follows"]);
        for act in &self.acts {
            let who = [act.act, act.partner.as_deref().unwrap_or_default()];
            act.ladder.rows(&who).into_iter().for_each(|row| table.push(row));
            for duty in &act.duties {
                let evidence = duty.evidence.as_deref().unwrap_or_default();
                table.push(row([
                    who[0],
                    who[1],
                    "duty",
                    "",
                    duty.cites,
                    &duty.says,
                    "",
                    duty.field.unwrap_or_default(),
                    evidence,
                ]));
            }
            for position in &act.positions {
                table.push(row([who[0], who[1], "position", "", "", position.about, &position.stance, &position.fact, ""]));
            }
            for law in &act.laws {
                table.push(row([who[0], who[1], "law", "", "", "", &law.kind, &law.fact, ""]));
            }
            table.push(row([who[0], who[1], "conclusion", "", "", &act.says, act.outcome, "", ""]));
        }
        table
    }

    /// The answer for a terminal.
    pub fn text(&self, voice: &Voice<'_>) -> String {
        let mut told = self.name.as_ref().map(|name| format!("{name}\n")).unwrap_or_default();
        if self.acts.is_empty() {
            told += &format!("{}\n", voice.t("weigh-no-acts"));
        }
        for act in &self.acts {
            let partner = act.partner.as_ref().map(|p| format!(", {}", voice.t1("weigh-with", "state", p.as_str())));
            told += &format!("\n{}{}: {}\n", voice.t(&format!("weigh-act-{}", act.act)), partner.unwrap_or_default(), act.says);
            told += &act.ladder.text(voice);
            for duty in &act.duties {
                let missing = voice.t("weigh-evidence-missing");
                let evidence = duty.evidence.as_ref().unwrap_or(&missing);
                told += &format!("  {} {}: {evidence}\n", article(duty.cites, voice), duty.says);
            }
            for position in &act.positions {
                told += &format!("  {}: {} ({})\n", position.about, voice.t(&format!("kind-{}", position.stance)), position.fact);
            }
            if let Some(actor) = self.actor.as_ref().filter(|_| act.outcome == "contested" && act.positions.is_empty()) {
                told += &format!("  {}\n", voice.t1("weigh-no-position", "state", actor.state.as_str()));
            }
            for law in &act.laws {
                told += &format!("  {} ({})\n", voice.t(&format!("kind-{}", law.kind)), law.fact);
            }
        }
        told
    }
}

impl ActView {
    fn new(weighed: &operation::Weighing, voice: &Voice<'_>) -> Self {
        let duty = |duty: &operation::Duty| DutyView {
            cites: duty.cites.place(),
            says: voice.say(&duty.says),
            field: duty.field,
            evidence: duty.evidence.as_ref().map(ToString::to_string),
        };
        let position =
            |p: &operation::Position| PositionView { about: p.topic.word(), stance: p.stance.clone(), fact: p.fact.clone() };
        ActView {
            act: weighed.act.word(),
            partner: weighed.partner.map(|seat| seat.state.to_string()),
            outcome: weighed.outcome.word(),
            says: outcome(weighed.outcome.word(), voice),
            duties: weighed.duties.iter().map(duty).collect(),
            positions: weighed.positions.iter().map(position).collect(),
            laws: weighed.laws.iter().map(|l| LawView { kind: l.kind.clone(), fact: l.fact.clone() }).collect(),
            ladder: LadderView::new(&weighed.steps, &weighed.unproven, &weighed.readings, &weighed.notes, voice),
        }
    }
}

impl LadderView {
    fn new(steps: &[Step], unproven: &[Unproven], readings: &[Compared], notes: &[Say], voice: &Voice<'_>) -> Self {
        let given = |given: &Given| GivenView { field: given.field, value: given.value.as_ref().map(ToString::to_string) };
        let step = |step: &Step| StepView {
            step: step.number,
            cites: step.cites.iter().map(|c| c.place()).collect(),
            asked: voice.say(&step.asked),
            answer: step.answer.word(),
            rests_on: step.rests_on.iter().map(given).collect(),
            follows: voice.say(&step.follows),
        };
        let open = |one: &Unproven| UnprovenView { cites: one.cites.place(), says: voice.say(&one.says), field: one.field };
        let side = |side: &::weigh::Side| SideView { says: voice.say(&side.says), outcome: side.outcome, used: side.used };
        let reading = |reading: &Compared| ReadingView {
            id: reading.id,
            cites: reading.cites.iter().map(|c| c.place()).collect(),
            sides: reading.sides.iter().map(side).collect(),
        };
        LadderView {
            steps: steps.iter().map(step).collect(),
            unproven: unproven.iter().map(open).collect(),
            readings: readings.iter().map(reading).collect(),
            notes: notes.iter().map(|note| voice.say(note)).collect(),
        }
    }

    /// The rows of the table, each beginning with what is given.
    fn rows(&self, before: &[&str]) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut push = |cells: [&str; 7]| rows.push(before.iter().chain(&cells).map(|c| (*c).to_owned()).collect());
        for step in &self.steps {
            let rests: Vec<String> = step.rests_on.iter().map(GivenView::text).collect();
            push(["step", step.step, &step.cites.join(" "), &step.asked, step.answer, &rests.join("; "), &step.follows]);
        }
        for one in &self.unproven {
            push(["unproven", "", one.cites, &one.says, "unknown", one.field, ""]);
        }
        for reading in &self.readings {
            for side in &reading.sides {
                let used = if side.used { "used" } else { "" };
                push(["reading", reading.id, &reading.cites.join(" "), &side.says, side.outcome.unwrap_or_default(), "", used]);
            }
        }
        for note in &self.notes {
            push(["note", "", "", note, "", "", ""]);
        }
        rows
    }

    fn text(&self, voice: &Voice<'_>) -> String {
        let mut told = String::new();
        let places = |cites: &[&'static str]| cites.iter().map(|place| article(place, voice)).collect::<Vec<_>>().join(", ");
        for step in &self.steps {
            let rests: Vec<String> = step.rests_on.iter().map(GivenView::text).collect();
            let rests = if rests.is_empty() { String::new() } else { format!(" [{}]", rests.join("; ")) };
            told += &format!("  {:9} {}\n", step.step, places(&step.cites));
            told += &format!("            {} {}{rests}\n", step.asked, voice.t(&format!("weigh-{}", step.answer)));
            told += &format!("            {}\n", step.follows);
        }
        for one in &self.unproven {
            told += &format!("  {}: {} {} [{}]\n", voice.t("weigh-unproven"), article(one.cites, voice), one.says, one.field);
        }
        for reading in &self.readings {
            told += &format!("  {} {}\n", reading.id, places(&reading.cites));
            for side in &reading.sides {
                let leads = side.outcome.map_or_else(|| voice.t("weigh-no-outcome"), |word| outcome(word, voice));
                let used = if side.used { format!(" ({})", voice.t("weigh-used")) } else { String::new() };
                told += &format!("            {} {leads}{used}\n", side.says);
            }
        }
        for note in &self.notes {
            told += &format!("  {note}\n");
        }
        told
    }
}

impl GivenView {
    fn text(&self) -> String {
        format!("{}: {}", self.field, self.value.as_deref().unwrap_or("-"))
    }
}

fn said(sheet: &Sheet) -> BTreeMap<&'static str, String> {
    sheet.said().map(|(key, value): (&'static str, &Value)| (key, value.to_string())).collect()
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.into_iter().map(str::to_owned).collect()
}

fn outcome(word: &str, voice: &Voice<'_>) -> String {
    voice.t(&format!("weigh-outcome-{word}"))
}

fn article(place: &'static str, voice: &Voice<'_>) -> String {
    voice.with("weigh-article", &[("place", Arg::from(place))])
}
