//! What stands below the State's name: its group, its status, and one sentence to quote.

use super::StateProfile;
use crate::pages::Paper;
use facts::{Arg, Group, When};
use findings::{Finding, Standing, Status};
use rules::RuleId;
use std::collections::BTreeMap;

impl StateProfile<'_> {
    /// The State's regional group.
    pub(super) fn group(&self, paper: &Paper<'_>) -> String {
        let group = paper.site.world.gazetteer.record(self.state).map_or(Group::None, |r| r.group);
        paper.t(&format!("group-{}", group.word()))
    }

    /// `State Party, in force since 1 Mar 2013. Latin American and Caribbean Group.`
    pub(super) fn status_sentence(&self, paper: &Paper<'_>) -> String {
        let membership = self.membership.as_ref();
        let day = |when: Option<When>| when.map_or_else(|| Arg::Text(paper.t("nothing")), Arg::When);
        let key = match self.status {
            Status::Party if membership.is_some_and(|m| m.is_leaving(paper.place.question.true_on)) => "state-status-leaving",
            Status::Party => "state-status-party",
            Status::Consented => "state-status-consented",
            Status::Signatory => "state-status-signatory",
            Status::Former => "state-status-former",
            Status::NotJoined => "state-status-not-joined",
        };
        let args = [
            ("status", Arg::Text(paper.t(&format!("status-{}", self.status.word())))),
            ("since", day(membership.and_then(|m| m.in_force))),
            ("signed", day(membership.and_then(|m| m.signed).and_then(|f| f.on))),
            ("leaves", day(membership.and_then(|m| m.leaves))),
            ("group", Arg::Text(self.group(paper))),
        ];
        paper.voice.with(key, &args)
    }

    /// What can be quoted: computed from the findings alone.
    pub(super) fn lede(&self, paper: &Paper<'_>) -> String {
        let key = match self.status {
            Status::Party if self.rules().any(rules::Rule::is_duty) => return self.duties_in_words(paper),
            Status::Party => "state-lede-party",
            Status::Consented => "state-lede-consented",
            Status::Signatory => "state-lede-signatory",
            Status::Former => "state-lede-former",
            Status::NotJoined => "state-lede-not-joined",
        };
        let membership = self.membership.as_ref();
        let mut args = vec![("state", Arg::State(self.state)), ("treaty", Arg::Text(paper.voice.treaty(paper.place.treaty())))];
        let days = [
            ("signed", membership.and_then(|m| m.signed).and_then(|f| f.on)),
            ("since", membership.and_then(|m| m.in_force)),
            ("leaves", membership.and_then(|m| m.leaves)),
        ];
        args.extend(days.into_iter().filter_map(|(name, day)| day.map(|day| (name, Arg::When(day)))));
        let provisional = membership.and_then(|m| m.provisional).and_then(|f| f.on).filter(|_| self.status == Status::Consented);
        let provisional = provisional.map(|day| paper.voice.t1("state-lede-provisional", "day", day));
        [paper.voice.with(key, &args)].into_iter().chain(provisional).collect::<Vec<_>>().join(" ")
    }

    fn duties_in_words(&self, paper: &Paper<'_>) -> String {
        let with = |standing| self.duties().filter(|f| f.standing == standing && !f.is_owed_only_otherwise()).collect::<Vec<_>>();
        let contested: Vec<&Finding> = self.duties().filter(|f| f.contested).collect();
        let was_overdue = |f: &&Finding| f.once == Some(Standing::Overdue);
        let (once, unknown): (Vec<&Finding>, Vec<&Finding>) = with(Standing::Unknown).into_iter().partition(was_overdue);
        let mut told = vec![self.overdue_in_words(&with(Standing::Overdue), paper)];
        for (key, found) in [
            ("state-lede-undecided", with(Standing::Undecided)),
            ("state-lede-contested", contested),
            ("state-lede-once", once),
            ("state-lede-unknown", unknown),
        ] {
            if !found.is_empty() {
                told.push(paper.voice.t1(key, "duties", named(&found, paper)));
            }
        }
        told.join(" ")
    }

    fn overdue_in_words(&self, overdue: &[&Finding], paper: &Paper<'_>) -> String {
        let key = match overdue.len() {
            0 => "state-lede-none-overdue",
            _ if self.no_report_ever() => "state-lede-no-report-ever",
            _ => "state-lede-overdue",
        };
        let count = i64::try_from(overdue.len()).unwrap_or(i64::MAX);
        paper.voice.with(
            key,
            &[("state", Arg::State(self.state)), ("count", Arg::Number(count)), ("duties", Arg::Text(named(overdue, paper)))],
        )
    }
}

/// The names of duties, the years of one duty together: `Clear remnants and Annual report (2015–2018, 2020)`.
pub(super) fn named(findings: &[&Finding], paper: &Paper<'_>) -> String {
    let mut by_rule: BTreeMap<&RuleId, Vec<i16>> = BTreeMap::new();
    for finding in findings {
        by_rule.entry(&finding.rule).or_default().extend(finding.period);
    }
    let name = |(rule, years): (&RuleId, Vec<i16>)| duty_for(rule, &years, paper);
    paper.voice.list(by_rule.into_iter().map(name).collect())
}

/// A duty with the years it is about, where it returns every year.
pub(super) fn duty_for(rule: &RuleId, years: &[i16], paper: &Paper<'_>) -> String {
    let duty = paper.voice.duty(rule);
    if years.is_empty() {
        return duty;
    }
    paper.voice.with("state-duty-years", &[("duty", Arg::Text(duty)), ("years", Arg::Text(runs(years, paper)))])
}

/// Years in words, runs of them as a span: `2013, 2015–2018`.
fn runs(years: &[i16], paper: &Paper<'_>) -> String {
    let mut spans: Vec<(i16, i16)> = Vec::new();
    for year in years {
        match spans.last_mut() {
            Some((_, last)) if last.saturating_add(1) == *year => *last = *year,
            _ => spans.push((*year, *year)),
        }
    }
    let told = spans.into_iter().map(|(first, last)| years_span(first, last, paper));
    told.collect::<Vec<_>>().join(&paper.t("list-comma"))
}

/// One year, or the first and the last of several.
pub(super) fn years_span(first: i16, last: i16, paper: &Paper<'_>) -> String {
    if first == last {
        return first.to_string();
    }
    paper.voice.with("state-years", &[("first", Arg::Text(first.to_string())), ("last", Arg::Text(last.to_string()))])
}
