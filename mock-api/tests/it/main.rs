//! The server, tested by real HTTP over loopback.

#[cfg(test)]
mod http;
#[cfg(test)]
mod server;

#[cfg(test)]
mod campaigns;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod control;
#[cfg(test)]
mod faults;
