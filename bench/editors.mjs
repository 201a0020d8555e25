import { readFileSync } from 'node:fs';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { loadPeer } from './peers.mjs';

/** @typedef {import('./keystrokes.mjs').Keystroke} Keystroke */

/**
 * A text that is kept checked while it is edited.
 *
 * @typedef {object} Editor
 * @property {(range: Keystroke['range'], text: string) => Promise<number>} type makes an edit, and gives the number of problems
 * when all that are shown are known again
 */

/** VS Code shows as many problems of a file. */
const SHOWN = 1000;

/**
 * @param {import('./loadTuneset.mjs').Tuneset} tuneset
 * @param {string} text
 * @returns {Editor}
 */
export function ourEditor({ CheckedDataset, Checker, formatById }, text) {
  const dataset = new CheckedDataset(text, new Checker({ format: formatById('alpaca') }));
  const check = () => {
    while (!dataset.check());
    return dataset.findings(SHOWN).length;
  };
  check();
  return {
    type: async (range, inserted) => {
      dataset.edit(range, inserted);
      return check();
    },
  };
}

/**
 * What is used of `vscode-json-languageservice`; declared here since it is installed only for the benchmarks.
 *
 * @typedef {object} JsonLanguageService
 * @property {(document: TextDocument) => unknown} parseJSONDocument
 * @property {(document: TextDocument, parsed: unknown, settings: object, schema: object) => Promise<unknown[]>} doValidation
 */

/**
 * @param {string} text one JSON array of records
 * @returns {Promise<Editor>}
 */
export async function theirEditor(text) {
  const peer = /** @type {{ getLanguageService(services: object): JsonLanguageService }} */ (
    loadPeer('vscode-json-languageservice')
  );
  const service = peer.getLanguageService({});
  /** @type {Record<string, unknown>} */
  const items = JSON.parse(readFileSync(new URL('../schemas/alpaca.schema.json', import.meta.url), 'utf8'));
  delete items.$id;
  const schema = { $schema: items.$schema, type: 'array', items };
  let document = TextDocument.create('file:///alpaca.json', 'json', 1, text);
  const check = async () => {
    const parsed = service.parseJSONDocument(document);
    return (await service.doValidation(document, parsed, { validate: true }, schema)).length;
  };
  await check();
  return {
    type: (range, inserted) => {
      document = TextDocument.update(document, [{ range, text: inserted }], document.version + 1);
      return check();
    },
  };
}
