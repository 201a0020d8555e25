import type { ChosenFix, ModelView, ModelViewSettings, PreviewSample } from './preview';
import type { RecordOperation, RecordQuery } from './records';
import type { Verdict } from './review';

/** The parts of the preview. */
export const previewTabs = ['conversation', 'model', 'probe'] as const;
export type PreviewTab = (typeof previewTabs)[number];

/** Webview → extension, a request: the view is there and wants what it is to show. */
export const PanelReady = { method: 'panel/ready' } as const;

/** Extension → webview, a notification: what is to be shown now. */
export const ShowPanel = { method: 'panel/show' } as const;
export interface PanelState {
  /** The file's URI and its name. */
  readonly uri: string;
  readonly name: string;
  readonly sample: PanelSample;
  readonly query: RecordQuery;
  /** What the query finds; null where it finds every record, or is still looked for. */
  readonly found: PanelFound | null;
  /** What is wrong with the search, for people. */
  readonly searchFault: string | null;
  /** The record stays while the cursor moves. */
  readonly isPinned: boolean;
  readonly isReviewing: boolean;
  /** The sample of another preview, which is pinned, to compare this one with. */
  readonly other: { readonly record: number; readonly name: string; readonly sample: PreviewSample } | null;
  /** The file can't be changed. */
  readonly isReadonly: boolean;
  /** URIs of media (see `PreviewMedium.uri`) as the view can load them. */
  readonly mediaUris: Readonly<Record<string, string>>;
  /** The panel is a view of this part alone, and has no tabs; absent: it has all of them. */
  readonly only?: PreviewTab;
}
/** How many records the query finds, how many of them stand before the one that is shown, and whether it finds that one. */
export interface PanelFound {
  readonly matching: number;
  readonly before: number;
  readonly isHere: boolean;
}
export type PanelSample =
  | { readonly kind: 'sample'; readonly sample: PreviewSample }
  | { readonly kind: 'loading' }
  /** `message`: for people. */
  | { readonly kind: 'none'; readonly message: string };

/** What the view remembers, under `place` in its saved state, so that the extension can show the same again after the window was reloaded. */
export interface PanelPlace {
  readonly uri: string;
  /** The record that was shown last; null if there was none. */
  readonly seen: { readonly record: number; readonly digest: string } | null;
  readonly query: RecordQuery;
  readonly isPinned: boolean;
  readonly isReviewing: boolean;
  readonly only?: PreviewTab;
}

/** Extension → webview, a notification: do what a key of VS Code's asks for. */
export const PanelCommand = { method: 'panel/command' } as const;
export interface PanelCommandParams {
  readonly command: 'focusSearch' | 'focusNumber' | 'showTab' | 'toggleRaw' | 'toggleInvisible';
  readonly tab?: PreviewTab;
}

/** Webview → extension, a request: what is typed and not saved now. The page remembers it itself while it is hidden; when it is closed, the next one gets it. */
export const NoteUnsaved = { method: 'panel/noteUnsaved' } as const;
/** Lists of texts with what belongs to them, by the key under which a part of the view remembers them. */
export type UnsavedTexts = Readonly<Record<string, readonly unknown[]>>;

/** Webview → extension, a request: show another record. What is there then comes as {@link ShowPanel}. */
export const GoTo = { method: 'panel/goTo' } as const;
export type GoToParams =
  /** By the query of the panel. */
  | { readonly kind: 'next' | 'previous' }
  /** 0-based. */
  | { readonly kind: 'record'; readonly record: number }
  /** The next one that a filter finds, whatever the query of the panel. */
  | { readonly kind: 'nextOf'; readonly filter: RecordQuery['filter'] };

/** Webview → extension, a request: another query; goes to the first record that it finds from here on. */
export const SetQuery = { method: 'panel/setQuery' } as const;

/** Webview → extension, a request: edit the record that is shown. `refused`: for people. */
export const EditSample = { method: 'panel/edit' } as const;
export interface EditSampleParams {
  /** Of the sample that the user saw. */
  readonly digest: string;
  readonly operation: RecordOperation;
}
export interface PanelOutcome {
  /** Null: done. */
  readonly refused: string | null;
}

/** Webview → extension, a request: make a fix of a finding. */
export const FixSample = { method: 'panel/fix' } as const;
export interface FixSampleParams {
  readonly digest: string;
  readonly chosen: ChosenFix;
}

/** Webview → extension, a request: the record as the model sees it. */
export const ShowModel = { method: 'panel/model' } as const;
export interface ShowModelParams {
  readonly settings: ModelViewSettings;
}
export type ShowModelResult = ModelView | null;

/** Webview → extension, a request: a verdict or a note on the record that is shown; `advance`: go to the next one of the queue then. */
export const ReviewSample = { method: 'panel/review' } as const;
export interface ReviewSampleParams {
  readonly digest: string;
  readonly verdict?: Verdict | null;
  readonly note?: string;
  readonly advance: boolean;
}

/** Webview → extension, a request: something that VS Code does. */
export const PanelAction = { method: 'panel/action' } as const;
export type PanelActionParams =
  /** `version`: only if the file's text still is that one. */
  | { readonly kind: 'undo' | 'redo'; readonly version?: number }
  | {
      readonly kind: 'pin' | 'unpin' | 'openAnother' | 'openRecord' | 'tag' | 'mark' | 'insertRecord';
    }
  | { readonly kind: 'startReview' | 'stopReview' | 'exportReviewed' | 'reviewReport' }
  /** Show where a part of the record stands in the file. */
  | { readonly kind: 'reveal'; readonly pointer: string }
  | { readonly kind: 'showRule'; readonly rule: string }
  /** Put a text on the clipboard. */
  | { readonly kind: 'copy'; readonly text: string };
