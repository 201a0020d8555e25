import * as vscode from 'vscode';
import {
  EditSample,
  FixSample,
  GoTo,
  NoteUnsaved,
  PanelAction,
  PanelReady,
  ReviewSample,
  SetQuery,
  ShowModel,
  type EditSampleParams,
  type FixSampleParams,
  type GoToParams,
  type PanelActionParams,
  type PanelOutcome,
  type ReviewSampleParams,
  type ShowModelParams,
  type UnsavedTexts,
} from '../../protocol/panel';
import type { EditRecordResult, RecordQuery, RecordRef } from '../../protocol/records';
import { toldHandlers } from '../views/toldHandlers';
import type { ViewHandlers } from '../views/viewConnection';
import { applyRecordEdits } from './applyRecordEdits';
import type { PreviewPanel } from './previewPanel';
import type { Records } from './records';
import type { Reviewing } from './reviewing';
import type { ClosedTexts } from './closedTexts';

/** What answers a panel's requests. */
export interface PanelServices {
  readonly records: Records;
  readonly reviewing: Reviewing;
  readonly closedTexts: ClosedTexts;
  readonly act: (panel: PreviewPanel, action: PanelActionParams) => Promise<void>;
  readonly log: vscode.LogOutputChannel;
  /** Answers to what the page asks about probes. */
  readonly probing: (panel: PreviewPanel) => ViewHandlers;
}

/** Answers the requests of a panel's view. What fails for a reason that nobody foresaw is logged and told. */
export function panelHandlers(panel: PreviewPanel, services: PanelServices): ViewHandlers {
  const { records, act, log, closedTexts } = services;
  const edit = (ask: (ref: RecordRef) => Promise<EditRecordResult | undefined>, goes: boolean): Promise<PanelOutcome> =>
    editShown(panel, ask, goes);
  const handlers: ViewHandlers = {
    [PanelReady.method]: async () => panel.ready(),
    [NoteUnsaved.method]: async (texts: UnsavedTexts) => closedTexts.note(panel, texts),
    [GoTo.method]: (params: GoToParams) => panel.goTo(params),
    [SetQuery.method]: (query: RecordQuery) => panel.setQuery(query),
    [EditSample.method]: ({ digest, operation }: EditSampleParams) =>
      edit((ref) => records.edit({ ...ref, digest, operation }), operation.kind.endsWith('Record')),
    [FixSample.method]: (params: FixSampleParams) => edit((ref) => records.fix({ ...ref, ...params }), false),
    [ShowModel.method]: async ({ settings }: ShowModelParams, token) => {
      const ref = await panel.view.follow();
      return (ref && (await records.model({ ...ref, settings }, token))) ?? null;
    },
    [ReviewSample.method]: async (params: ReviewSampleParams) => {
      const outcome = await reviewShown(panel, params, services);
      if (outcome.refused === null && params.advance) await panel.advance();
      return outcome;
    },
    [PanelAction.method]: (action: PanelActionParams) => act(panel, action),
  };
  return toldHandlers({ ...handlers, ...services.probing(panel) }, log);
}

/** @param goes to the record that the user will want to see then */
async function editShown(
  panel: PreviewPanel,
  ask: (ref: RecordRef) => Promise<EditRecordResult | undefined>,
  goes: boolean,
): Promise<PanelOutcome> {
  const ref = await panel.view.follow();
  if (!ref) return gone();
  const outcome = await applyRecordEdits(ref.uri, await ask(ref), panel.panel.viewColumn);
  if ('refused' in outcome) return { refused: outcome.refused };
  if (goes) await panel.show({ kind: 'index', record: outcome.done.record }, ref.uri, true);
  return { refused: null };
}

/** Reviews the record that the page showed: the click that takes the focus from a note may have gone to another one. */
async function reviewShown(
  { shown, view }: PreviewPanel,
  params: ReviewSampleParams,
  { records, reviewing }: PanelServices,
): Promise<PanelOutcome> {
  const seen = shown.find(params.digest);
  const followed = seen && (await records.follow(seen.uri, { kind: 'seen', record: seen.record, digest: seen.digest }));
  if (!followed) {
    const ref = await view.follow();
    return ref ? reviewing.add(ref, params) : gone();
  }
  const ref = { uri: seen.uri, anchor: followed.anchor };
  const outcome = await reviewing.add(ref, params);
  records.release(ref);
  return outcome;
}

function gone(): PanelOutcome {
  return { refused: vscode.l10n.t('This record is not in the file any more.') };
}
