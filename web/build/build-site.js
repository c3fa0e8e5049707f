import { runMain } from './command.js';
import { buildSite } from './site.js';

runMain(buildSite);
