import * as vscode from 'vscode';
import type { TwinChoices, TwinWishParams } from '../../protocol/twins';

export type Strength = TwinWishParams['strength'];

/** How twins are to be; what the user chose last is proposed again. */
export interface TwinWish {
  readonly kinds: readonly string[];
  readonly strength: Strength;
}

export const STRENGTHS: readonly Strength[] = ['light', 'medium', 'strong'];

const LAST = 'tuneset.twins.last';

export function lastWish(state: vscode.Memento): TwinWish {
  return state.get<TwinWish>(LAST, { kinds: ['typo'], strength: 'medium' });
}

export async function rememberWish(state: vscode.Memento, { kinds, strength }: TwinWish): Promise<void> {
  await state.update(LAST, { kinds, strength });
}

/** Asks for the kinds of noise; undefined if the user goes away or takes none. */
export async function askKinds(
  title: string,
  choices: TwinChoices['kinds'],
  last: readonly string[],
): Promise<readonly string[] | undefined> {
  const items = choices.map(({ name, description }) => ({ label: name, description, picked: last.includes(name) }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('In which ways is the prompt to be bad?'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return picked && picked.length > 0 ? picked.map(({ label }) => label) : undefined;
}

/** Asks how bad prompts are to be. */
export async function askStrength(title: string, last: Strength): Promise<Strength | undefined> {
  const items = STRENGTHS.map((strength) => ({
    label: strengthText(strength),
    description: strength === last ? vscode.l10n.t('as last time') : '',
    strength,
  }));
  const placeHolder = vscode.l10n.t('How bad are the prompts to be?');
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder });
  return picked?.strength;
}

export function strengthText(strength: Strength): string {
  switch (strength) {
    case 'light':
      return vscode.l10n.t('Light: a slip here and there');
    case 'medium':
      return vscode.l10n.t('Medium: as people write in a hurry');
    case 'strong':
      return vscode.l10n.t('Strong: hard to read, but still to be understood');
  }
}
