import type { Connection, Location, TextDocumentPositionParams } from 'vscode-languageserver';
import type { Projects } from '../projects';
import { CoverageFeatures } from './coverageFeatures';
import { RenameFeatures } from './renameFeatures';
import { ScopedDatasets, type OpenFiles, type ScopeHost } from './scopedDatasets';

/** Everything about labels that concerns several files at once. */
export class LabelFeatures {
  private readonly coverage: CoverageFeatures;
  private readonly rename: RenameFeatures;
  private readonly datasets: ScopedDatasets;

  constructor(
    connection: Connection,
    host: ScopeHost,
    projects: Projects,
    open: OpenFiles,
    configured: () => Promise<void>,
    /** The client knows edits with versions and annotations. */
    knowsAnnotations: () => boolean,
  ) {
    const datasets = (this.datasets = new ScopedDatasets(host, open, projects));
    this.coverage = new CoverageFeatures(connection, datasets, (uri) => projects.of(uri).labels, configured);
    this.rename = new RenameFeatures(connection, host.files, datasets, open, projects, configured, knowsAnnotations);
  }

  listen(): void {
    this.coverage.listen();
    this.rename.listen();
  }

  /** Where the taxonomy has the task type at a position. */
  definition(params: TextDocumentPositionParams): Promise<Location | null> {
    return this.rename.definition(params);
  }

  /** Something is different in a file, or known of it that was not. */
  changed(): void {
    this.coverage.changed();
  }

  /** Files may have come, gone, or changed on disk. */
  filesChanged(): void {
    this.datasets.forgetFiles();
    this.changed();
  }

  /** Settings or project files may be different. */
  lookAgain(): void {
    this.coverage.lookAgain();
  }
}
