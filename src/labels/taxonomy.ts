import { likelyName } from '../dataset/likelyName';
import type { TaxonomyContent, TaxonomyType } from '../dataset/project';
import type { TaskType } from './taskType';

/** A type of a taxonomy with its place in it. */
export interface TypeNode {
  readonly type: TaskType;
  readonly about: TaxonomyType;
  readonly children: readonly TypeNode[];
}

/** The task types that a project has. */
export class Taxonomy {
  readonly roots: readonly TypeNode[];

  constructor(content: TaxonomyContent) {
    this.roots = nodesOf(content.types, []);
  }

  /** Every type, each before those below it. */
  get all(): readonly TypeNode[] {
    const within = (node: TypeNode): TypeNode[] => [node, ...node.children.flatMap(within)];
    return this.roots.flatMap(within);
  }

  /** The types that have none below them: those that records should have. */
  get leaves(): readonly TypeNode[] {
    return this.all.filter(({ children }) => children.length === 0);
  }

  find(type: TaskType): TypeNode | undefined {
    let nodes = this.roots;
    let found: TypeNode | undefined;
    for (const name of type) {
      found = nodes.find(({ about }) => about.name === name);
      if (!found) return undefined;
      nodes = found.children;
    }
    return found;
  }

  /** The type that one that isn't known most likely stands for: misspelled, without its upper levels, or with one of them misspelled. */
  likeliest(type: TaskType): TypeNode | undefined {
    const nameOf = (levels: TaskType): string => levels.join(' ');
    const byName = new Map([...this.all].reverse().map((node) => [nameOf(node.type), node]));
    const near = likelyName(nameOf(type), [...byName.keys()]);
    if (near !== undefined) return byName.get(near);
    const last = type.at(-1)!;
    const sameLast = this.all.filter(({ about }) => likelyName(last, [about.name]) !== undefined);
    return sameLast.length === 1 ? sameLast[0] : undefined;
  }
}

function nodesOf(types: readonly TaxonomyType[], above: TaskType): TypeNode[] {
  return types.map((about) => {
    const type = [...above, about.name];
    return { type, about, children: nodesOf(about.types ?? [], type) };
  });
}
