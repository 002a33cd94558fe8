//! Every call of the system that an operation makes on our files, made to fail once, and from then on, and to be the program's last:
//! the operation is then whole or absent, says what it is, and can be done again.

use crate::harness::{Place, is_drill, say};
use crate::operations::{OPERATIONS, Operation, Stands};
use crate::strace::{self, NEED_ROOM, Touched};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// In an ordinary run: how many operations, and how many calls of one name are tried.
const OPERATIONS_HERE: usize = 4;
const CALLS_HERE: usize = 3;

/// Two at a time: one computes while the other waits for the disk.
const AT_ONCE: usize = 2;

#[test]
fn an_operation_during_which_any_call_fails_is_whole_or_absent_and_can_be_done_again() {
    if !strace::there_is("syscalls") {
        return;
    }
    // `SERVANDA_OPERATION=export` tries that one only.
    let found: Vec<String> = match std::env::var("SERVANDA_OPERATION") {
        Ok(name) => OPERATIONS.iter().filter(|operation| operation.name == name).flat_map(swept).collect(),
        Err(_) => OPERATIONS.iter().take(if is_drill() { OPERATIONS.len() } else { OPERATIONS_HERE }).flat_map(swept).collect(),
    };
    assert!(found.is_empty(), "{} differ:\n{}", found.len(), found.join("\n"));
}

/// Tries an operation under every fault; what was found.
fn swept(operation: &Operation) -> Vec<String> {
    let (template, began) = (operation.template(), Instant::now());
    let place = template.copied(operation.name);
    let (run, touched) = strace::look_on(&place, &operation.arguments(&operation.place(&place)));
    assert!(run.status.success(), "{}: {}", operation.name, run.told);
    assert_eq!(operation.looked_at(&operation.place(&place)), (Stands::Whole, Vec::new()), "{}", operation.name);
    let faults = faults(&touched.calls);
    let (next, struck, found) = (AtomicUsize::new(0), AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(fault) = faults.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let (hit, problems) = tried(operation, &template, &touched, fault);
                    struck.fetch_add(usize::from(hit), Ordering::SeqCst);
                    found
                        .lock()
                        .unwrap()
                        .extend(problems.into_iter().map(|what| format!("{} under {fault}: {what}", operation.name)));
                }
            });
        }
    });
    let struck = struck.into_inner();
    say(&format!("syscalls: {}: {} faults tried, {struck} struck, in {:.0?}", operation.name, faults.len(), began.elapsed()));
    // A fault that strikes nothing shows nothing.
    assert!(struck * 10 >= faults.len() * 8, "{}: only {struck} of {} faults struck", operation.name, faults.len());
    found.into_inner().unwrap()
}

/// The faults to try, as strace is told them. In a drill every call fails in every way; in an ordinary run some calls of each name do,
/// with the errors in turn, and one call fails from then on.
fn faults(calls: &[(String, usize)]) -> Vec<String> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    calls.iter().for_each(|(name, call)| by_name.entry(name).or_default().push(*call));
    let mut faults = Vec::new();
    for (name, calls) in by_name {
        let (last, step) = (calls.len() - 1, calls.len().div_ceil(CALLS_HERE));
        let tried = |at: &usize| is_drill() || at.is_multiple_of(step) || *at == last;
        for (at, call) in calls.iter().enumerate().filter(|(at, _)| tried(at)) {
            let errors = if NEED_ROOM.contains(&name) { &["EIO", "ENOSPC", "EDQUOT"][..] } else { &["EIO"] };
            faults.push(format!("{name}:signal=KILL:when={call}"));
            if is_drill() {
                faults.extend(errors.iter().flat_map(|e| ["", "+"].map(|on| format!("{name}:error={e}:when={call}{on}"))));
            } else {
                faults.push(format!("{name}:error={}:when={call}", errors[at / step % errors.len()]));
                faults.extend((at == last).then(|| format!("{name}:error=EIO:when={call}+")));
            }
        }
    }
    faults
}

/// Whether the fault struck, and what was found after it.
fn tried(operation: &Operation, template: &Place, touched: &Touched, fault: &str) -> (bool, Vec<String>) {
    let copy = template.copied(operation.name);
    let place = operation.place(&copy);
    let run = strace::strike(&place, &operation.arguments(&place), touched, fault);
    let mut found = Vec::new();
    if run.told.contains("panicked") {
        found.push(format!("it panicked: {}", run.told));
    }
    let (stands, differences) = operation.looked_at(&place);
    found.extend(differences);
    match (&stands, run.status.success()) {
        (Stands::Half(what), _) => found.push(format!("half of it is there: {what}")),
        (Stands::Absent, true) => found.push("it says that it was done, and it was not".to_owned()),
        _ => {}
    }
    // An error is told to a person.
    if !run.was_killed() && !run.status.success() && !run.told.contains("error: ") {
        found.push(format!("it failed ({}) and did not say why: {:?}", run.status, run.told));
    }
    found.extend(operation.again(&place));
    (run.struck(), found)
}

#[test]
fn a_system_that_says_it_did_what_it_did_not_is_found_out() {
    if !strace::there_is("syscalls") {
        return;
    }
    let backup = OPERATIONS.iter().find(|o| o.name == "backup").unwrap();
    let template = backup.template();
    let place = template.copied("looked on");
    let (_, touched) = strace::look_on(&backup.place(&place), &backup.arguments(&place));
    // The lie: the file got its name, says the system.
    let (struck, found) = tried(backup, &template, &touched, "rename:retval=0:when=1");
    assert!(struck);
    assert!(found.iter().any(|what| what == "it says that it was done, and it was not"), "{found:?}");
}
