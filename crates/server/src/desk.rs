use arc_swap::ArcSwap;
use axum::extract::FromRef;
use facts::Day;
use publish::Site;
use std::sync::Arc;

/// What answers are made from: the site as it is now, and whom to ask what day it is.
#[derive(Debug)]
pub struct Desk {
    site: ArcSwap<Site>,
    today: fn() -> Day,
}

impl Desk {
    /// A desk with a site; `today` is asked once for each request.
    pub fn new(site: Site, today: fn() -> Day) -> Self {
        Desk { site: ArcSwap::from_pointee(site), today }
    }

    /// Lays out another site. Who began to read the one before reads it to the end; nobody waits.
    pub fn lay_out(&self, site: Site) {
        self.site.store(Arc::new(site));
    }

    /// The site and the day, taken once at the beginning of a request: the whole answer is made from them.
    pub fn reading(&self) -> Reading {
        Reading { site: self.site.load_full(), today: (self.today)() }
    }
}

/// What one answer is made from.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The site as it was when the request came.
    pub site: Arc<Site>,
    /// Today, as it was when the request came.
    pub today: Day,
}

impl FromRef<Arc<Desk>> for Reading {
    fn from_ref(desk: &Arc<Desk>) -> Self {
        desk.reading()
    }
}
