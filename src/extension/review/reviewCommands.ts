import * as vscode from 'vscode';
import { FindRecord, type FindRecordParams, type FindRecordResult } from '../../protocol/records';
import { Command } from '../contributions';
import { readText } from '../preview/openText';
import type { Previews } from '../preview/previews';
import type { Server } from '../server';
import type { ExportWish } from './exportReviewed';
import type { Reviews } from './reviews';

/** The commands of reviews. They are about the active preview's file, else the active editor's. */
export function reviewCommands(server: Server, previews: Previews, reviews: Reviews) {
  const dataset = (): vscode.Uri | undefined => {
    const shown = previews.active?.view.uri;
    return shown === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(shown);
  };
  return {
    [Command.startReview]: async () => {
      const uri = dataset();
      if (uri) await startReview(server, previews, reviews, uri);
    },
    [Command.reviewReport]: async () => {
      const uri = dataset();
      if (uri) await reviews.showReport(uri);
    },
    [Command.exportReviewed]: async (wish?: ExportWish) => {
      const uri = dataset();
      if (uri) await reviews.exportReviewed(uri, wish);
    },
  };
}

/** Opens the preview for a review, at the first record without a verdict from where the user stopped. */
async function startReview(server: Server, previews: Previews, reviews: Reviews, uri: vscode.Uri): Promise<void> {
  const document = await readText(uri.toString());
  if (typeof document === 'string') {
    void vscode.window.showWarningMessage(document);
    return;
  }
  const from = reviews.stoppedAt(uri);
  const params: FindRecordParams = {
    ...{ uri: uri.toString(), from, direction: 'here' },
    query: { filter: 'pending', search: '' },
  };
  const found = await server.request<FindRecordResult | null>(FindRecord.method, params);
  const pending = found && 'record' in found ? found.record : null;
  const preview = previews.open(uri.toString(), { kind: 'index', record: pending ?? from });
  preview.review(true);
  preview.panel.reveal();
}
