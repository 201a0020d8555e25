import type {
  CodeAction,
  CodeActionParams,
  CompletionItem,
  Connection,
  DocumentLink,
  Hover,
  Location,
  Position,
} from 'vscode-languageserver';
import { DATASET_INFO_FILE, sourceOf } from '../../dataset/datasetInfo/datasetInfo';
import type { DataFacts } from '../../dataset/datasetInfo/dataFacts';
import { valueNodeOf } from '../../dataset/datasetInfo/propertyEdits';
import { checkInfo } from '../../rules/info/checkInfo';
import type { FixAllResult } from '../../protocol/messages';
import type { EntryFacts } from '../../rules/info/view';
import type { ActionSupport } from '../features/codeActions';
import type { Files } from '../files';
import type { OpenDocument } from '../openDocument';
import type { Projects } from '../projects';
import { diagnosticOf } from '../validation';
import { infoOfProject } from './fileReadings';
import { infoActions, safeInfoEdits } from './infoActions';
import { infoCompletion } from './infoCompletion';
import { InfoDocument } from './infoDocument';
import { infoHover } from './infoHover';
import { folderOf, placeOf } from './places';

/** Looks at the data of datasets on this machine's disk. */
export interface DataLook {
  /** What is known of a file or folder, by its path; never fails. */
  look(path: string): Promise<DataFacts>;
  /** The names of the files in a folder, with a slash behind those of folders. */
  names(folder: string): Promise<readonly string[]>;
}

/** What the features need of their surroundings. */
export interface InfoSurroundings {
  readonly files: Files;
  readonly data: DataLook;
  readonly pages: string;
  pathOf(uri: string): string | undefined;
  get(uri: string): OpenDocument | undefined;
  /** What the client can do. */
  support(): ActionSupport;
  /** The client shows JSON syntax, and what the schema says. */
  hasOwnJson(document: OpenDocument): boolean;
  /** The files that the document names may be looked at. */
  isTrusted(): boolean;
}

/** Milliseconds after the last change until the file is checked. */
const PAUSE = 150;
/** Milliseconds after which what is known so far is told while data is looked at; who asks waits no longer than that. */
const TELL_AFTER = 500;

/** What the server does for documents that are a `dataset_info.json`. */
export class InfoFeatures {
  private readonly states = new Map<string, InfoDocument>();
  private readonly boms = new Map<string, boolean>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly connection: Connection,
    private readonly projects: Projects,
    private readonly around: InfoSurroundings,
  ) {}

  handles(uri: string): boolean {
    return uri.endsWith(`/${DATASET_INFO_FILE}`) || infoOfProject(this.projects.of(uri)) === uri;
  }

  /** Checks the file, looking at the data that it names, and publishes what is found; what is known at once comes first. */
  check(uri: string): Promise<void> {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    const document = this.around.get(uri);
    if (!document) return Promise.resolve();
    const run = this.checkNow(document).finally(() => {
      if (this.running.get(uri) === run) this.running.delete(uri);
    });
    this.running.set(uri, run);
    return run;
  }

  private async checkNow(document: OpenDocument): Promise<void> {
    const { uri } = document;
    const state = new InfoDocument(uri, document.version, document.text(), new Map());
    carryFacts(this.states.get(uri), state);
    this.states.set(uri, state);
    if (!this.boms.has(uri)) await this.readBom(uri);
    let told = Date.now();
    this.publish(document, state);
    for await (const [name, facts] of this.look(state)) {
      if (this.states.get(uri) !== state) return;
      state.facts.set(name, facts);
      if (Date.now() - told > TELL_AFTER) this.publish(document, state);
      told = Date.now() - told > TELL_AFTER ? Date.now() : told;
    }
    this.publish(document, state);
  }

  /** Checks the file when its author pauses. */
  soon(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.set(
      uri,
      setTimeout(() => void this.check(uri), PAUSE),
    );
  }

  /** Files have changed: every open `dataset_info.json` is checked again. */
  refresh(): void {
    for (const uri of this.states.keys()) this.soon(uri);
  }

  /** The bytes on disk may have changed. */
  saved(uri: string): Promise<void> {
    this.boms.delete(uri);
    return this.check(uri);
  }

  close(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    this.boms.delete(uri);
    if (this.states.delete(uri)) void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** What is known of the text as it is now, checked if it has changed. */
  private async state(uri: string): Promise<InfoDocument | undefined> {
    if (this.states.get(uri)?.version !== this.around.get(uri)?.version) await this.check(uri);
    return this.states.get(uri);
  }

  async actions({ textDocument: { uri }, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const state = await this.state(uri);
    const document = this.around.get(uri);
    return state && document ? infoActions(document, state, range, context, this.around.support()) : [];
  }

  /** The edits of all safe fixes, with the version of the document that they belong to. */
  async fixes(uri: string): Promise<FixAllResult | null> {
    const state = await this.state(uri);
    return state ? { version: state.version, edits: safeInfoEdits(state) } : null;
  }

  async hover(uri: string, position: Position): Promise<Hover | null> {
    const [state, withStatic] = await this.now(uri);
    return state ? infoHover(state, position, withStatic) : null;
  }

  async completion(uri: string, position: Position): Promise<CompletionItem[]> {
    const [state, withStatic] = await this.now(uri);
    return state ? infoCompletion(state, position, withStatic) : [];
  }

  /** From each file's name to the file. */
  async links(uri: string): Promise<DocumentLink[]> {
    const [state] = await this.now(uri);
    return (state?.info.entries ?? []).flatMap((entry): DocumentLink[] => {
      const node = valueNodeOf(entry.node, 'file_name');
      const target = this.fileOf(state!, entry.name);
      if (!node || target === undefined) return [];
      return [{ range: state!.range(node.offset + 1, node.offset + node.length - 1), target }];
    });
  }

  /** From an entry's name, and its file's, to the file. */
  async definition(uri: string, position: Position): Promise<Location | null> {
    const [state] = await this.now(uri);
    const path = state?.locationAt(position).path ?? [];
    const isOfFile = path.length === 1 || path[1] === 'file_name';
    const target = isOfFile && state ? this.fileOf(state, String(path[0])) : undefined;
    const start = { line: 0, character: 0 };
    return target === undefined ? null : { uri: target, range: { start, end: start } };
  }

  /** The document as it is now, with what is known of its data, and whether the client leaves the schema's part to us. */
  private async now(uri: string): Promise<[state: InfoDocument | undefined, withStatic: boolean]> {
    await Promise.race([this.running.get(uri), new Promise((resolve) => setTimeout(resolve, TELL_AFTER))]);
    const document = this.around.get(uri);
    const known = this.states.get(uri);
    if (!document || !known) return [undefined, false];
    const isNew = known.version !== document.version;
    const state = isNew ? new InfoDocument(uri, document.version, document.text(), known.facts) : known;
    return [state, !this.around.hasOwnJson(document)];
  }

  /** The URI of the file of an entry; undefined for a folder, and for what isn't there. */
  private fileOf(state: InfoDocument, name: string): string | undefined {
    const entry = state.info.entries.find((each) => each.name === name);
    const data = state.facts.get(name)?.data;
    return entry && data?.exists !== false && !data?.members ? placeOf(state.uri, entry) : undefined;
  }

  /** Looks at what the entries name, one after the other. */
  private async *look({ uri, info }: InfoDocument): AsyncGenerator<[name: string, facts: EntryFacts]> {
    const { data } = this.around;
    const folder = this.around.isTrusted() ? this.around.pathOf(folderOf(uri)) : undefined;
    if (folder === undefined) return;
    const nearby = await data.names(folder);
    for (const entry of info.entries) {
      const place = sourceOf(entry) === 'file' ? placeOf(uri, entry) : undefined;
      const path = place === undefined ? undefined : this.around.pathOf(place);
      yield [entry.name, { nearby, data: path === undefined ? undefined : await data.look(path) }];
    }
  }

  private publish(document: OpenDocument, state: InfoDocument): void {
    const { info, uri, version } = state;
    if (this.states.get(uri) !== state || this.around.get(uri) !== document) return;
    const facts = new Map(info.entries.map(({ name }) => [name, state.facts.get(name) ?? {}]));
    const { project } = this.projects.of(uri);
    state.findings = checkInfo({
      ...{ info, facts, hasBom: this.boms.get(uri) === true, levels: project.rules },
      asked: this.asked(uri),
      syntaxShownElsewhere: this.around.hasOwnJson(document),
    });
    const diagnostics = state.findings.map((finding) => diagnosticOf(finding, this.around.pages));
    void this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  /** The names that the project asks this file for. */
  private asked(uri: string): string[] {
    const view = this.projects.of(uri);
    if ((infoOfProject(view) ?? uri) !== uri) return [];
    const names = (view.project.datasets ?? []).map(({ dataset }) => dataset);
    return [...new Set(names.filter((name) => name !== undefined))];
  }

  private async readBom(uri: string): Promise<void> {
    const bytes = uri.startsWith('untitled:') ? undefined : await this.around.files.read(uri);
    this.boms.set(uri, bytes?.subarray(0, 3).toString('latin1') === '\xef\xbb\xbf');
  }
}

/** What was known of entries that still name the same file is known of them until it has been looked at again. */
function carryFacts(from: InfoDocument | undefined, to: InfoDocument): void {
  for (const entry of to.info.entries) {
    const before = from?.info.entries.find(({ name }) => name === entry.name);
    const facts = from?.facts.get(entry.name);
    if (facts && before && placeOf(to.uri, before) === placeOf(to.uri, entry)) to.facts.set(entry.name, facts);
  }
}
