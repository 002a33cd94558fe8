use crate::Reading;
use facts::{Day, Treaty, exact_day};
use findings::{Profile, Question};
use publish::Place;
use publish::address::in_address;
use publish::pages::{Asked, Missing, has_fields};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands behind the `?` of an address.
pub(crate) type Query = BTreeMap<String, String>;

/// The place an address names. A day is read as `2026-02-03`; both dates default to today.
pub(crate) fn place(reading: &Reading, treaty: Treaty, path: &str, query: &Query) -> Result<Place, Missing> {
    let today = reading.today;
    let entries = match query.get("entries").filter(|t| !t.is_empty()) {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| Missing::unreadable(&format!("entries={text} is not a number of entries")))?),
    };
    let question = Question {
        treaty,
        true_on: day(query, "on")?.unwrap_or(today),
        known_by: day(query, "known-by")?.unwrap_or(today),
        entries,
    };
    let also: Vec<String> = kept(path, query).map(|(name, value)| format!("{name}={}", in_address(value))).collect();
    Ok(Place {
        question,
        today,
        entries: reading.site.world.register.entries(),
        path: path.to_owned(),
        also: also.join("&"),
        readings: readings(query),
    })
}

/// How the open questions of law are to be read, as it stands in addresses.
fn readings(query: &Query) -> String {
    let part = |name: &str| query.get(name).filter(|t| !t.is_empty()).map(|text| format!("{name}={text}"));
    ["profile", "reading"].into_iter().filter_map(part).collect::<Vec<_>>().join("&")
}

/// The same site, with the open questions of law read as an address asks: `profile=strict`, `reading=AMB-27:B,AMB-05:A`.
pub(crate) fn read_by(reading: &Reading, query: &Query) -> Result<Option<Reading>, Missing> {
    let given = |name: &str| query.get(name).map(|t| t.trim()).filter(|t| !t.is_empty());
    let (name, choices) = (given("profile"), given("reading"));
    if name.is_none() && choices.is_none() {
        return Ok(None);
    }
    let unreadable =
        |text: &str| Missing::unreadable(&format!("reading={text} is not a choice of readings; write e.g. reading=AMB-27:B"));
    let pair = |text: &str| {
        let pair = text.split_once(':').map(|(id, letter)| (id.trim().to_owned(), letter.trim().to_owned()));
        pair.ok_or_else(|| unreadable(text))
    };
    let choices: Vec<(String, String)> = choices.into_iter().flat_map(|t| t.split(',')).map(pair).collect::<Result<_, _>>()?;
    let world = &reading.site.world;
    let profile = Profile::of(&world.book, name, &choices).map_err(|what| Missing::unreadable(&what))?;
    Ok(Some(Reading { site: Arc::new(reading.site.with(world.read_by(profile))), ..reading.clone() }))
}

/// What stands behind the `?`, name by name: a name given more than once holds every value, a comma between them.
pub(crate) fn gathered(pairs: Vec<(String, String)>) -> Query {
    let mut query = Query::new();
    for (name, value) in pairs {
        match query.get_mut(&name).filter(|_| name == "reading") {
            Some(held) => *held = format!("{held},{value}"),
            None => drop(query.insert(name, value)),
        }
    }
    query
}

/// The day of that name, where one is given.
fn day(query: &Query, name: &str) -> Result<Option<Day>, Missing> {
    let text = query.get(name).map(|t| t.trim()).filter(|t| !t.is_empty());
    text.map(|t| exact_day(t).map_err(|what| Missing::unreadable(&what))).transpose()
}

/// What narrows a page and is kept in its own address.
const KEPT: [&str; 10] = ["about", "duty", "from", "from-known-by", "group", "period", "region", "since", "to", "window"];

/// What was asked beside the days and is kept: on a page with fields of its own, everything that is entered; elsewhere, what
/// narrows a page, where it is plain; the name of a meeting may have blanks.
fn kept<'q>(path: &str, query: &'q Query) -> impl Iterator<Item = (&'q String, &'q String)> {
    let has_fields = has_fields(path);
    let keeps = move |name: &str, value: &str| {
        if has_fields { is_field(name) } else { name == "since" || KEPT.contains(&name) && is_plain(value) }
    };
    query.iter().filter(move |(name, value)| !value.is_empty() && keeps(name, value))
}

/// The days, the size of the ledger and the readings of the law stand in every address; everything else is the page's own.
fn is_field(name: &str) -> bool {
    !["on", "known-by", "entries", "profile", "reading"].contains(&name)
}

fn is_plain(value: &str) -> bool {
    value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._/".contains(&b))
}

/// What narrows a page.
pub(crate) fn asked(query: &Query) -> Result<Asked, Missing> {
    let text = |name: &str| query.get(name).filter(|t| !t.is_empty()).cloned();
    let period = match text("period") {
        None => None,
        Some(year) => Some(year.parse().map_err(|_| Missing::unreadable(&format!("period={year} is not a year")))?),
    };
    let (from, from_known_by, to) = (day(query, "from")?, day(query, "from-known-by")?, day(query, "to")?);
    let fields = query.iter().filter(|(name, _)| is_field(name)).map(|(name, value)| (name.clone(), value.clone())).collect();
    Ok(Asked {
        period,
        about: text("about"),
        group: text("group"),
        region: text("region"),
        duty: text("duty"),
        since: text("since"),
        from,
        from_known_by,
        to,
        window: text("window"),
        fields,
    })
}
