import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { disksApart } from './disks/apart';
import { CopiedDisk } from './disks/copied';
import { lookingThrough } from './disks/looking';
import { ownDisk } from './disks/own';
import { serve } from './server';

process.argv.push('--stdio'); // the way to talk when no other was named; console.log then goes to the editor's log too, never to stdout
const connection = createConnection(ProposedFeatures.all);
process.on('unhandledRejection', (error) => connection.console.error(`Keyhook: ${error instanceof Error ? error.stack : String(error)}`));
serve(connection, disksApart(ownDisk, new CopiedDisk(lookingThrough(connection))));
