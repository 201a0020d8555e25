import * as l10n from '@vscode/l10n';
import { ruleById } from './catalogue';
import type { Counted } from './lengths';
import type { Finding, Outcome } from './rule';

/**
 * Brings what the rules say of a record's outcome into line with what the trainer made of it. A record that is kept has no fault that drops it; of
 * one that is not, the faults that may be the cause say so, or the worst if none does.
 */
export function settleOutcomes(found: readonly Finding[], counted: Counted): readonly Finding[] {
  const findings = found.map(asSaid);
  const { reason } = counted;
  const outcome = OUTCOMES[counted.status];
  const causes = outcome ? causesAmong(findings, outcome, counted) : undefined;
  return findings.map((finding) => {
    if (outcome && causes!.has(finding)) return settled(finding, outcome, reason);
    if (isRefuted(finding, outcome, counted)) return settled(finding, undefined);
    const shown = outcome ? undefined : ruleById(finding.rule)?.measuredOutcome?.(counted, finding);
    return shown ? settled(finding, shown) : finding;
  });
}

/** A finding as its rule told it, before the record was measured. */
export function asSaid(finding: Finding): Finding {
  if (finding.saidOutcome === undefined) return finding;
  const { outcome: _outcome, reason: _reason, saidOutcome, ...rest } = finding;
  return { ...rest, ...(saidOutcome === null ? {} : { outcome: saidOutcome }) };
}

function settled({ outcome: said, ...rest }: Finding, outcome: Outcome | undefined, reason?: string): Finding {
  return {
    ...rest,
    ...(outcome ? { outcome } : {}),
    ...(reason === undefined ? {} : { reason }),
    saidOutcome: said ?? null,
  };
}

const OUTCOMES: Readonly<Record<Counted['status'], Outcome | undefined>> = {
  kept: undefined,
  dropped: 'dropped',
  failed: 'crash',
};

/** True for a finding that says that the record is dropped or ends the run, where measuring the record would show it. */
export function isFinal(finding: Finding): boolean {
  return isOfEnd(finding) && !isBeyond(finding);
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
      return l10n.t('LLaMA-Factory trains something else than what stands here.');
    case 'ignored':
      return l10n.t('LLaMA-Factory ignores it.');
    default:
      return '';
  }
}

/**
 * Of the findings that say that they drop a record or end a run, those at the place that the trainer names, and of these rather those that say which of
 * the two; else those anywhere that say just that; else the errors at that place; else the first error in the record's form. What lies in the file as a whole
 * has its causes at that place only.
 */
function causesAmong(
  findings: readonly Finding[],
  outcome: Outcome,
  { pointer = '', isOfFile }: Counted,
): ReadonlySet<Finding> {
  const isAlike = (finding: Finding): boolean => isFinal(finding) && finding.outcome === outcome;
  const there = findings.filter((finding) => !isBeyond(finding) && isAt(finding, pointer));
  const choices = [
    there.filter(isAlike),
    there.filter(isFinal),
    isOfFile ? [] : findings.filter(isAlike),
    there.filter(({ level }) => level === 'error'),
    isOfFile ? [] : findings.filter(isErrorInForm).slice(0, 1),
  ];
  return new Set(choices.find((choice) => choice.length > 0));
}

/** True for errors of the kind that the trainer stumbles over, in contrast to what is wrong with the content. */
function isErrorInForm(finding: Finding): boolean {
  if (finding.level !== 'error' || isBeyond(finding)) return false;
  const rule = ruleById(finding.rule);
  return isFinal(finding) || rule?.claims !== undefined || rule?.isAboutForm === true;
}

/** True if the finding says that something else becomes of the record than what does. */
function isRefuted(finding: Finding, outcome: Outcome | undefined, { status }: Counted): boolean {
  // What the trainer would meet later it doesn't meet in a record that is left out.
  if (isBeyond(finding)) return status === 'dropped' && isOfEnd(finding);
  return isFinal(finding) && finding.outcome !== outcome;
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

function isOfEnd({ outcome }: Finding): boolean {
  return outcome === 'dropped' || outcome === 'crash';
}

function isBeyond({ rule }: Finding): boolean {
  return ruleById(rule)?.isBeyondMeasure === true;
}
