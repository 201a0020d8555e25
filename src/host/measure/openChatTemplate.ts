import * as l10n from '@vscode/l10n';
import { resolve } from 'node:path';
import { listOf } from '../../dataset/listOf';
import { chatTemplateMeter } from '../../tokens/chatTemplate/chatTemplateMeter';
import { trainers, type TrainerId } from '../../tokens/chatTemplate/trainers';
import { NO_TEMPLATE, type MeasureSettings } from '../../tokens/measuring';
import type { LoadedTokenizer } from '../tokenizers/load';
import { readTextFile } from '../tokenizers/readModelFile';
import { finite, isOnNetwork, MeterFault, type MeterWithoutChoice, type Places } from './openMeter';

/** Each trainer's name, and why its counts aren't exact. */
const TRAINERS: Readonly<Record<TrainerId, { readonly name: string; readonly approximation?: () => string }>> = {
  'ms-swift': {
    name: 'ms-swift',
    approximation: () =>
      l10n.t('ms-swift renders with templates of its own; these are the tokens of the model’s chat template.'),
  },
  trl: { name: 'TRL' },
  axolotl: { name: 'Axolotl' },
  openai: { name: 'OpenAI', approximation: () => l10n.t('How OpenAI renders a conversation is not public.') },
};

/** Without a target the answers are trained and nothing is cut, as OpenAI's entry says, but of its cutoff. */
const WITHOUT_TARGET = { id: 'openai', cutoff: Infinity } as const;

interface ChatTemplate {
  readonly name: string;
  readonly text: string;
}

/**
 * @returns undefined if the model has no chat template and none is named
 * @throws MeterFault if there is no such template
 */
export async function openChatTemplate(
  settings: MeasureSettings,
  { tokenizer, renderer }: LoadedTokenizer,
  { base, format }: Places,
): Promise<MeterWithoutChoice | undefined> {
  const template = await findTemplate(settings.template, tokenizer.chatTemplates, base);
  if (!template) return undefined;
  const target = settings.target === 'llamafactory' ? undefined : settings.target;
  const cutoff = settings.cutoffLength ?? (target ? (trainers[target].cutoff ?? Infinity) : WITHOUT_TARGET.cutoff);
  const { thinking } = settings;
  const meter = chatTemplateMeter({
    tokenizer,
    renderer,
    template: template.text,
    target: target ?? WITHOUT_TARGET.id,
    format,
    cutoff,
    ...(thinking === 'on' || thinking === 'off' ? { thinking: thinking === 'on' } : {}),
    trainOnPrompt: settings.trainOnPrompt,
    maskHistory: settings.maskHistory,
  });
  const trainer = target && TRAINERS[target];
  const approximation = trainer?.approximation?.() ?? null;
  return {
    meter,
    tokenizer,
    template: template.name,
    target: trainer?.name ?? null,
    cutoff: finite(cutoff),
    thinking: thinking ?? 'keep',
    hasThinking: template.text.includes('enable_thinking'),
    exact: approximation === null,
    approximation,
  };
}

async function findTemplate(
  wanted: string | undefined,
  own: Readonly<Record<string, string>>,
  base: string,
): Promise<ChatTemplate | undefined> {
  const name = wanted ?? 'default';
  if (Object.hasOwn(own, name)) return { name, text: own[name]! };
  if (wanted === undefined) return undefined;
  if (isOnNetwork(wanted)) throw new MeterFault(l10n.t('A template can’t be read from the network: {0}', wanted));
  if (/[\\/]|\.(?:jinja2?|j2)$/i.test(wanted)) return { name: wanted, text: await readTemplate(resolve(base, wanted)) };
  const names = listOf([...Object.keys(own), NO_TEMPLATE]);
  throw new MeterFault(l10n.t('The tokenizer has no chat template “{0}”. It has: {1}', wanted, names));
}

async function readTemplate(path: string): Promise<string> {
  const failed = (detail: string): MeterFault =>
    new MeterFault(l10n.t('The template {0} can’t be read: {1}', path, detail));
  try {
    const text = await readTextFile(path);
    if (text !== undefined) return text;
  } catch (error) {
    throw failed((error as Error).message);
  }
  throw failed(l10n.t('there is no such file'));
}
