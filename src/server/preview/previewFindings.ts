import type { Turn } from '../../dataset/sample';
import { nearest } from '../../editing/pointers';
import type { ChosenFix, PreviewFinding } from '../../protocol/preview';
import { ruleById } from '../../rules/catalogue';
import { placeFinding } from '../../rules/placedFinding';
import type { Finding, Fix } from '../../rules/rule';
import type { OpenDataset } from '../openDocument';
import type { FollowedPiece } from '../records/followed';
import { turnPlaces } from './turnPlaces';

/** Pieces that are checked on the spot, so that what is told of the file as a whole is there too. */
const FEW = 64;

/**
 * The findings of a record, and what is told of the whole file at it, by place. What VS Code's JSON support shows in the file is told too: it shows nothing in the
 * preview.
 */
export function findingsOf({ dataset, placed }: Pick<FollowedPiece, 'dataset' | 'placed'>): Finding[] {
  checkNow(dataset, placed.index);
  return dataset.checked
    .findingsAt(placed)
    .filter(({ silent, rule }) => !silent || ruleById(rule)?.builtinInJson === true);
}

/** After an edit few pieces are not checked; when a file is opened, only the one that is looked at can't wait. */
function checkNow({ checked }: OpenDataset, index: number): void {
  if (checked.unchecked <= FEW) checked.check();
  else checked.checkAt(index);
}

export function previewFinding({ placed }: Pick<FollowedPiece, 'placed'>, finding: Finding): PreviewFinding {
  const { rule, level, message, pointer } = placeFinding(placed, finding);
  return { rule, level, message, pointer, fixes: finding.fixes.map(({ title }) => title) };
}

/** The fix that a user chose, if there still is one like it. */
export function chosenFix(
  found: Pick<FollowedPiece, 'dataset' | 'placed'>,
  { rule, pointer, message, fix }: ChosenFix,
): Fix | undefined {
  const finding = findingsOf(found).find((each) => {
    const seen = previewFinding(found, each);
    return seen.rule === rule && seen.pointer === pointer && seen.message === message;
  });
  return finding?.fixes.find(({ title }) => title === fix);
}

/** For each turn the indices of the findings that belong to it: to its message, or to what its text was read from. */
export function findingsOfTurns(turns: readonly Turn[], findings: readonly Finding[]): readonly (readonly number[])[] {
  const ofTurns = turns.map((): number[] => []);
  const owners = turnPlaces(turns);
  findings.forEach(({ pointer }, i) => {
    const owner = nearest(pointer, owners);
    if (owner !== undefined) ofTurns[owner]!.push(i);
  });
  return ofTurns;
}
