//! What can only be asked of the whole book: do the references lead somewhere, is every id given once.

use crate::problem::nearest;
use crate::{Chapter, Problem, Rule};
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
        let letters: Vec<&str> = reading.readings.iter().filter_map(|r| r.split([':', ' ']).next()).collect();
        if !letters.contains(&reading.default.as_str()) {
            let what = format!("the default \"{}\" of {} is none of its readings", reading.default, reading.id);
            problems.push(Problem::new(&reading.file, reading.line, what).allowed(letters.join(", ")));
        }
        for rule in reading.touches.iter().filter(|id| chapter.rule(id).is_none()) {
            problems.push(dangling(&reading.file, reading.line, "touches", &rule.0, of_shapes(chapter, &crate::shapes::SHAPES)));
        }
    }
    if let Some(paragraph) = chapter.articles.iter().find(|a| a.title.is_empty()) {
        problems.push(Problem::new(&paragraph.file, 1, "the file has no title").hint("begin it with a line `# Article 3: …`"));
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
