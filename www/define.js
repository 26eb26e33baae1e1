// The npm entry `./element`: registers <dispute-clock> and <dispute-countdown>, once, and nothing else.
// On a server, or when it is loaded twice, it does nothing.

import { register } from './register.js';

register();

export { DisputeClockElement } from './element/dispute-clock.js';
export { DisputeCountdownElement } from './element/dispute-countdown.js';
