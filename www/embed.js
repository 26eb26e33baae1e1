// The embed: one classic script that registers <dispute-clock> and <dispute-countdown>, wherever and however often
// it is included; registration waits only if the core has to be fetched first.

import { ready } from './core/either.js';
import { register } from './register.js';

const waiting = ready();
if (waiting) waiting.then(register, (error) => console.warn(`dispute-clock cannot start: ${error.message}`));
else register();
