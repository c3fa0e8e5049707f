// A worker of attendAsync. It is told its port and the module.
import { serve } from './index.js';

/** @param {{ data: Parameters<typeof serve> }} message */
const start = ({ data }) => serve(...data);

if (typeof self === 'object') {
  self.onmessage = start;
  // A platform that cannot hand over a compiled module: an error here is one of a worker that does not start.
  self.onmessageerror = () => {
    throw new Error('the module did not arrive');
  };
} else {
  const { parentPort } = await import('node:worker_threads');
  parentPort?.once('message', (data) => start({ data }));
}
