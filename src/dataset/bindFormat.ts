import type { ErrorObject } from 'ajv';
import type { Fields, Format, FormatDefinition, RecordSchema, Validator } from './format';
import { isJsonObject } from './jsonObject';
import { Names, type Mapping } from './names';
import { pointerOf } from './tree';

/**
 * A format in the words of the data. Records are read in these words; for the schema, which knows the format's own words, parts are renamed, and
 * what it finds is told in the words of the data.
 */
export function bind(definition: FormatDefinition, mapping?: Mapping): Format {
  const names = new Names(definition.words, mapping);
  const { id, name, purpose, words, messageFields } = definition;
  const translation = mapping && new Translation(definition, names);
  return {
    ...{ id, name, purpose, words, messageFields, names },
    ...(definition.isCommon && { isCommon: true }),
    choice: mapping ? { id, mapping } : { id },
    schema: translation ? translation.schema : definition.schema,
    validate: translation ? translation.validator() : definition.validate,
    evidence: definition.evidence.map((field) => names.field(field)).filter((field) => field !== undefined),
    read: (value) => definition.read(value, names),
    recognises: (value) => definition.recognises(value, names),
    isOrdinary: (value) => definition.isOrdinary?.(value, names) ?? false,
    snippets: () => (mapping ? [] : definition.snippets()),
  };
}

/** Between the words of a format and those of the data. */
class Translation {
  /** The schema with its fields named as the data names them; those that aren't read are left out. */
  readonly schema: RecordSchema;
  private readonly fields: readonly (readonly [own: string, theirs: string])[];

  constructor(
    private readonly definition: FormatDefinition,
    private readonly names: Names,
  ) {
    const { schema } = definition;
    this.fields = Object.keys(schema.properties).flatMap((own) => {
      const theirs = names.field(own);
      return theirs === undefined ? [] : [[own, theirs] as const];
    });
    this.schema = {
      ...schema,
      required: schema.required.map((field) => names.field(field)).filter((field) => field !== undefined),
      properties: Object.fromEntries(this.fields.map(([own, theirs]) => [theirs, schema.properties[own]!])),
    };
  }

  validator(): Validator {
    const { validate } = this.definition;
    const translated: Validator = (value) => {
      const isValid = validate(isJsonObject(value) ? this.inOwnWords(value) : value);
      translated.errors = isValid ? null : this.inTheirWords(validate.errors ?? []);
      return isValid || translated.errors?.length === 0;
    };
    return translated;
  }

  private inOwnWords(value: Fields): Fields {
    const own: Record<string, unknown> = {};
    for (const [name, theirs] of this.fields) {
      if (!Object.hasOwn(value, theirs)) continue;
      own[name] = this.definition.messageFields.includes(name) ? this.messages(value[theirs]) : value[theirs];
    }
    return own;
  }

  private messages(value: unknown): unknown {
    const { words } = this.definition;
    if (this.names.role === words.role && this.names.content === words.content) return value;
    if (Array.isArray(value)) return value.map((item: unknown) => this.message(item));
    return this.message(value);
  }

  private message(value: unknown): unknown {
    if (!isJsonObject(value)) return value;
    const { words } = this.definition;
    // A loop, as this is done for every message of a file: copying with a rest pattern takes ten times as long.
    const own: Record<string, unknown> = {};
    for (const key in value) {
      if (key === this.names.role) own[words.role] = value[key];
      else if (key === this.names.content) own[words.content] = value[key];
      else if (key !== words.role && key !== words.content) own[key] = value[key];
    }
    return own;
  }

  /** Fields that aren't read can't be missed. */
  private inTheirWords(errors: readonly ErrorObject[]): ErrorObject[] {
    return errors.flatMap((error) => {
      const path = error.instancePath.split('/').slice(1);
      const isOfMessage = path.length <= 2 && this.definition.messageFields.includes(path[0] ?? '');
      const { missingProperty } = error.params as { missingProperty?: string };
      if (missingProperty === undefined) return [{ ...error, instancePath: this.place(path) }];
      const missing = isOfMessage
        ? this.keyOf(missingProperty)
        : path.length > 0
          ? missingProperty
          : this.names.field(missingProperty);
      if (missing === undefined) return [];
      return [{ ...error, instancePath: this.place(path), params: { ...error.params, missingProperty: missing } }];
    });
  }

  private place(path: readonly string[]): string {
    const [field, ...rest] = path;
    if (field === undefined) return '';
    const { messageFields } = this.definition;
    const at = messageFields.includes(field)
      ? rest.map((key, i) => (i <= 1 ? pointerOf([this.keyOf(key)]).slice(1) : key))
      : rest;
    return pointerOf([this.names.field(field) ?? field]) + at.map((key) => `/${key}`).join('');
  }

  private keyOf(own: string): string {
    const { words } = this.definition;
    if (own === words.role) return this.names.role;
    return own === words.content ? this.names.content : own;
  }
}
