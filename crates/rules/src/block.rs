use crate::plan::Due;
use crate::problem::nearest;
use crate::{Problem, RuleId};
use facts::{Kind, Length, MonthEnd, Vocabulary, When};
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One TOML block of the book, read key by key. Every key must be taken by somebody; what is left over is refused.
pub(crate) struct Block<'a> {
    file: &'a str,
    line: usize,
    text: &'a str,
    table: DeTable<'a>,
    taken: BTreeSet<&'static str>,
    vocabulary: &'a Vocabulary,
    pub problems: Vec<Problem>,
}

impl<'a> Block<'a> {
    pub fn read(file: &'a str, line: usize, text: &'a str, vocabulary: &'a Vocabulary) -> Result<Self, Problem> {
        let table = DeTable::parse(text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start);
            Problem::new(file, line + lines_before(text, at), e.message().to_owned())
                .hint("a block is written in TOML: key = \"value\"")
        })?;
        let table = table.into_inner();
        Ok(Block { file, line, text, table, taken: BTreeSet::new(), vocabulary, problems: Vec::new() })
    }

    fn value(&mut self, key: &'static str) -> Option<&Spanned<DeValue<'a>>> {
        self.taken.insert(key);
        self.table.get(key)
    }

    fn line_of(&self, key: &str) -> usize {
        let at = self.table.get(key).map_or(0, |v| v.span().start);
        self.line + lines_before(self.text, at)
    }

    fn wrong(&mut self, key: &str, what: impl Into<String>, allowed: impl Into<String>) {
        let problem = Problem::new(self.file, self.line_of(key), what).allowed(allowed);
        self.problems.push(problem);
    }

    /// Refuses what stands under a key, for a reason only the reader of the block knows.
    pub fn refuse(&mut self, key: &str, what: impl Into<String>, allowed: impl Into<String>) {
        self.wrong(key, what, allowed);
    }

    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let value = self.value(key)?.get_ref().as_str().map(str::to_owned);
        if value.is_none() {
            self.wrong(key, format!("`{key}` is not a text"), "a text in quotation marks");
        }
        value
    }

    pub fn required_text(&mut self, key: &'static str) -> String {
        if self.value(key).is_none() {
            self.missing(key);
        }
        self.text(key).unwrap_or_default()
    }

    pub fn missing(&mut self, key: &'static str) {
        let problem = Problem::new(self.file, self.line, format!("the key `{key}` is missing"));
        self.problems.push(problem.hint(format!("add a line `{key} = …` to this block")));
    }

    pub fn number(&mut self, key: &'static str) -> Option<i64> {
        let number = integer(self.value(key)?.get_ref());
        if number.is_none() {
            self.wrong(key, format!("`{key}` is not a whole number"), "a whole number, e.g. 2");
        }
        number
    }

    pub fn required_number(&mut self, key: &'static str) -> i64 {
        if self.value(key).is_none() {
            self.missing(key);
        }
        self.number(key).unwrap_or_default()
    }

    pub fn flag(&mut self, key: &'static str) -> bool {
        match self.value(key).map(|v| v.get_ref().as_bool()) {
            None => false,
            Some(Some(flag)) => flag,
            Some(None) => {
                self.wrong(key, format!("`{key}` is neither true nor false"), "true, false");
                false
            }
        }
    }

    /// Whether the key is there and is true or false.
    pub fn is_flag(&mut self, key: &'static str) -> bool {
        self.value(key).is_some_and(|v| v.get_ref().as_bool().is_some())
    }

    /// A table of texts: `{ "AMB-27" = "B" }`.
    pub fn texts_by_name(&mut self, key: &'static str) -> Vec<(String, String)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let pair = |(name, text): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let name: &std::borrow::Cow<'_, str> = name.get_ref();
            Some((name.to_string(), text.get_ref().as_str()?.to_owned()))
        };
        let read: Option<Vec<(String, String)>> = value.get_ref().as_table().and_then(|table| table.iter().map(pair).collect());
        if read.is_none() {
            self.wrong(key, format!("`{key}` is not a table of texts"), "{ \"AMB-27\" = \"B\" }");
        }
        read.unwrap_or_default()
    }

    /// A word out of a closed list.
    pub fn word(&mut self, key: &'static str, allowed: &[&str]) -> String {
        let word = self.required_text(key);
        if !word.is_empty() && !allowed.contains(&word.as_str()) {
            self.wrong(key, format!("`{key}` = \"{word}\" is not a word of this shape"), allowed.join(", "));
            self.suggest(&word, allowed.iter().copied());
        }
        word
    }

    /// Words out of a closed list: at least one.
    pub fn words(&mut self, key: &'static str, allowed: &[&str]) -> Vec<String> {
        if self.value(key).is_none() {
            self.missing(key);
        }
        let words = self.texts(key);
        for word in words.iter().filter(|word| !allowed.contains(&word.as_str())) {
            self.wrong(key, format!("`{key}` names \"{word}\", which is not a word of it"), allowed.join(", "));
            self.suggest(word, allowed.iter().copied());
        }
        words
    }

    fn suggest<'b>(&mut self, word: &str, allowed: impl IntoIterator<Item = &'b str>) {
        if let Some(near) = nearest(word, allowed) {
            let hint = format!("did you mean \"{near}\"?");
            if let Some(problem) = self.problems.last_mut() {
                problem.hint = Some(hint);
            }
        }
    }

    /// Whether the key is there, whatever its value.
    pub fn has(&mut self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// One text or a list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let read: Option<Vec<String>> = match value.get_ref() {
            DeValue::String(text) => Some(vec![text.to_string()]),
            DeValue::Array(list) => list.iter().map(|v| v.get_ref().as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        if read.is_none() {
            self.wrong(key, format!("`{key}` is neither a text nor a list of texts"), "\"one\" or [\"one\", \"two\"]");
        }
        read.unwrap_or_default()
    }

    pub fn kinds(&mut self, key: &'static str) -> Vec<Kind> {
        self.texts(key).iter().filter_map(|name| self.known_kind(key, name)).collect()
    }

    pub fn required_kinds(&mut self, key: &'static str) -> Vec<Kind> {
        if self.value(key).is_none() {
            self.missing(key);
        }
        self.kinds(key)
    }

    /// The kind of that name, where the book declares it: for kinds a shape reads by itself.
    pub fn kind_if_known(&self, name: &str) -> Option<Kind> {
        self.vocabulary.kind(name)
    }

    fn known_kind(&mut self, key: &str, name: &str) -> Option<Kind> {
        let kind = self.vocabulary.kind(name);
        if kind.is_none() {
            let names: Vec<String> = self.vocabulary.kinds().map(|(_, r)| r.name.clone()).collect();
            self.wrong(
                key,
                format!("\"{name}\" is not a kind of fact"),
                format!("the kinds in law/facts.toml: {}", names.join(", ")),
            );
            self.suggest(name, names.iter().map(String::as_str));
        }
        kind
    }

    /// The rule of that key, by id; whether it exists is asked when the whole book is read.
    pub fn rule(&mut self, key: &'static str) -> Option<RuleId> {
        self.text(key).map(RuleId)
    }

    pub fn required_rule(&mut self, key: &'static str) -> RuleId {
        RuleId(self.required_text(key))
    }

    /// One rule or several, by id.
    pub fn required_rules(&mut self, key: &'static str) -> Vec<RuleId> {
        if self.value(key).is_none() {
            self.missing(key);
        }
        self.texts(key).into_iter().map(RuleId).collect()
    }

    /// A table whose keys are rules and whose values are kinds of fact.
    pub fn kinds_by_rule(&mut self, key: &'static str) -> Vec<(RuleId, Vec<Kind>)> {
        let Some(value) = self.value(key) else {
            self.missing(key);
            return Vec::new();
        };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, format!("`{key}` is not a table"), "{ \"ccm.3.2\" = [\"stockpile-destroyed\"] }");
            return Vec::new();
        };
        let read =
            |v: &DeValue<'_>| v.as_array().map(|l| l.iter().filter_map(|k| k.get_ref().as_str().map(str::to_owned)).collect());
        let rows: Vec<(String, Vec<String>)> =
            table.iter().map(|(rule, v)| (rule.get_ref().to_string(), read(v.get_ref()).unwrap_or_default())).collect();
        let mut kinds_by_rule = Vec::new();
        for (rule, names) in rows {
            let kinds = names.iter().filter_map(|n| self.known_kind(key, n)).collect();
            kinds_by_rule.push((RuleId(rule), kinds));
        }
        kinds_by_rule
    }

    /// A length of time: `{ years = 8 }`. `start_can_be_any_day` asks for a convention where the arithmetic is ambiguous.
    pub fn length(&mut self, key: &'static str, start_can_be_any_day: bool) -> Length {
        let Some(value) = self.value(key) else {
            self.missing(key);
            return Length::days(0);
        };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, format!("`{key}` is not a length of time"), "{ years = 8 }, { months = 6 }, { days = 180 }");
            return Length::days(0);
        };
        let unit = |name: &str| table.get(name).and_then(|v| integer(v.get_ref())).and_then(|n| i32::try_from(n).ok());
        let (years, months, days) = (unit("years"), unit("months"), unit("days"));
        let convention = table.get("month-end").and_then(|v| v.get_ref().as_str()).map(str::to_owned);
        let unknown = table.keys().find(|k| !["years", "months", "days", "month-end"].contains(&k.get_ref().as_ref()));
        let unknown = unknown.map(|k| k.get_ref().to_string());
        if let Some(unit) = unknown {
            self.wrong(key, format!("`{key}` counts in \"{unit}\""), "years, months, days, month-end");
        } else if years.is_none() && months.is_none() && days.is_none() {
            self.wrong(key, format!("`{key}` names no length of time"), "{ years = 8 }, { months = 6 }, { days = 180 }");
        }
        let (month_end, said) = self.month_end(key, convention.as_deref());
        let length = Length { years: years.unwrap_or(0), months: months.unwrap_or(0), days: days.unwrap_or(0), month_end };
        if start_can_be_any_day && length.needs_convention() && !said {
            let what =
                format!("`{key}` is ambiguous: the start may be a day that the target month does not have, such as 29 February");
            self.wrong(key, what, "month-end = \"last-day\" or month-end = \"next-month\" inside the braces");
            if let Some(problem) = self.problems.last_mut() {
                problem.hint = Some(format!("e.g. {key} = {{ months = 6, month-end = \"last-day\" }}, and cite the reading"));
            }
        }
        length
    }

    /// A day, a month or a year.
    pub fn when(&mut self, key: &'static str) -> Option<When> {
        let text = self.required_text(key);
        match text.parse() {
            Ok(when) => Some(when),
            Err(_) if text.is_empty() => None,
            Err(what) => {
                let what: String = what;
                self.wrong(key, format!("`{key}`: {what}"), "a day, a month or a year: \"2021-09-21\", \"2021-09\", \"2021\"");
                None
            }
        }
    }

    /// A day, or a length after entry into force: `"2018-12-31"`, `{ years = 1 }`.
    pub fn due(&mut self, key: &'static str) -> Option<Due> {
        if self.value(key)?.get_ref().as_str().is_some() {
            return self.when(key).map(Due::Day);
        }
        // Entry into force falls on the first of a month, so that years and months from it are never ambiguous.
        Some(Due::AfterEntry(self.length(key, false)))
    }

    fn month_end(&mut self, key: &'static str, convention: Option<&str>) -> (MonthEnd, bool) {
        match convention {
            None => (MonthEnd::LastDay, false),
            Some("last-day") => (MonthEnd::LastDay, true),
            Some("next-month") => (MonthEnd::NextMonth, true),
            Some(other) => {
                self.wrong(key, format!("month-end = \"{other}\" is no convention"), "last-day, next-month");
                (MonthEnd::LastDay, true)
            }
        }
    }

    /// One day: `2021-09-20`.
    pub fn day(&mut self, key: &'static str) -> Option<facts::Day> {
        let text = self.text(key)?;
        let day = facts::exact_day(&text).ok();
        if day.is_none() {
            self.wrong(key, format!("`{key}` = \"{text}\" is not a day"), "a day such as 2021-09-20");
        }
        day
    }

    /// A day that returns every year: `04-30`. The 29th of February is refused.
    pub fn month_day(&mut self, key: &'static str) -> (i8, i8) {
        let text = self.required_text(key);
        let parsed = text.split_once('-').and_then(|(m, d)| Some((m.parse::<i8>().ok()?, d.parse::<i8>().ok()?)));
        // 2023 had no 29 February: what exists in 2023 exists every year.
        match parsed.filter(|(m, d)| facts::Day::new(2023, *m, *d).is_ok()) {
            Some(found) => found,
            None if text.is_empty() => (1, 1),
            None => {
                self.wrong(
                    key,
                    format!("`{key}` = \"{text}\" is not a day of every year"),
                    "month and day, e.g. 04-30 (29 February does not come every year)",
                );
                (1, 1)
            }
        }
    }

    /// Refuses every key that nobody took; a block is whole only after this.
    pub fn close(mut self) -> Vec<Problem> {
        let allowed: Vec<&str> = self.taken.iter().copied().collect();
        let unknown: Vec<(String, usize)> = self
            .table
            .keys()
            .filter(|k| !allowed.contains(&k.get_ref().as_ref()))
            .map(|k| (k.get_ref().to_string(), k.span().start))
            .collect();
        for (key, at) in unknown {
            let line = self.line + lines_before(self.text, at);
            let mut problem = Problem::new(self.file, line, format!("unknown key `{key}`")).allowed(allowed.join(", "));
            problem.hint = nearest(&key, allowed.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            self.problems.push(problem);
        }
        self.problems
    }
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    value.as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok())
}

fn lines_before(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or("").matches('\n').count()
}
