//! What can only be asked of the whole book: do the references lead somewhere, is every id given once.

use crate::problem::nearest;
use crate::{Action, Chapter, Counts, Indicator, Plan, Problem, ProfileRecord, Reading, Rule, Switch};
use std::collections::BTreeSet;

pub(crate) fn chapter(chapter: &Chapter, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for rule in &chapter.rules {
        if !seen.insert(&rule.id) {
            problems.push(Problem::new(&rule.file, rule.line, format!("the id \"{}\" is given twice", rule.id)));
        }
        id_matches_place(rule, problems);
        references(rule, chapter, problems);
        readings(rule, chapter, problems);
    }
    for reading in &chapter.readings {
        let letters: Vec<&str> = reading.letters().collect();
        computed(reading, problems);
        if !letters.contains(&reading.default.as_str()) {
            let what = format!("the default \"{}\" of {} is none of its readings", reading.default, reading.id);
            problems.push(Problem::new(&reading.file, reading.line, what).allowed(letters.join(", ")));
        }
        for rule in reading.touches.iter().filter(|id| chapter.rule(id).is_none()) {
            problems.push(dangling(&reading.file, reading.line, "touches", &rule.0, of_shapes(chapter, &crate::shapes::SHAPES)));
        }
    }
    chapter.plans.iter().for_each(|plan| in_plan(plan, chapter, problems));
    chapter.profiles.iter().for_each(|profile| choices(profile, chapter, problems));
    if let Some(paragraph) = chapter.articles.iter().find(|a| a.title.is_empty()) {
        problems.push(Problem::new(&paragraph.file, 1, "the file has no title").hint("begin it with a line `# Article 3: …`"));
    }
}

/// Only letters that the evaluator knows can be computed, and the default is one of them.
fn computed(reading: &Reading, problems: &mut Vec<Problem>) {
    let mut wrong = |what: String, allowed: String| {
        problems.push(Problem::new(&reading.file, reading.line, what).allowed(allowed));
    };
    if reading.computed.is_empty() {
        return;
    }
    let Some(switch) = Switch::of(&reading.id) else {
        let all: Vec<&str> = Switch::ALL.iter().map(|switch| switch.id()).collect();
        return wrong(format!("{} is told and cannot be computed", reading.id), all.join(", "));
    };
    let known = switch.letters();
    for letter in reading.computed.iter().chain([&reading.default]).filter(|letter| !known.contains(&letter.as_str())) {
        wrong(format!("the reading \"{letter}\" of {} cannot be computed", reading.id), known.join(", "));
    }
    if !reading.computed.contains(&reading.default) {
        let what = format!("the default \"{}\" of {} is not among the readings computed", reading.default, reading.id);
        wrong(what, reading.computed.join(", "));
    }
}

/// A profile chooses among what is computed.
fn choices(profile: &ProfileRecord, chapter: &Chapter, problems: &mut Vec<Problem>) {
    if profile.id == "default" && !profile.choices.is_empty() {
        let what = "the profile \"default\" chooses nothing: what is read by default stands with each reading";
        problems.push(Problem::new(&profile.file, profile.line, what).hint("give these choices to a profile of another name"));
    }
    let computed: Vec<&str> = chapter.readings.iter().filter(|r| r.switch().is_some()).map(|r| r.id.as_str()).collect();
    for (id, letter) in &profile.choices {
        let allowed = match chapter.reading(id).filter(|reading| reading.switch().is_some()) {
            None => computed.join(", "),
            Some(reading) if !reading.computed.contains(letter) => reading.computed.join(", "),
            Some(_) => continue,
        };
        let what = format!("the profile \"{}\" chooses {id} = \"{letter}\", which is not computed", profile.id);
        problems.push(Problem::new(&profile.file, profile.line, what).allowed(allowed));
    }
}

fn id_matches_place(rule: &Rule, problems: &mut Vec<Problem>) {
    if rule.id.treaty() != rule.treaty.code() {
        let what = format!("the id \"{}\" does not begin with the treaty it stands in", rule.id);
        problems.push(Problem::new(&rule.file, rule.line, what).allowed(format!("{}.…", rule.treaty)));
    }
}

fn references(rule: &Rule, chapter: &Chapter, problems: &mut Vec<Problem>) {
    for (key, target, shapes) in rule.shape.refers_to() {
        match chapter.rule(&target) {
            None => problems.push(dangling(&rule.file, rule.line, key, &target.0, of_shapes(chapter, shapes))),
            Some(found) if !shapes.contains(&found.shape.word()) => {
                let what = format!("`{key}` = \"{target}\" is a rule of the shape {}", found.shape.word());
                problems.push(
                    Problem::new(&rule.file, rule.line, what).allowed(format!("a rule of the shape {}", shapes.join(" or "))),
                );
            }
            Some(_) => {}
        }
    }
}

fn in_plan(plan: &Plan, chapter: &Chapter, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    let begins = format!("{}.plan.", plan.treaty);
    if !plan.id.starts_with(&begins) {
        let what = format!("the id \"{}\" does not say which treaty's plan it is", plan.id);
        problems.push(Problem::new(&plan.file, plan.line, what).allowed(format!("{begins}…")));
    }
    if plan.until < plan.from {
        problems.push(Problem::new(&plan.file, plan.line, "`until` comes before `from`"));
    }
    for action in &plan.actions {
        let ids = [(&action.id, action.line)].into_iter().chain(action.indicators.iter().map(|i| (&i.id, i.line)));
        for (id, line) in ids {
            if !seen.insert(id) {
                problems.push(Problem::new(&plan.file, line, format!("the id \"{id}\" is given twice")));
            }
            if !id.starts_with(&format!("{}.", plan.id)) {
                let what = format!("the id \"{id}\" does not begin with the plan it stands in");
                problems.push(Problem::new(&plan.file, line, what).allowed(format!("{}.…", plan.id)));
            }
        }
        for rule in action.followed_by.iter().filter(|id| chapter.rule(id).is_none()) {
            problems.push(dangling(&plan.file, action.line, "followed-by", &rule.0, of_shapes(chapter, &crate::shapes::SHAPES)));
        }
        for indicator in &action.indicators {
            counts(&indicator.counts, chapter, (&plan.file, indicator.line), problems);
        }
    }
}

/// Whether everything a count refers to is there.
pub(crate) fn counts(counts: &Counts, chapter: &Chapter, at: (&str, usize), problems: &mut Vec<Problem>) {
    let (file, line) = at;
    for (key, target, shapes) in counts.refers_to() {
        match chapter.rule(target) {
            Some(rule) if shapes.contains(&rule.shape.word()) => {}
            Some(rule) => {
                let what = format!("`{key}` = \"{target}\" is a rule of the shape {}", rule.shape.word());
                problems.push(Problem::new(file, line, what).allowed(format!("a rule of the shape {}", shapes.join(" or "))));
            }
            None => problems.push(dangling(file, line, key, &target.0, of_shapes(chapter, shapes))),
        }
    }
    if let Counts::Planned(planned) = counts {
        let ids: Vec<&str> = chapter
            .plans
            .iter()
            .flat_map(|p| [p.id.as_str()].into_iter().chain(p.actions.iter().map(|a| a.id.as_str())))
            .collect();
        if !ids.contains(&planned.within.as_str()) {
            let mut problem =
                Problem::new(file, line, format!("`in` = \"{}\" leads nowhere: no plan or action has that id", planned.within));
            problem.hint = nearest(&planned.within, ids).map(|near| format!("did you mean \"{near}\"?"));
            problems.push(problem);
        }
    }
}

/// An indicator of an action that is not there.
pub(crate) fn no_action(file: &str, indicator: &Indicator, actions: &[Action]) -> Problem {
    let what = format!("`of` = \"{}\" leads nowhere: no action of this plan has that id", indicator.of);
    let mut problem = Problem::new(file, indicator.line, what);
    problem.hint = nearest(&indicator.of, actions.iter().map(|a| a.id.as_str())).map(|near| format!("did you mean \"{near}\"?"));
    problem
}

fn readings(rule: &Rule, chapter: &Chapter, problems: &mut Vec<Problem>) {
    for reading in rule.readings.iter().filter(|id| chapter.reading(id).is_none()) {
        let ids: Vec<&str> = chapter.readings.iter().map(|r| r.id.as_str()).collect();
        let mut problem = Problem::new(&rule.file, rule.line, format!("`reading` = \"{reading}\" leads nowhere"));
        problem.allowed = Some(ids.join(", "));
        problem.hint = nearest(reading, ids).map(|near| format!("did you mean \"{near}\"?"));
        problems.push(problem);
    }
}

/// The ids of the rules that have one of these shapes.
fn of_shapes<'a>(chapter: &'a Chapter, shapes: &[&str]) -> Vec<&'a str> {
    chapter.rules.iter().filter(|r| shapes.contains(&r.shape.word())).map(|r| r.id.0.as_str()).collect()
}

fn dangling(file: &str, line: usize, key: &str, target: &str, ids: Vec<&str>) -> Problem {
    let mut problem = Problem::new(file, line, format!("`{key}` = \"{target}\" leads nowhere: no rule has that id"));
    problem.hint = nearest(target, ids.iter().copied()).map(|near| format!("did you mean \"{near}\"?"));
    problem.allowed = Some(ids.join(", "));
    problem
}
