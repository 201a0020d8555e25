import type { NoCase, ProbeCase } from '../cases/probeCase';
import type { CaseName } from './resultLine';

/** Cases that are read at once, and groups of them that are kept: calls are made in about the order of cases. */
const GROUP = 32;
const KEPT = 8;

/** The cases of a run, which are read as they are needed. */
export class CaseSource {
  private readonly groups = new Map<number, Promise<readonly (ProbeCase | NoCase)[]>>();

  constructor(
    private readonly names: readonly CaseName[],
    private readonly read: (names: readonly CaseName[]) => Promise<readonly (ProbeCase | NoCase)[]>,
  ) {}

  /** @throws whatever reading throws; asked again, it is read again */
  async at(index: number): Promise<ProbeCase | NoCase> {
    const group = Math.floor(index / GROUP);
    const cases = await (this.groups.get(group) ?? this.load(group));
    const found = cases[index - group * GROUP];
    if (!found) throw new Error(`There is no case ${index}.`);
    return found;
  }

  private load(group: number): Promise<readonly (ProbeCase | NoCase)[]> {
    const names = this.names.slice(group * GROUP, (group + 1) * GROUP);
    const reading = this.read(names);
    this.groups.set(group, reading);
    reading.catch(() => this.groups.delete(group));
    const oldest = this.groups.keys().next();
    if (this.groups.size > KEPT && oldest.done !== true) this.groups.delete(oldest.value);
    return reading;
  }
}
