use crate::Problem;

/// Who stands behind a web address: "the-monitor.org" is the Cluster Munition Monitor.
#[derive(Clone, Debug, Default)]
pub struct Publishers {
    by_domain: Vec<(String, String)>,
}

impl Publishers {
    /// Reads `publishers.csv`.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let mut publishers = Publishers::default();
        for (index, row) in rows.records().enumerate() {
            let at = u64::try_from(index).unwrap_or(0) + 2;
            let problem = |what: String| vec![Problem { file: file.to_owned(), row: at, column: None, what, hint: None }];
            let row = row.map_err(|e| problem(e.to_string()))?;
            match (row.get(0), row.get(1)) {
                (Some(domain), Some(name)) if !domain.is_empty() && !name.is_empty() => {
                    publishers.by_domain.push((domain.to_ascii_lowercase(), name.to_owned()));
                }
                _ => return Err(problem("a publisher needs a domain and a name".to_owned())),
            }
        }
        // The longest domain first: "backend.hrw.org" before "hrw.org".
        publishers.by_domain.sort_by_key(|(domain, _)| std::cmp::Reverse(domain.len()));
        Ok(publishers)
    }

    /// Every domain with its publisher.
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.by_domain
    }
}
