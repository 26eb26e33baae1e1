//! Time zones from chrono-tz, independent data. For the native tests and for `fuzz/`.

use chrono::{Offset, TimeZone};
use chrono_tz::Tz;
use dispute_clock::wire::Zones;
use dispute_clock::{Instant, Zone};
use std::rc::Rc;

/// A zone of the IANA database, as chrono-tz has it.
#[derive(Clone, Copy, Debug)]
pub struct TzZone(pub Tz);

impl Zone for TzZone {
    fn id(&self) -> &str {
        self.0.name()
    }

    fn offset_at(&self, at: Instant) -> i32 {
        let utc = chrono::DateTime::from_timestamp_millis(at.millis()).unwrap().naive_utc();
        self.0.offset_from_utc_datetime(&utc).fix().local_minus_utc()
    }
}

/// All zones of chrono-tz, on a host that is set to one of them.
#[derive(Clone, Copy, Debug)]
pub struct TzZones(pub Tz);

impl Zones for TzZones {
    fn zone(&self, id: &str) -> Option<Rc<dyn Zone>> {
        id.parse().ok().map(|tz| Rc::new(TzZone(tz)) as Rc<dyn Zone>)
    }

    fn host_zone(&self) -> Rc<dyn Zone> {
        Rc::new(TzZone(self.0))
    }
}
