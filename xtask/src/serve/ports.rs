//! Which port to listen on.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result, bail};

/// How far from the usual port one is looked for.
const TRIES: u16 = 20;

/// The port that was asked for, or else the first free one from `usual` on.
pub(super) fn choose(option: &str, asked: Option<u16>, usual: u16) -> Result<u16> {
    if let Some(port) = asked {
        if !is_free(port) {
            bail!("port {port} is taken: end what listens there or choose another --{option}");
        }
        return Ok(port);
    }
    let port = (usual..usual + TRIES).find(|port| is_free(*port)).with_context(|| {
        format!("ports {usual} to {} are taken: choose one with --{option}", usual + TRIES - 1)
    })?;
    if port != usual {
        println!("Port {usual} is taken: using {port} (--{option} chooses another).");
    }
    Ok(port)
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_refused_if_asked_for_and_passed_over_if_not() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = choose("port", Some(port), 8080).unwrap_err().to_string();
        assert!(error.contains(&format!("port {port} is taken")), "{error}");
        if port < u16::MAX - TRIES {
            assert_ne!(choose("port", None, port).unwrap(), port);
        }
    }
}
