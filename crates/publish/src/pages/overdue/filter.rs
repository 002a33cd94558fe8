//! The form that narrows the page: a plain GET form that keeps the two days.

use super::Overdue;
use crate::pages::Paper;
use facts::Group;
use maud::{Markup, html};

pub(super) fn form(page: &Overdue<'_>, paper: &Paper<'_>) -> Markup {
    let question = &paper.place.question;
    let duties = page.chapter.into_iter().flat_map(|c| c.rules.iter()).filter(|r| r.is_duty());
    let duties: Vec<(String, String)> =
        duties.map(|r| (r.id.0.clone(), format!("{}, {}", paper.voice.duty(&r.id), r.id.citation()))).collect();
    let groups = Group::ALL.iter().map(|g| (g.word().to_owned(), paper.t(&format!("group-{}", g.word()))));
    html! {
        form.filter.no-print action=(format!("/{}/{}", question.treaty, paper.place.path)) method="get" aria-label=(paper.t("overdue-filter")) {
            input type="hidden" name="on" value=(question.true_on);
            input type="hidden" name="known-by" value=(question.known_by);
            @if let Some(entries) = question.entries { input type="hidden" name="entries" value=(entries); }
            @for (name, value) in paper.place.read() { input type="hidden" name=(name) value=(value); }
            (choice("duty", "overdue-filter-duty", "overdue-filter-all-duties", &duties, page.asked.duty.as_deref(), paper))
            (choice("group", "overdue-filter-group", "overdue-filter-all-groups", &groups.collect::<Vec<_>>(), page.asked.group.as_deref(), paper))
            button.plain { (paper.t("overdue-filter-do")) }
            @if page.asked.duty.is_some() || page.asked.group.is_some() { a href=(paper.place.to(&paper.place.path)) { (paper.t("overdue-filter-clear")) } }
        }
    }
}

fn choice(name: &str, label: &str, all: &str, options: &[(String, String)], chosen: Option<&str>, paper: &Paper<'_>) -> Markup {
    html! {
        label { (paper.t(label))
            select.s name=(name) {
                option value="" { (paper.t(all)) }
                @for (value, said) in options { option value=(value) selected[chosen == Some(value)] { (said) } }
            }
        }
    }
}
