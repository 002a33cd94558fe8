use crate::columns::Columns;
use crate::hall::Hall;
use crate::plan::Plan;
use crate::shelf::Shelf;
use crate::{Finding, Membership, Profile, Rolls, Row, Rows, Source, Sources};
use facts::{Correction, Day, DayKey, Evidence, Fact, FactNo, Gazetteer, Register, State, Treaty, View, Vocabulary};
use rules::{Book, Chapter, Switch};
use std::collections::BTreeSet;
use std::sync::Arc;

/// All that can be asked about: the register, the book, the States, and the facts compiled by the book.
///
/// A world never changes. [`World::with`] gives the next one, which shares with this one all that was not touched: whoever asks
/// this one goes on undisturbed, and nobody sees half of what was entered.
#[derive(Clone, Debug)]
pub struct World {
    /// The facts.
    pub register: Register,
    /// The law.
    pub book: Arc<Book>,
    /// The States and their names.
    pub gazetteer: Arc<Gazetteer>,
    /// The treaties of the book, in order, and the columns of each.
    treaties: Arc<[Treaty]>,
    columns: Shelf<Arc<Columns>>,
    /// How the open questions of law are read.
    profile: Arc<Profile>,
}

/// What is asked: one treaty, on a day, as known by a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Question {
    /// The treaty.
    pub treaty: Treaty,
    /// The day on which the answer is to be true.
    pub true_on: Day,
    /// The day by which facts had to be known to count.
    pub known_by: Day,
    /// Only the ledger's first so many entries; all of them when none.
    pub entries: Option<u32>,
}

impl Question {
    /// What is true of a treaty today, as known today.
    pub fn of_today(treaty: Treaty, today: Day) -> Self {
        Question { treaty, true_on: today, known_by: today, entries: None }
    }
}

impl World {
    /// Compiles the facts by the book.
    pub fn new(register: Register, book: Book, gazetteer: Gazetteer) -> Self {
        let states: Vec<State> = gazetteer.states().map(|r| r.state).collect();
        let compiled = |chapter| Arc::new(Columns::of(Arc::new(Plan::read(chapter)), &register, &states));
        let columns = book.chapters().map(compiled).collect();
        let (treaties, profile) = (treaties(&book), Arc::default());
        World { register, treaties, book: Arc::new(book), gazetteer: Arc::new(gazetteer), columns, profile }
    }

    /// A world without texts: the facts are compiled and let go, and its answers name facts by number alone. `facts` come treaty by
    /// treaty, each with its number and the day from which it is no longer held, if any.
    pub fn lean<I>(book: Book, gazetteer: Gazetteer, mut facts: impl FnMut(Treaty) -> I) -> Self
    where
        I: Iterator<Item = (FactNo, Fact, Option<Day>)>,
    {
        let states: Arc<[State]> = gazetteer.states().map(|r| r.state).collect();
        let mut compiled = |chapter: &Chapter| {
            let plan = Arc::new(Plan::read(chapter));
            Arc::new(Columns::lean(plan, Arc::clone(&states), facts(chapter.treaty.treaty)))
        };
        let columns = book.chapters().map(&mut compiled).collect();
        let (treaties, register) = (treaties(&book), Register::default());
        World { register, treaties, book: Arc::new(book), gazetteer: Arc::new(gazetteer), columns, profile: Arc::default() }
    }

    /// The world after more was entered. Costs what was entered, not what is held: only the States it is about are compiled anew.
    pub fn with(&self, facts: Vec<Fact>, corrections: Vec<Correction>) -> Self {
        let mut touched: BTreeSet<(Treaty, Option<State>)> = facts.iter().map(|f| (f.treaty, f.state)).collect();
        let corrected: Vec<String> = corrections.iter().map(|c| c.fact.clone()).collect();
        let register = self.register.with(facts, corrections);
        touched.extend(corrected.iter().filter_map(|id| register.fact(id)).map(|f| (f.treaty, f.state)));
        let mut columns = self.columns.clone();
        for (treaty, state) in touched {
            let Some(at) = self.place(treaty) else { continue };
            if let Some(renewed) = columns.get(at).map(|c| c.renewed(&register, state)) {
                columns = columns.with(at, Arc::new(renewed));
            }
        }
        self.becomes(register, columns)
    }

    /// This world and more documents behind its facts; no finding changes by them.
    pub fn attach(&self, evidence: Vec<Evidence>) -> Self {
        self.becomes(self.register.attach(evidence), self.columns.clone())
    }

    /// The same world with the open questions of law read by another profile; costs next to nothing.
    pub fn read_by(&self, profile: Profile) -> Self {
        let mut columns = self.columns.clone();
        for (at, chapter) in self.book.chapters().enumerate() {
            if let Some(read) = columns.get(at).map(|c| c.as_ref().clone().read_by(profile.turned(chapter))) {
                columns = columns.with(at, Arc::new(read));
            }
        }
        World { profile: Arc::new(profile), ..self.becomes(self.register.clone(), columns) }
    }

    /// The same world with one question of one treaty read the other way.
    pub(crate) fn read_otherwise(&self, treaty: Treaty, switch: Switch) -> Self {
        let turned = self.place(treaty).and_then(|at| {
            let columns = self.columns.get(at)?.as_ref().clone();
            let turned = columns.turned.flipped(switch);
            Some((at, Arc::new(columns.read_by(turned))))
        });
        let columns = turned.map_or_else(|| self.columns.clone(), |(at, columns)| self.columns.with(at, columns));
        self.becomes(self.register.clone(), columns)
    }

    /// How the open questions of law are read.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// A world without texts after one more fact.
    pub fn with_lean(&self, number: FactNo, fact: &Fact) -> Self {
        let at = self.place(fact.treaty);
        let renewed = at.and_then(|at| Some((at, Arc::new(self.columns.get(at)?.with(number, fact)))));
        let columns = renewed.map_or_else(|| self.columns.clone(), |(at, renewed)| self.columns.with(at, renewed));
        self.becomes(self.register.clone(), columns)
    }

    /// Whether another world holds the same facts, not only equal ones, for that question's treaty.
    pub(crate) fn answers_like(&self, other: &World, question: &Question) -> bool {
        let held = self.columns(question).zip(other.columns(question));
        held.is_some_and(|(mine, others)| Arc::ptr_eq(&mine, &others))
    }

    fn becomes(&self, register: Register, columns: Shelf<Arc<Columns>>) -> Self {
        let (book, gazetteer) = (Arc::clone(&self.book), Arc::clone(&self.gazetteer));
        World { register, book, gazetteer, treaties: Arc::clone(&self.treaties), columns, profile: Arc::clone(&self.profile) }
    }

    /// The place of a treaty among those of the book.
    fn place(&self, treaty: Treaty) -> Option<usize> {
        self.treaties.binary_search(&treaty).ok()
    }

    /// The facts as known for a question.
    pub fn view(&self, question: &Question) -> View<'_> {
        let view = self.register.known_by(question.known_by);
        question.entries.map_or(view, |entries| view.pinned(entries))
    }

    /// One State's acts towards a treaty, as known for a question; none if it never acted.
    pub fn membership(&self, question: &Question, state: State) -> Option<Membership<'_>> {
        let chapter = self.book.chapter(question.treaty)?;
        let hall = self.hall(question)?;
        Rolls::of_seats(&hall.seats, &hall.columns, self.view(question), chapter, Some(state)).of(state).cloned()
    }

    /// All States' acts towards a treaty, as known for a question.
    pub fn rolls(&self, question: &Question) -> Option<Rolls<'_>> {
        let chapter = self.book.chapter(question.treaty)?;
        let hall = self.hall(question)?;
        Some(Rolls::of_seats(&hall.seats, &hall.columns, self.view(question), chapter, None))
    }

    /// Every duty of every State the treaty binds, in numbers: the compact form of [`findings`](crate::findings).
    pub fn rows(&self, question: &Question, rows: &mut Rows) {
        let Some(hall) = self.hall(question) else { return };
        (0..hall.columns.states.len()).filter(|state| hall.is_bound(*state)).for_each(|state| hall.rows(state, |_| true, rows));
    }

    /// Every duty of one State, in numbers.
    pub fn rows_of(&self, question: &Question, state: State, rows: &mut Rows) {
        let Some(hall) = self.hall(question) else { return };
        hall.columns.place(state).into_iter().for_each(|place| hall.rows(place, |_| true, rows));
    }

    pub(crate) fn hall(&self, question: &Question) -> Option<Hall<'_>> {
        let columns = self.columns(question)?;
        Some(Hall::open(columns, &self.register, DayKey::of(question.true_on), DayKey::of(question.known_by)))
    }

    /// The columns a question asks; compiled anew for one that asks only the ledger's first entries.
    pub(crate) fn columns(&self, question: &Question) -> Option<Arc<Columns>> {
        let columns = self.columns.get(self.place(question.treaty)?)?;
        match question.entries.filter(|entries| *entries < self.register.entries()) {
            None => Some(Arc::clone(columns)),
            Some(entries) => {
                let facts = self.register.facts().take_while(|f| f.entry <= entries).cloned().collect();
                let corrections = self.register.corrections().filter(|c| c.entry <= entries).cloned().collect();
                let register = Register::new(facts, corrections);
                let pinned = Columns::of(Arc::clone(&columns.plan), &register, &columns.states);
                Some(Arc::new(pinned.read_by(columns.turned)))
            }
        }
    }

    /// A question with everything needed to tell of all States, or of one.
    pub(crate) fn ask(&self, question: &Question, only: Option<State>) -> Option<Asked<'_>> {
        let (chapter, hall) = (self.book.chapter(question.treaty)?, self.hall(question)?);
        let view = self.view(question);
        let stated_days =
            self.book.vocabulary.kinds().filter(|(_, r)| r.role == facts::Role::StatedDay).map(|(kind, _)| kind).collect();
        let rolls = Rolls::of_seats(&hall.seats, &hall.columns, view, chapter, only);
        Some(Asked { question: *question, view, chapter, vocabulary: &self.book.vocabulary, stated_days, rolls, hall })
    }
}

/// The treaties of a book, in order.
fn treaties(book: &Book) -> Arc<[Treaty]> {
    book.chapters().map(|chapter| chapter.treaty.treaty).collect()
}

/// A row in words that can be read.
pub(crate) fn finding(chapter: &Chapter, hall: &Hall<'_>, row: &Row, sources: impl Iterator<Item = Source>) -> Option<Finding> {
    let (columns, register) = (&hall.columns, hall.register);
    let rule = chapter.rules.get(usize::from(row.rule))?;
    let planned = columns.plan.duty(row.rule + 1)?;
    let duty = &planned.duty;
    let mine = || columns.of_duty(usize::from(row.state), planned.number);
    let mut facts: Vec<FactNo> = Vec::with_capacity(4);
    for source in sources.map(Source::fact) {
        if !facts.contains(&source) {
            facts.push(source);
        }
    }
    Some(Finding {
        state: *columns.states.get(usize::from(row.state))?,
        rule: rule.id.clone(),
        about: duty.about(row, register, mine),
        period: duty.period(row),
        standing: row.standing,
        due: row.due.when(),
        since: row.since.when(),
        confirmed: (row.confirmed != DayKey::BEFORE_ALL).then(|| row.confirmed.day()),
        extended: row.extended,
        contested: row.contested,
        otherwise: hall.otherwise(row),
        before: row.before,
        once: row.once,
        sources: facts,
    })
}

/// A question with everything needed to explain its answer at hand.
pub(crate) struct Asked<'a> {
    pub question: Question,
    pub view: View<'a>,
    pub chapter: &'a Chapter,
    pub vocabulary: &'a Vocabulary,
    /// The kinds of fact by which a source prints a day that the book computes.
    pub stated_days: Vec<facts::Kind>,
    pub rolls: Rolls<'a>,
    pub hall: Hall<'a>,
}

impl<'a> Asked<'a> {
    /// The facts of several kinds about one State under this treaty.
    pub fn facts(&self, state: State, kinds: &[facts::Kind]) -> Vec<&'a Fact> {
        self.view.of_kinds(self.question.treaty, state, kinds)
    }

    /// A row in words that can be read.
    pub fn finding(&self, row: &Row, sources: Sources<'_>) -> Option<Finding> {
        finding(self.chapter, &self.hall, row, sources.iter())
    }

    /// The facts of these numbers.
    pub fn told(&self, numbers: impl IntoIterator<Item = FactNo>) -> Vec<&'a Fact> {
        numbers.into_iter().filter_map(|number| self.view.register.at(number)).collect()
    }
}
