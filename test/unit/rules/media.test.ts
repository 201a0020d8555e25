import assert from 'node:assert/strict';
import { formatById, openFormat } from '../../../src/dataset/format';
import type { CheckOptions } from '../../../src/rules/checker';
import type { MediaFiles } from '../../../src/rules/view';
import { unused } from '../../../src/tokens/meter';
import { applied, checked } from './check';

const asked = (question: string, media: object, answer = 'A cat.') => ({
  messages: [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ],
  ...media,
});

/** The rules that find something in records, with what the target does. */
function rulesIn(records: readonly unknown[], options: Partial<CheckOptions> = {}): string[] {
  return findingsIn(records, options).map(({ rule, outcome }) => (outcome ? `${rule} (${outcome})` : rule));
}

function findingsIn(records: readonly unknown[], options: Partial<CheckOptions> = {}) {
  const text = records.map((record) => JSON.stringify(record)).join('\n');
  return checked(text, { format: formatById('messages'), ...options }).findings(Infinity);
}

/** A record after the first fix of what a rule finds in it. */
function mended(record: unknown, rule: string, options: Partial<CheckOptions> = {}): unknown {
  const text = JSON.stringify(record);
  const dataset = checked(text, { format: formatById('messages'), ...options });
  const edits = dataset.fixAll((finding) => (finding.rule === rule ? finding.fixes[0] : undefined));
  return JSON.parse(applied(text, edits));
}

describe('placeholders', () => {
  it('are told with one finding for one cause', () => {
    const images = { images: ['a.jpg'] };
    assert.deepEqual(rulesIn([asked('<image>What?', images)]), []);
    assert.deepEqual(rulesIn([asked('What?', images)]), ['media-count']);
    assert.deepEqual(rulesIn([asked('<image><image>What?', images)]), ['media-count']);
    assert.deepEqual(rulesIn([asked('[image] What?', images)]), ['media-tag-variants']);
    assert.deepEqual(rulesIn([asked('<Image>What?', images)]), ['media-tag-variants']);
    assert.deepEqual(rulesIn([asked('<image>What?', images, '<image>')]), ['media-tag-in-answer']);
    assert.deepEqual(rulesIn([asked('What does <img> do in [image] tags?', { images: ['a.jpg'] }, '<image>')]), [
      'media-tag-in-answer',
    ]);
    // The placeholder is there: the other is what the question is about.
    assert.deepEqual(rulesIn([asked('<image>Where is the [image] button?', images)]), []);
  });

  it('are counted for each kind', () => {
    assert.deepEqual(rulesIn([asked('<video>What?', { videos: ['a.mp4'], images: [] })]), []);
    assert.deepEqual(rulesIn([asked('<video>What?', { images: ['a.jpg'] })]), ['media-count', 'media-count']);
    assert.deepEqual(rulesIn([asked('<audio>What?', { audios: 'a.wav' })]), []);
  });

  it('are any text in a record without media, unless the template takes media', () => {
    const about = asked('What is <video> in HTML?', {}, 'An element, as <image> is in SVG.');
    assert.deepEqual(rulesIn([about]), []);
    assert.deepEqual(rulesIn([about], { target: 'llamafactory', template: 'qwen3' }), []);
    assert.deepEqual(
      rulesIn([about], { target: 'llamafactory', template: 'qwen3_vl' }),
      ['media-tag-in-answer (crash)', 'media-count (crash)'].sort(),
    );
  });

  it('end the run of LLaMA-Factory if their number is not that of the media', () => {
    const target = { target: 'llamafactory' } as const;
    const images = { images: ['a.jpg'] };
    assert.deepEqual(rulesIn([asked('What?', images)], target), ['media-count (crash)']);
    assert.deepEqual(rulesIn([asked('<image>What?', images, '<image>')], target), ['media-tag-in-answer (crash)']);
    assert.deepEqual(rulesIn([asked('What?', images, '<image>')], target), ['media-tag-in-answer']);
  });

  it('count with each answer of a pair', () => {
    const pair = { prompt: [{ role: 'user', content: '<image>What?' }], images: ['a.jpg'] };
    const answers = (chosen: string, rejected: string) => ({
      ...pair,
      chosen: [{ role: 'assistant', content: chosen }],
      rejected: [{ role: 'assistant', content: rejected }],
    });
    const format = formatById('preference-messages');
    assert.deepEqual(rulesIn([answers('A cat.', 'A hat.')], { format }), []);
    assert.deepEqual(rulesIn([answers('A cat.', 'A hat <image>.')], { format }), ['media-tag-in-answer']);
  });

  it('may be parts of a message that say what comes and no more', () => {
    const parts = (image: object) => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', ...image },
            { type: 'text', text: 'What?' },
          ],
        },
        { role: 'assistant', content: [{ type: 'text', text: 'A cat.' }] },
      ],
    });
    assert.deepEqual(rulesIn([{ ...parts({}), images: ['a.jpg'] }]), []);
    assert.deepEqual(rulesIn([{ ...parts({}), images: ['a.jpg', 'b.jpg'] }]), ['media-count']);
    assert.deepEqual(rulesIn([parts({ image: 'a.jpg' })]), []);
  });

  it('are added to the first question and taken from the last', () => {
    const images = { images: ['a.jpg', 'b.jpg'] };
    const added = mended(asked('Which \u{1f600}?', images), 'media-count');
    assert.deepEqual(added, asked('<image><image>Which \u{1f600}?', images));
    const taken = mended(asked('<image>\n"Which" <image> \u00e9<image>?', images), 'media-count');
    assert.deepEqual(taken, asked('<image>\n"Which" <image> \u00e9?', images));
  });

  it('of other tools are rewritten wherever they stand', () => {
    const images = { images: ['a.jpg', 'b.jpg'] };
    const record = asked('"<|image_1|>" or [IMG]?', images);
    assert.deepEqual(mended(record, 'media-tag-variants'), asked('"<image>" or <image>?', images));
  });
});

describe('media', () => {
  const missing: MediaFiles = {
    look: (path) => (path.startsWith('http') ? undefined : path.startsWith('here/') ? 'missing' : 'folder-missing'),
    relativePath: (path) => (path.startsWith('/data/') ? path.slice('/data/'.length) : undefined),
  };
  const there: MediaFiles = { ...missing, look: () => 'ok' };

  it('in folders that are missing are told once for the file', () => {
    const images = (...paths: string[]) => asked('<image>'.repeat(paths.length), { images: paths });
    const one = findingsIn([images('a/1.jpg', 'a/2.jpg'), images('a/3.jpg')], { mediaFiles: missing });
    assert.deepEqual(
      one.map(({ message }) => message),
      ['There is no folder “a”. Records with media in it: 2.'],
    );
    const more = findingsIn([images('a/1.jpg', 'b/2.jpg'), images('here/3.jpg')], { mediaFiles: missing });
    assert.deepEqual(
      more.map(({ message }) => message),
      [
        'There is no folder “a”, nor 1 others that records name. Records with media in them: 1.',
        'There is no file “here/3.jpg”.',
      ],
    );
  });

  it('that can’t be looked at are not told of', () => {
    const url = asked('<image>?', { images: ['https://example.org/a.png'] });
    assert.deepEqual(rulesIn([url], { mediaFiles: missing }), []);
    assert.deepEqual(rulesIn([asked('<image>?', { images: ['a/1.jpg'] })]), []);
  });

  it('are looked at wherever a format has them', () => {
    const images = { images: ['here/a.jpg'] };
    const records: readonly (readonly [string, unknown])[] = [
      ['alpaca', { instruction: '<image>?', input: '', output: 'A cat.', ...images }],
      [
        'sharegpt',
        {
          conversations: [
            { from: 'human', value: '<image>?' },
            { from: 'gpt', value: 'A cat.' },
          ],
          ...images,
        },
      ],
      [
        'messages',
        {
          messages: [
            {
              role: 'user',
              content: [
                { type: 'image_url', image_url: { url: 'here/a.jpg' } },
                { type: 'text', text: '?' },
              ],
            },
            { role: 'assistant', content: [{ type: 'text', text: 'A cat.' }] },
          ],
        },
      ],
      ['preference-alpaca', { instruction: '<image>?', input: '', chosen: 'A cat.', rejected: 'A house.', ...images }],
    ];
    for (const [format, record] of records) {
      assert.deepEqual(
        rulesIn([record], { format: formatById(format), mediaFiles: missing }),
        ['media-missing-file'],
        format,
      );
    }
    const mapped = openFormat({ id: 'messages', mapping: { fields: { images: 'pictures', videos: null } } })!;
    const record = asked('<image>?', { pictures: ['here/a.jpg'] });
    assert.deepEqual(rulesIn([record], { format: mapped, mediaFiles: missing }), ['media-missing-file']);
  });

  it('with paths of one machine are told if they are there, and mended if they lie beside the dataset', () => {
    const at = (path: string) => asked('<image>?', { images: [path] });
    for (const path of ['/data/a.jpg', 'C:\\data\\a.jpg', 'file:///data/a.jpg', '~/a.jpg', 'img\\a.jpg']) {
      assert.deepEqual(rulesIn([at(path)]), ['media-absolute-path'], path);
      assert.deepEqual(rulesIn([at(path)], { mediaFiles: there }), ['media-absolute-path'], path);
      assert.deepEqual(rulesIn([at(path)], { mediaFiles: missing }), ['media-missing-file'], path);
    }
    for (const path of ['img/a.jpg', 'https://example.org/a\\b.jpg']) assert.deepEqual(rulesIn([at(path)]), [], path);
    assert.deepEqual(mended(at('/data/a.jpg'), 'media-absolute-path', { mediaFiles: there }), at('a.jpg'));
    assert.deepEqual(mended(at('/other/a.jpg'), 'media-absolute-path', { mediaFiles: there }), at('/other/a.jpg'));
  });

  it('inside the dataset are told once for the file, and wanted by OpenAI', () => {
    const inline = asked('<image>?', { images: [`data:image/png;base64,${'A'.repeat(3000)}`] });
    const bare = asked('<image>?', { images: ['iVBORw0KGgo/'.repeat(300)] });
    assert.deepEqual(rulesIn([inline, bare], { mediaFiles: missing }), ['media-base64-inline']);
    assert.deepEqual(
      rulesIn([inline, bare], { mediaFiles: missing, target: 'openai', levels: { 'no-system': 'off' } }),
      [],
    );
  });

  it('of a template for text only are told once, and placeholders then not at all', () => {
    const records = [asked('<image>?', { images: ['a.jpg'] }), asked('?', { images: ['a.jpg'] })];
    const target = 'llamafactory';
    assert.deepEqual(rulesIn(records, { target, template: 'llama3' }), ['media-on-text-model (crash)']);
    assert.deepEqual(rulesIn(records, { target, template: 'qwen2_vl' }), ['media-count (crash)']);
    assert.deepEqual(rulesIn(records, { target, template: 'of-my-own' }), ['media-count (crash)']);
    assert.deepEqual(rulesIn(records, { template: 'llama3' }), ['media-count']);
  });

  it('that no meter can count are no failure of the template, and those it can’t take are told once', () => {
    const options = { target: 'llamafactory', levels: { 'nothing-trained': 'off' } } as const;
    const failing = (isUncountable: boolean) => {
      const measure = { ...unused('failed', 'ValueError: no media'), ...(isUncountable ? { isUncountable } : {}) };
      return { measuring: { meter: { measure: () => measure }, cutoff: null } };
    };
    const records = [asked('<image>?', { images: ['a.jpg'] }), asked('<image>!', { images: ['b.jpg'] })];
    assert.deepEqual(rulesIn(records, { ...options, ...failing(true) }), []);
    const ofTextModel = { ...options, template: 'qwen3', ...failing(false) };
    assert.deepEqual(rulesIn(records, ofTextModel), ['media-on-text-model (crash)']);
  });
});
