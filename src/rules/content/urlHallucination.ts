import * as l10n from '@vscode/l10n';
import { brief } from '../brief';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { spanIn, textsOf } from './texts';

const URL = /https?:\/\/[^\s"'<>）)\]，。]+/;
/** Asks to open what a link leads to, with no more than a few words between. */
const TO_OPEN =
  /(?:read|visit|open|browse|summari[sz]e|analy[sz]e|review|according to|based on|from the (?:article|website|page|link)|访问|打开|阅读|浏览|总结|概括|分析|根据)[^\n.。!?！？]{0,60}https?:\/\//i;

export const urlHallucination: Rule = {
  id: 'url-hallucination',
  level: 'info',
  fix: 'no',
  page: () => ({
    title: l10n.t('Prompt asks to open a link'),
    what: l10n.t('A prompt that asks to read or to sum up a web page by its address, in a record without tools.'),
    why: l10n.t(
      'The model can’t open it, and the answer was made up: it learns to invent. The cleaned Alpaca data took such records out.',
    ),
    mend: l10n.t('Put the page’s text into the prompt, or remove the record.'),
    faulty: `{"instruction": "Summarize the article at https://example.org/news/1", "output": "It says that prices rose."}`,
    sound: `{"instruction": "Summarize: Prices rose by 2 % in May.", "output": "Prices rose."}`,
  }),
  clues: ['http://', 'https://'],
  confirms: (text) => URL.test(text) && (TO_OPEN.test(text) || /[\x80-\xff]/.test(text)),
  record(view, report) {
    if (view.sample.tools || declines(view)) return;
    for (const part of textsOf(view)) {
      // A page whose text stands beside its address can be read.
      if (part.turn.role !== 'user' || part.text.length > 300 || !TO_OPEN.test(part.text)) continue;
      const url = URL.exec(part.text);
      if (!url) continue;
      report({
        message: l10n.t('A model can’t open “{0}”: its answer would be made up.', brief(url[0])),
        pointer: part.pointer,
        ...spanIn(view, part, url.index, url.index + url[0].length),
      });
    }
  },
};

/** The answer says itself that the page can’t be opened. */
function declines({ sample }: RecordView): boolean {
  const answer = sample.turns.findLast(({ role }) => role === 'assistant')?.content ?? '';
  return /无法|不能|没法|can[’']?t|cannot|can not|unable|don[’']?t have access/i.test(answer.slice(0, 150));
}
