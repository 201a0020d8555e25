import * as l10n from '@vscode/l10n';
import { nodeAt } from '../../dataset/tree';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { listedMedia, mediaField } from './mediaItems';
import { countPlaceholders, faultOf, findPlaceholders, placeholderOf, type PlaceholderCount } from './placeholders';

export const mediaCount: Rule = {
  id: 'media-count',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  clues: ['<image>', '<video>', '<audio>'],
  fix: 'offer',
  page: () => ({
    title: l10n.t('Placeholders and media differ in number'),
    what: l10n.t(
      'A record whose text has more or fewer placeholders <image>, <video> or <audio> than it lists images, videos or audios.',
    ),
    why: l10n.t(
      'Each placeholder is replaced by the next medium of the list. If the numbers differ, LLaMA-Factory ends the whole run after minutes of preprocessing (“The number of images does not match the number of <image> tokens”); TRL and ms-swift raise an error too.',
    ),
    mend: l10n.t(
      'Write one placeholder for each medium, in their order. The quick fix adds the missing ones in front of the first question, or removes the last ones that are too many.',
    ),
    faulty: `{"messages": [{"role": "user", "content": "<image>Which is older?"}, {"role": "assistant", "content": "The left one."}], "images": ["a.jpg", "b.jpg"]}`,
    sound: `{"messages": [{"role": "user", "content": "<image><image>Which is older?"}, {"role": "assistant", "content": "The left one."}], "images": ["a.jpg", "b.jpg"]}`,
  }),
  record(view, report) {
    for (const count of countPlaceholders(view)) {
      if (faultOf(count) !== 'differs') continue;
      const { kind, listed, placed, turns } = count;
      const pointer =
        listedMedia(view).find((media) => media.kind === kind)?.pointer ??
        findPlaceholders(view, turns, kind)[0]?.pointer ??
        '';
      report({
        message: l10n.t(
          '“{0}” lists {1}, but the text has {2} of the placeholder {3}.',
          ...[mediaField(view, kind), listed, placed, placeholderOf(kind)],
        ),
        pointer,
        ...view.span(pointer),
        fixes: repairs(view, count),
      });
    }
  },
};

function repairs(view: RecordView, { kind, listed, placed, turns }: PlaceholderCount): Fix[] {
  const tag = placeholderOf(kind);
  if (placed < listed) {
    const pointer = turns.find(({ role }) => role === 'user')?.pointers[0];
    const node = pointer === undefined || !view.tree ? undefined : nodeAt(view.tree, pointer);
    if (node?.type !== 'string') return [];
    const at = view.spanOf(node).start + 1;
    const title = l10n.t('Add {0} of {1} in front of the question', listed - placed, tag);
    return [{ title, safety: 'preview', edits: [{ start: at, end: at, text: tag.repeat(listed - placed) }] }];
  }
  const asked = turns.filter(({ role }) => role !== 'assistant');
  const surplus = findPlaceholders(view, asked, kind).slice(listed - placed);
  if (surplus.length < placed - listed) return [];
  const title = l10n.t('Remove the last {0} of {1}', surplus.length, tag);
  return [{ title, safety: 'preview', edits: surplus.map(({ start, end }) => ({ start, end, text: '' })) }];
}
