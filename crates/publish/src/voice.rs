mod quantities;

use crate::{Locale, Site};
use facts::{Amount, Arg, Day, Fact, Kind, Length, Say, State, When};
use fluent_bundle::{FluentArgs, FluentValue};
use rules::RuleId;

/// Says in one language what the other rooms mean.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    site: &'a Site,
    locale: &'a Locale,
    english: &'a Locale,
}

impl<'a> Voice<'a> {
    /// The voice of a language; English where the language is not there.
    pub fn new(site: &'a Site, tag: &str) -> Option<Self> {
        let english = site.locales.get("en")?;
        Some(Voice { site, locale: site.locales.get(tag).unwrap_or(english), english })
    }

    /// What it speaks of.
    pub(crate) fn world(&self) -> &'a findings::World {
        &self.site.world
    }

    /// The language's tag.
    pub fn tag(&self) -> &'a str {
        &self.locale.tag
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        self.locale.direction()
    }

    /// A sentence without blanks.
    pub fn t(&self, key: &str) -> String {
        self.fill(key, None)
    }

    /// A sentence with one blank.
    pub fn t1(&self, key: &str, name: &'static str, arg: impl Into<Arg>) -> String {
        self.with(key, &[(name, arg.into())])
    }

    /// A sentence with blanks.
    pub fn with(&self, key: &str, args: &[(&'static str, Arg)]) -> String {
        let mut filled = FluentArgs::new();
        for (name, arg) in args {
            filled.set(*name, self.value(arg));
        }
        self.fill(key, Some(&filled))
    }

    /// Says what another room means.
    pub fn say(&self, say: &Say) -> String {
        let text = |name: &str| say.args.iter().find(|(n, _)| *n == name).map(|(_, arg)| self.arg(arg));
        match say.key {
            "duty" => self.duty(&RuleId(text("rule").unwrap_or_default())),
            "state" => text("state").unwrap_or_default(),
            "day-of-year" => {
                let month = self.t(&format!("month-{}", text("month").unwrap_or_default()));
                self.with("when-day-of-year", &[("day", Arg::Text(text("day").unwrap_or_default())), ("month", Arg::Text(month))])
            }
            key => self.with(key, &say.args),
        }
    }

    fn fill(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        // A sentence that is missing shows its name: a reader can report it, and a test looks for it.
        self.locale.sentence(key, args).or_else(|| self.english.sentence(key, args)).unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    fn has(&self, key: &str) -> bool {
        self.locale.has(key) || self.english.has(key)
    }

    fn value(&self, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Number(number) => FluentValue::from(*number),
            other => FluentValue::from(self.arg(other)),
        }
    }

    fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Number(number) => self.number(*number as f64),
            Arg::When(when) => self.when(*when),
            Arg::State(state) => self.state(*state),
            Arg::Kind(kind) => self.kind(*kind),
            Arg::Kinds(kinds) => self.joined("list-or", kinds.iter().map(|k| self.kind(*k)).collect()),
            Arg::Length(length) => self.length(length),
            Arg::Say(say) => self.say(say),
        }
    }

    /// The State's name.
    pub fn state(&self, state: State) -> String {
        self.site.world.gazetteer.name(&state, self.tag()).to_owned()
    }

    /// What a kind of fact says, in few words; where it has been given none, its name in the book.
    pub fn kind(&self, kind: Kind) -> String {
        let name = self.site.world.book.vocabulary.name(kind);
        let key = format!("kind-{name}");
        if self.has(&key) { self.t(&key) } else { name.replace('-', " ") }
    }

    /// A duty's short name; where it has been given none, the article as a lawyer cites it.
    pub fn duty(&self, rule: &RuleId) -> String {
        let key = format!("duty-{}", rule.0.replace('.', "-"));
        if self.has(&key) { self.t(&key) } else { rule.citation() }
    }

    /// What a finding is about: a duty of the book by its short name; an episode or a case by the name it has in the register.
    pub fn about(&self, about: &str) -> String {
        let rule = RuleId(about.to_owned());
        if self.site.world.book.rule(&rule).is_some() { self.duty(&rule) } else { about.to_owned() }
    }

    /// Words of this language for a name of the book; the book's own where the language has none.
    pub fn or_book(&self, key: &str, book: &str) -> String {
        if self.locale.has(key) || self.english.has(key) { self.t(key) } else { book.to_owned() }
    }

    /// A treaty's name in this language; where it has been given none, the name in the book.
    pub fn treaty(&self, treaty: facts::Treaty) -> String {
        let key = format!("treaty-{treaty}");
        let chapter = self.site.world.book.chapter(treaty).filter(|_| !self.has(&key));
        chapter.map_or_else(|| self.t(&key), |chapter| chapter.treaty.name.clone())
    }

    /// A day or an interval: `3 Feb 2026`, `Dec 2023`, `2016`, `2 Sep 2019 to 4 Sep 2019`, `after Aug 2021`.
    pub fn when(&self, when: When) -> String {
        let (first, last) = (when.first, when.last);
        if when.is_exact() {
            return self.day(first);
        }
        if when.is_open() {
            return self.t1("when-since", "start", first);
        }
        let whole_year = (first.month(), first.day(), last.month(), last.day()) == (1, 1, 12, 31);
        if whole_year && first.year() == last.year() {
            return first.year().to_string();
        }
        let whole_months = first == first.first_of_month() && last == last.last_of_month();
        let one_month = (first.year(), first.month()) == (last.year(), last.month());
        match (whole_months, one_month) {
            (true, true) => self.month(first),
            (true, false) => self.range(self.month(first), self.month(last)),
            (false, _) => self.range(self.day(first), self.day(last)),
        }
    }

    fn range(&self, start: String, end: String) -> String {
        self.with("when-range", &[("start", Arg::Text(start)), ("end", Arg::Text(end))])
    }

    /// One day: `3 Feb 2026`.
    pub fn day(&self, day: Day) -> String {
        let month = self.t(&format!("month-{}", day.month()));
        self.with(
            "when-day",
            &[
                ("day", Arg::Text(day.day().to_string())),
                ("month", Arg::Text(month)),
                ("year", Arg::Text(day.year().to_string())),
            ],
        )
    }

    /// One month: `Dec 2023`.
    pub fn month(&self, day: Day) -> String {
        let month = self.t(&format!("month-{}", day.month()));
        self.with("when-month", &[("month", Arg::Text(month)), ("year", Arg::Text(day.year().to_string()))])
    }

    /// A length of time: `8 years`.
    pub fn length(&self, length: &Length) -> String {
        let parts = [("length-years", length.years), ("length-months", length.months), ("length-days", length.days)];
        self.list(parts.into_iter().filter(|(_, n)| *n != 0).map(|(key, n)| self.t1(key, "n", n)).collect())
    }

    /// The time between two days in the two largest units: `10 years 4 months`, `27 days`.
    pub fn span(&self, from: Day, to: Day) -> String {
        let (from, to) = if from <= to { (from, to) } else { (to, from) };
        let Ok(span) = from.until((jiff::Unit::Year, to)) else { return String::new() };
        let parts = [
            ("length-years", i32::from(span.get_years())),
            ("length-months", span.get_months()),
            ("length-days", span.get_days()),
        ];
        let told: Vec<String> = parts
            .into_iter()
            .skip_while(|(_, n)| *n == 0)
            .take(2)
            .filter(|(_, n)| *n != 0)
            .map(|(key, n)| self.t1(key, "n", n))
            .collect();
        if told.is_empty() { self.t1("length-days", "n", 0) } else { told.join(" ") }
    }

    /// A number, its thousands set apart.
    pub fn number(&self, number: f64) -> String {
        let whole = number.trunc();
        let digits = format!("{}", whole.abs());
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push_str(&self.t("number-group"));
            }
            grouped.push(digit);
        }
        let part = number - whole;
        if part == 0.0 {
            grouped
        } else {
            format!("{grouped}{}", format!("{part:.2}").trim_start_matches('0').trim_end_matches('0'))
        }
    }

    /// A figure with its unit; areas of a hectare and more in square kilometres.
    pub fn amount(&self, amount: &Amount) -> String {
        let hedge = amount
            .hedge
            .map(|h| {
                self.t(match h {
                    '>' => "amount-more",
                    '<' => "amount-less",
                    _ => "amount-about",
                })
            })
            .unwrap_or_default();
        let (number, unit) = match amount.unit.as_str() {
            "m2" if amount.number >= 10_000.0 => (amount.number / 1_000_000.0, "km2"),
            unit => (amount.number, unit),
        };
        let told =
            self.with(&format!("unit-{unit}"), &[("n", Arg::Text(self.number(number))), ("count", Arg::Number(number as i64))]);
        format!("{hedge}{told}")
    }

    /// All figures of a fact.
    pub fn amounts(&self, fact: &Fact) -> String {
        fact.amounts.iter().map(|a| self.amount(a)).collect::<Vec<_>>().join(", ")
    }

    /// Who published it and when: `Cluster Munition Monitor, 28 Jul 2015`.
    pub fn source(&self, fact: &Fact) -> String {
        let publisher = self.site.publisher(&fact.source);
        match (fact.published, fact.collected) {
            (Some(published), _) => format!("{publisher}, {}", self.when(published)),
            (None, Some(read)) => self.with("source-undated", &[("publisher", Arg::from(publisher)), ("read", Arg::from(read))]),
            (None, None) => publisher.to_owned(),
        }
    }

    /// A list in words: `a, b and c`.
    pub fn list(&self, items: Vec<String>) -> String {
        self.joined("list-and", items)
    }

    fn joined(&self, key: &str, mut items: Vec<String>) -> String {
        let Some(last) = items.pop() else { return String::new() };
        if items.is_empty() {
            return last;
        }
        self.with(key, &[("first", Arg::Text(items.join(&self.t("list-comma")))), ("last", Arg::Text(last))])
    }
}
