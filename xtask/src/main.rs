//! The project's own commands; `cargo xtask` lists them.

fn main() {
    println!("cargo xtask demo | test | build | score | bench");
}
