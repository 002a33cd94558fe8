use crate::{Problem, campaign};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// One article of the book: its prose, paragraph by paragraph, and the blocks found in it.
#[derive(Clone, Debug)]
pub struct Article {
    /// The file it was read from, as named in `law/`.
    pub file: String,
    /// The number in addresses: `3`; for chapters that are not treaty text, the name of their folder.
    pub number: String,
    /// The title of its first heading.
    pub title: String,
    /// What stands before the first paragraph, as HTML.
    pub opening: String,
    /// The paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
}

/// One paragraph: a heading with its number, plain words, and the ids of the rules that stand in it.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// The number in the heading's mark: `3.2`.
    pub number: String,
    /// The heading.
    pub title: String,
    /// The plain words, as HTML, without the rule blocks.
    pub prose: String,
    /// The ids of its rules.
    pub rules: Vec<String>,
}

/// A fenced block of the book.
#[derive(Clone, Debug)]
pub(crate) struct Fenced {
    /// `rule`, `reading`, `profile`, `treaty`, `plan`, `action`, `indicator`, or a word of the campaign.
    pub word: String,
    /// The line on which its first line of text stands.
    pub line: usize,
    pub text: String,
    /// The paragraph it stands in.
    pub paragraph: usize,
}

pub(crate) struct ReadArticle {
    pub article: Article,
    pub blocks: Vec<Fenced>,
}

const WORDS: [&str; 7] = ["rule", "reading", "profile", "treaty", "plan", "action", "indicator"];

/// Splits an article into prose and blocks.
pub(crate) fn read(file: &str, number: &str, text: &str, problems: &mut Vec<Problem>) -> ReadArticle {
    let mut reader = Reader::new(file, number, text);
    let options = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TABLES;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(event, range.start, problems);
    }
    reader.close()
}

struct Reader<'a> {
    text: &'a str,
    article: Article,
    blocks: Vec<Fenced>,
    prose: Vec<Event<'a>>,
    heading: Option<(HeadingLevel, String, String)>,
    fence: Option<(String, usize, String)>,
}

impl<'a> Reader<'a> {
    fn new(file: &str, number: &str, text: &'a str) -> Self {
        let article = Article {
            file: file.to_owned(),
            number: number.to_owned(),
            title: String::new(),
            opening: String::new(),
            paragraphs: Vec::new(),
        };
        Reader { text, article, blocks: Vec::new(), prose: Vec::new(), heading: None, fence: None }
    }

    fn take(&mut self, event: Event<'a>, at: usize, problems: &mut Vec<Problem>) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                self.heading = Some((level, id.map(|i| i.to_string()).unwrap_or_default(), String::new()));
            }
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(word))) => self.open_fence(&word, at, problems),
            Event::End(TagEnd::CodeBlock) => self.close_fence(),
            Event::Text(words) if self.fence.is_some() => {
                if let Some((_, _, body)) = &mut self.fence {
                    body.push_str(&words);
                }
            }
            Event::Text(words) if self.heading.is_some() => {
                if let Some((_, _, title)) = &mut self.heading {
                    title.push_str(&words);
                }
            }
            other => self.prose.push(other),
        }
    }

    fn open_fence(&mut self, word: &str, at: usize, problems: &mut Vec<Problem>) {
        let line = self.text.get(..at).unwrap_or("").matches('\n').count() + 1;
        let known = || WORDS.iter().chain(&campaign::BLOCKS);
        if !known().any(|known| *known == word) {
            let what = format!("a block marked \"{word}\" means nothing here");
            problems.push(Problem::new(&self.article.file, line, what).allowed(known().copied().collect::<Vec<_>>().join(", ")));
        }
        self.fence = Some((word.to_owned(), line + 1, String::new()));
    }

    fn close_fence(&mut self) {
        if let Some((word, line, text)) = self.fence.take() {
            let paragraph = self.article.paragraphs.len().saturating_sub(1);
            self.blocks.push(Fenced { word, line, text, paragraph });
        }
    }

    fn close_heading(&mut self) {
        let Some((level, id, title)) = self.heading.take() else { return };
        self.flush();
        if level == HeadingLevel::H1 {
            self.article.title = title;
        } else {
            self.article.paragraphs.push(Paragraph { number: id, title, ..Paragraph::default() });
        }
    }

    fn flush(&mut self) {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, self.prose.drain(..));
        match self.article.paragraphs.last_mut() {
            Some(paragraph) => paragraph.prose.push_str(&html),
            None => self.article.opening.push_str(&html),
        }
    }

    fn close(mut self) -> ReadArticle {
        self.flush();
        ReadArticle { article: self.article, blocks: self.blocks }
    }
}
