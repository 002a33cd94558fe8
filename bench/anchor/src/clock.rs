//! What the work cost: processor time, time by the clock, memory.

use std::time::Instant;

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

unsafe extern "C" {
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
}

const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;

/// The processor time of this process, in seconds.
fn cpu() -> f64 {
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    // SAFETY: the struct is the one that 64-bit Linux fills, and it outlives the call.
    unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.seconds as f64 + time.nanoseconds as f64 * 1e-9
}

/// The highest resident memory so far, in megabytes.
fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: Option<f64> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Does the work and says what it cost, as the end of a line of JSON.
pub fn measured<T>(work: impl FnOnce() -> T) -> (T, String) {
    let (cpu_before, before) = (cpu(), Instant::now());
    let made = work();
    let (wall, cpu) = (before.elapsed().as_secs_f64(), cpu() - cpu_before);
    (made, format!("\"cpu_s\":{cpu:.9},\"wall_s\":{wall:.9},\"peak_mb\":{:.1}", peak_mb()))
}
