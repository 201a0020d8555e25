import * as l10n from '@vscode/l10n';
import type { Guarding, RecordPlace } from '../../host/labels/guardMarkers';
import { listOf } from '../../dataset/listOf';
import type { Loss, Sighting } from '../../labels/lostMarkers';
import { UNNAMED } from '../../labels/markedRecords';
import { printable } from '../reporters/printable';

const reporters = { pretty: prettyText, json: jsonText } satisfies Record<string, (guarding: Guarding) => string>;

export type GuardReporter = keyof typeof reporters;

export const guardReporters = Object.keys(reporters) as readonly GuardReporter[];

export function guardText(reporter: GuardReporter, guarding: Guarding): string {
  return reporters[reporter](guarding);
}

/** What became of a marked record. */
type Fate = 'gone' | 'unmarked' | 'kinds' | 'prompt';

function fatesOf({ was, now }: Loss<RecordPlace>): readonly Fate[] {
  if (!now) return ['gone'];
  const isUnmarked = now.identity.kinds.length === 0;
  const marker = isUnmarked ? 'unmarked' : lostKinds(was, now).length > 0 ? 'kinds' : [];
  return [marker, now.identity.prompt === was.identity.prompt ? [] : 'prompt'].flat() as Fate[];
}

/** The kinds that a marker doesn't name any more. */
function lostKinds(was: Sighting<RecordPlace>, now: Sighting<RecordPlace>): readonly string[] {
  return was.identity.kinds.filter((kind) => kind !== UNNAMED && !now.identity.kinds.includes(kind));
}

/** For people: a block a file, three lines a record at most; records are numbered from 1, as editors show them. */
function prettyText({ marked, lost, losses }: Guarding): string {
  if (marked === 0) return `${l10n.t('What is compared has no records with a robustness marker.')}\n`;
  const lines: string[] = [];
  let file: string | undefined;
  for (const loss of losses) {
    const { place } = loss.was;
    if (place.file !== file) lines.push(printable(place.file));
    file = place.file;
    lines.push(`  ${printable(lossText(loss))}`, `      ${printable(place.prompt)}`);
    if (fatesOf(loss).includes('prompt')) lines.push(`    → ${printable(loss.now!.place.prompt)}`);
  }
  if (lost > losses.length) lines.push(l10n.t('… and {0} more', lost - losses.length));
  lines.push(
    lost === 0
      ? l10n.t('Records with a robustness marker: {0}. All are there as they were.', marked)
      : l10n.t('Records with a robustness marker: {0}. Lost or changed: {1}', marked, lost),
  );
  return lines.map((line) => `${line}\n`).join('');
}

function lossText(loss: Loss<RecordPlace>): string {
  const { was, now } = loss;
  const texts: Readonly<Record<Fate, () => string>> = {
    gone: () => l10n.t('it is gone'),
    unmarked: () => l10n.t('it has no marker any more'),
    kinds: () => l10n.t('its marker doesn’t name any more: {0}', listOf(lostKinds(was, now!))),
    prompt: () => l10n.t('its prompt was rewritten'),
  };
  const fates = listOf(fatesOf(loss).map((fate) => texts[fate]()));
  const told = l10n.t('record {0} ({1}): {2}', was.place.record + 1, listOf(was.identity.kinds), fates);
  return now ? l10n.t('{0} (now {1}, record {2})', told, now.place.file, now.place.record + 1) : told;
}

/**
 * One JSON object, version 1: `{version, marked, lost, losses: [{fates, was, now}]}`. `fates`: `gone`, or of `unmarked`, `kinds` and `prompt` those that
 * are true; `was` and `now`: `{file, record, kinds, prompt}`, `now` null if it is gone. Records are 0-based; of a prompt it is the beginning. No more than
 * 1,000 losses are listed; `lost` counts all.
 */
function jsonText({ marked, lost, losses }: Guarding): string {
  const seen = ({ place, identity }: Sighting<RecordPlace>): object => ({ ...place, kinds: identity.kinds });
  const told = losses.map((loss) => ({
    fates: fatesOf(loss),
    was: seen(loss.was),
    now: loss.now ? seen(loss.now) : null,
  }));
  return `${JSON.stringify({ version: 1, marked, lost, losses: told }, null, 2)}\n`;
}
