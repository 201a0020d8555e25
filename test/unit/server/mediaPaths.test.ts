import assert from 'node:assert/strict';
import type { CompletionItem } from 'vscode-languageserver';
import type { FormatChoice } from '../../../src/dataset/format';
import { completionWithFiles } from '../../../src/server/features/completion';
import type { KnownMediaFiles, MediaFolder } from '../../../src/server/files';
import { atCursor } from './cursorText';

/** Folders with what is in them. */
const DISK: Readonly<Record<string, Partial<MediaFolder>>> = {
  '': { folders: ['img'], files: ['top.png'] },
  'img/': { folders: ['cats'], files: ['1.png', '2.png'] },
  'img/cats/': { files: ['猫 "1".png'] },
};

interface Asked {
  readonly folder: string;
  readonly prefix: string;
  readonly kind: string;
}

/** What is offered at the cursor, and which folder was looked at for it. */
async function offeredAt(
  marked: string,
  choice?: FormatChoice,
  isBehindSlash = false,
): Promise<{ items: CompletionItem[]; asked: Asked | undefined }> {
  let asked: Asked | undefined;
  const mediaFiles: KnownMediaFiles = {
    folders: [],
    look: () => undefined,
    uriOf: () => undefined,
    relativePath: () => undefined,
    refresh: () => false,
    list: (folder, prefix, kind) => {
      asked = { folder, prefix, kind };
      return Promise.resolve({ files: [], folders: [], isIncomplete: false, ...DISK[folder] });
    },
  };
  const { dataset, position } = atCursor(marked, choice);
  const found = await completionWithFiles({ ...dataset, mediaFiles }, position, { isBehindSlash, commands: true });
  return { items: Array.isArray(found) ? found : found.items, asked };
}

const record = (rest: string): string =>
  `{"messages": [{"role": "user", "content": "<image>a"}, {"role": "assistant", "content": "b"}], ${rest}}`;

describe('completion of paths of media', () => {
  it('offers what there is, folder by folder', async () => {
    const { items } = await offeredAt(record('"images": ["‸"]'));
    assert.deepEqual(
      items.slice(0, 2).map(({ label, textEdit }) => [label, textEdit!.newText]),
      [
        ['img/', '"img/$1"'],
        ['top.png', '"top.png"'],
      ],
    );
    assert.equal(items[0]!.command?.command, 'editor.action.triggerSuggest');
    assert.equal(items[1]!.command, undefined);
    const inside = await offeredAt(record('"images": ["img/2‸"]'));
    assert.deepEqual(inside.asked, { folder: 'img/', prefix: '2', kind: 'image' });
    assert.ok(inside.items.some(({ textEdit }) => textEdit!.newText === '"img/2.png"'));
  });

  it('writes names as JSON', async () => {
    const { items } = await offeredAt(record('"images": ["img/cats/‸"]'));
    assert.equal(items[0]!.textEdit!.newText, String.raw`"img/cats/猫 \\"1\\".png"`);
    assert.ok(items[0]!.filterText!.startsWith('"img/cats/猫'));
  });

  it('knows the kind by the field or the part', async () => {
    const kindAt = async (marked: string, choice?: FormatChoice): Promise<string | undefined> =>
      (await offeredAt(marked, choice)).asked?.kind;
    assert.equal(await kindAt(record('"videos": ["‸"]')), 'video');
    assert.equal(await kindAt(record('"videos": [["‸"]]')), 'image');
    assert.equal(await kindAt(record('"audios": "‸"')), 'audio');
    assert.equal(await kindAt(record('"images": [‸]')), 'image');
    assert.equal(await kindAt(record('"images": [{"path": "‸"}]')), 'image');
    const mapped = { id: 'messages', mapping: { fields: { images: 'pictures' } } } as const;
    assert.equal(await kindAt(record('"pictures": ["‸"]'), mapped), 'image');
    assert.equal(await kindAt(record('"images": ["‸"]'), mapped), undefined);
    const part = (text: string): string => `{"messages": [{"role": "user", "content": [${text}]}]}`;
    assert.equal(await kindAt(part('{"type": "image", "image": "‸"}'), { id: 'messages' }), 'image');
    assert.equal(await kindAt(part('{"type": "video", "value": "‸"}'), { id: 'llamafactory-v1' }), 'video');
    assert.equal(await kindAt(part('{"type": "text", "text": "‸"}'), { id: 'messages' }), undefined);
    assert.equal(await kindAt(record('"note": ["‸"]')), undefined);
  });

  it('offers the paths of other records behind them, each once', async () => {
    const other = record('"images": ["top.png", "elsewhere/x.png"]');
    const { items } = await offeredAt(`${other}\n${record('"images": ["‸"]')}`);
    assert.deepEqual(
      items.map(({ label }) => label),
      ['img/', 'top.png', 'elsewhere/x.png'],
    );
  });

  it('has nothing to say where a slash is no part of a path', async () => {
    const { items } = await offeredAt('{"messages": [{"role": "system/‸", "content": ""}]}', { id: 'messages' }, true);
    assert.deepEqual(items, []);
  });
});
