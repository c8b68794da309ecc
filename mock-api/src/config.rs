//! The settings of a server.

use std::net::{Ipv4Addr, SocketAddr};

use crate::limits::Limits;

/// The default is a free port on loopback with the vendor's limits.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// Port 0 takes a free port.
    pub addr: SocketAddr,
    /// How many requests each key may send.
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Self {
        Self { addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), limits: Limits::default() }
    }
}

impl Config {
    /// A free port without limits, as most tests need it.
    pub fn unlimited() -> Self {
        Self { limits: Limits::none(), ..Self::default() }
    }

    /// The same settings with another port of loopback.
    #[must_use]
    pub fn port(self, port: u16) -> Self {
        Self { addr: SocketAddr::from((Ipv4Addr::LOCALHOST, port)), ..self }
    }
}
