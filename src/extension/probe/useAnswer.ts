import * as vscode from 'vscode';
import type { Reference } from '../../probe/cases/probeCase';
import type { PanelOutcome } from '../../protocol/panel';
import type { UseAnswerParams } from '../../protocol/probe';
import {
  EditFromProbe,
  MakePair,
  type EditFromProbeParams,
  type EditFromProbeResult,
  type MakePairParams,
  type MakePairResult,
  type ProbeOperation,
  type Provenance,
} from '../../protocol/probeRecords';
import { applyRecordEdits } from '../preview/applyRecordEdits';
import type { PreviewPanel } from '../preview/previewPanel';
import type { Server } from '../server';
import { appendPair } from './appendPair';
import type { AskedCase } from './askedCase';
import type { KeptCall } from './keptCall';
import type { ProbeSession } from './probeSession';

/** Makes data of a call: edits in the file's buffer, or a pair in the buffer of the file beside it. */
export async function useAnswer(
  server: Server,
  panel: PreviewPanel,
  session: ProbeSession,
  { digest, call: id, as }: UseAnswerParams,
): Promise<PanelOutcome> {
  const call = session.calls.get(id)?.call;
  if (!call) return { refused: vscode.l10n.t('This call is not there any more.') };
  if (!hasAnswer(call)) return { refused: vscode.l10n.t('There is no answer that could be used.') };
  const asked = await session.caseOf(digest, call.turn);
  if ('refused' in asked) return asked;
  if (as === 'rejected' && isReference(call, asked.case.reference)) {
    return { refused: vscode.l10n.t('The answer says what the reference says, so it can’t be the worse one.') };
  }
  if (as === 'rejected' && !panel.sample?.isPair) return addPair(server, panel, asked, call);
  const params: EditFromProbeParams = { ...asked.ref, digest, operation: operationOf(as, call, asked) };
  const result = await server.request<EditFromProbeResult>(EditFromProbe.method, params);
  const outcome = await applyRecordEdits(asked.ref.uri, result, panel.panel.viewColumn);
  if ('refused' in outcome) return outcome;
  if (as === 'newRecord') await panel.show({ kind: 'index', record: outcome.done.record }, asked.ref.uri, true);
  return { refused: null };
}

async function addPair(
  server: Server,
  panel: PreviewPanel,
  { ref, digest }: AskedCase,
  call: KeptCall,
): Promise<PanelOutcome> {
  const { turn } = call;
  const params: MakePairParams = { ...ref, digest, turn, rejected: wholeAnswer(call), provenance: provenanceOf(call) };
  const result = await server.request<MakePairResult>(MakePair.method, params);
  if (!result) return { refused: vscode.l10n.t('Tuneset’s language server does not answer, so nothing was changed.') };
  if ('refused' in result) return result;
  return appendPair(vscode.Uri.parse(ref.uri), result, panel.panel.viewColumn);
}

function operationOf(as: UseAnswerParams['as'], call: KeptCall, { case: asked }: AskedCase): ProbeOperation {
  const { reasoning, calls } = call.answer;
  const { turn } = call;
  const content = wholeAnswer(call);
  switch (as) {
    case 'reference':
      return { kind: 'acceptAnswer', turn, content, reasoning, calls };
    case 'rejected':
      return { kind: 'setRejected', turn, content };
    case 'newRecord': {
      const before = 'messages' in asked ? asked.messages : [];
      const texts = call.messages.flatMap(({ content: text }, message) =>
        typeof text === 'string' && text !== before[message]?.content ? { message, text } : [],
      );
      return { kind: 'newRecord', turn, texts, answer: { content, reasoning, calls }, provenance: provenanceOf(call) };
    }
  }
}

function provenanceOf({ key, at, answer, endpoint }: KeptCall): Provenance {
  return { from: 'probe', record: key, model: answer.model ?? (answer.sent.model || endpoint.model), at };
}

/** With the beginning that was given to the model. */
function wholeAnswer({ prefill, answer }: KeptCall): string {
  return prefill + answer.content;
}

function isReference(call: KeptCall, { content, calls }: Reference): boolean {
  const said = call.answer.calls.map(({ name, arguments: given }) => ({ name, arguments: given }));
  return wholeAnswer(call) === content && JSON.stringify(said) === JSON.stringify(calls);
}

function hasAnswer({ answer: { content, reasoning, calls } }: KeptCall): boolean {
  return content !== '' || reasoning !== '' || calls.length > 0;
}
