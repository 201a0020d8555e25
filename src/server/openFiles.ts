import type { TextDocuments } from 'vscode-languageserver';
import type { Counting } from './counting';
import type { FileReadings } from './datasetInfo/fileReadings';
import type { InfoFeatures } from './datasetInfo/infoFeatures';
import type { KnownMediaFiles } from './files';
import type { LabelFeatures } from './labels/labelFeatures';
import type { MarkedFeatures } from './labels/markedFeatures';
import type { OpenDocument } from './openDocument';
import type { Projects } from './projects';
import type { RecordFeatures } from './records/recordFeatures';
import type { ServerHost } from './server';
import type { TokenFeatures } from './tokenFeatures';
import type { Validation } from './validation';

/** Everything that is to know of files that open, change, are saved and close. */
export interface OpenFilesParts {
  readonly documents: TextDocuments<OpenDocument>;
  readonly host: Pick<ServerHost, 'files' | 'byteFacts' | 'pathOf' | 'mediaFiles'>;
  readonly projects: Projects;
  readonly readings: FileReadings;
  readonly infos: InfoFeatures;
  readonly validation: Validation;
  readonly counting: Counting;
  readonly tokens: TokenFeatures;
  readonly labels: LabelFeatures;
  readonly marked: MarkedFeatures;
  readonly records: RecordFeatures;
  /** Settled when the settings that are known to have changed are applied. */
  readonly configured: () => Promise<void>;
  /** Files on which everything depends may have changed. */
  readonly lookAgain: () => Promise<void>;
  /** Files that the data names may be looked at. */
  readonly isTrusted: () => boolean;
  readonly checksOnType: () => boolean;
  /** The editor reports the syntax of this file by itself. */
  readonly hasOwnJson: (document: OpenDocument) => boolean;
}

/** The life of open files: each is configured, checked and counted when it opens, looked at again when it changes, and forgotten when it closes. */
export class OpenFiles {
  constructor(private readonly parts: OpenFilesParts) {}

  listen(): void {
    const { documents } = this.parts;
    documents.onDidOpen(({ document }) => this.opened(document));
    documents.onDidChangeContent(({ document }) => this.changed(document));
    documents.onDidSave(({ document }) => this.saved(document));
    documents.onDidClose(({ document }) => this.closed(document));
  }

  /** Says how a file is read and checked. */
  async configure(document: OpenDocument): Promise<void> {
    const { projects, readings, infos, hasOwnJson } = this.parts;
    const { project, labels } = projects.of(document.uri);
    const { format, source, target, entry } = await readings.find(document.uri);
    document.configure({
      format: infos.handles(document.uri) ? 'none' : format,
      source: source === 'datasetInfo' ? source : 'project',
      check: {
        target,
        levels: project.rules ?? {},
        extraFields: project.fields ?? [],
        lengths: project.target !== undefined || project.cutoffLength !== undefined,
        syntaxShownElsewhere: hasOwnJson(document),
        template: project.template,
        labels,
      },
      mediaFiles: this.mediaFilesOf(document, entry?.place),
    });
  }

  /** Checks a file, and has its tokens counted in the background. */
  async check(document: OpenDocument): Promise<void> {
    const { infos, validation, tokens, records, counting } = this.parts;
    if (infos.handles(document.uri)) return infos.check(document.uri);
    await Promise.all([validation.now(document.uri), tokens.open(document)]);
    records.changed(document.uri);
    void counting.run(document.uri);
  }

  /** Checks a file when somebody asks for it: what it names is looked at again too. */
  async checkNow(uri: string): Promise<null> {
    const { documents, infos, validation, counting, configured } = this.parts;
    await configured();
    const document = documents.get(uri);
    if (!document) return null;
    if (infos.handles(uri)) {
      await infos.saved(uri);
      return null;
    }
    document.lookAtMedia();
    if (document.dataset) await this.readBytes(document);
    await validation.now(uri);
    void counting.run(uri);
    return null;
  }

  private async opened(document: OpenDocument): Promise<void> {
    const { records, labels, configured } = this.parts;
    await configured();
    if (records.documents.handles(document.uri)) return records.documents.soon(document.uri);
    await this.configure(document);
    if (document.dataset) await this.readBytes(document);
    await this.check(document);
    labels.filesChanged();
  }

  private changed(document: OpenDocument): void {
    const { records, infos, validation, tokens, labels, marked, checksOnType } = this.parts;
    const { uri } = document;
    if (records.documents.handles(uri)) {
      if (checksOnType()) records.documents.soon(uri);
      return;
    }
    if (infos.handles(uri)) {
      if (checksOnType()) infos.soon(uri);
      return;
    }
    validation.soon(document, checksOnType);
    tokens.changed(document);
    labels.changed();
    marked.changed(document);
    records.changed(uri);
  }

  private async saved(document: OpenDocument): Promise<void> {
    const { records, infos, lookAgain } = this.parts;
    if (records.documents.handles(document.uri)) return records.documents.soon(document.uri);
    if (infos.handles(document.uri)) {
      await infos.saved(document.uri);
      return lookAgain();
    }
    infos.refresh();
    document.detect();
    document.release();
    document.lookAtMedia();
    if (document.dataset) await this.readBytes(document);
    await this.check(document);
  }

  private closed({ uri }: OpenDocument): void {
    const { records, infos, readings, validation, tokens, labels } = this.parts;
    if (records.documents.handles(uri)) return records.documents.close(uri);
    infos.close(uri);
    readings.close(uri);
    validation.close(uri);
    tokens.close(uri);
    records.close(uri);
    labels.filesChanged();
  }

  /** Nothing is looked at that data of unknown origin names, nor where there is no disk. */
  private mediaFilesOf({ uri }: OpenDocument, info: string | undefined): KnownMediaFiles | undefined {
    const { host, projects, isTrusted } = this.parts;
    const dataset = isTrusted() ? host.pathOf(uri) : undefined;
    if (dataset === undefined) return undefined;
    const { project, folder } = projects.of(uri);
    const pathOf = (place: string | undefined): string | undefined =>
      place === undefined ? place : host.pathOf(place);
    const { mediaFolder } = project;
    return host.mediaFiles({ dataset, projectFolder: pathOf(folder), mediaFolder, datasetInfo: pathOf(info) });
  }

  private async readBytes(document: OpenDocument): Promise<void> {
    const { host } = this.parts;
    const bytes = document.uri.startsWith('untitled:') ? undefined : await host.files.read(document.uri);
    document.bytes = bytes && host.byteFacts(bytes);
  }
}
