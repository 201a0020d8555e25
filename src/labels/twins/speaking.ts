import type { Draft } from './draft';
import type { Random } from './random';
import { amountOf, type Strength } from './strength';

/** Of the phrases that can be said more loosely. */
const SHARE = { light: 0.4, medium: 0.75, strong: 1 };

/** How likely something is said before the sentence, or hung on to it. */
const FILLER = { light: 0.5, medium: 0.8, strong: 1 };

type Phrase = readonly [pattern: RegExp, said: readonly string[]];

const PHRASES: readonly Phrase[] = [
  [/(?<![申邀聘])请(?=[你您])/g, ['麻烦']],
  [/(?<![申邀聘])请[帮为给]我/g, ['帮我', '给我', '麻烦帮我']],
  [/(?<![申邀聘])请(?![求教假客示问你您帮为给])/g, ['帮我', '麻烦', '给我']],
  [/请问一?下?[，,]?/g, ['问下', '诶问一下', '想问问']],
  [/为什么/g, ['为啥', '咋']],
  [/什么/g, ['啥']],
  [/(?:如何|怎么样|怎样|怎么)/g, ['咋', '咋个', '怎么']],
  [/非常|十分/g, ['超', '特别', '贼']],
  [/但是|然而/g, ['不过吧', '但']],
  [/因此|所以/g, ['所以嘛', '那']],
  [/现在|目前/g, ['这会儿', '眼下']],
  [/告诉我/g, ['跟我说说', '说下']],
  [/介绍一?下?/g, ['讲讲', '说说']],
  [/(?<=[帮给]我)写/g, ['整', '搞']],
  [/(?:撰写|编写|生成)/g, ['整', '弄', '写']],
  [/(?:以下|下列|下面)(?:的)?/g, ['下面这个', '底下的']],
  [/例如|比如/g, ['比如说哈', '像']],
  [/您/g, ['你']],
  [/谢谢[您你]?/g, ['谢啦', '3q']],
  [/\bplease\b,?/gi, ['pls', 'plz']],
  [/\byou\b/gi, ['u']],
  [/\byour\b/gi, ['ur']],
  [/\b(?:going|about) to\b/gi, ['gonna']],
  [/\bwant to\b/gi, ['wanna']],
  [/\b(?:have|need) to\b/gi, ['gotta']],
  [/\bbecause\b/gi, ['cuz', 'bc']],
  [/\b(?:could|can|would) you\b/gi, ['can u']],
  [/\b(?:thanks|thank you)\b/gi, ['thx', 'ty']],
  [/\bgive me\b/gi, ['gimme']],
  [/\blet me\b/gi, ['lemme']],
  [/\bkind of\b/gi, ['kinda']],
  [/\b(?:very|extremely)\b/gi, ['super', 'sooo']],
  [/\b(?:describe|explain)\b/gi, ['tell me about', 'break down']],
  [/\b(?:write|create|generate)\b/gi, ['whip up', 'do me']],
  [/\bpeople\b/gi, ['folks', 'ppl']],
];

const OPENERS = {
  han: ['那个，', '呃，', '诶，', '哈喽，', '就是说，', '我想问下哈，'],
  latin: ['hey, ', 'so, ', 'um, ', 'ok so ', 'yo, '],
};
const CLOSERS = { han: ['呗', '哈', '呀', '嘛'], latin: [' thx', ' lol', ' pls', ' idk'] };

/** Says things as one says them: loose words, a filler in front, a particle at the end. */
export function speakLoosely(draft: Draft, strength: Strength, random: Random): boolean {
  const places = PHRASES.flatMap(([pattern, said]) =>
    draft.matches(pattern).map(({ index, 0: { length } }) => ({ index, length, said })),
  );
  const chosen = random.shuffled(places).slice(0, amountOf(places.length, SHARE[strength]));
  // The first and longest phrases that fit win where several do.
  const loosened = chosen
    .sort((a, b) => b.length - a.length || a.index - b.index)
    .filter(({ index, length, said }) => draft.replace(index, index + length, random.pick(said)));
  const script = /\p{Script=Han}/u.test(draft.text) ? 'han' : 'latin';
  const isOpened = random.chance(FILLER[strength]) && draft.replace(0, 0, random.pick(OPENERS[script]));
  const hangsOn = !isOpened || random.chance(FILLER[strength] / 2);
  const isClosed = hangsOn && close(draft, random.pick(CLOSERS[script]));
  return loosened.length > 0 || isOpened || isClosed;
}

/** In place of the full stop, or in front of a question mark; not behind a material that follows the question. */
function close(draft: Draft, particle: string): boolean {
  const end = draft.text.trimEnd().length;
  const last = draft.text[end - 1] ?? '';
  if (draft.text.trim().includes('\n') || /[：:]/.test(last)) return false;
  if (/[。.！!]/.test(last)) return draft.replace(end - 1, end, particle);
  return /[\p{L}]/u.test(last) ? draft.replace(end, end, particle) : false;
}
