import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import { listOf } from '../dataset/listOf';
import { allRules, ruleById } from '../rules/catalogue';
import type { LevelSetting, Outcome, Rule } from '../rules/rule';
import { CannotRun } from './cannotRun';
import { defineCommand, type Options } from './command';
import { displayWidth, padEnd } from './displayWidth';

const explainOptions = {
  reporter: { kind: 'choice', choices: ['pretty', 'json'], help: () => l10n.t('for people (pretty), or JSON') },
} as const satisfies Options;

/** `tuneset explain`: what a rule finds, why it matters and how to mend it. */
export const explain = defineCommand({
  name: 'explain',
  summary: () => l10n.t('Explains rules: what they find, why it matters, how to mend it, with examples.'),
  paths: () => l10n.t('ids of rules; without one, all rules are listed'),
  options: explainOptions,
  exitCodes: () => l10n.t('Exit code: 0 explained, 2 there is no such rule.'),
  run: async ({ paths: ids, options, language }) => {
    const rules = ids.map(ruleNamed);
    const listed = rules.length > 0 ? rules : allRules;
    const text =
      options.reporter === 'json'
        ? JSON.stringify({ version: 1, rules: listed.map((rule) => asJson(rule, language)) }, null, 2)
        : rules.length > 0
          ? rules.map((rule) => page(rule, language)).join('\n\n')
          : overview();
    process.stdout.write(`${text}\n`);
    return 0;
  },
});

/** @throws CannotRun if there is none, with the nearest ones */
function ruleNamed(id: string): Rule {
  const rule = ruleById(id);
  if (rule) return rule;
  const wanted = id.toLowerCase();
  const nearest = allRules
    .map((each) => ({ id: each.id, off: each.id.includes(wanted) ? 0 : distance(wanted, each.id) }))
    .sort((a, b) => a.off - b.off)
    .slice(0, 3);
  const names = listOf(nearest.map((each) => each.id));
  throw new CannotRun(l10n.t('There is no rule “{0}”. The nearest ones: {1}', id, names));
}

function overview(): string {
  const width = Math.max(...allRules.map(({ id }) => displayWidth(id)));
  return allRules.map((rule) => `${padEnd(rule.id, width)}  ${rule.page().title}`).join('\n');
}

function page(rule: Rule, language: string | undefined): string {
  const { title, what, why, mend, faulty, sound } = rule.page();
  const byTarget = (values: Readonly<Record<string, string>>): string =>
    listOf(
      Object.entries(values).map(([target, value]) => (target === '' ? value : l10n.t('{0}: {1}', target, value))),
    );
  const levels = { '': levelName(rule.level), ...mapped(rule.levels, levelName) };
  const outcomes = mapped(rule.outcomes, outcomeName);
  const facts: readonly (readonly [string, string])[] = [
    [l10n.t('Level'), byTarget(levels)],
    [l10n.t('What happens'), byTarget(outcomes)],
    [l10n.t('Quick fix'), fixName(rule.fix)],
    [l10n.t('Documentation'), documentOf(rule, language)],
  ];
  const width = Math.max(...facts.map(([name]) => displayWidth(name)));
  return [
    `${rule.id} — ${title}`,
    '',
    ...facts.filter(([, value]) => value !== '').map(([name, value]) => `  ${padEnd(name, width)}  ${value}`),
    ...section(l10n.t('What it finds'), what),
    ...section(l10n.t('Why it matters'), why),
    ...section(l10n.t('How to mend it'), mend),
    ...section(l10n.t('A faulty example'), faulty),
    ...section(l10n.t('A sound example'), sound),
  ].join('\n');
}

function section(heading: string, text: string): string[] {
  return ['', heading, ...text.split('\n').map((line) => `  ${line}`)];
}

function asJson(rule: Rule, language: string | undefined): object {
  const { id, level, levels = {}, outcomes = {}, fix } = rule;
  return { id, level, levels, outcomes, fix, ...rule.page(), documentation: documentOf(rule, language) };
}

/** The rule's page in the documentation. */
function documentOf({ id }: Rule, language: string | undefined): string {
  return `docs/rules/${language === undefined ? '' : `${language}/`}${id}.md`;
}

function mapped<V extends string>(
  values: Readonly<Partial<Record<string, V>>> | undefined,
  name: (value: V) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([target, value]) => [target, name(value!)]));
}

function levelName(level: LevelSetting): string {
  return { error: l10n.t('error'), warning: l10n.t('warning'), info: l10n.t('info'), off: l10n.t('off') }[level];
}

function outcomeName(outcome: Outcome): string {
  return {
    dropped: l10n.t('drops the record'),
    crash: l10n.t('ends the run with an error'),
    altered: l10n.t('trains something else than what stands there'),
    ignored: l10n.t('goes on without it'),
  }[outcome];
}

function fixName(fix: Rule['fix']): string {
  return { yes: l10n.t('yes'), offer: l10n.t('offered, and shown before it is made'), no: l10n.t('none') }[fix];
}
