import assert from 'node:assert/strict';
import path from 'node:path';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FormatWish } from '../../../../src/dataset/datasetInfo/wishedFormat';
import type { ProjectLabels } from '../../../../src/dataset/project';
import { openMeter } from '../../../../src/host/measure/openMeter';
import { sequencesOf } from '../../../../src/host/measure/sequences';
import { labelSettings } from '../../../../src/labels/labelSettings';
import { EditFromProbe, GetProbeCase, type ProbeCaseResult } from '../../../../src/protocol/probeRecords';
import type { EditRecordResult } from '../../../../src/protocol/records';
import type { Counters, RecordCounter } from '../../../../src/server/counters';
import { OpenDocument } from '../../../../src/server/openDocument';
import { FindRecords } from '../../../../src/server/preview/findRecords';
import { ProbeFeatures } from '../../../../src/server/probe/probeFeatures';
import { digestOf } from '../../../../src/server/records/digest';
import type { Followed } from '../../../../src/server/records/followed';
import type { MeasureSettings } from '../../../../src/tokens/measuring';

export const URI = 'file:///data/train.jsonl';

type Handler = (params: object, token: Partial<CancellationToken>) => unknown;

export interface ProbeServerOptions {
  readonly format?: FormatWish;
  readonly labels?: ProjectLabels;
  readonly settings?: Partial<MeasureSettings>;
}

/** What the server answers of an open dataset whose records are followed by their index. */
export class ProbeServer {
  readonly document: OpenDocument;
  private readonly handlers = new Map<string, Handler>();

  constructor(text: string, { format = {}, labels, settings }: ProbeServerOptions = {}) {
    const known = labelSettings(labels, undefined);
    this.document = new OpenDocument(URI, text.startsWith('[') ? 'json' : 'jsonl', 7, text);
    this.document.configure({ format, check: { labels: known } });
    const connection = {
      onRequest: (method: string, handler: Handler) => this.handlers.set(method, handler),
    } as unknown as Connection;
    const followed: Followed = {
      find: ({ anchor }) => {
        const dataset = this.document.dataset!;
        const placed = dataset.checked.text.pieces.record(anchor);
        return placed && { document: this.document, dataset, placed, digest: digestOf(placed.piece) };
      },
    };
    const server = {
      connection,
      get: (uri: string) => (uri === URI ? this.document : undefined),
      configured: async () => undefined,
      check: async () => void this.document.dataset?.checked.check(),
      labels: () => known,
      counters: COUNTERS,
      wishOf: () => ({
        settings: { tokenizer: 'qwen3', ...settings },
        places: { base: '.', storage: undefined, format: this.document.dataset!.format.choice },
      }),
    };
    const reviewed = { stampOf: () => '', stateOf: async () => null, passing: async () => () => true };
    new ProbeFeatures(server, followed, new FindRecords(server, reviewed)).listen();
  }

  async ask<R>(
    method: { readonly method: string },
    params: object,
    token: Partial<CancellationToken> = {},
  ): Promise<R> {
    const live = { isCancellationRequested: false, ...token };
    return (await this.handlers.get(method.method)!({ uri: URI, ...params }, live)) as R;
  }

  caseOf(anchor: number, turn?: number): Promise<ProbeCaseResult | null> {
    return this.ask(GetProbeCase, { anchor, ...(turn !== undefined && { turn }) });
  }

  digest(anchor: number): string {
    return digestOf(this.document.dataset!.checked.text.pieces.record(anchor)!.piece);
  }

  /** The text after an edit, and the record to look at; or what refuses it. */
  async edited(anchor: number, operation: object): Promise<readonly [string, number] | string> {
    const params = { anchor, digest: this.digest(anchor), operation };
    const result = await this.ask<EditRecordResult>(EditFromProbe, params);
    if ('refused' in result) return result.refused;
    assert.equal(result.version, 7);
    const before = TextDocument.create(URI, 'jsonl', 7, this.document.text());
    return [TextDocument.applyEdits(before, [...result.edits]), result.record];
  }
}

/** Counters without a thread. */
const COUNTERS: Pick<Counters, 'open'> & Counters = {
  open: async (settings, places) => {
    const opened = await openMeter(settings, { ...places, bundled: path.resolve('dist/tokenizers') });
    const { tokenizer, template, target, cutoff, exact, approximation, templates, thinking, hasThinking } = opened;
    const counter: Partial<RecordCounter> = {
      facts: {
        ...{ tokenizer: tokenizer.name, template, target, cutoff, exact, approximation },
        fault: null,
        stamp: '',
      },
      choices: { templates, thinking, hasThinking },
      sequences: async (record) => sequencesOf(opened, record),
    };
    return counter as RecordCounter;
  },
  check: async () => undefined,
  useLanguage: () => undefined,
};

/** Records as the lines of a file. */
export function lines(...records: readonly (object | string)[]): string {
  return records.map((record) => `${typeof record === 'string' ? record : JSON.stringify(record)}\n`).join('');
}
