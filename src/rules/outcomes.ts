import * as l10n from '@vscode/l10n';
import { ruleById } from './catalogue';
import type { Counted } from './lengths';
import type { Finding, Outcome } from './rule';

/**
 * Brings what the rules say of a record's outcome into line with what the trainer made of it. A record that is kept has no fault that drops it; of
 * one that is not, the faults that may be the cause say so, or the worst if none does.
 */
export function settleOutcomes(findings: readonly Finding[], { status, reason, pointer }: Counted): readonly Finding[] {
  if (status === 'kept') return findings.map((finding) => (isFinal(finding) ? withoutOutcome(finding) : finding));
  const outcome: Outcome = status === 'dropped' ? 'dropped' : 'crash';
  const causes = causesAmong(findings, pointer ?? '');
  return findings.map((finding) => {
    if (causes.has(finding)) return { ...finding, outcome, ...(reason === undefined ? {} : { reason }) };
    return isFinal(finding) ? withoutOutcome(finding) : finding;
  });
}

/** What the target does, for people; '' if nothing is known. */
export function outcomeText({ outcome, reason }: Pick<Finding, 'outcome' | 'reason'>): string {
  switch (outcome) {
    case 'dropped':
      return l10n.t('LLaMA-Factory drops the record.');
    case 'crash':
      return reason === undefined
        ? l10n.t('LLaMA-Factory stops here with an error.')
        : l10n.t('LLaMA-Factory stops here: {0}', reason);
    case 'altered':
      return l10n.t('LLaMA-Factory trains something else.');
    case 'ignored':
      return l10n.t('LLaMA-Factory ignores it.');
    default:
      return '';
  }
}

/** Those at the place that the trainer names, else those that say that they drop a record or end a run, else the errors. */
function causesAmong(findings: readonly Finding[], pointer: string): ReadonlySet<Finding> {
  const candidates = findings.filter((finding) => !isBeyond(finding));
  const final = candidates.filter(isFinal);
  const there = final.filter((finding) => isAt(finding, pointer));
  if (there.length > 0) return new Set(there);
  return new Set(final.length > 0 ? final : candidates.filter(({ level }) => level === 'error'));
}

function isAt(finding: Finding, pointer: string): boolean {
  return (
    pointer !== '' &&
    finding.pointer !== '' &&
    (isWithin(finding.pointer, pointer) || isWithin(pointer, finding.pointer))
  );
}

function isWithin(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

function isFinal(finding: Finding): boolean {
  return !isBeyond(finding) && (finding.outcome === 'dropped' || finding.outcome === 'crash');
}

function isBeyond({ rule }: Finding): boolean {
  return ruleById(rule)?.isBeyondMeasure === true;
}

function withoutOutcome({ outcome: _outcome, reason: _reason, ...finding }: Finding): Finding {
  return finding;
}
