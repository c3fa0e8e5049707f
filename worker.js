// For tools that do not read `exports` in package.json, such as Parcel.
import './lib/worker.js';
