//! What the program says on its standard output.

use std::io::Write;

/// Prints a text. A reader that has heard enough (`| head`) ends the program quietly.
pub fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    if stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).is_err() {
        std::process::exit(0);
    }
}

/// Says something beside the work, which goes on also where nobody listens any more.
pub fn told(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

/// Says on standard error what is not as it should be; the work goes on.
pub fn warned(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
