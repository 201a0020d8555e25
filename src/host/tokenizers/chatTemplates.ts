import * as l10n from '@vscode/l10n';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isJsonObject } from '../../dataset/jsonObject';
import { readJsonFile, readTextFile } from './readModelFile';
import { TokenizerError } from './tokenizerError';

/**
 * The chat templates of a model by name; the main one is `default`.
 *
 * Files of their own win over `tokenizer_config.json`, all together: `chat_template.jinja` and `additional_chat_templates/NAME.jinja`
 * (transformers, tokenization_utils_base.py, `_from_pretrained`). `chat_template.json` is read for processors only
 * (processing_utils.py); it is taken where a model has no other template.
 *
 * @throws TokenizerError if one of them can't be read
 */
export async function readChatTemplates(
  folder: string,
  config: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const files = await readTemplateFiles(folder);
  if (Object.keys(files).length > 0) return files;
  const configured = templatesIn(config.chat_template, join(folder, 'tokenizer_config.json'));
  if (Object.keys(configured).length > 0) return configured;
  const legacy = join(folder, 'chat_template.json');
  return templatesIn((await readJsonFile(legacy))?.chat_template, legacy);
}

async function readTemplateFiles(folder: string): Promise<Record<string, string>> {
  const templates: Record<string, string> = {};
  const main = await readTextFile(join(folder, 'chat_template.jinja'));
  if (main !== undefined) templates.default = main;
  const more = join(folder, 'additional_chat_templates');
  for (const file of await jinjaFiles(more)) {
    const text = await readTextFile(join(more, file));
    if (text !== undefined) templates[basename(file, '.jinja')] = text;
  }
  return templates;
}

async function jinjaFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((file) => file.endsWith('.jinja')).sort();
  } catch {
    return [];
  }
}

/** The value of a `chat_template`: a text, a list of named ones, or an object of them. */
export function templatesIn(value: unknown, path: string): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (typeof value === 'string') return { default: value };
  if (Array.isArray(value)) return Object.fromEntries(value.map((entry: unknown) => namedTemplate(entry, path)));
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, template]) => namedTemplate({ name, template }, path)));
  throw malformed(path);
}

function namedTemplate(entry: unknown, path: string): [string, string] {
  if (isJsonObject(entry) && typeof entry.name === 'string' && typeof entry.template === 'string')
    return [entry.name, entry.template];
  throw malformed(path);
}

function malformed(path: string): TokenizerError {
  return new TokenizerError(
    l10n.t('{0}: chat_template must be a text, or a list of objects with the texts “name” and “template”.', path),
  );
}
