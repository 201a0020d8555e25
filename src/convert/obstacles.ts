import * as l10n from '@vscode/l10n';

/** Why a record can't be converted. */
const texts = {
  notJson: () => l10n.t('it is not valid JSON'),
  notUtf8: () => l10n.t('it is not valid UTF-8'),
  notRecord: () => l10n.t('it is not a JSON object'),
  betweenRecords: () => l10n.t('text that belongs to no record stands before it, or at the end of the file'),
  tooDeep: () => l10n.t('it is nested too deeply'),
  duplicateKey: (key) => l10n.t('the key “{0}” is there twice', key),
  otherFormat: (name) => l10n.t('it has none of the fields of the format {0}', name),
  wrongType: (place) => l10n.t('the value at {0} has a type that the format does not allow', place),
  noTurns: () => l10n.t('there is no message in it'),
  noAnswer: () => l10n.t('it does not end with an answer'),
  noPrompt: () => l10n.t('it does not begin with a prompt'),
  notAlternating: () => l10n.t('prompts and answers do not alternate'),
  systemInside: () => l10n.t('a system message stands inside the conversation'),
  customRole: (name) => l10n.t('the target has no place for the role “{0}”', name),
  toolTurn: () => l10n.t('the target has no place for tool calls and their results'),
  callNotJson: () => l10n.t('a tool call is not valid JSON'),
  callShape: () => l10n.t('a tool call lacks its name or its arguments'),
  argumentsNotJson: (name) => l10n.t('the arguments of the call of “{0}” are not a JSON object', name),
  toolsNotJson: () => l10n.t('the declared tools are not valid JSON'),
  noPair: () => l10n.t('it does not have two answers'),
  noLabel: () => l10n.t('it has no label that is true or false'),
  answerTurns: () => l10n.t('the target wants each answer to be one message'),
  mediaCount: (kind) => l10n.t('the <{0}> placeholders are not as many as what they stand for', kind),
} satisfies Record<string, (detail: string) => string>;

export type ObstacleCode = keyof typeof texts;

export interface Obstacle {
  readonly code: ObstacleCode;
  readonly detail?: string | undefined;
}

/** What a record lacks is nobody's fault but that of the format that it is to have: it may be sound as it is. */
const LIMITS: ReadonlySet<ObstacleCode> = new Set([
  ...(['systemInside', 'customRole', 'toolTurn', 'answerTurns', 'notAlternating'] as const),
  ...(['noAnswer', 'noPrompt', 'noPair', 'noLabel'] as const),
]);

/** True if the record is broken, false if it only has no place in the format that it is to have. */
export function isFault({ code }: Obstacle): boolean {
  return !LIMITS.has(code);
}

/** For people, in their language. */
export function obstacleText({ code, detail = '' }: Obstacle): string {
  return texts[code](detail);
}
