// program.mjs with require.

const { assess } = require('dispute-clock');
require('dispute-clock/element');

const options = { now: '2026-03-02T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'en' };

console.log(JSON.stringify(assess({ ordered: '2026-03-01T10:00' }, options)));
