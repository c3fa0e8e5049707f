import { runMain } from './command.js';
import { buildPackage } from './package.js';
import { buildSite } from './site.js';
import { buildTypes } from './types.js';

runMain(async () => {
  await buildSite();
  await buildPackage();
  await buildTypes();
});
