import type { MediaFiles } from '../../../../src/rules/view';
import type { Cases } from './case';

const asked = (question: string, images: string, answer = 'A cat.'): string =>
  `{"messages": [{"role": "user", "content": "${question}"}, {"role": "assistant", "content": "${answer}"}], "images": [${images}]}`;

const format = 'messages';
const sound = asked('<image>What is this?', '"img/cat.jpg"');

/** A disk with one folder and a file of each state. */
const mediaFiles: MediaFiles = {
  look: (path) => {
    if (!path.replaceAll('\\', '/').startsWith('img/')) return 'folder-missing';
    return path.includes('cat') ? 'ok' : path.includes('empty') ? 'empty' : 'missing';
  },
  relativePath: () => undefined,
};
const options = { mediaFiles };

/** Images, videos and audios. */
export const media: Cases = {
  'media-count': {
    format,
    faulty: asked('<image>Which is older?', '"a.jpg", "b.jpg"'),
    at: ['0:124'],
    sound: asked('<image><image>Which is older?', '"a.jpg", "b.jpg"'),
    mended: asked('<image><image>Which is older?', '"a.jpg", "b.jpg"'),
  },
  'media-tag-in-answer': { format, faulty: asked('Draw a cat.', '"a.jpg"', 'Here: <image>'), at: ['0:98'], sound },
  'media-tag-variants': {
    format,
    faulty: asked('<|image|>What is this?', '"a.jpg"'),
    at: ['0:43'],
    sound: asked('<image>What is this?', '"a.jpg"'),
    mended: asked('<image>What is this?', '"a.jpg"'),
  },
  'media-missing-file': {
    format,
    options,
    faulty: `${asked('<image>What?', '"img/dog.jpg"')}\n${asked('<image>What?', '"pics/1.jpg"')}\n${asked('<image>What?', '"pics/2.jpg"')}`,
    at: ['0:115', '1:115'],
    sound,
  },
  'media-unreadable': { format, options, faulty: asked('<image>What?', '"img/empty.jpg"'), at: ['0:115'], sound },
  'media-absolute-path': {
    format,
    options,
    faulty: asked('<image>What?', '"img\\\\cat.jpg"'),
    at: ['0:115'],
    sound,
    mended: asked('<image>What?', '"img/cat.jpg"'),
  },
  'media-on-text-model': {
    format,
    options: { target: 'llamafactory', template: 'qwen' },
    faulty: `${sound}\n${sound}`,
    at: ['0:122'],
    sound: '{"messages": [{"role": "user", "content": "<image>?"}, {"role": "assistant", "content": "A word."}]}',
  },
  'media-base64-inline': {
    format,
    faulty: asked('<image>What?', '"data:image/png;base64,iVBORw0KGgo="'),
    at: ['0:115'],
    sound,
  },
};
