//! A static file server with the same bytes, to stand beside.

use std::fs;
use std::io::{Error, Result};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server that runs until this goes.
pub struct Peer {
    /// Where it listens.
    pub port: u16,
    /// What it is.
    pub name: String,
    child: Child,
    folder: PathBuf,
}

impl Peer {
    /// Puts a page into a folder, as it is and packed, and serves it.
    pub fn start(plain: &[u8], packed: &[u8]) -> Result<Peer> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("comity-peer-{port}"));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("text.html"), plain)?;
        fs::write(folder.join("text.html.gz"), packed)?;
        let (child, name) = match nginx(&folder, port) {
            Ok(child) => (child, "nginx, packed beforehand"),
            Err(_) => (python(&folder, port)?, "python3 -m http.server, unpacked"),
        };
        let mut peer = Peer {
            port,
            name: name.to_owned(),
            child,
            folder,
        };
        for _ in 0..100 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(peer);
            }
            if peer.child.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(Error::other("the static file server does not answer"))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It is ours, and its folder is.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn nginx(folder: &std::path::Path, port: u16) -> Result<Child> {
    let place = folder.display();
    let settings = format!(
        "daemon off; master_process off; pid {place}/pid; error_log {place}/errors;\n\
         events {{ worker_connections 1024; }}\n\
         http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;\n\
         client_body_temp_path {place}/a; proxy_temp_path {place}/b; fastcgi_temp_path {place}/c;\n\
         uwsgi_temp_path {place}/d; scgi_temp_path {place}/e; gzip_static on;\n\
         open_file_cache max=10; types {{ text/html html; }}\n\
         server {{ listen 127.0.0.1:{port}; root {place}; }} }}\n"
    );
    let file = folder.join("settings");
    fs::write(&file, settings)?;
    Command::new("nginx")
        .arg("-c")
        .arg(file)
        .stderr(Stdio::null())
        .spawn()
}

fn python(folder: &std::path::Path, port: u16) -> Result<Child> {
    Command::new("python3")
        .args([
            "-m",
            "http.server",
            &port.to_string(),
            "--bind",
            "127.0.0.1",
        ])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
}
