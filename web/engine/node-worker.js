// A worker of attendAsync in Node.js. It is told its port and the module.
import { parentPort } from 'node:worker_threads';
import { serve } from './core.js';

parentPort?.once('message', (/** @type {Parameters<typeof serve>} */ data) => serve(...data));
