import type { Target } from '../tokens/measuring';
import type { LevelSetting, Rule } from './rule';

/** A rule's level for a target, where the project sets none. */
export function levelFor(rule: Rule, target: Target | undefined): LevelSetting {
  return (target && rule.levels?.[target]) ?? rule.level;
}
