//! The one place of this room that reads clocks: what it measures is time.

use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// How long something took.
#[derive(Clone, Copy, Default, Debug)]
pub struct Took {
    /// Seconds of processor time of this process.
    pub cpu: f64,
    /// Seconds by the clock on the wall.
    pub wall: f64,
}

/// Does something and says how long it took.
pub fn measured<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (cpu, wall) = (cpu_now(), wall_now());
    let done = work();
    // The clock on the wall first: asking for processor time takes a while itself.
    let wall = wall_now() - wall;
    let cpu = cpu_now() - cpu;
    (done, Took { cpu: cpu.as_secs_f64(), wall: wall.as_secs_f64() })
}

fn cpu_now() -> Duration {
    read(ClockId::ProcessCPUTime)
}

fn wall_now() -> Duration {
    read(ClockId::Monotonic)
}

fn read(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// The most memory this process has held so far, in megabytes.
pub(crate) fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next()).and_then(|number| number.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}
