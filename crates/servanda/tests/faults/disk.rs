//! A small disk of its own: an ext4 file system in a file.

use crate::harness::say;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A disk of 16 MB; gone when it is dropped.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    image: PathBuf,
}

impl Disk {
    /// A new one. Where none can be made here, says why, and there is none.
    pub fn new(name: &str) -> Option<Disk> {
        let folder = std::env::temp_dir().join(format!("servanda-faults-disk-{}-{name}", std::process::id()));
        let disk = Disk { image: folder.with_extension("ext4"), folder };
        std::fs::create_dir_all(&disk.folder).unwrap();
        std::fs::File::create(&disk.image).unwrap().set_len(16 << 20).unwrap();
        let (image, folder) = (disk.image.display().to_string(), disk.folder.display().to_string());
        for command in [&["mkfs.ext4", "-q", "-F", "-m", "0", &image][..], &["mount", "-o", "loop", &image, &folder]] {
            let done = Command::new(command[0]).args(&command[1..]).output();
            if let Some(why) = match done {
                Ok(output) if output.status.success() => None,
                Ok(output) => Some(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
                Err(error) => Some(error.to_string()),
            } {
                say(&format!("full: not run, for a disk of its own needs root and loop devices: {}: {why}", command[0]));
                return None;
            }
        }
        Some(disk)
    }

    /// Where it is mounted.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How many bytes are free.
    pub fn free(&self) -> u64 {
        let room = rustix::fs::statvfs(&self.folder).unwrap();
        room.f_bavail * room.f_frsize
    }

    /// Takes room until so many bytes are left; fewer where somebody else took some meanwhile.
    pub fn fill_to(&self, left: u64) {
        let take = usize::try_from(self.free().saturating_sub(left)).unwrap();
        let mut filler = std::fs::File::options().create(true).append(true).open(self.folder.join("filler")).unwrap();
        match filler.write_all(&vec![0; take]) {
            Err(error) if error.kind() == std::io::ErrorKind::StorageFull => {}
            taken => taken.unwrap(),
        }
    }

    /// Takes all that is left.
    pub fn fill(&self) {
        let mut filler = std::fs::File::options().create(true).append(true).open(self.folder.join("filler")).unwrap();
        for size in [64 << 10, 1 << 10, 1] {
            while filler.write_all(&vec![0; size]).is_ok() {}
        }
    }

    /// Gives back what was taken.
    pub fn give_back(&self) {
        let _ = std::fs::remove_file(self.folder.join("filler"));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.folder).output();
        let _ = std::fs::remove_file(&self.image);
        let _ = std::fs::remove_dir(&self.folder);
    }
}
