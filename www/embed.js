// The embed: one classic script that registers <dispute-clock>, wherever and however often it
// stands on the page, as soon as the core is compiled, or fetched where it must be.

import { ready } from './core/either.js';
import { register } from './register.js';

ready().then(register, (error) => console.warn(`dispute-clock cannot start: ${error.message}`));
