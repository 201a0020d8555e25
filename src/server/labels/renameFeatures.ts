import * as l10n from '@vscode/l10n';
import {
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type Location,
  type Position,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { addToTaxonomy, nameNode } from '../../labels/taxonomyEdits';
import { isWithin, typedTaskType, type TaskType } from '../../labels/taskType';
import type { TypeChange } from '../../labels/rename';
import {
  AddTaskType,
  RenameTaskType,
  type AddTaskTypeParams,
  type RenameTaskTypeParams,
  type RenameTaskTypeResult,
  type SeenEdit,
} from '../../protocol/renameTaskType';
import type { LeftOutFiles } from '../../protocol/coverage';
import type { Files } from '../files';
import type { Projects, ProjectView } from '../projects';
import { nameOf } from '../uris';
import { chosenRecords } from './recordsOf';
import { Cancelled, type OpenFiles, type ScopedDatasets, type ScopeFiles } from './scopedDatasets';
import { readTaxonomyFile, type TaxonomyFile } from './taxonomyFile';
import { placedTypes, typeInRecord, typeInTaxonomy, type TypeUnderCursor } from './typeAtCursor';
import { changeOf, inText, plainEdit, TypeRename } from './typeRename';
import { walking, type Progressing } from './walking';

/** Places that are told; more would make editors slow. */
const MAX_REFERENCES = 10_000;

/** Gives task types other names and places, in all datasets of a project and in its taxonomy, and finds their records. */
export class RenameFeatures {
  constructor(
    private readonly connection: Connection,
    private readonly files: Files,
    private readonly datasets: ScopedDatasets,
    private readonly open: OpenFiles,
    private readonly projects: Projects,
    private readonly configured: () => Promise<void>,
    /** The client knows edits with versions and annotations. */
    private readonly knowsAnnotations: () => boolean,
  ) {}

  listen(): void {
    const { connection } = this;
    connection.onPrepareRename(async ({ textDocument: { uri }, position }) => {
      const found = await this.at(uri, position);
      return found ? { range: found.range, placeholder: found.placeholder } : null;
    });
    connection.onRenameRequest(async ({ textDocument: { uri }, position, newName }, token) => {
      const found = await this.at(uri, position);
      return found ? unlessCancelled(this.renameAt(uri, found, newName, token)) : null;
    });
    connection.onReferences(async ({ textDocument: { uri }, position, context }, token) => {
      const found = await this.at(uri, position);
      return found ? unlessCancelled(this.references(uri, found.type, context.includeDeclaration, token)) : null;
    });
    connection.onRequest(
      RenameTaskType.method,
      async (params: RenameTaskTypeParams & Progressing, token: CancellationToken) => {
        try {
          return await this.renameNamed(params, token);
        } catch (error) {
          if (error instanceof Cancelled) return null;
          throw error;
        }
      },
    );
    connection.onRequest(AddTaskType.method, (params: AddTaskTypeParams) => this.add(params));
  }

  /** Where the taxonomy has the name of the type at a position. */
  async definition({ textDocument: { uri }, position }: TextDocumentPositionParams): Promise<Location | null> {
    const found = await this.at(uri, position);
    const taxonomy = found && (await this.taxonomyOf(this.projects.of(uri)));
    return (taxonomy && declarationIn(taxonomy, found.type)) ?? null;
  }

  private async at(uri: string, position: Position): Promise<TypeUnderCursor | undefined> {
    await this.configured();
    const document = this.open.get(uri);
    const project = this.projects.of(uri);
    if (document?.dataset) return typeInRecord(document.dataset, position, project.labels);
    const taxonomy = await this.taxonomyOf(project);
    return taxonomy?.uri === uri ? typeInTaxonomy(taxonomy, position) : undefined;
  }

  private async renameAt(
    uri: string,
    { type, above }: TypeUnderCursor,
    newName: string,
    token: CancellationToken,
  ): Promise<WorkspaceEdit> {
    const change = changeOf(type, above, newName, this.projects.of(uri).labels);
    if (typeof change === 'string') throw new ResponseError(ErrorCodes.InvalidParams, change);
    const result = await this.rename(uri, change, {}, token, true);
    if ('fault' in result) throw new ResponseError(LSPErrorCodes.RequestFailed, result.fault);
    this.tell(result.leftOut);
    return this.knowsAnnotations() ? result.edit : plainEdit(result.edit);
  }

  private async renameNamed(
    params: RenameTaskTypeParams & Progressing,
    token: CancellationToken,
  ): Promise<RenameTaskTypeResult> {
    await this.configured();
    const { uri, from, to } = params;
    const change = changeOf(from, [], to, this.projects.of(uri).labels);
    return typeof change === 'string' ? { fault: change } : this.rename(uri, change, params, token, false);
  }

  private async rename(
    uri: string,
    change: TypeChange,
    progressing: Progressing,
    token: CancellationToken,
    asksBeforeMerge: boolean,
  ): Promise<RenameTaskTypeResult> {
    const project = this.projects.of(uri);
    const { files, leftOut } = await this.ofProject(uri, project, token);
    const rename = new TypeRename(change, project.labels, leftOut);
    for await (const file of walking(this.connection, files, progressing, token)) {
      const read = await this.datasets.read(file, token, 'unchecked');
      if (typeof read === 'string') rename.leaveOut({ uri: file.uri, reason: read });
      else if (read) await rename.add(read, token);
    }
    const taxonomy = await readTaxonomyFile(project, this.files, this.open.all());
    if (taxonomy && 'reason' in taxonomy) rename.leaveOut(taxonomy);
    else if (taxonomy) rename.addTaxonomy(taxonomy, await this.lockOf(taxonomy));
    return rename.result(asksBeforeMerge);
  }

  private async references(
    uri: string,
    type: TaskType,
    withDeclaration: boolean,
    token: CancellationToken,
  ): Promise<Location[]> {
    const project = this.projects.of(uri);
    const locations: Location[] = [];
    const taxonomy = withDeclaration ? await this.taxonomyOf(project) : undefined;
    const declaration = taxonomy && declarationIn(taxonomy, type);
    if (declaration) locations.push(declaration);
    const { files } = await this.ofProject(uri, project, token);
    for await (const file of walking(this.connection, files, {}, token)) {
      const read = await this.datasets.read(file, token, 'unchecked');
      if (typeof read === 'string' || !read) continue;
      const isMeant = (each: TaskType): boolean => isWithin(each, type);
      for (const { placed } of chosenRecords(
        read.dataset,
        read.reader,
        (labels) => labels?.types.some(isMeant) ?? false,
      )) {
        const found = placedTypes(placed, project.labels).filter((each) => isMeant(each.type));
        locations.push(...found.map(({ range }) => ({ uri: file.uri, range })));
        if (locations.length >= MAX_REFERENCES) {
          void this.connection.window.showInformationMessage(
            l10n.t('There are more records of this task type than the first {0} that are listed.', MAX_REFERENCES),
          );
          return locations.slice(0, MAX_REFERENCES);
        }
      }
    }
    return locations;
  }

  private async add({ uri, type }: AddTaskTypeParams): Promise<SeenEdit | null> {
    await this.configured();
    const project = this.projects.of(uri);
    const names = typeof type === 'string' ? typedTaskType(type, project.labels.taskType) : type;
    const taxonomy = await this.taxonomyOf(project);
    const edits = taxonomy && names ? addToTaxonomy(taxonomy.text, taxonomy.at, names) : [];
    if (!taxonomy || edits.length === 0) return null;
    const textDocument = { uri: taxonomy.uri, version: taxonomy.version };
    const old = edits.map(({ start, end }) => taxonomy.text.slice(start, end));
    return { documentChanges: [{ textDocument, edits: inText(taxonomy.text, edits) }], seen: [old] };
  }

  /** The files that share a project with a file; of one outside of all projects, only itself. */
  private async ofProject(uri: string, { folder }: ProjectView, token: CancellationToken): Promise<ScopeFiles> {
    if (folder === undefined) return this.datasets.files({ kind: 'files', uris: [uri] }, token);
    const { files, leftOut } = await this.datasets.files({ kind: 'workspace' }, token);
    const isOfProject = (each: { readonly uri: string }): boolean => this.projects.of(each.uri).folder === folder;
    return { files: files.filter(isOfProject), leftOut: leftOut.filter(isOfProject) };
  }

  /** Undefined if there is none that can be read. */
  private async taxonomyOf(project: ProjectView): Promise<TaxonomyFile | undefined> {
    const taxonomy = await readTaxonomyFile(project, this.files, this.open.all());
    return taxonomy && 'reason' in taxonomy ? undefined : taxonomy;
  }

  private async lockOf({ uri, version, text }: TaxonomyFile): Promise<string | undefined> {
    return version === null ? this.datasets.lockOf(uri, text) : undefined;
  }

  /** A rename by the editor has no place of its own to say this. */
  private tell({ count, first }: LeftOutFiles): void {
    if (count === 0) return;
    const [{ uri, reason }] = first as [LeftOutFiles['first'][number]];
    const text = l10n.t('Files that stay as they are: {0}. The first is {1}: {2}', count, nameOf(uri), reason);
    void this.connection.window.showWarningMessage(text);
  }
}

function declarationIn({ uri, text, at }: TaxonomyFile, type: TaskType): Location | undefined {
  const node = nameNode(text, at, type);
  if (!node) return undefined;
  const [edit] = inText(text, [{ start: node.offset + 1, end: node.offset + node.length - 1, text: '' }]);
  return { uri, range: edit!.range };
}

async function unlessCancelled<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Cancelled) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    throw error;
  }
}
