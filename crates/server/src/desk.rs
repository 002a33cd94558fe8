use crate::{Notary, Writers};
use arc_swap::{ArcSwap, ArcSwapOption};
use axum::extract::FromRef;
use facts::Day;
use publish::{LogStatus, Site};
use std::sync::Arc;

/// What answers are made from: the site as it is now, whom to ask what time it is, and, where there are, the public log and those
/// who may enter.
#[derive(Debug)]
pub struct Desk {
    site: ArcSwap<Site>,
    log: ArcSwapOption<LogStatus>,
    clock: Clock,
    notary: Option<Arc<Notary>>,
    writers: Option<Writers>,
}

/// Whom to ask what time it is.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// What day it is.
    pub today: fn() -> Day,
    /// Seconds since 1970.
    pub now: fn() -> u64,
}

impl Desk {
    /// A desk with a site; `today` is asked once for each request.
    pub fn new(site: Site, today: fn() -> Day) -> Self {
        Desk::with_clock(site, Clock { today, now: || 0 })
    }

    /// A desk with a site and a clock that also knows the second.
    pub fn with_clock(site: Site, clock: Clock) -> Self {
        Desk { site: ArcSwap::from_pointee(site), log: ArcSwapOption::empty(), clock, notary: None, writers: None }
    }

    /// The same desk with the public log.
    pub fn with_notary(self, notary: Arc<Notary>) -> Self {
        Desk { notary: Some(notary), ..self }
    }

    /// The same desk with those who may enter.
    pub fn with_writers(self, writers: Writers) -> Self {
        Desk { writers: Some(writers), ..self }
    }

    /// Lays out another site. Who began to read the one before reads it to the end; nobody waits.
    pub fn lay_out(&self, site: Site) {
        self.site.store(Arc::new(site));
    }

    /// Tells how the public log stands now.
    pub fn tell_log(&self, status: LogStatus) {
        self.log.store(Some(Arc::new(status)));
    }

    /// The second, since 1970.
    pub fn now(&self) -> u64 {
        (self.clock.now)()
    }

    /// The site and the day, taken once at the beginning of a request: the whole answer is made from them.
    pub fn reading(&self) -> Reading {
        Reading { site: self.site.load_full(), today: (self.clock.today)(), log: self.log.load_full(), now: self.now() }
    }

    /// The public log, where there is one.
    pub fn notary(&self) -> Option<&Arc<Notary>> {
        self.notary.as_ref()
    }

    pub(crate) fn writers(&self) -> Option<&Writers> {
        self.writers.as_ref()
    }
}

/// What one answer is made from.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The site as it was when the request came.
    pub site: Arc<Site>,
    /// Today, as it was when the request came.
    pub today: Day,
    /// How the public log stood, where there is one.
    pub log: Option<Arc<LogStatus>>,
    /// The second, since 1970; nought where nobody tells.
    pub now: u64,
}

impl FromRef<Arc<Desk>> for Reading {
    fn from_ref(desk: &Arc<Desk>) -> Self {
        desk.reading()
    }
}
