import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import { valueText } from '../../dataset/piece';
import {
  GetModelView,
  type ModelSequence,
  type ModelView,
  type ModelViewParams,
  type ModelViewSettings,
} from '../../protocol/preview';
import { NO_TEMPLATE, type MeasureSettings } from '../../tokens/measuring';
import type { Counters, CounterWish, RecordCounter } from '../counters';
import type { OpenDataset } from '../openDocument';
import type { Followed } from '../records/followed';

/** Shows records as the model sees them, also with settings that are tried in place of the project's. */
export class ModelViews {
  constructor(
    private readonly connection: Connection,
    private readonly counters: Counters,
    private readonly followed: Followed,
    /** How the records of a dataset are counted. */
    private readonly wishOf: (uri: string, dataset: OpenDataset) => CounterWish,
    private readonly configured: () => Promise<void>,
  ) {}

  listen(): void {
    this.connection.onRequest(GetModelView.method, (params: ModelViewParams) => this.view(params));
  }

  private async view({ settings, ...ref }: ModelViewParams): Promise<ModelView | null> {
    await this.configured();
    const found = this.followed.find(ref);
    if (!found) return null;
    const { document, dataset, digest } = found;
    const record = valueText(found.placed.piece);
    const columns = dataset.checked.loadedColumns;
    const wish = this.wishOf(document.uri, dataset);
    // The thread knows what it has opened, so this takes no longer than asking it.
    const own = await this.counters.open(wish.settings, wish.places);
    const changed = withTried(wish.settings, settings);
    const opened = changed === wish.settings ? own : await this.counters.open(changed, wish.places);
    const counter = (columns && opened.forColumns?.(columns)) ?? opened;
    const { fault, tokenizer, template, target, cutoff, exact, approximation } = counter.facts;
    const read = fault === null ? await sequencesOf(counter, record) : { fault, sequences: [] };
    const defaults = defaultsOf(own, wish.settings);
    return {
      ...{ digest, tokenizer, template, target, cutoff, exact, defaults },
      note: read.fault ?? approximation,
      sequences: read.sequences,
      templates: await this.templates(own, wish, defaults.template),
      hasThinking: counter.choices.hasThinking,
    };
  }

  /** Where the project's template can't be used, there are others to be chosen all the same. */
  private async templates(own: RecordCounter, wish: CounterWish, used: string): Promise<readonly string[]> {
    let { templates } = own.choices;
    if (own.facts.fault !== null) {
      const bare = await this.counters.open({ ...wish.settings, template: NO_TEMPLATE }, wish.places);
      ({ templates } = bare.choices);
    }
    return used === '' || templates.includes(used) ? templates : [used, ...templates];
  }
}

/** The same object where nothing is tried. */
function withTried(settings: MeasureSettings, { template, thinking, cutoff }: ModelViewSettings): MeasureSettings {
  if (template === undefined && thinking === undefined && cutoff === undefined) return settings;
  return {
    ...settings,
    ...(template !== undefined && { template: template === '' ? undefined : template }),
    ...(thinking !== undefined && { thinking }),
    ...(cutoff !== undefined && { cutoffLength: cutoff > 0 ? cutoff : Infinity }),
  };
}

function defaultsOf({ facts, choices }: RecordCounter, settings: MeasureSettings): ModelView['defaults'] {
  return {
    template: facts.fault === null ? (facts.template ?? NO_TEMPLATE) : (settings.template ?? ''),
    thinking: settings.thinking ?? choices.thinking,
    cutoff: facts.fault === null ? (facts.cutoff ?? 0) : (settings.cutoffLength ?? 0),
  };
}

/** What ends the counting thread is told, not asked for again. */
async function sequencesOf(
  counter: RecordCounter,
  record: string,
): Promise<{ readonly fault: string | null; readonly sequences: readonly ModelSequence[] }> {
  try {
    return { fault: null, sequences: await counter.sequences(record) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { fault: l10n.t('Counting failed: {0}', detail), sequences: [] };
  }
}
