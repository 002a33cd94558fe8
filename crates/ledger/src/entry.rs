use crate::LedgerError;
use facts::{Amount, Correction, Fact, Vocabulary, When, fact_id};

/// Appends a fact under the next number, unless it is held already; the blanks are filled in the order of [`texts`].
pub(crate) const INSERT_FACT: &str = "insert into entry (number, what, id, treaty, state, kind, true_on, period, until, about, amounts, \
     said_by, published, collected, public, source, basis, note) \
     select (select coalesce(max(number), 0) + 1 from entry), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17 \
     where not exists (select 1 from entry where what = 'fact' and id = $2)";

/// Appends a correction under the next number.
pub(crate) const INSERT_CORRECTION: &str = "insert into entry (number, what, id, replacement, reason, evidence, published) \
     select (select coalesce(max(number), 0) + 1 from entry), 'correction', $1, $2, $3, $4, $5";

/// A fact as the texts that are stored; what is stored reads back as the same fact.
pub(crate) fn texts(fact: &Fact, vocabulary: &Vocabulary) -> [String; 17] {
    let when = |w: Option<When>| w.map(|w| w.to_string()).unwrap_or_default();
    [
        "fact".to_owned(),
        fact.id.clone(),
        fact.treaty.to_string(),
        fact.state.map(|s| s.to_string()).unwrap_or_default(),
        vocabulary.name(fact.kind).to_owned(),
        when(fact.on),
        fact.period.map(|p| p.to_string()).unwrap_or_default(),
        when(fact.until),
        fact.about.clone().unwrap_or_default(),
        Amount::write_all(&fact.amounts),
        fact.said_by.to_string(),
        when(fact.published),
        fact.collected.map(|d| d.to_string()).unwrap_or_default(),
        when(fact.public),
        fact.source.clone(),
        fact.basis.to_string(),
        fact.note.clone(),
    ]
}

/// Reads entries in their order, each as one line: a column at a time costs more than all else.
pub(crate) const READ: &str = "select number, what, case what when 'fact' \
     then json_array(id, treaty, state, kind, true_on, period, until, about, amounts, said_by, published, collected, public, \
         source, basis, note) \
     else json_array(id, replacement, reason, evidence, published) end as line \
     from entry where number > $1 order by number";

/// Reads a stored fact.
pub(crate) fn fact(number: i64, line: &str, vocabulary: &Vocabulary) -> Result<Fact, LedgerError> {
    read_fact(number, line, vocabulary).map_err(|why| LedgerError::Entry { entry: number, why })
}

fn read_fact(number: i64, line: &str, vocabulary: &Vocabulary) -> Result<Fact, String> {
    let [id, treaty, state, kind, on, period, until, about, amounts, said_by, published, collected, public, source, basis, note]: [String; 16] =
        serde_json::from_str(line).map_err(|e| e.to_string())?;
    let mut fact = Fact {
        id,
        entry: u32::try_from(number).map_err(|e| e.to_string())?,
        treaty: treaty.parse()?,
        state: optional(&state)?,
        kind: vocabulary.kind(&kind).ok_or_else(|| format!("\"{kind}\" is not a kind of fact of this book"))?,
        on: optional(&on)?,
        period: optional(&period)?,
        until: optional(&until)?,
        about: Some(about).filter(|a| !a.is_empty()),
        amounts: Amount::read_all(&amounts)?,
        said_by: said_by.parse()?,
        published: optional(&published)?,
        collected: optional::<When>(&collected)?.map(|w| w.last),
        public: optional(&public)?,
        source,
        basis: basis.parse()?,
        note,
        known_from: When::OPEN,
    };
    fact.known_from = fact.first_known(vocabulary);
    let id = fact_id(&fact, &kind);
    if id == fact.id { Ok(fact) } else { Err(format!("its content makes the id {id}, it is stored as {}", fact.id)) }
}

fn optional<T: std::str::FromStr<Err = String>>(text: &str) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}

/// Reads a stored correction.
pub(crate) fn correction(number: i64, line: &str) -> Result<Correction, LedgerError> {
    read_correction(number, line).map_err(|why| LedgerError::Entry { entry: number, why })
}

fn read_correction(number: i64, line: &str) -> Result<Correction, String> {
    let [fact, replacement, reason, evidence, published]: [String; 5] = serde_json::from_str(line).map_err(|e| e.to_string())?;
    Ok(Correction {
        entry: u32::try_from(number).map_err(|e| e.to_string())?,
        fact,
        replacement: Some(replacement).filter(|r| !r.is_empty()),
        reason,
        evidence,
        known_from: published.parse::<When>()?.last,
    })
}
