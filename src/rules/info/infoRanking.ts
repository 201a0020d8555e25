import * as l10n from '@vscode/l10n';
import { sourceOf, valueIn } from '../../dataset/datasetInfo/datasetInfo';
import { listOf } from '../../dataset/listOf';
import type { Outcome, Rule } from '../rule';
import { usualColumns } from './fields';
import { formattingMismatch } from './infoFormatting';
import type { EntryView, InfoReport } from './view';

export const infoRanking: Rule = {
  id: 'info-ranking',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('“ranking” does not fit'),
    what: l10n.t(
      'Preference pairs whose entry in dataset_info.json lacks “ranking”: true, “ranking” without columns for the chosen and the rejected answer, or a stage that does not fit.',
    ),
    why: l10n.t(
      'Without “ranking” the two answers are not read. With it and without their columns, or in a stage for other data, LLaMA-Factory ends with an error (data/loader.py: the stage rm, which is dpo’s too, takes preference pairs only, every other stage none).',
    ),
    mend: l10n.t('Set “ranking” to true and list “chosen” and “rejected” in “columns”; the quick fix does.'),
    faulty: `{"pairs": {"file_name": "pairs.json", "columns": {"prompt": "instruction", "chosen": "chosen", "rejected": "rejected"}}}`,
    sound: `{"pairs": {"file_name": "pairs.json", "ranking": true, "columns": {"prompt": "instruction", "chosen": "chosen", "rejected": "rejected"}}}`,
  }),
  entry(view, report) {
    // What a hub's data holds is known to nobody here.
    if (!view.attributes || sourceOf(view.entry) !== 'file') return;
    const ofData = formattingMismatch(view) ? undefined : (unmappedPair(view) ?? unreadPair(view));
    const fault = ofData ?? wrongStage(view);
    if (fault) report(fault);
  },
};

/** `ranking` without both answers. */
function unmappedPair(view: EntryView): InfoReport | undefined {
  const { ranking, chosen, rejected, kto_tag } = view.attributes!;
  if (!ranking || (chosen !== null && rejected !== null)) return undefined;
  const missing = [chosen === null ? 'chosen' : '', rejected === null ? 'rejected' : ''].filter((name) => name !== '');
  const isThere = missing.every((name) => view.contents?.columns.has(name));
  return {
    message: l10n.t('“ranking” is true, but “columns” does not list {0}.', listOf(missing)),
    ...view.span('ranking'),
    // Labels, where there are some, are read first.
    ...(kto_tag === null || !isOfStage(view) ? {} : { outcome: null }),
    fixes: isThere
      ? [
          {
            title: l10n.t('Add both answers to “columns”'),
            safety: 'safe',
            edits: view.edits({ columns: withPair(view) }),
          },
        ]
      : [],
  };
}

/** Both answers without `ranking`. */
function unreadPair(view: EntryView): InfoReport | undefined {
  const { attributes, contents } = view;
  const { ranking, chosen, rejected, response, formatting } = attributes!;
  if (ranking) return undefined;
  const isMapped = chosen !== null && rejected !== null;
  const hasPair = ['chosen', 'rejected'].every((name) => (contents?.columns.get(name)?.filled ?? 0) > 0);
  const hasAnswer = formatting === 'alpaca' && response !== null && contents?.columns.has(response) === true;
  if (!isMapped && (!hasPair || hasAnswer)) return undefined;
  return {
    message: isMapped
      ? l10n.t('“columns” lists both answers of preference pairs, but “ranking” is not true, so they are not read.')
      : l10n.t('The data are preference pairs (chosen, rejected), but “ranking” is not true.'),
    ...(valueIn(view.entry, 'ranking') === undefined ? view.keySpan() : view.span('ranking')),
    outcome: outcomeOf(view, hasAnswer),
    fixes: [
      {
        title: l10n.t('Set “ranking” to true'),
        safety: 'safe',
        edits: view.edits({ ranking: true, ...(isMapped ? {} : { columns: withPair(view) }) }),
      },
    ],
  };
}

/** What becomes of pairs that are not read: the stages ppo and pt need no answer. */
function outcomeOf({ facts: { stage } }: EntryView, hasAnswer: boolean): Outcome {
  if (stage === 'rm') return 'crash';
  return hasAnswer || stage === 'ppo' || stage === 'pt' ? 'ignored' : 'dropped';
}

/** The stages are those of the trainer's own tables: dpo counts as rm. */
function wrongStage(view: EntryView): InfoReport | undefined {
  const { stage } = view.facts;
  const { ranking } = view.attributes!;
  if (stage === undefined || isOfStage(view)) return undefined;
  return {
    message: ranking
      ? l10n.t('The stage {0} takes no preference pairs, and “ranking” is true.', stage)
      : l10n.t('The stage {0} takes preference pairs only, and “ranking” is not true.', stage),
    ...view.span('ranking'),
  };
}

function isOfStage({ facts: { stage }, attributes }: EntryView): boolean {
  return stage === undefined || (stage === 'rm') === attributes!.ranking;
}

/** Where nothing is listed yet, what is read by default must be listed too. */
function withPair(view: EntryView): Record<string, string> {
  const { attributes, contents } = view;
  const others = view.lists('columns') || !contents ? {} : usualColumns({ ...attributes!, ranking: true }, contents);
  return { ...others, chosen: attributes!.chosen ?? 'chosen', rejected: attributes!.rejected ?? 'rejected' };
}
