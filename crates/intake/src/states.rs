use crate::Problem;
use facts::{Gazetteer, Group, State, StateRecord};

const LANGUAGES: [&str; 6] = ["ar", "zh", "en", "fr", "ru", "es"];

/// Reads `states.csv` and `aliases.csv` into a gazetteer.
pub fn read_states(states: (&str, &str), aliases: (&str, &str)) -> Result<Gazetteer, Vec<Problem>> {
    let mut problems = Vec::new();
    let records = rows(states, &mut problems, state_record);
    let names =
        rows(aliases, &mut problems, |cell| Ok((cell("alias")?, cell("iso3")?.parse::<State>().map_err(|what| ("iso3", what))?)));
    if !problems.is_empty() {
        return Err(problems);
    }
    Gazetteer::new(records, names)
        .map_err(|what| vec![Problem { file: aliases.0.to_owned(), row: 1, column: None, what, hint: None }])
}

type CellError = (&'static str, String);
type Cell<'a> = &'a dyn Fn(&'static str) -> Result<String, CellError>;

fn rows<T>(table: (&str, &str), problems: &mut Vec<Problem>, read: impl Fn(Cell<'_>) -> Result<T, CellError>) -> Vec<T> {
    let (file, text) = table;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let mut found = Vec::new();
    for (index, row) in reader.records().enumerate() {
        let at = u64::try_from(index).unwrap_or(0) + 2;
        let mut wrong = |column, what| problems.push(Problem { file: file.to_owned(), row: at, column, what, hint: None });
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                wrong(None, error.to_string());
                continue;
            }
        };
        let cell = |name: &'static str| -> Result<String, CellError> {
            let place = header.iter().position(|h| h == name).ok_or((name, "the column is missing".to_owned()))?;
            Ok(row.get(place).unwrap_or("").trim().to_owned())
        };
        match read(&cell) {
            Ok(value) => found.push(value),
            Err((column, what)) => wrong(Some(column), what),
        }
    }
    found
}

fn state_record(cell: Cell<'_>) -> Result<StateRecord, CellError> {
    let mut names = std::collections::BTreeMap::new();
    for (language, column) in LANGUAGES.into_iter().zip(["name_ar", "name_zh", "name_en", "name_fr", "name_ru", "name_es"]) {
        let name = cell(column)?;
        if name.is_empty() {
            return Err((column, "every State has a name in each of the six languages".to_owned()));
        }
        names.insert(language.to_owned(), name);
    }
    let group = cell("un_group")?;
    Ok(StateRecord {
        state: cell("iso3")?.parse().map_err(|what| ("iso3", what))?,
        iso2: cell("iso2")?,
        m49: cell("m49")?,
        group: Group::read(&group).ok_or((
            "un_group",
            format!("\"{group}\" is no regional group; allowed: African, Asia-Pacific, EEG, GRULAC, WEOG, none"),
        ))?,
        region: cell("m49_region")?,
        subregion: cell("m49_subregion")?,
        names,
        official: cell("official_en")?,
    })
}
