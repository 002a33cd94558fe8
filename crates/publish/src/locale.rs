use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::collections::HashMap;
use std::fmt;
use unic_langid::LanguageIdentifier;

/// The sentences of one language.
pub struct Locale {
    /// The language's tag: `en`, `ar`.
    pub tag: String,
    bundle: FluentBundle<FluentResource>,
    /// The sentences without blanks, said once: a page has thousands of them.
    plain: HashMap<String, String>,
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Locale({})", self.tag)
    }
}

impl Locale {
    /// Reads the files of one language; says which file and what is wrong otherwise.
    pub fn read(tag: &str, files: &[(String, String)]) -> Result<Locale, String> {
        let language: LanguageIdentifier = tag.parse().map_err(|_| format!("locales/{tag}: \"{tag}\" is no language tag"))?;
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Marks that isolate directions are only needed where both directions meet.
        bundle.set_use_isolating(is_right_to_left(tag));
        for (name, text) in files {
            let resource = FluentResource::try_new(text.clone()).map_err(|(_, errors)| {
                format!("locales/{tag}/{name}: {}", errors.first().map(ToString::to_string).unwrap_or_default())
            })?;
            bundle.add_resource(resource).map_err(|errors| {
                format!("locales/{tag}/{name}: {}", errors.first().map(ToString::to_string).unwrap_or_default())
            })?;
        }
        let keys = files.iter().flat_map(|(_, text)| text.lines()).filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
        let plain = keys.filter_map(|key| Some((key.to_owned(), said_without_blanks(&bundle, key)?))).collect();
        Ok(Locale { tag: tag.to_owned(), bundle, plain })
    }

    /// The direction in which the language is written: `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        if is_right_to_left(&self.tag) { "rtl" } else { "ltr" }
    }

    /// The sentence of that name, filled; none where the language has no such sentence.
    pub fn sentence(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        if let Some(said) = self.plain.get(key) {
            return Some(said.clone());
        }
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut problems = Vec::new();
        let said = self.bundle.format_pattern(pattern, args, &mut problems).into_owned();
        Some(said)
    }

    /// Whether the language has a sentence of that name.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

/// The sentence, where it has no blanks to be filled.
fn said_without_blanks(bundle: &FluentBundle<FluentResource>, key: &str) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut problems = Vec::new();
    let said = bundle.format_pattern(pattern, None, &mut problems).into_owned();
    problems.is_empty().then_some(said)
}

fn is_right_to_left(tag: &str) -> bool {
    tag.starts_with("ar")
}

/// All languages; English stands in for what another language lacks.
#[derive(Debug)]
pub struct Locales {
    languages: Vec<Locale>,
}

impl Locales {
    /// Puts the languages together. English must be among them.
    pub fn new(languages: Vec<Locale>) -> Result<Self, String> {
        if languages.iter().any(|l| l.tag == "en") { Ok(Locales { languages }) } else { Err("locales/en is missing".to_owned()) }
    }

    /// The language of that tag.
    pub fn get(&self, tag: &str) -> Option<&Locale> {
        self.languages.iter().find(|l| l.tag == tag)
    }

    /// The tags of all languages.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|l| l.tag.as_str())
    }
}
