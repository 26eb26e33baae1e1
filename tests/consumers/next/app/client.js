'use client';

import { assess } from 'dispute-clock';
import 'dispute-clock/element';
import { useEffect } from 'react';

const options = { now: '2026-03-02T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'en' };

export function Client({ server }) {
  useEffect(() => {
    const client = JSON.stringify(assess({ ordered: '2026-03-01T10:00' }, options));
    globalThis.answer = client === server ? client : `server ${server}, client ${client}`;
  }, [server]);
  return <dispute-clock />;
}
