//! The form of a test, made from its list of fields: plain HTML, every field with its label, sent as part of the address.

use super::super::Paper;
use super::super::parts::section;
use super::stands_on_form;
use ::weigh::{Field, Form, Sheet, Value};
use maud::{Markup, html};

/// The form with what was entered.
pub(super) fn form(fields: &'static [Field], sheet: &Sheet, paper: &Paper<'_>) -> Markup {
    let mut groups: Vec<&str> = fields.iter().map(|f| f.group).collect();
    groups.dedup();
    section(
        "case",
        &paper.t("weigh-case"),
        &paper.t("weigh-case-note"),
        html! {
            form.case action=(paper.place.own()) method="get" {
                (days(paper))
                @for group in groups {
                    fieldset {
                        legend { (paper.t(&format!("weigh-group-{group}"))) }
                        div.fields { @for field in fields.iter().filter(|f| f.group == group && stands_on_form(f)) { (entry(field, sheet, paper)) } }
                    }
                }
                p { button { (paper.t("weigh-ask")) } }
                p.note.small { (paper.t("weigh-kept")) " " (paper.t("weigh-not-a-finding")) }
            }
        },
    )
}

/// The two days of the page, kept when the form is sent; nothing on the latest day.
fn days(paper: &Paper<'_>) -> Markup {
    let question = &paper.place.question;
    html! { @if !paper.place.is_latest() {
        input type="hidden" name="on" value=(question.true_on);
        input type="hidden" name="known-by" value=(question.known_by);
        @if let Some(entries) = question.entries { input type="hidden" name="entries" value=(entries); }
    }
    @for (name, value) in paper.place.read() { input type="hidden" name=(name) value=(value); } }
}

fn entry(field: &Field, sheet: &Sheet, paper: &Paper<'_>) -> Markup {
    if let Form::Words(words, start) = field.form {
        return boxes(field, words, start, sheet, paper);
    }
    let (id, hint) = (format!("f-{}", field.key), format!("h-{}", field.key));
    let said = sheet.value(field.key);
    let written = said.map(ToString::to_string).unwrap_or_default();
    html! {
        div.field {
            label for=(id) { (paper.t(&format!("weigh-field-{}", field.key))) }
            @match field.form {
                Form::YesNo => (choice(field, &id, &hint, &yes_no(said, paper), paper)),
                Form::Word(words) => (choice(field, &id, &hint, &options(words, said, paper), paper)),
                Form::Number | Form::Percent => input.w.n #(id) type="text" inputmode="decimal" name=(field.key) value=(written) aria-describedby=(hint) autocomplete="off";,
                Form::Count => input.w.n #(id) type="text" inputmode="numeric" name=(field.key) value=(written) aria-describedby=(hint) autocomplete="off";,
                _ => input.w #(id) type="text" name=(field.key) value=(written) aria-describedby=(hint) autocomplete="off";,
            }
            small.dim #(hint) { (paper.t(&format!("weigh-hint-{}", field.key))) }
        }
    }
}

/// A choice's value, its words, and whether it is the one made.
type Option3 = (&'static str, String, bool);

fn yes_no(said: Option<&Value>, paper: &Paper<'_>) -> Vec<Option3> {
    let is = |so: bool| said == Some(&Value::YesNo(so));
    vec![("yes", paper.t("weigh-yes"), is(true)), ("no", paper.t("weigh-no"), is(false))]
}

fn options(words: &'static [&'static str], said: Option<&Value>, paper: &Paper<'_>) -> Vec<Option3> {
    let option = |word: &&'static str| (*word, paper.t(&format!("weigh-option-{word}")), said == Some(&Value::Word(word)));
    words.iter().map(option).collect()
}

/// What is not said comes first: it is what a form says that nobody touched.
fn choice(field: &Field, id: &str, hint: &str, options: &[Option3], paper: &Paper<'_>) -> Markup {
    html! {
        select.s #(id) name=(field.key) aria-describedby=(hint) {
            option value="" { (paper.t("weigh-open")) }
            @for (value, words, chosen) in options { option value=(value) selected[*chosen] { (words) } }
        }
    }
}

fn boxes(field: &Field, words: &'static [&'static str], start: &str, sheet: &Sheet, paper: &Paper<'_>) -> Markup {
    let ticked = |word: &&str| matches!(sheet.value(field.key), Some(Value::Words(said)) if said.contains(word));
    html! {
        div.boxes {
            @for word in words {
                label.opt { input type="checkbox" name={ (start) (word) } value="yes" checked[ticked(word)]; span { (paper.t(&format!("weigh-act-{word}"))) } }
            }
        }
    }
}
