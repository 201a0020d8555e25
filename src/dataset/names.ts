import type { Role } from './sample';

/** What a role of the data is; `call`: a turn of the assistant whose text is calls of tools as JSON (`function_call`). */
export type RoleKind = Role | 'call';

export type Roles = Readonly<Record<string, RoleKind>>;

/** What the data calls the parts of a format, where it does not use the format's own words. Plain data: it travels to threads. */
export interface Mapping {
  /** Field of the format → the field of the data that is read in its place; null: it is not read. Others keep their names. */
  readonly fields?: Readonly<Record<string, string | null>>;
  /** Keys of a message: its role and its content. */
  readonly role?: string;
  readonly content?: string;
  /** All roles that there are, in place of the format's own. */
  readonly roles?: Roles;
  /** Roles that there are besides. */
  readonly moreRoles?: Roles;
}

/** Two mappings in one; where both map the same, the second one counts. */
export function mergedMapping(first: Mapping | undefined, second: Mapping | undefined): Mapping | undefined {
  if (!first || !second) return first ?? second;
  const fields = { ...first.fields, ...second.fields };
  return { ...first, ...second, ...(Object.keys(fields).length === 0 ? {} : { fields }) };
}

/** The words of a format: keys of its messages and its roles. */
export interface Words {
  readonly role: string;
  readonly content: string;
  readonly roles: Roles;
}

/** The words that a format has for the data at hand. */
export class Names implements Words {
  readonly role: string;
  readonly content: string;
  readonly roles: Roles;

  constructor(
    words: Words,
    private readonly mapping: Mapping = {},
  ) {
    this.role = mapping.role ?? words.role;
    this.content = mapping.content ?? words.content;
    this.roles = { ...(mapping.roles ?? words.roles), ...mapping.moreRoles };
  }

  /** The field of the data that is read for a field of the format; undefined if none is. */
  field(name: string): string | undefined {
    const mapped = this.mapping.fields?.[name];
    return mapped === undefined ? name : (mapped ?? undefined);
  }

  /** What a role is; undefined for one that nobody knows. */
  kindOf(role: unknown): RoleKind | undefined {
    return typeof role === 'string' && Object.hasOwn(this.roles, role) ? this.roles[role] : undefined;
  }
}
