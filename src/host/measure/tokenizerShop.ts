import * as l10n from '@vscode/l10n';
import { dirname, join, relative } from 'node:path';
import { glob } from 'tinyglobby';
import type { TokenizerChoice } from '../../protocol/messages';
import type { TokenizerShop } from '../../server/counters';
import { bundledTokenizers } from '../tokenizers/bundled';
import { downloadTokenizer, type DownloadProgress } from '../tokenizers/hub';
import { TokenizerError } from '../tokenizers/tokenizerError';

/** How deep below a workspace's folder models are looked for. */
const DEPTH = 5;
/** Folders that hold no models, and much else. */
const PASSED_OVER = ['**/node_modules/**', '**/.*/**'];

export const tokenizerShop: TokenizerShop = {
  async list(folders, storage) {
    const found = await Promise.all([downloaded(storage), ...folders.map(inFolder)]);
    return [...bundledTokenizers.map(bundledChoice), ...found.flat()];
  },

  async download(id, mirror, storage, signal, onProgress) {
    const told = ({ bytes, total }: DownloadProgress): void => onProgress(bytes, total);
    try {
      await downloadTokenizer({ id, mirror, storage, signal, onProgress: told });
      return undefined;
    } catch (error) {
      if (signal.aborted) return l10n.t('The download was cancelled.');
      if (error instanceof TokenizerError) return error.message;
      throw error;
    }
  },
};

function bundledChoice({ id, name, licence, source }: (typeof bundledTokenizers)[number]): TokenizerChoice {
  return { id, name, kind: 'bundled', detail: `${source} · ${licence}` };
}

/** Folders are named `models--organisation--name`; names have no `--` of their own. */
const MODEL_FOLDER = 'models--';

async function downloaded(storage: string | undefined): Promise<TokenizerChoice[]> {
  if (storage === undefined) return [];
  const pattern = `${MODEL_FOLDER}*/tokenizer.json`;
  const files = await glob(pattern, { cwd: storage, expandDirectories: false }).catch(() => []);
  return files.map((file) => {
    const id = dirname(file).slice(MODEL_FOLDER.length).replace('--', '/');
    return { id, name: id, kind: 'downloaded', detail: l10n.t('downloaded') };
  });
}

async function inFolder(folder: string): Promise<TokenizerChoice[]> {
  const files = await glob('**/tokenizer.json', {
    ...{ cwd: folder, deep: DEPTH, ignore: PASSED_OVER, expandDirectories: false },
  }).catch(() => []);
  return files.map((file) => {
    const path = dirname(join(folder, file));
    return { id: path, name: relative(folder, path) || path, kind: 'folder', detail: path };
  });
}
