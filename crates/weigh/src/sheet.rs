use crate::Problem;
use facts::{Day, exact_day};
use std::collections::BTreeMap;
use std::fmt;
use toml::de::{DeTable, DeValue};

/// One field of a case: its key, and what may stand there. Files, forms and documents all follow the same list of fields.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key; a number carries its unit in it: `weight-kg`.
    pub key: &'static str,
    /// What may stand there.
    pub form: Form,
    /// The group of fields it stands in.
    pub group: &'static str,
}

/// What may stand in a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `true` or `false`; `yes` or `no` in a form.
    YesNo,
    /// A number above nought.
    Number,
    /// A number from 0 to 100.
    Percent,
    /// A whole number, 1 or more.
    Count,
    /// One word of a closed list.
    Word(&'static [&'static str]),
    /// Some words of a closed list; in a form, each word is a box to tick, named after this beginning: `act-use`.
    Words(&'static [&'static str], &'static str),
    /// A text.
    Text,
    /// Some texts; in a form, one text with commas.
    Texts,
    /// A day. Stands in files only: a page has its day in its address.
    Day,
}

impl Form {
    /// What may stand there, in words for somebody who writes a file.
    pub fn allowed(self) -> String {
        match self {
            Form::YesNo => "true, false".to_owned(),
            Form::Number => "a number above 0, e.g. 4.1".to_owned(),
            Form::Percent => "a number from 0 to 100, e.g. 1.5".to_owned(),
            Form::Count => "a whole number, 1 or more".to_owned(),
            Form::Word(words) => words.join(", "),
            Form::Words(words, _) => format!("a list of {}", words.join(", ")),
            Form::Text => "a text in quotation marks".to_owned(),
            Form::Texts => "a list of texts, e.g. [\"PER\", \"Chile\"]".to_owned(),
            Form::Day => "a day in quotation marks, e.g. \"2014-08-12\"".to_owned(),
        }
    }
}

/// What a case says in one field.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// A number, in the unit its key names.
    Number(f64),
    /// A whole number.
    Count(u32),
    /// A word of a closed list.
    Word(&'static str),
    /// Words of a closed list.
    Words(Vec<&'static str>),
    /// A text.
    Text(String),
    /// Texts.
    Texts(Vec<String>),
    /// A day.
    Day(Day),
}

impl fmt::Display for Value {
    /// As it stands in data: `true`, `4.1`, `use, participate`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::YesNo(so) => write!(f, "{so}"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Count(count) => write!(f, "{count}"),
            Value::Word(word) => f.write_str(word),
            Value::Words(words) => f.write_str(&words.join(", ")),
            Value::Text(text) => f.write_str(text),
            Value::Texts(texts) => f.write_str(&texts.join(", ")),
            Value::Day(day) => write!(f, "{day}"),
        }
    }
}

/// A case as it was handed in: what is said in each field, and nothing where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    values: BTreeMap<&'static str, Value>,
    /// The line of each field, where the case came from a file.
    lines: BTreeMap<&'static str, usize>,
}

impl PartialEq for Sheet {
    /// Two cases that say the same are the same, wherever it stands.
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl Sheet {
    /// Reads a case from TOML. The first problem, by its line, is told.
    pub fn from_toml(text: &str, fields: &'static [Field]) -> Result<Self, Problem> {
        let table = DeTable::parse(text).map_err(|e| {
            let line = e.span().map(|span| line_of(text, span.start));
            Problem::new(e.message().trim().replace('\n', " ")).allowed("lines of the form key = value").at(line)
        })?;
        let mut entries: Vec<_> = table.get_ref().iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut sheet = Sheet::default();
        for (key, value) in entries {
            let line = line_of(text, key.span().start);
            sheet.enter(key.get_ref(), value.get_ref(), fields, line).map_err(|problem| problem.at(Some(line)))?;
        }
        Ok(sheet)
    }

    /// Reads a case from the fields of a form. An empty field says nothing.
    pub fn from_form(given: &BTreeMap<String, String>, fields: &'static [Field]) -> Result<Self, Problem> {
        let mut sheet = Sheet::default();
        let on_forms = |f: &&Field| f.form != Form::Day;
        for (name, text) in given {
            if let Some((field, words, word)) = fields.iter().find_map(|f| ticked(f, name)) {
                match text.trim() {
                    "" | "no" => {}
                    "yes" => sheet.add(field, words, word),
                    other => return Err(Problem::new(format!("{name} = \"{other}\" cannot be read")).allowed("yes")),
                }
                continue;
            }
            let field = field(name, fields).ok().filter(on_forms).ok_or_else(|| unknown(name, fields, on_forms))?;
            match (text.trim(), field.form) {
                ("", _) => {}
                (text, Form::Words(words, _)) => {
                    for text in listed(text) {
                        sheet.add(field, words, one_of(field, words, &text)?);
                    }
                }
                (text, _) => {
                    sheet.values.insert(field.key, in_form(field, text)?);
                }
            }
        }
        Ok(sheet)
    }

    fn enter(&mut self, key: &str, value: &DeValue<'_>, fields: &'static [Field], line: usize) -> Result<(), Problem> {
        let field = field(key, fields)?;
        self.lines.insert(field.key, line);
        if let Form::Words(words, _) = field.form {
            for text in texts(value).ok_or_else(|| wrong(field, &written(value)))? {
                self.add(field, words, one_of(field, words, &text)?);
            }
        } else {
            self.values.insert(field.key, in_file(field, value)?);
        }
        Ok(())
    }

    /// Adds a word to a list, in the order of the words allowed, each once: two cases that say the same are the same.
    fn add(&mut self, field: &'static Field, words: &'static [&'static str], word: &'static str) {
        if let Value::Words(said) = self.values.entry(field.key).or_insert_with(|| Value::Words(Vec::new())) {
            said.push(word);
            said.sort_by_key(|word| words.iter().position(|w| w == word));
            said.dedup();
        }
    }

    /// What is said in a field.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// A problem with what a field says, at its line.
    pub fn problem(&self, key: &str, what: &str) -> Problem {
        Problem::new(format!("{key}: {what}")).at(self.lines.get(key).copied())
    }

    /// Every field in which something is said, by its key.
    pub fn said(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.values.iter().map(|(key, value)| (*key, value))
    }

    /// Whether nothing at all is said.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub(crate) fn yes_no(&self, key: &str) -> Option<bool> {
        if let Some(Value::YesNo(so)) = self.value(key) { Some(*so) } else { None }
    }

    pub(crate) fn number(&self, key: &str) -> Option<f64> {
        if let Some(Value::Number(number)) = self.value(key) { Some(*number) } else { None }
    }

    pub(crate) fn count(&self, key: &str) -> Option<u32> {
        if let Some(Value::Count(count)) = self.value(key) { Some(*count) } else { None }
    }

    pub(crate) fn word(&self, key: &str) -> Option<&'static str> {
        if let Some(Value::Word(word)) = self.value(key) { Some(word) } else { None }
    }

    pub(crate) fn words(&self, key: &str) -> &[&'static str] {
        if let Some(Value::Words(words)) = self.value(key) { words } else { &[] }
    }

    /// The text of a field.
    pub fn text(&self, key: &str) -> Option<&str> {
        if let Some(Value::Text(text)) = self.value(key) { Some(text) } else { None }
    }

    /// The texts of a field.
    pub fn texts(&self, key: &str) -> &[String] {
        if let Some(Value::Texts(texts)) = self.value(key) { texts } else { &[] }
    }

    /// The day of a field.
    pub fn day(&self, key: &str) -> Option<Day> {
        if let Some(Value::Day(day)) = self.value(key) { Some(*day) } else { None }
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or("").matches('\n').count() + 1
}

/// The field of that name.
fn field(key: &str, fields: &'static [Field]) -> Result<&'static Field, Problem> {
    fields.iter().find(|f| f.key == key).ok_or_else(|| unknown(key, fields, |_| true))
}

fn unknown(key: &str, fields: &'static [Field], among: impl Fn(&&Field) -> bool) -> Problem {
    let known: Vec<&str> = fields.iter().filter(among).map(|f| f.key).collect();
    Problem::new(format!("there is no key \"{key}\"")).allowed(known.join(", ")).near(key, known)
}

/// The word of a list whose box has that name: `act-use`.
fn ticked(field: &'static Field, name: &str) -> Option<(&'static Field, &'static [&'static str], &'static str)> {
    let Form::Words(words, start) = field.form else { return None };
    let word = name.strip_prefix(start)?;
    words.iter().find(|w| **w == word).map(|word| (field, words, *word))
}

fn wrong(field: &Field, written: &str) -> Problem {
    Problem::new(format!("{} = {written} cannot be read", field.key)).allowed(field.form.allowed())
}

fn in_file(field: &'static Field, value: &DeValue<'_>) -> Result<Value, Problem> {
    let refused = || wrong(field, &written(value));
    let number = || match value {
        DeValue::Integer(_) | DeValue::Float(_) => written(value).parse::<f64>().map_err(|_| refused()),
        _ => Err(refused()),
    };
    match field.form {
        Form::YesNo => value.as_bool().map(Value::YesNo).ok_or_else(refused),
        Form::Number | Form::Percent => number_in(field, number()?),
        Form::Texts | Form::Words(..) => texts(value).map(Value::Texts).ok_or_else(refused),
        Form::Count => {
            let whole = matches!(value, DeValue::Integer(_)).then(|| written(value).parse().ok()).flatten();
            whole.filter(|n| *n > 0).map(Value::Count).ok_or_else(refused)
        }
        Form::Word(_) | Form::Text | Form::Day => in_form(field, value.as_str().ok_or_else(refused)?),
    }
}

/// A value as it stands in the file, for the sentence that refuses it.
fn written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).unwrap_or_default().to_string(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(so) => so.to_string(),
        DeValue::String(text) => format!("\"{text}\""),
        DeValue::Array(list) => format!("[{}]", list.iter().map(|v| written(v.get_ref())).collect::<Vec<_>>().join(", ")),
        DeValue::Datetime(day) => day.to_string(),
        DeValue::Table(_) => "{…}".to_owned(),
    }
}

fn in_form(field: &'static Field, text: &str) -> Result<Value, Problem> {
    let refused = || wrong(field, &format!("\"{text}\""));
    match field.form {
        Form::YesNo => match text {
            "yes" => Ok(Value::YesNo(true)),
            "no" => Ok(Value::YesNo(false)),
            _ => Err(wrong(field, &format!("\"{text}\"")).allowed("yes, no")),
        },
        Form::Number | Form::Percent => number_in(field, text.parse().map_err(|_| refused())?),
        Form::Count => text.parse().ok().filter(|n| *n > 0).map(Value::Count).ok_or_else(refused),
        Form::Word(words) => one_of(field, words, text).map(Value::Word),
        Form::Text => Ok(Value::Text(text.to_owned())),
        Form::Texts | Form::Words(..) => Ok(Value::Texts(listed(text))),
        Form::Day => exact_day(text).map(Value::Day).map_err(|what| Problem::new(format!("{}: {what}", field.key))),
    }
}

fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|v| v.get_ref().as_str().map(str::to_owned)).collect()
}

fn listed(text: &str) -> Vec<String> {
    text.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
}

fn number_in(field: &'static Field, number: f64) -> Result<Value, Problem> {
    let fits = number.is_finite() && if field.form == Form::Percent { (0.0..=100.0).contains(&number) } else { number > 0.0 };
    if fits { Ok(Value::Number(number)) } else { Err(wrong(field, &number.to_string())) }
}

fn one_of(field: &Field, words: &'static [&'static str], text: &str) -> Result<&'static str, Problem> {
    let found = words.iter().find(|w| **w == text).copied();
    found.ok_or_else(|| wrong(field, &format!("\"{text}\"")).near(text, words.iter().copied()))
}
