import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { knownFiles } from '../host/known-files';
import { ReadAhead } from '../host/read-ahead';
import { readForOther } from '../host/reading-thread';
import { isReadingThread, programIn } from '../host/threads';
import { disksApart } from './disks/apart';
import { CopiedDisk } from './disks/copied';
import { lookingThrough } from './disks/looking';
import { readAhead } from './disks/own';
import { serve } from './server';

const program = programIn(__filename);

function run(): void {
  process.argv.push('--stdio'); // the way to talk when no other was named; console.log then goes to the editor's log too, never to stdout
  const connection = createConnection(ProposedFeatures.all);
  process.on('unhandledRejection', (error) => connection.console.error(`Keyhook: ${error instanceof Error ? error.stack : String(error)}`));
  serve(
    connection,
    disksApart(
      readAhead(new ReadAhead(program), () => knownFiles(process.env)),
      new CopiedDisk(lookingThrough(connection)),
    ),
  );
}

if (isReadingThread()) readForOther(program);
else run();
