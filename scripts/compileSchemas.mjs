import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { readFile, writeFile } from 'node:fs/promises';
import { glob } from 'tinyglobby';

/**
 * Compiles every schema to plain code, so that nothing is compiled, and no `eval` is needed, at run time.
 * `schemas/<name>.schema.json` becomes the export `<name>` of `src/dataset/validators.generated.js`.
 *
 * @param {string} root the project's folder, with a slash at its end
 */
export async function compileSchemas(root) {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    inlineRefs: 6,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addVocabulary(['defaultSnippets', 'markdownDescription', 'enumDescriptions']);
  /** @type {Record<string, string>} */
  const exports = {};
  const files = (await glob('schemas/*.schema.json', { cwd: root })).sort();
  for (const file of files) {
    const schema = JSON.parse(await readFile(root + file, 'utf8'), withoutProse);
    ajv.addSchema(schema);
    if (schema.type === undefined) {
      // Parts, which describe nothing by themselves: added one by one, each is compiled once rather than for every schema that refers to it.
      for (const [name, part] of Object.entries(schema.$defs)) ajv.addSchema(part, `${schema.$id}#/$defs/${name}`);
      continue;
    }
    exports[
      schema.$id
        .replace(/^.*\/|\.schema\.json$/g, '')
        .replace(/[-_](\w)/g, (/** @type {string} */ match) => match.slice(1).toUpperCase())
    ] = schema.$id;
  }
  // @ts-ignore the module is CommonJS with a default inside the default
  const toCode = standaloneCode.default ?? standaloneCode;
  await writeFile(`${root}src/dataset/validators.generated.js`, `// @ts-nocheck\n${toCode(ajv, exports)}`);
  const types = Object.keys(exports)
    .map((name) => `export declare const ${name}: Validate;`)
    .join('\n');
  await writeFile(
    `${root}src/dataset/validators.generated.d.ts`,
    `import type { ErrorObject } from 'ajv';\n\n` +
      `export interface Validate {\n  (value: unknown): boolean;\n  errors?: ErrorObject[] | null;\n}\n\n${types}\n`,
  );
}

/**
 * Leaves out what schemas tell people; validation has no use for it.
 *
 * @param {string} key
 * @param {unknown} value
 */
function withoutProse(key, value) {
  return typeof value === 'string' && (key === 'title' || key === 'description') ? undefined : value;
}
