import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MediumKind } from '../../../src/dataset/sample';
import { DiskMediaFiles, mediaFoldersOf } from '../../../src/host/mediaFiles';
import { HEAD_LENGTH, isMedium } from '../../../src/host/mediaFormats';

const bytes = (text: string, length = 200): Buffer =>
  Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(length)]);

const PNG = bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR');
const JPEG = bytes('\xff\xd8\xff\xe0\0\x10JFIF');

describe('media files', () => {
  let folder: string;
  let files: DiskMediaFiles;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tuneset-media-'));
    mkdirSync(join(folder, 'data', 'img'), { recursive: true });
    mkdirSync(join(folder, 'media', 'img'), { recursive: true });
    writeFileSync(join(folder, 'data', 'img', 'a.png'), PNG);
    writeFileSync(join(folder, 'data', 'img', 'empty.png'), '');
    writeFileSync(join(folder, 'data', 'img', 'page.jpg'), '<!doctype html><title>404 Not Found</title>');
    writeFileSync(join(folder, 'data', 'img', 'cut.png'), PNG.subarray(0, 20));
    writeFileSync(join(folder, 'media', 'img', 'b.jpg'), JPEG);
    files = new DiskMediaFiles(
      mediaFoldersOf({ dataset: join(folder, 'data', 'train.jsonl'), projectFolder: folder, mediaFolder: 'media' }),
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are listed by folder, of all the places where paths start from', async () => {
    writeFileSync(join(folder, 'media', 'img', 'b2.PNG'), PNG);
    writeFileSync(join(folder, 'media', 'img', 'b10.png'), PNG);
    writeFileSync(join(folder, 'media', 'img', 'notes.txt'), '');
    mkdirSync(join(folder, 'media', 'img', 'more'));
    const whole = await files.list('img/', '', 'image');
    assert.deepEqual(whole, {
      files: ['a.png', 'b.jpg', 'b2.PNG', 'b10.png', 'cut.png', 'empty.png', 'page.jpg'],
      folders: ['more'],
      isIncomplete: false,
    });
    assert.deepEqual((await files.list('', 'IM', 'image')).folders, ['img']);
    assert.deepEqual((await files.list('img/', '', 'audio')).files, []);
    for (const nowhere of ['missing/', '/', 'https://example.com/', 'file:///', 'img/a.png/', '//host/share/']) {
      assert.deepEqual((await files.list(nowhere, '', 'image')).folders, [], nowhere);
    }
  });

  it('of a crowded folder are listed in part, and that is told', async () => {
    for (let i = 0; i < 600; i++) writeFileSync(join(folder, 'media', 'img', `c${i}.png`), '');
    const part = await files.list('img/', '', 'image');
    assert.ok(part.isIncomplete && part.files.length <= 500);
    const typed = await files.list('img/', 'c59', 'image');
    assert.deepEqual([typed.files.length, typed.isIncomplete], [11, false]);
  });

  it('are looked for in the folder of media, then beside the dataset', () => {
    assert.equal(files.look('img/b.jpg', 'image'), 'ok');
    assert.equal(files.look('img/a.png', 'image'), 'ok');
    assert.equal(files.look('./img/../img/a.png', 'image'), 'ok');
    assert.equal(files.look(join(folder, 'data', 'img', 'a.png'), 'image'), 'ok');
    assert.equal(files.look(pathToFileURL(join(folder, 'data', 'img', 'a.png')).href, 'image'), 'ok');
  });

  it('start from the folder of dataset_info.json too, which is LLaMA-Factory’s default', () => {
    const folders = mediaFoldersOf({ dataset: '/data/sets/a.jsonl', datasetInfo: '/data/dataset_info.json' });
    assert.deepEqual(folders, [resolve('/data'), resolve('/data/sets')]);
    const all = mediaFoldersOf({
      dataset: '/data/a.jsonl',
      projectFolder: '/p',
      mediaFolder: '../media',
      datasetInfo: '/data/b',
    });
    assert.deepEqual(all, [resolve('/media'), resolve('/data')]);
  });

  it('are told from a missing folder', () => {
    assert.equal(files.look('img/c.png', 'image'), 'missing');
    assert.equal(files.look('pictures/c.png', 'image'), 'folder-missing');
    assert.equal(files.look('img/a.png/c.png', 'image'), 'folder-missing');
  });

  it('are found behind the separators of Windows', () => {
    assert.equal(files.look('img\\a.png', 'image'), 'ok');
  });

  it('are unreadable if empty, of another kind, cut off or a folder', () => {
    assert.equal(files.look('img/empty.png', 'image'), 'empty');
    assert.equal(files.look('img/page.jpg', 'image'), 'unreadable');
    assert.equal(files.look('img/cut.png', 'image'), 'unreadable');
    assert.equal(files.look('img/a.png', 'audio'), 'unreadable');
    assert.equal(files.look('img', 'image'), 'unreadable');
  });

  it('are not looked for behind URLs, in data, and on other machines', () => {
    const elsewhere = ['https://example.org/a.png', 'data:image/png;base64,AAAA', 's3://bucket/a.png', ''];
    const onOtherMachines = ['\\\\server\\share\\a.png', '//server/share/a.png', 'file://server/share/a.png'];
    for (const path of [...elsewhere, ...onOtherMachines, 'a\0.png', 'x'.repeat(5000)]) {
      assert.equal(files.look(path, 'image'), undefined, path);
    }
  });

  it('have the URI of the file that is found; folders, and what is not there, have none', () => {
    mkdirSync(join(folder, 'data', 'frames'));
    const found = ['img/a.png', 'img/b.jpg', 'img/none.png', 'frames', 'https://example.com/a.png', '//host/a.png'];
    assert.deepEqual(
      found.map((path) => files.uriOf(path, 'video')),
      [
        pathToFileURL(join(folder, 'data', 'img', 'a.png')).href,
        pathToFileURL(join(folder, 'media', 'img', 'b.jpg')).href,
        ...[undefined, undefined, undefined, undefined],
      ],
    );
  });

  it('have a path from the folder that they lie in', () => {
    assert.equal(files.relativePath(join(folder, 'data', 'img', 'a.png')), 'img/a.png');
    assert.equal(files.relativePath(join(folder, 'media', 'img', 'b.jpg')), 'img/b.jpg');
    assert.equal(files.relativePath(join(folder, 'elsewhere', 'a.png')), undefined);
    assert.equal(files.relativePath('https://example.org/a.png'), undefined);
  });

  it('stay known until they are looked at again', () => {
    assert.equal(files.look('img/c.png', 'image'), 'missing');
    assert.equal(files.refresh(), false);
    writeFileSync(join(folder, 'data', 'img', 'c.png'), PNG);
    assert.equal(files.look('img/c.png', 'image'), 'missing');
    assert.equal(files.refresh(), true);
    assert.equal(files.look('img/c.png', 'image'), 'ok');
    assert.equal(files.refresh(), false);
  });
});

describe('the format of a file', () => {
  const of = (head: Buffer, kind: MediumKind): boolean => isMedium(head.subarray(0, HEAD_LENGTH), head.length, kind);

  it('is told by its first bytes', () => {
    const images = [PNG, JPEG, 'GIF89a', 'RIFF\x10\0\0\0WEBPVP8 ', 'BM', 'II*\0', 'MM\0*', '\0\0\0\x1cftypavif'];
    const videos = [
      '\0\0\0\x18ftypisom',
      '\x1a\x45\xdf\xa3',
      'RIFF\x10\0\0\0AVI LIST',
      '\0\0\0\x14ftypqt  ',
      '\0\0\0\x08moov',
    ];
    const audios = ['RIFF\x10\0\0\0WAVEfmt ', 'ID3\x04', '\xff\xfb\x90\x64', 'fLaC', 'OggS', '\0\0\0\x1cftypM4A '];
    const kinds: readonly (readonly [MediumKind, readonly (Buffer | string)[]])[] = [
      ['image', images],
      ['video', videos],
      ['audio', audios],
    ];
    for (const [kind, heads] of kinds) {
      for (const head of heads)
        assert.ok(of(typeof head === 'string' ? bytes(head) : head, kind), `${kind} ${String(head)}`);
    }
  });

  it('is none of text, of an archive, of a file of another kind', () => {
    for (const head of [
      '<html>',
      '{"a": 1}',
      'PK\x03\x04',
      'version https://git-lfs.github.com/spec/v1\n',
      '%PDF-1.7',
    ]) {
      for (const kind of ['image', 'video', 'audio'] as const) assert.ok(!of(bytes(head), kind), `${kind} ${head}`);
    }
    assert.ok(!of(bytes('ID3\x04'), 'image'));
    assert.ok(!of(PNG, 'video'));
    assert.ok(!of(bytes('\0\0\0\x1cftypavif'), 'video'));
  });
});
