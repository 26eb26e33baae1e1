// What every consumer's program does: one answer, printed; the element is imported where there is no page.

import { assess } from 'dispute-clock';
import 'dispute-clock/element';

const options = { now: '2026-03-02T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'en' };

console.log(JSON.stringify(assess({ ordered: '2026-03-01T10:00' }, options)));
