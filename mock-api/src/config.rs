//! What a server can be told.

use std::net::{Ipv4Addr, SocketAddr};

use crate::limits::Limits;

/// How to serve. The default is a free port on loopback with the vendor's limits.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub addr: SocketAddr,
    /// How often each key may ask.
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Self {
        Self { addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), limits: Limits::default() }
    }
}

impl Config {
    /// A free port without limits: what most tests want.
    pub fn unlimited() -> Self {
        Self { limits: Limits::none(), ..Self::default() }
    }

    /// The same on another port of loopback.
    #[must_use]
    pub fn port(self, port: u16) -> Self {
        Self { addr: SocketAddr::from((Ipv4Addr::LOCALHOST, port)), ..self }
    }
}
