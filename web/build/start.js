import { runMain } from './command.js';
import { serve } from './serve.js';
import { buildSite, distFolder } from './site.js';

runMain(async () => {
  await buildSite();
  const port = Number(process.env.PORT ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT: expected 0 to 65535, got ${process.env.PORT}`);
  }
  const site = await serve(distFolder, { port });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => site.close().then(() => process.exit(0)));
  }
  console.log(`Attention Lab: ${site.url}`);
});
