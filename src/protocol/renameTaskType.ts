import type { WorkspaceEdit } from 'vscode-languageserver-types';
import type { LeftOutFiles } from './coverage';

/** An edit of the server's, also of its answer to `textDocument/rename`, with the texts that it replaces, so that clients can tell whether they are still there. */
export interface SeenEdit extends WorkspaceEdit {
  /** For each of `documentChanges`, the old text of each of its edits. */
  readonly seen: readonly (readonly string[])[];
}

/**
 * Client → server: what giving a task type another name or place would change in the datasets and the taxonomy of a project. Nothing is changed yet. Progress
 * and cancelling go through the request's work-done token; null if it was cancelled.
 */
export const RenameTaskType = { method: 'tuneset/renameTaskType' } as const;
export interface RenameTaskTypeParams {
  /** A file of the project, or the URI of its folder. */
  readonly uri: string;
  /** The names of the levels, the first level first. */
  readonly from: readonly string[];
  /** As it is typed, with the project's separator. */
  readonly to: string;
}
export type RenameTaskTypeResult =
  /** For people. */
  | { readonly fault: string }
  | {
      readonly edit: SeenEdit;
      readonly records: number;
      /** Datasets with such records. */
      readonly files: number;
      /** There is a type of that name already, in the taxonomy or in records: both become one. */
      readonly merges: boolean;
      /** Changes the taxonomy too. */
      readonly inTaxonomy: boolean;
      readonly leftOut: LeftOutFiles;
      /** Records that can't be read, and so stay as they are. */
      readonly unreadable: number;
    };

/** Client → server: the edit that adds a task type to the project's taxonomy; null if there is no taxonomy or it has the type. */
export const AddTaskType = { method: 'tuneset/addTaskType' } as const;
export interface AddTaskTypeParams {
  /** As in {@link RenameTaskTypeParams}. */
  readonly uri: string;
  /** The names of its levels, or a text that a person typed. */
  readonly type: readonly string[] | string;
}
