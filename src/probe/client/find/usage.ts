import * as l10n from '@vscode/l10n';
import type { Capability } from '../../capabilities';
import type { Asking } from './asking';
import { lacking, no, yes } from './capability';
import { question } from './questions';

/** Counts of tokens at the end of a stream: asked for, or told by itself. */
export async function findUsageInStream(asking: Asking): Promise<Capability> {
  const answer = await asking.ask({ messages: question, stream: true }, { has: ['usageInStream'] });
  if (answer.usage !== null) return yes(l10n.t('Its stream told the numbers of tokens.'));
  if (answer.fault) return lacking(answer.fault);
  return no(l10n.t('Its stream did not tell the numbers of tokens.'));
}
