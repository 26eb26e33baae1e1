//! A small development server for `dist/site`: correct MIME types, no caching, nothing outside the folder.
//! Used by `main`.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::shell::root;

/// Enough that one slow download does not block the page.
const WORKERS: usize = 4;
const MAX_PORTS: u16 = 20;

pub fn run(port: u16) -> Result<()> {
    let site = root().join("dist/site");
    let (server, found) = listen(port)?;
    if found != port {
        println!("Port {port} is in use.");
    }
    println!("Serving dist/site at http://127.0.0.1:{found}/ (Ctrl+C to stop)");
    let server = Arc::new(server);
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (server, site) = (Arc::clone(&server), site.clone());
            thread::spawn(move || {
                for request in server.incoming_requests() {
                    answer(request, &site);
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().map_err(|_| anyhow!("the server stopped"))?;
    }
    Ok(())
}

/// The first free port from `first` on.
fn listen(first: u16) -> Result<(Server, u16)> {
    for port in first..=first.saturating_add(MAX_PORTS) {
        match Server::http(("127.0.0.1", port)) {
            Ok(server) => {
                let found = server.server_addr().to_ip().map_or(port, |address| address.port());
                return Ok((server, found));
            }
            Err(error) if is_in_use(error.as_ref()) => {}
            Err(error) => bail!("cannot listen on port {port}: {error}"),
        }
    }
    bail!("no free port from {first} on; name another with --port")
}

fn is_in_use(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::AddrInUse)
}

fn answer(request: Request, site: &Path) {
    let result = match (request.method(), file_for(request.url(), site)) {
        (Method::Get | Method::Head, Some(path)) => match File::open(&path) {
            Ok(file) => {
                let response = Response::from_file(file)
                    .with_header(header("Content-Type", content_type(&path)))
                    .with_header(header("Cache-Control", "no-cache"));
                request.respond(response)
            }
            Err(error) => request.respond(plain(500, &error.to_string())),
        },
        (Method::Get | Method::Head, None) => request.respond(plain(404, "Not found")),
        _ => request
            .respond(plain(405, "Only GET and HEAD").with_header(header("Allow", "GET, HEAD"))),
    };
    // A browser that disconnects in the middle of a response is not an error.
    drop(result);
}

/// The file that a URL names, or `None` if there is none inside `site`.
fn file_for(url: &str, site: &Path) -> Option<PathBuf> {
    let address = url.split(['?', '#']).next()?;
    let path = Path::new(address.trim_start_matches('/'));
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    let mut file = site.join(path);
    if address.ends_with('/') {
        file.push("index.html");
    }
    (inside && file.is_file()).then_some(file)
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

fn plain(status: u16, text: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    Response::from_string(text)
        .with_status_code(status)
        .with_header(header("Content-Type", "text/plain; charset=utf-8"))
}

fn header(name: &'static str, value: &'static str) -> Header {
    Header::from_bytes(name, value).expect("our own headers are ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_inside_the_site_are_found() {
        let site = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(file_for("/src/main.rs?x=1#y", site), Some(site.join("src/main.rs")));
        let www = site.join("../www");
        assert_eq!(file_for("/", &www), Some(www.join("index.html")));
        assert_eq!(file_for("/examples/?x", &www), Some(www.join("examples/index.html")));
        for url in [
            "/../Cargo.toml",
            "/src/../../Cargo.toml",
            "//etc/passwd",
            "/src",
            "/none",
            "/..%2fCargo.toml",
        ] {
            assert_eq!(file_for(url, &site.join("src")), None, "{url}");
        }
    }

    #[test]
    fn a_busy_port_is_skipped() {
        let (_held, port) = listen(18080).unwrap();
        let (_other, next) = listen(port).unwrap();
        assert!(next > port);
    }
}
