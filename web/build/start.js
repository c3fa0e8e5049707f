import { runMain } from './command.js';
import { endBySignal, placeOf, wantedPort } from './port.js';
import { serveFolder } from './static-server.js';
import { buildSite, distFolder } from './site.js';

runMain(async () => {
  const port = wantedPort(); // First: a build takes a minute.
  await buildSite();
  const site = await serveFolder(distFolder, { port });
  endBySignal(site.close);
  console.log(placeOf(site, port)); // Last, where it is seen.
});
