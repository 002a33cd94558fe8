//! The law, the register and the words are part of the binary: when they change, it is built anew.

fn main() {
    for folder in ["law", "register", "locales"] {
        println!("cargo:rerun-if-changed=../../{folder}");
    }
}
