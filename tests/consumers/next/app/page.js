// Rendered on the server: the engine answers there, and the page hands the answer on.

import { assess } from 'dispute-clock';
import { Client } from './client.js';

const options = { now: '2026-03-02T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'en' };

export default function Page() {
  const answer = JSON.stringify(assess({ ordered: '2026-03-01T10:00' }, options));
  return <Client server={answer} />;
}
