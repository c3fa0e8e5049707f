// A worker of attendAsync. It is told its port and the module.
import { serve } from './core.js';

/** @param {{ data: Parameters<typeof serve> }} message */
self.onmessage = ({ data }) => serve(...data);
// A platform that cannot hand over a compiled module: an error here is one of a worker that does not start.
self.onmessageerror = () => {
  throw new Error('the module did not arrive');
};
