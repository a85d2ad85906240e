import { renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { soleUse } from './sole-use';
import { commandSays, exampleFolder, shown, untilNew, untilShown } from './support';

it('sees a file that another program has changed', async () => {
  const before = shown();
  const { flow, text, renamed, finding } = await soleUse();
  writeFileSync(flow, renamed);
  await untilNew(finding, before, 'the reference to be unused');
  await untilShown(await commandSays(), 'the findings of the command');
  writeFileSync(flow, text);
  await untilShown(before, 'the findings from before the change');
});

it('sees a folder go and come back', async () => {
  const before = shown();
  const folder = dirname((await soleUse()).flow);
  const away = join(exampleFolder(), '..', 'away');
  renameSync(folder, away);
  const without = await commandSays();
  await untilShown(without, 'the findings without the flows');
  renameSync(away, folder);
  await untilShown(before, 'the findings from before');
});
