import * as l10n from '@vscode/l10n';
import { LineIndex } from '../../dataset/lineIndex';
import { pieceOf } from '../../dataset/piece';
import { skim } from '../../dataset/skim';
import type { Target } from '../../tokens/measuring';
import { allRules } from '../catalogue';
import { Checker } from '../checker';
import { levelFor } from '../levelFor';
import { outcomeText } from '../outcomes';
import type { PlacedFinding } from '../placedFinding';
import type { LevelSetting, Outcome, Rule } from '../rule';
import { EntryView, type EntryFacts, type InfoReport, type InfoView } from './view';

/** How a `dataset_info.json` is checked. */
export interface InfoCheck extends InfoView {
  /** What is known of each entry that is to be looked at, by its name; the others are passed over. */
  readonly facts: ReadonlyMap<string, EntryFacts>;
  readonly levels?: Readonly<Record<string, LevelSetting>> | undefined;
  /** Someone else reports JSON syntax. */
  readonly syntaxShownElsewhere?: boolean;
}

/** Only LLaMA-Factory reads the file. */
const TARGET: Target = 'llamafactory';

/** Rules of records that also hold for the text of this file, and what Python's parser makes of it. */
const OF_TEXT: ReadonlyMap<string, Outcome> = new Map([
  ['json-syntax', 'crash'],
  ['json-line-end-comma', 'crash'],
  ['json-duplicate-key', 'ignored'],
]);

/** What the rules say of a `dataset_info.json`, by place. Edits of fixes are offsets in its text. */
export function checkInfo(check: InfoCheck): PlacedFinding[] {
  const lines = new LineIndex(check.info.text);
  const findings: Placeable[] = ofText(check);
  for (const rule of allRules) {
    const level = check.levels?.[rule.id] ?? levelFor(rule, TARGET);
    if (level === 'off') continue;
    const report = (found: InfoReport): void =>
      void findings.push({ ...found, rule: rule.id, level, ...outcomeOf(rule, found) });
    rule.info?.(check, report);
    if (!rule.entry) continue;
    for (const entry of check.info.entries) {
      const facts = check.facts.get(entry.name);
      if (facts) rule.entry(new EntryView(check.info, entry, facts), report);
    }
  }
  return findings
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ rule, level, message, start, end, fixes = [], outcome }) => ({
      ...{ rule, level, fixes, record: undefined, pointer: '' },
      message: [message, textOf(outcome)].filter((text) => text !== '').join(' '),
      range: { start: lines.at(start), end: lines.at(end) },
      ...(outcome ? { outcome } : {}),
    }));
}

type Placeable = Omit<InfoReport, 'outcome'> &
  Pick<PlacedFinding, 'rule' | 'level'> & { readonly outcome?: Outcome | undefined };

function outcomeOf(rule: Rule, { outcome }: InfoReport): { outcome: Outcome | undefined } {
  return { outcome: outcome === undefined ? rule.outcomes?.[TARGET] : (outcome ?? undefined) };
}

/** What a finding here is about are many records, and a dataset that may not be used. */
function textOf(outcome: Outcome | undefined): string {
  if (outcome === 'dropped') return l10n.t('LLaMA-Factory drops these records.');
  if (outcome === 'crash') return l10n.t('LLaMA-Factory stops with an error when the dataset is used.');
  return outcome === undefined ? '' : outcomeText({ outcome });
}

/** Faults of the JSON itself, which Python's parser refuses too. */
function ofText({ info, levels, syntaxShownElsewhere }: InfoCheck): Placeable[] {
  const { text } = info;
  const valueStart = text.search(/\S|$/);
  if (syntaxShownElsewhere || valueStart === text.length) return [];
  // Whatever stands there is to be one value.
  const valueEnd = text.trimEnd().length;
  const skimmed = skim(text, valueStart, valueEnd);
  const isWhole = skimmed.ok && skimmed.end === valueEnd;
  const shape = isWhole ? skimmed.shape : undefined;
  const piece = pieceOf(text, 0, { kind: 'record', end: text.length, valueStart, valueEnd, shape, comma: false });
  const checker = new Checker({ format: undefined, target: TARGET, ...(levels ? { levels } : {}) });
  const { findings } = checker.check(piece, { container: 'array', next: 'close', first: true, besideTorn: false });
  return findings.flatMap((finding) => {
    const outcome = OF_TEXT.get(finding.rule);
    return outcome ? [{ ...finding, outcome }] : [];
  });
}
