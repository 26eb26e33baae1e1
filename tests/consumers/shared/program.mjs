// Every consumer's program: one answer, printed; the element is imported without a DOM.

import { assess } from 'dispute-clock';
import 'dispute-clock/element';

const options = { now: '2026-03-02T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'en' };

console.log(JSON.stringify(assess({ ordered: '2026-03-01T10:00' }, options)));
