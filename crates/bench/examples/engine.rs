fn main() -> anyhow::Result<()> {
    bench::serve(std::path::Path::new(&std::env::args().nth(1).unwrap_or_default()))
}
