use crate::State;
use std::collections::{BTreeMap, HashMap};

/// What the register says of one State: its names, codes and groups.
#[derive(Clone, Debug)]
pub struct StateRecord {
    /// ISO 3166 alpha-3.
    pub state: State,
    /// ISO 3166 alpha-2.
    pub iso2: String,
    /// UN M49 number.
    pub m49: String,
    /// The State's group in the General Assembly.
    pub group: Group,
    /// M49 region.
    pub region: String,
    /// M49 sub-region.
    pub subregion: String,
    /// Short names by language: ar, zh, en, fr, ru, es.
    pub names: BTreeMap<String, String>,
    /// The formal name in English, as the United Nations prints it.
    pub official: String,
}

/// A regional group of the United Nations.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// African Group.
    African,
    /// Asia-Pacific Group.
    AsiaPacific,
    /// Eastern European Group.
    EasternEuropean,
    /// Latin American and Caribbean Group.
    LatinAmericanCaribbean,
    /// Western European and Others Group.
    WesternEuropeanOthers,
    /// In no group.
    None,
}

impl Group {
    /// Every group, in the order of the register.
    pub const ALL: [Group; 6] = [
        Group::African,
        Group::AsiaPacific,
        Group::EasternEuropean,
        Group::LatinAmericanCaribbean,
        Group::WesternEuropeanOthers,
        Group::None,
    ];

    /// Reads the register's word for a group.
    pub fn read(word: &str) -> Option<Group> {
        Some(match word {
            "African" => Group::African,
            "Asia-Pacific" => Group::AsiaPacific,
            "EEG" => Group::EasternEuropean,
            "GRULAC" => Group::LatinAmericanCaribbean,
            "WEOG" => Group::WesternEuropeanOthers,
            "none" => Group::None,
            _ => return None,
        })
    }

    /// The register's word, also used in addresses and as the key of its name.
    pub fn word(&self) -> &'static str {
        match self {
            Group::African => "African",
            Group::AsiaPacific => "Asia-Pacific",
            Group::EasternEuropean => "EEG",
            Group::LatinAmericanCaribbean => "GRULAC",
            Group::WesternEuropeanOthers => "WEOG",
            Group::None => "none",
        }
    }
}

/// All States, found by code or by any name they have been printed under.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    records: BTreeMap<State, StateRecord>,
    by_name: HashMap<String, State>,
}

impl Gazetteer {
    /// Puts the States and their other names together; an alias of two States is refused.
    pub fn new(records: Vec<StateRecord>, aliases: Vec<(String, State)>) -> Result<Self, String> {
        let mut gazetteer = Gazetteer::default();
        for record in records {
            let names: Vec<String> = record.names.values().cloned().chain([record.official.clone()]).collect();
            for name in names {
                gazetteer.by_name.insert(fold(&name), record.state);
            }
            gazetteer.records.insert(record.state, record);
        }
        for (alias, state) in aliases {
            if !gazetteer.records.contains_key(&state) {
                return Err(format!("the alias \"{alias}\" names {state}, which is no State of the register"));
            }
            if let Some(other) = gazetteer.by_name.insert(fold(&alias), state).filter(|other| *other != state) {
                return Err(format!("the alias \"{alias}\" names both {other} and {state}"));
            }
        }
        Ok(gazetteer)
    }

    /// The record of a State.
    pub fn record(&self, state: State) -> Option<&StateRecord> {
        self.records.get(&state)
    }

    /// Every State, by code.
    pub fn states(&self) -> impl Iterator<Item = &StateRecord> {
        self.records.values()
    }

    /// Finds a State by code or by any of its names, whatever the capitals and accents.
    pub fn find(&self, text: &str) -> Option<State> {
        let by_code = text.parse::<State>().ok().filter(|s| self.records.contains_key(s));
        by_code.or_else(|| self.by_name.get(&fold(text)).copied())
    }

    /// The State's short name in a language, in English where that language has none, else its code.
    pub fn name<'a>(&'a self, state: &'a State, language: &str) -> &'a str {
        let names = self.records.get(state).map(|r| &r.names);
        names.and_then(|n| n.get(language).or_else(|| n.get("en"))).map_or(state.code(), String::as_str)
    }
}

/// Lower case, without accents, apostrophes and doubled blanks: the form in which names are compared.
fn fold(text: &str) -> String {
    let plain = text.chars().flat_map(char::to_lowercase).map(|c| match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        '’' | '‘' | '`' | '´' => '\'',
        other => other,
    });
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
