use serde_json::Value;

/// A table as outsiders get it: the CSV twin of a page, and the rows of its JSON twin.
#[derive(Clone, Default, Debug)]
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<&'static str>,
    /// The cells, row by row; an empty cell is nothing on record.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(columns: &[&'static str]) -> Self {
        Table { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// The table as CSV. A cell that a spreadsheet would take for a formula is set in quotation marks with a leading apostrophe.
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let write = |writer: &mut csv::Writer<Vec<u8>>, cells: Vec<String>| writer.write_record(cells).is_ok();
        write(&mut writer, self.columns.iter().map(|c| (*c).to_owned()).collect());
        for row in &self.rows {
            write(&mut writer, row.iter().map(|cell| harmless(cell)).collect());
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The rows as JSON objects; an empty cell is null.
    pub fn json(&self) -> Value {
        let object = |row: &Vec<String>| {
            let cell = |text: &String| if text.is_empty() { Value::Null } else { Value::from(text.as_str()) };
            Value::Object(self.columns.iter().zip(row).map(|(name, text)| ((*name).to_owned(), cell(text))).collect())
        };
        Value::Array(self.rows.iter().map(object).collect())
    }

    /// The table as text in columns, for a terminal.
    pub fn text(&self) -> String {
        let mut widths: Vec<usize> = self.columns.iter().map(|c| c.chars().count()).collect();
        for row in &self.rows {
            widths.iter_mut().zip(row).for_each(|(width, cell)| *width = (*width).max(cell.chars().count()));
        }
        let line = |cells: Vec<&str>| {
            let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let mut lines = vec![line(self.columns.clone())];
        lines.extend(self.rows.iter().map(|row| line(row.iter().map(String::as_str).collect())));
        lines.join("\n") + "\n"
    }
}

fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '@', '\t']) || cell.starts_with('-') && cell.parse::<f64>().is_err() {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
