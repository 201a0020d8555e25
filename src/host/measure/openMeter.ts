import * as l10n from '@vscode/l10n';
import type { FormatWish } from '../../dataset/datasetInfo/wishedFormat';
import { listOf } from '../../dataset/listOf';
import { NO_TEMPLATE, type MeasureSettings, type Thinking } from '../../tokens/measuring';
import type { Meter } from '../../tokens/meter';
import { templateNames } from '../../tokens/llamafactory/templates';
import { plainMeter } from '../../tokens/plain/plainMeter';
import type { Tokenizer } from '../../tokens/tokenizer';
import { loadTokenizer, type LoadedTokenizer } from '../tokenizers/load';
import { TokenizerError } from '../tokenizers/tokenizerError';
import { stampOf } from './fileStamp';
import { isLlamaFactory, openLlamaFactory } from './openLlamaFactory';
import { openChatTemplate } from './openChatTemplate';

/** A meter with what is to be told of it. */
export interface OpenedMeter {
  readonly meter: Meter;
  readonly tokenizer: Tokenizer;
  /** The template's name, or null if the plain text is counted. */
  readonly template: string | null;
  /** The trainer's name for people, or null. */
  readonly target: string | null;
  /** Tokens that a record may have; null if nothing is cut. */
  readonly cutoff: number | null;
  readonly exact: boolean;
  /** Why the numbers aren't exact, for people. */
  readonly approximation: string | null;
  /** The templates that the settings could name: LLaMA-Factory's, or those of the tokenizer; and none. */
  readonly templates: readonly string[];
  /** Whether the model is to think; `keep`: as the data or the template has it. */
  readonly thinking: Thinking;
  /** Whether that makes a difference for the template. */
  readonly hasThinking: boolean;
}

/** A meter, before it is said what there is beside its template. */
export type MeterWithoutChoice = Omit<OpenedMeter, 'templates'>;

/** Where to look for what settings name. */
export interface Places {
  /** The folder that relative paths start from. */
  readonly base: string;
  /** The folder of downloaded tokenizers. */
  readonly storage?: string | undefined;
  /** The folder of bundled tokenizers; beside the program if absent. */
  readonly bundled?: string | undefined;
  /** What is known of the records' format. */
  readonly format?: FormatWish | undefined;
}

/** A record can't be measured as the settings ask; the message is for people. */
export class MeterFault extends Error {
  override readonly name: string = 'MeterFault';
}

export const TOKENIZER_FAULT = 'TokenizerFault';

/** It is the tokenizer that can't be had. */
class TokenizerFault extends MeterFault {
  override readonly name = TOKENIZER_FAULT;
}

/**
 * Opens the meter that settings ask for, with the target's and the tokenizer's choices for what they leave open.
 *
 * @throws MeterFault if there is no such tokenizer or template, or the target would refuse the settings
 */
export async function openMeter(settings: MeasureSettings, places: Places): Promise<OpenedMeter> {
  const tokenizer = await load(settings.tokenizer, places);
  const opened = await openWith(tokenizer, settings, places);
  if (tokenizer.inexact.length === 0) return opened;
  const parts = listOf(tokenizer.inexact);
  const approximation = l10n.t('The tokenizer has parts that Tuneset does in another way: {0}.', parts);
  return { ...opened, exact: false, approximation };
}

async function openWith(loaded: LoadedTokenizer, settings: MeasureSettings, places: Places): Promise<OpenedMeter> {
  const { tokenizer } = loaded;
  const opened = isLlamaFactory(settings, tokenizer)
    ? openLlamaFactory(settings, tokenizer, places)
    : settings.template === NO_TEMPLATE
      ? undefined
      : await openChatTemplate(settings, loaded, places);
  return { ...(opened ?? openPlain(tokenizer, settings, places)), templates: templatesFor(settings, tokenizer) };
}

function templatesFor({ template, ...settings }: MeasureSettings, tokenizer: Tokenizer): readonly string[] {
  const wish = template === NO_TEMPLATE ? settings : { ...settings, template };
  const names = isLlamaFactory(wish, tokenizer) ? templateNames() : Object.keys(tokenizer.chatTemplates);
  return [...names, NO_TEMPLATE];
}

function openPlain(
  tokenizer: Tokenizer,
  { cutoffLength: cutoff, target, template }: MeasureSettings,
  { format }: Places,
): MeterWithoutChoice {
  // Who asked for a trainer and not for plain text gets less than the trainer would see.
  const isLess = target !== undefined && template !== NO_TEMPLATE;
  return {
    meter: plainMeter({ tokenizer, cutoff, format }),
    tokenizer,
    template: null,
    target: null,
    cutoff: finite(cutoff),
    thinking: 'keep',
    hasThinking: false,
    exact: !isLess,
    approximation: isLess
      ? l10n.t('{0} has no chat template, so the plain text is counted, without what {1} adds.', tokenizer.name, target)
      : null,
  };
}

/** The tokenizers that were loaded last: several meters share one, with its cache. */
const loaded = new Map<string, Promise<LoadedTokenizer>>();
const KEPT = 2;

async function load(tokenizer: string, places: Places): Promise<LoadedTokenizer> {
  if (isOnNetwork(tokenizer))
    throw new TokenizerFault(l10n.t('A tokenizer can’t be read from the network: {0}', tokenizer));
  const { base, storage, bundled } = places;
  const key = JSON.stringify([tokenizer, base, storage, bundled, await stampOf({ tokenizer }, places)]);
  const known = loaded.get(key) ?? loadTokenizer(tokenizer, places);
  loaded.delete(key);
  loaded.set(key, known);
  const [oldest] = loaded.keys();
  if (loaded.size > KEPT && oldest !== undefined) loaded.delete(oldest);
  try {
    return await known;
  } catch (error) {
    loaded.delete(key);
    if (error instanceof TokenizerError) throw new TokenizerFault(error.message, { cause: error });
    throw error;
  }
}

/** A cutoff for people: null where nothing is cut. */
export function finite(cutoff: number | undefined): number | null {
  return cutoff !== undefined && Number.isFinite(cutoff) ? cutoff : null;
}

/** True for a path that makes Windows ask another machine, which a project file must not be able to do. */
export function isOnNetwork(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}
