import { outsideFences } from './prose';
import type { TextPart } from './texts';
import { textsOf } from './texts';
import type { RecordView } from '../view';

/** The name of a speaker at the start of a line, or a heading of Alpaca's prompt. */
const MARK =
  /^(?:#{2,3} (?<heading>Instruction|Response|Human|User|Assistant|指令|回复)|(?:\*\*)?(?<name>Human|HUMAN|User|USER|Assistant|ASSISTANT|ChatGPT|用户|助手)(?:\*\*)?)[:：]/gm;
const ASKING: ReadonlySet<string> = new Set(['Instruction', 'Human', 'HUMAN', 'User', 'USER', '指令', '用户']);
/** Prompts that ask for a dialogue, or hold one. */
const ABOUT_DIALOGUE =
  /dialog|conversation|script|interview|chat|role.?play|skit|scene|transcript|user story|user stories|对话|剧本|聊天|访谈|角色|情景|场景|模拟|客服|会话|用户故事|Human:|User:|用户：|用户:/i;
/** A prompt written for a completion model ends with the mark of the answer to come. */
const OPEN_END = /(?:^|\n)(?:#{2,3} Response|(?:#{2,3} )?Assistant|ASSISTANT|助手)[:：]\s*$/;

const HEADINGS = ['Instruction', 'Response', 'Human', 'User', 'Assistant', '指令', '回复'];
const NAMES = ['Human', 'HUMAN', 'User', 'USER', 'Assistant', 'ASSISTANT', 'ChatGPT', '用户', '助手'];
const BEGINNINGS = [
  ...HEADINGS.flatMap((heading) => [`## ${heading}`, `### ${heading}`]),
  ...NAMES.flatMap((name) => [`${name}:`, `${name}：`, `${name}**`, `**${name}`]),
];
/** With what a line begins that holds a mark. */
export const MARK_CLUES: readonly string[] = BEGINNINGS.map((beginning) => `\n${beginning}`);

export interface DialogueMark {
  readonly part: TextPart;
  readonly start: number;
  readonly end: number;
  /** The answer holds a question and an answer of its own. */
  readonly isDialogue: boolean;
}

/** The first mark of each text that should have none. */
export function dialogueMarks(view: RecordView): DialogueMark[] {
  if (view.format.purpose === 'text') return [];
  const parts = textsOf(view);
  const isAboutDialogue = parts.some(({ turn, text }) => turn.role !== 'assistant' && ABOUT_DIALOGUE.test(text));
  return parts.flatMap((part): DialogueMark[] => {
    if (part.turn.role === 'user') return openEnd(part);
    if (part.turn.role !== 'assistant') return [];
    const marks = [...outsideFences(part.text).matchAll(MARK)].filter(
      ({ groups }) => groups!.heading || !isAboutDialogue,
    );
    const [first] = marks;
    if (!first) return [];
    const isAsking = marks.map(({ groups }) => ASKING.has((groups!.heading ?? groups!.name)!));
    const asked = isAsking.indexOf(true);
    const isDialogue = asked >= 0 && isAsking.includes(false, asked);
    return [{ part, start: first.index, end: first.index + first[0].length, isDialogue }];
  });
}

function openEnd(part: TextPart): DialogueMark[] {
  const match = OPEN_END.exec(part.text);
  if (!match) return [];
  const end = part.text.trimEnd().length;
  const start = match.index + match[0].length - match[0].trimStart().length;
  return [{ part, start, end, isDialogue: false }];
}
