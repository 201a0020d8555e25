import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Color, Command, Context, Panel, Setting, View } from '../../src/extension/contributions';
import { ClientCommand } from '../../src/protocol/messages';
import { RECORD_SCHEME } from '../../src/protocol/recordDocument';

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly l10n: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly languages?: readonly { readonly id: string }[];
  };
}

/** A text in the manifest, with the property that holds it. */
interface Entry {
  readonly key: string;
  readonly text: string;
}

const root = process.cwd();
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const texts = readFileSync(join(root, 'package.nls.json'), 'utf8');
const { contributes } = manifest;
const entries = [...entriesOf(contributes, '')];

describe('package.json', () => {
  it('contributes the commands that the code registers', () => {
    assert.deepEqual(sorted(contributes.commands.map(({ command }) => command)), sorted(Object.values(Command)));
  });

  it('contributes the settings that the code names', () => {
    assert.deepEqual(sorted(Object.keys(contributes.configuration.properties)), sorted(Object.values(Setting)));
  });

  it('contributes the views that the code names', () => {
    const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
    assert.deepEqual(sorted(views), sorted(Object.values(View)));
  });

  it('contributes the colours that the code names, for every kind of theme', () => {
    assert.deepEqual(sorted(contributes.colors.map(({ id }) => id)), sorted(Object.values(Color)));
    for (const { id, defaults } of contributes.colors) {
      assert.deepEqual(sorted(Object.keys(defaults)), ['dark', 'highContrast', 'highContrastLight', 'light'], id);
    }
  });

  it('reads the context keys that the code sets', () => {
    const clauses = entries.filter(({ key }) => key === 'when' || key === 'enablement');
    const onContext = entries.filter(({ text }) => text.startsWith('onContext:'));
    const names = [...clauses, ...onContext].flatMap(({ text }) => text.match(/(?<!view\.)tuneset(\.\w+)+/g) ?? []);
    // VS Code's own key of a view that is shown begins with `view.`.
    const others = [...Object.values(Command), ...Object.values(View), ...Object.values(Panel)];
    assert.deepEqual(sorted(without(names, others)), sorted(Object.values(Context)));
  });

  it('refers only to commands that it contributes', () => {
    const named = entries.filter(({ key }) => key === 'command').map(({ text }) => text);
    const awaited = entries.flatMap(({ text }) => /^onCommand:(.+)/.exec(text)?.[1] ?? []);
    const linked = [...texts.matchAll(/\(command:(tuneset(?:\.\w+)+)/g)].map(([, command]) => command!);
    const all = [...named, ...awaited, ...linked, ...Object.values(ClientCommand)];
    assert.deepEqual(without(all, Object.values(Command)), []);
  });

  it('names source files that exist', () => {
    const paths = entries.filter(({ key }) => key === 'path').map(({ text }) => text);
    const schemas = contributes.jsonValidation.map(({ url }) => `schemas${new URL(url).pathname}`);
    assert.deepEqual([manifest.l10n, ...paths, ...schemas].filter(isMissing), []);
  });

  it('names pictures that exist', () => {
    const pictures = entries.map(({ text }) => text).filter((text) => /^[^$].*\.(png|svg)$/.test(text));
    assert.deepEqual([manifest.icon, ...pictures].filter(isMissing), []);
  });

  it('starts the extension for JSON, JSONL, its own schemas, and for records and views that were open, and for nothing else', () => {
    const schemes = contributes.jsonValidation.map(({ url }) => `onFileSystem:${url.slice(0, url.indexOf(':'))}`);
    const restored = Object.values(Panel).map((panel) => `onWebviewPanel:${panel}`);
    const own = [`onFileSystem:${RECORD_SCHEME}`, ...restored];
    assert.deepEqual(
      sorted(manifest.activationEvents),
      sorted(['onLanguage:json', 'onLanguage:jsonl', ...schemes, ...own]),
    );
  });

  it('leaves the languages that VS Code brings alone', () => {
    const builtIn = (contributes.languages ?? []).filter(({ id }) => ['json', 'jsonc', 'jsonl'].includes(id));
    assert.deepEqual(builtIn, []);
  });
});

/** Every text in a part of the manifest; those of a list have the list's key. */
function* entriesOf(part: unknown, key: string): Generator<Entry> {
  if (typeof part === 'string') yield { key, text: part };
  else if (Array.isArray(part)) for (const item of part) yield* entriesOf(item, key);
  else if (typeof part === 'object' && part !== null) {
    for (const [name, value] of Object.entries(part)) yield* entriesOf(value, name);
  }
}

function isMissing(path: string): boolean {
  return !existsSync(join(root, path));
}

/** Each once, in order. */
function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name));
}
