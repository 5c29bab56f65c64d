//! Which places of the network may be posted to: all that are public, and those inside that WEBHOOK_ALLOW names.
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use url::Host;

/// A place inside that may be posted to: a range of addresses, or a host by its name, wherever that leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllowedPlace {
    Range(IpNet),
    Named(String),
}

impl std::str::FromStr for AllowedPlace {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Ok(range) = text.parse() {
            return Ok(Self::Range(range));
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self::Range(address.into()));
        }
        let wrong = || {
            format!(
                "\"{text}\" is neither a range such as 10.1.0.0/16 nor a host such as crm.internal"
            )
        };
        let is_name = |mark: u8| mark.is_ascii_alphanumeric() || b"-_.".contains(&mark);
        match Host::parse(text) {
            Ok(Host::Domain(name)) if name.bytes().all(is_name) && !plain(&name).is_empty() => {
                Ok(Self::Named(plain(&name)))
            }
            _ => Err(wrong()),
        }
    }
}

/// A name as it is compared: that of the root may be left out.
fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

/// The places inside that may be posted to.
#[derive(Clone, Debug, Default)]
pub struct AllowedPlaces(Vec<AllowedPlace>);

impl AllowedPlaces {
    pub fn new(places: Vec<AllowedPlace>) -> Self {
        Self(places)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this address is named, or the host that led to it.
    pub fn names(&self, host: &str, address: IpAddr) -> bool {
        let (host, address) = (plain(host), address.to_canonical());
        self.0.iter().any(|place| match place {
            AllowedPlace::Range(range) => range.contains(&address),
            AllowedPlace::Named(name) => *name == host,
        })
    }

    /// Whether this address may be connected to, by a host of this name. What goes there unencrypted is for named ones only.
    pub fn may(&self, host: &str, address: IpAddr, is_encrypted: bool) -> bool {
        self.names(host, address) || is_encrypted && is_public(address)
    }
}

/// Whether an address is one of the public network.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match inner(address) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let is_inside = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation();
    let is_kept = match address.octets() {
        // This network; reserved; of the protocol itself; of relays that are no more; for measuring.
        [0, ..] | [240..=255, ..] | [192, 0, 0, _] | [192, 88, 99, _] | [198, 18..=19, ..] => true,
        // Behind the address of a carrier, and the one by which Azure speaks to its machines.
        [100, 64..=127, ..] | [168, 63, 129, 16] => true,
        _ => false,
    };
    !is_inside && !is_kept
}

/// Only of the range that is given out are addresses public, and not all of those.
fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // Of protocols, such as Teredo; for examples, twice.
        [0x2001, second, ..] if second < 0x0200 || second == 0x0db8 => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

/// The address of version 4 that is meant by one of version 6: mapped, compatible, of 6to4, or behind NAT64.
fn inner(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let join = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match address.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => Some(join(high, low)),
        [0, 0, 0, 0, 0xffff, 0, high, low] => Some(join(high, low)),
        [0x2002, high, low, ..] => Some(join(high, low)),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(join(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{AllowedPlace, AllowedPlaces, is_public};

    /// More than forty that lead inside, in all the ways that are known of.
    #[test]
    fn nothing_inside_is_public_however_it_is_written() {
        for inside in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.100.100.200",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.0.1",
            "169.254.169.254",
            "169.254.170.2",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "::ffff:0:127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:10::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(inside.parse().expect("an address")), "{inside}");
        }
        for outside in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "64:ff9b::808:808",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(outside.parse().expect("an address")), "{outside}");
        }
    }

    #[test]
    fn a_place_inside_is_named_by_its_range_or_its_name() {
        let places = ["10.1.0.0/16", "127.0.0.1", "fd12::/16", "CRM.internal."];
        let places = places.map(|place| place.parse::<AllowedPlace>().expect("a place"));
        let places = AllowedPlaces::new(places.to_vec());
        let may = |host: &str, address: &str| {
            places.may(host, address.parse().expect("an address"), false)
        };
        assert!(may("a.example", "10.1.2.3"));
        assert!(may("a.example", "::ffff:10.1.2.3"));
        assert!(may("crm.internal", "192.168.7.7"));
        assert!(may("crm.internal.", "192.168.7.7"));
        assert!(may("a.example", "fd12::5"));
        assert!(!may("a.example", "10.2.2.3"));
        assert!(!may("a.example", "127.0.0.2"));
        assert!(!may("evil-crm.internal", "192.168.7.7"));
        // Unencrypted, not even what is public.
        assert!(!may("a.example", "8.8.8.8"));
        for bad in [
            "",
            "10.1.0.0/33",
            "http://crm.internal",
            "crm internal",
            "*",
            ".",
        ] {
            assert!(bad.parse::<AllowedPlace>().is_err(), "{bad}");
        }
    }
}
