// npm run watch: the site, built anew whenever a source changes; open pages load it again.

import { join } from 'node:path';
import { capture, projectFolder, runMain } from './command.js';
import { endBySignal, placeOf, wantedPort } from './port.js';
import { ensure } from './setup.js';
import { distFolder } from './site.js';

/** The modules of the build are those of now only in a process of its own. */
const build = () => capture(process.execPath, ['web/build/build-site.js']);

runMain(async () => {
  const port = wantedPort();
  await ensure('site');
  const { startWatching } = await import('./watching.js'); // Only now: set-up may just have installed what watches.
  const { site, close } = await startWatching({
    sources: ['cpp', 'python', 'web', 'package.json', 'CMakeLists.txt'].map((path) => join(projectFolder, path)),
    built: distFolder,
    served: join(projectFolder, 'build/watch'),
    port,
    build,
    say: console.log,
  });
  endBySignal(close);
  console.log(placeOf(site, port));
});
