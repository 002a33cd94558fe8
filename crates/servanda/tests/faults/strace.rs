//! Faults of the system beneath, brought about by strace: the call of that number fails, or the program is killed in it.

use crate::harness::{Place, Site, say};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long an operation may take: busy waits are part of it.
const PATIENCE: Duration = Duration::from_secs(90);

/// The calls through which the program touches files.
pub const CALLS: [&str; 15] = [
    "openat",
    "read",
    "pread64",
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "rename",
    "unlink",
    "mkdir",
    "statx",
    "copy_file_range",
    "mmap",
];

/// Those for which a full disk is an answer.
pub const NEED_ROOM: [&str; 8] = ["openat", "write", "pwrite64", "ftruncate", "fallocate", "rename", "mkdir", "fsync"];

/// Whether strace can be used here; says so where it cannot.
pub fn there_is(what: &str) -> bool {
    let tried = Command::new("strace").args(["-qq", "-f", "-e", "trace=none"]).args(ALONE).arg("true").output();
    let there = tried.is_ok_and(|output| output.status.success());
    if !there {
        say(&format!("{what}: not run, for it needs strace, and who may trace and make a process namespace (root)"));
    }
    there
}

/// Runs a program as number one of a namespace: then the names of files in which its number stands are the same every time.
const ALONE: [&str; 3] = ["unshare", "--pid", "--fork"];

/// What came of a run under strace.
#[derive(Debug)]
pub struct Run {
    pub status: ExitStatus,
    pub told: String,
    /// The calls, a line each.
    pub calls: String,
}

impl Run {
    /// Whether the program was killed.
    pub fn was_killed(&self) -> bool {
        self.calls.contains("+++ killed by SIGKILL +++")
    }

    /// Whether a fault struck.
    pub fn struck(&self) -> bool {
        self.calls.contains("(INJECTED") || self.was_killed()
    }
}

/// What an operation does to the files of a place.
#[derive(Debug)]
pub struct Touched {
    /// The files and folders, below that of the place.
    files: BTreeSet<PathBuf>,
    /// The calls on them: the name, and which one it is of those of its thread, as strace counts them.
    pub calls: Vec<(String, usize)>,
}

/// Runs the program and looks on.
pub fn look_on(place: &Place, arguments: &[String]) -> (Run, Touched) {
    let run = run(place, arguments, &[format!("trace={}", CALLS.join(","))], &[]);
    let touched = touched(&run.calls, &place.folder().display().to_string());
    (run, touched)
}

/// Runs the program while a call on the files it touches fails, or is its last.
pub fn strike(place: &Place, arguments: &[String], touched: &Touched, fault: &str) -> Run {
    let name = fault.split(':').next().unwrap_or_default();
    let files: Vec<PathBuf> = touched.files.iter().map(|file| place.folder().join(file)).collect();
    run(place, arguments, &[format!("trace={name}"), format!("inject={fault}")], &files)
}

fn run(place: &Place, arguments: &[String], what: &[String], files: &[PathBuf]) -> Run {
    let beside = std::env::temp_dir().join(format!("{}.strace", place.folder().file_name().unwrap().to_string_lossy()));
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-qq", "-s", "0", "-o"]).arg(&beside);
    command.args(what.iter().flat_map(|what| ["-e", what]));
    command.args(files.iter().flat_map(|file| [OsStr::new("-P"), file.as_os_str()]));
    // To stop at these calls only is faster, but signals are then not brought about (strace 6.1).
    if !what.iter().any(|what| what.contains(":signal=")) {
        command.arg("--seccomp-bpf");
    }
    // One worker keeps the calls of every thread in one order.
    command.args(ALONE).arg(env!("CARGO_BIN_EXE_servanda")).args(arguments).current_dir("/");
    command.env("TOKIO_WORKER_THREADS", "1").env("TMPDIR", place.folder());
    let told = beside.with_extension("told");
    let mut child = command.stdout(Stdio::null()).stderr(File::create(&told).unwrap()).spawn().unwrap();
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if began.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{arguments:?} under {what:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let run = Run { status, told: text(&told), calls: text(&beside) };
    [told, beside].iter().for_each(|file| std::fs::remove_file(file).unwrap());
    run
}

fn text(file: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(file).unwrap_or_default()).into_owned()
}

/// Finds the files below a folder, and the calls on them.
fn touched(calls: &str, folder: &str) -> Touched {
    let (mut counts, mut files) = (BTreeMap::new(), BTreeSet::new());
    let mut found = BTreeSet::new();
    for line in calls.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((name, arguments)) = rest.trim_start().split_once('(').filter(|(name, _)| CALLS.contains(name)) else {
            continue;
        };
        // Files stand after their number or between quotes; those with names by chance, which SQLite removes at once, stay out.
        let paths =
            arguments.split(['<', '>', '"']).filter_map(|path| path.strip_prefix(folder)).filter(|path| !path.contains("etilqs"));
        let paths: Vec<PathBuf> = paths.map(|path| PathBuf::from(path.trim_start_matches('/'))).collect();
        if !paths.is_empty() {
            let count: &mut usize = counts.entry((thread, name)).or_default();
            *count += 1;
            found.insert((name.to_owned(), *count));
            files.extend(paths);
        }
    }
    Touched { files, calls: found.into_iter().collect() }
}

/// strace, attached to a site that is running.
#[derive(Debug)]
pub struct Tracer {
    strace: Child,
    calls: PathBuf,
}

impl Tracer {
    /// Attaches it: the fault strikes calls on these files only. They are counted from here on, in each thread by itself.
    pub fn attach(site: &Site, calls: &[&str], files: &[PathBuf], fault: &str) -> Tracer {
        let beside = std::env::temp_dir().join(format!("servanda-faults-{}.strace", site.id()));
        let told = beside.with_extension("told");
        let mut command = Command::new("strace");
        command.args(["-f", "-y", "-s", "0", "-e", &format!("trace={}", calls.join(","))]);
        command.args(["-e", &format!("inject={fault}"), "-p", &site.id().to_string(), "-o"]).arg(&beside);
        files.iter().for_each(|file| {
            command.arg("-P").arg(file);
        });
        let strace = command.stdout(Stdio::null()).stderr(File::create(&told).unwrap()).spawn().unwrap();
        let began = Instant::now();
        while !text(&told).contains(" attached") {
            assert!(began.elapsed() < PATIENCE, "strace does not attach: {}", text(&told));
            std::thread::sleep(Duration::from_millis(2));
        }
        std::fs::remove_file(told).unwrap();
        Tracer { strace, calls: beside }
    }

    /// Leaves the site alone again; the calls it saw.
    pub fn detach(mut self) -> String {
        Command::new("kill").arg(self.strace.id().to_string()).status().unwrap();
        self.strace.wait().unwrap();
        text(&self.calls)
    }
}

impl Drop for Tracer {
    fn drop(&mut self) {
        let _ = self.strace.kill();
        let _ = self.strace.wait();
        let _ = std::fs::remove_file(&self.calls);
    }
}
