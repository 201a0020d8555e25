import * as l10n from '@vscode/l10n';
import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver';
import { Status, type StatusParams, type TokenStatus } from '../protocol/messages';
import type { PlacedFinding } from '../rules/placedFinding';
import type { Level } from '../rules/rule';
import type { FileReadings } from './datasetInfo/fileReadings';
import { MAX_SYMBOLS } from './features/outline';
import type { OpenDocument } from './openDocument';
import type { Projects } from './projects';

/** VS Code keeps no more diagnostics for a file (`MAX_DIAGNOSTICS_PER_FILE` in its DiagnosticCollection). */
export const MAX_DIAGNOSTICS = 1000;
/** Milliseconds after the last change until the file is checked. */
const PAUSE = 100;
/** Milliseconds of checking after which other requests get their turn. */
const SLICE = 30;
/** Milliseconds after which a check shows its progress. */
const PROGRESS_AFTER = 1000;

const SEVERITIES: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Checks open files in slices of time and publishes what is found. */
export class Validation {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** The version of each file that was last published. */
  private readonly published = new Map<string, number>();
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly connection: Connection,
    private readonly projects: Projects,
    private readonly get: (uri: string) => OpenDocument | undefined,
    /** URI of the folder with the rules' pages. */
    private readonly pages: string,
    private readonly hasProgress: () => boolean,
    private readonly tokens: (document: OpenDocument) => TokenStatus | null,
    private readonly readings: FileReadings,
    /** Called when what is known of a file was published. */
    private readonly onPublished: (uri: string) => void,
  ) {}

  /**
   * Checks the file when its author pauses.
   *
   * @param isWanted asked then of a file that was a dataset before; one that has just become one is checked in any case
   */
  soon(document: OpenDocument, isWanted: () => boolean): void {
    clearTimeout(this.timers.get(document.uri));
    this.timers.set(
      document.uri,
      setTimeout(() => {
        // One that was just opened is checked as soon as it is known how.
        if (!document.isConfigured) return;
        const wasDataset = document.dataset !== undefined;
        document.detect();
        const isNew = this.published.get(document.uri) !== document.version;
        if (isNew && (!wasDataset || isWanted())) void this.now(document.uri);
      }, PAUSE),
    );
  }

  /** Checks the file and publishes what is found. */
  async now(uri: string): Promise<void> {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    await this.check(uri);
    const document = this.get(uri);
    if (!document) return;
    this.published.set(uri, document.version);
    this.publish(document);
  }

  /** Tells what has become known meanwhile of a file; its findings only if they are those of the text that they were last told of. */
  report(document: OpenDocument): void {
    if (this.published.get(document.uri) === document.version) this.publish(document);
    else this.sendStatus(document, document.findings(MAX_DIAGNOSTICS));
  }

  /** Checks what of the file has not been checked yet. */
  check(uri: string): Promise<void> {
    let run = this.running.get(uri);
    if (!run) {
      run = this.run(uri).finally(() => this.running.delete(uri));
      this.running.set(uri, run);
    }
    return run;
  }

  /** Forgets a file that was closed. */
  close(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    this.published.delete(uri);
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private async run(uri: string): Promise<void> {
    const started = Date.now();
    let progress: Awaited<ReturnType<Connection['window']['createWorkDoneProgress']>> | undefined;
    try {
      for (;;) {
        const document = this.get(uri);
        if (!document) return;
        const sliceEnd = Date.now() + SLICE;
        if (document.dataset?.checked.check(() => Date.now() >= sliceEnd) ?? true) break;
        if (Date.now() - started > PROGRESS_AFTER && this.hasProgress()) {
          progress ??= await this.beginProgress(document);
          progress.report(Math.round(100 * doneShare(document)));
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      progress?.done();
    }
  }

  private async beginProgress(document: OpenDocument) {
    const progress = await this.connection.window.createWorkDoneProgress();
    progress.begin(l10n.t('Checking {0}', document.name), 0);
    return progress;
  }

  private publish(document: OpenDocument): void {
    const findings = document.findings(MAX_DIAGNOSTICS);
    const diagnostics = findings.shown.map((finding) => diagnosticOf(finding, this.pages));
    void this.connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
    this.sendStatus(document, findings);
    this.onPublished(document.uri);
  }

  private sendStatus(document: OpenDocument, { counts, shown }: ReturnType<OpenDocument['findings']>): void {
    void this.connection.sendNotification(Status.method, this.status(document, counts, shown.length));
  }

  private status(document: OpenDocument, counts: StatusCounts, shown: number): StatusParams {
    const { uri, dataset } = document;
    if (!dataset) return { uri, dataset: null };
    const { records } = dataset.checked.text.pieces.totals;
    return {
      uri,
      dataset: {
        container: dataset.checked.text.containerId,
        format: dataset.format.name,
        formatId: dataset.format.id,
        evidence: dataset.evidence,
        datasetInfo: this.readings.status(uri),
        records,
        counts,
        shown,
        outlined: Math.min(records, MAX_SYMBOLS),
        unchecked: dataset.checked.unchecked,
        projectFault: this.projects.of(uri).fault,
        tokens: this.tokens(document),
      },
    };
  }
}

/** @param pages URI of the folder with the rules' pages */
export function diagnosticOf(finding: PlacedFinding, pages: string): Diagnostic {
  return {
    range: finding.range,
    severity: SEVERITIES[finding.level],
    source: 'Tuneset',
    code: finding.rule,
    codeDescription: { href: `${pages}${l10n.t('{0}.md', finding.rule)}` },
    message: finding.message,
  };
}

type StatusCounts = NonNullable<StatusParams['dataset']>['counts'];

function doneShare({ dataset }: OpenDocument): number {
  const all = dataset?.checked.text.pieces.totals.pieces ?? 0;
  return all === 0 ? 1 : 1 - dataset!.checked.unchecked / all;
}
