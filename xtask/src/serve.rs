//! The demo's server: files of this checkout, on localhost alone, under the strictest policy that a site may have.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, anyhow};

use crate::house;

/// The folders that are served: the first whose prefix fits.
const FOLDERS: [(&str, &str); 5] = [
    ("/assets/peer-circle/", "pkg/dist"),
    // The package has its name lists beside its code.
    ("/assets/data/", "pkg/data"),
    // Each element's states stand beside its code.
    ("/stories/", "pkg/src/elements"),
    ("/data/", "examples/data"),
    ("/", "examples/demo"),
];

/// What a careful site allows, and the package therefore must do with. `blob:` media are recordings that a researcher
/// chose on this computer; without it everything works but listening.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    worker-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; \
    require-trusted-types-for 'script'; trusted-types peer-circle lit-html";

/// A running server; it ends with the process.
pub(crate) struct Server {
    address: String,
    worker: std::thread::JoinHandle<()>,
}

impl Server {
    /// Serves at a port, or at a free one for 0.
    pub(crate) fn start(port: u16) -> Result<Self> {
        let error = |error| anyhow!("cannot serve at port {port}: {error}; name another with --port");
        let listener = TcpListener::bind(("127.0.0.1", port)).map_err(error)?;
        let port = listener.local_addr().map_err(error)?.port();
        let worker = std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                // Browsers open several at once and may leave one idle: none waits for another.
                std::thread::spawn(move || answer(connection));
            }
        });
        Ok(Self { address: format!("http://localhost:{port}/"), worker })
    }

    /// Where it is found.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Goes on until the process is ended.
    pub(crate) fn wait(self) {
        // A server that panicked has said so.
        self.worker.join().unwrap_or_default();
    }
}

/// More than any browser sends before its headers end.
const LONGEST_HEAD: u64 = 64 * 1024;

/// Answers the one request of a connection; whoever asked may have gone, which is no matter.
fn answer(mut connection: TcpStream) {
    let _ = connection.set_read_timeout(Some(Duration::from_secs(30)));
    let Some((method, url)) = asked(&connection) else { return };
    let found = match method.as_str() {
        "GET" | "HEAD" => file(&url).and_then(|path| Some((fs::read(&path).ok()?, kind(&path)))),
        _ => None,
    };
    let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
    let (body, kind) = found.unwrap_or_else(|| (b"there is no such file".to_vec(), "text/plain; charset=utf-8"));
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {POLICY}\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    let body = if method == "HEAD" { &[][..] } else { &body };
    let _ = connection.write_all(head.as_bytes()).and_then(|()| connection.write_all(body));
}

/// The method and the address of a request, once all of its head has come.
fn asked(connection: &TcpStream) -> Option<(String, String)> {
    let mut lines = BufReader::new(std::io::Read::take(connection, LONGEST_HEAD)).lines().map_while(Result::ok);
    let first = lines.next()?;
    lines.find(String::is_empty)?;
    let mut words = first.split(' ').map(str::to_owned);
    Some((words.next()?, words.next()?))
}

/// The file that an address names; a folder's is its `index.html`.
fn file(url: &str) -> Option<PathBuf> {
    let path = decode(url.split(['?', '#']).next()?)?;
    let (rest, folder) = FOLDERS.iter().find_map(|(prefix, folder)| Some((path.strip_prefix(prefix)?, folder)))?;
    let below = Path::new(rest);
    let plain = below.components().all(|part| matches!(part, Component::Normal(_)));
    let file = house::at(folder).join(below);
    plain.then_some(if file.is_dir() { file.join("index.html") } else { file })
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(if byte == b'%' { digit(rest.next())? * 16 + digit(rest.next())? } else { byte });
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains(['\0', '\\']))
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_files_below_their_folders_alone() {
        let found = |url| file(url).and_then(|path| Some(path.strip_prefix(house::root()).ok()?.to_owned()));
        assert_eq!(found("/assets/peer-circle/index.js?v=1"), Some("pkg/dist/index.js".into()));
        assert_eq!(found("/data/a%20b.csv"), Some("examples/data/a b.csv".into()));
        assert_eq!(found("/member.html"), Some("examples/demo/member.html".into()));
        for url in
            ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/data/../../Cargo.toml", "/data//etc/passwd", "/%zz", "/a%00b"]
        {
            assert_eq!(found(url), None, "{url}");
        }
    }
}
