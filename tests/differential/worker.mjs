// One part of the comparison in its own thread, on the built package.

import { parentPort, workerData } from 'node:worker_threads';
import { Temporal } from 'temporal-polyfill';
import { assess } from '../../dist/npm/index.js';
import { compare } from './compare.mjs';

parentPort?.postMessage(compare(Temporal, assess, workerData));
