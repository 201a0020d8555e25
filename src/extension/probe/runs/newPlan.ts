import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { RunPlan } from '../../../probe/batch/plan';
import { snapshotOf } from '../../../probe/batch/runEndpoint';
import type { Endpoint } from '../../../probe/endpoint';
import type { RecordChoice } from '../../../protocol/probeRecords';
import type { RunWish } from '../../../protocol/probeRuns';
import type { RecordQuery } from '../../../protocol/records';

/** What a wish comes to, with the endpoints as they are now. @param at ISO 8601. @param cases how many there are */
export function newPlan(
  wish: RunWish,
  endpoints: readonly Endpoint[],
  dataset: string,
  cases: number,
  at: string,
): RunPlan {
  const { name, choice, sampling, tries, measures, limits } = wish;
  return {
    kind: 'run',
    version: 1,
    id: randomUUID(),
    ...{ name, at, dataset, selection: selectionText(choice, wish.turns), cases },
    endpoints: endpoints.map(snapshotOf),
    ...{ sampling, tries, measures, limits },
  };
}

/** Which records, for people. */
function selectionText(choice: RecordChoice, turns: RunWish['turns']): string {
  const records = recordsText(choice);
  return turns === 'all' ? vscode.l10n.t('{0}, every answer', records) : records;
}

function recordsText(choice: RecordChoice): string {
  switch (choice.kind) {
    case 'records':
      return choice.records.length === 1
        ? vscode.l10n.t('record {0}', choice.records[0]! + 1)
        : vscode.l10n.t('{0} chosen records', choice.records.length);
    case 'perType': {
      const some = vscode.l10n.t('{0} of each task type (seed {1})', choice.count, choice.seed);
      const query = queryText(choice.query);
      return query === '' ? some : `${some}, ${query}`;
    }
    case 'query':
      return queryText(choice.query) || vscode.l10n.t('all records');
  }
}

function queryText({ filter, search }: RecordQuery): string {
  const parts = [
    ...(filter === 'all' ? [] : [vscode.l10n.t('filter {0}', filter)]),
    ...(search === '' ? [] : [search]),
  ];
  return parts.join(', ');
}
