import * as vscode from 'vscode';
import { ListConversionChoices, type ConversionChoices, type ConversionParams } from '../../protocol/conversion';
import type { Server } from '../server';
import { fieldsPicks, thoughtPicks } from './conversionPicks';

/** What may be settled of the details beforehand. */
export interface DetailsWish {
  readonly thoughts?: ConversionParams['thoughts'];
  readonly dropFields?: boolean;
}

/**
 * Asks where thoughts and further fields go, if there are any and nothing is settled.
 *
 * @param way to the format that was chosen
 * @returns undefined if the user gives up
 */
export async function askDetails(
  server: Server,
  way: ConversionParams,
  { thoughts, dropFields }: DetailsWish,
  title: string,
): Promise<ConversionParams | undefined> {
  const choices = await server.request<ConversionChoices | null>(ListConversionChoices.method, way);
  let params: ConversionParams = { ...way, thoughts, dropFields };
  if (choices && thoughts === undefined && choices.thoughts.length > 0) {
    const placeHolder = vscode.l10n.t('Some records hold thoughts. Where are they to stand?');
    const picked = await vscode.window.showQuickPick(thoughtPicks(choices), { title, placeHolder });
    if (!picked) return undefined;
    params = { ...params, thoughts: picked.place };
  }
  if (choices && dropFields === undefined && choices.fields.length > 0) {
    const placeHolder = vscode.l10n.t(
      'Some records have fields that the new format does not have. Are they to go along?',
    );
    const picked = await vscode.window.showQuickPick(fieldsPicks(choices), { title, placeHolder });
    if (!picked) return undefined;
    params = { ...params, dropFields: picked.dropFields };
  }
  return params;
}
