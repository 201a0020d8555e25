import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { byteFacts } from '../host/byteFacts';
import { DataLooker, namesIn } from '../host/datasetInfo/dataFacts';
import { diskDataFiles } from '../host/labels/dataFiles';
import { useLanguage } from '../host/language';
import { DiskMediaFiles, mediaFoldersOf } from '../host/mediaFiles';
import { RecordCounters } from '../host/measure/recordCounters';
import { tokenizerShop } from '../host/measure/tokenizerShop';
import { writeText } from '../host/convert/writeText';
import { diskReviewFiles } from '../host/review/diskReviewFiles';
import { serverFiles } from '../host/serverFiles';
import { ReadFile, type ReadFileResult } from '../protocol/messages';
import { serve } from './server';

// The transport comes from the command line: --node-ipc from VS Code, --stdio from other editors.
const connection = createConnection(ProposedFeatures.all);
// A client that does not know a request that the server sends must not end it.
process.on('unhandledRejection', (reason) => connection.console.error(String(reason)));
const root = join(__dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

const looker = new DataLooker();

serve(connection, {
  files: serverFiles(async (uri) => {
    try {
      const answer = await connection.sendRequest<ReadFileResult | null>(ReadFile.method, { uri });
      return answer ? Buffer.from(answer.base64, 'base64') : undefined;
    } catch {
      return undefined; // The client does not answer this request: it is no VS Code.
    }
  }),
  pages: `${pathToFileURL(join(root, 'docs', 'rules')).href}/`,
  version: manifest.version,
  useLanguage,
  byteFacts,
  counters: new RecordCounters(join(__dirname, 'countWorker.js')),
  tokenizers: tokenizerShop,
  writeText,
  reviewFiles: diskReviewFiles,
  mediaFiles: (places) => new DiskMediaFiles(mediaFoldersOf(places)),
  dataFiles: diskDataFiles,
  data: { look: (path) => looker.look(path), names: namesIn },
  pathOf: (uri) => (uri.startsWith('file:') ? fileURLToPath(uri) : undefined),
});
