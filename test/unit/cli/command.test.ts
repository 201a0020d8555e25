import assert from 'node:assert/strict';
import { CannotRun } from '../../../src/cli/cannotRun';
import { defineCommand, parserOptions } from '../../../src/cli/command';
import { commands } from '../../../src/cli/commands';
import { displayWidth, padEnd, padStart } from '../../../src/cli/displayWidth';
import { helpText } from '../../../src/cli/help';

const help = (): string => '';

describe('commands', () => {
  /** The options that a command gets for some arguments. */
  async function given(...argv: string[]): Promise<unknown> {
    let result: unknown;
    const command = defineCommand({
      ...{ name: 'do', summary: help, paths: help, exitCodes: help },
      options: {
        loud: { kind: 'switch', help },
        name: { kind: 'text', placeholder: 'name', help },
        colour: { kind: 'choice', choices: ['red', 'blue'], help },
        times: { kind: 'number', help },
      },
      run: async ({ paths, options }) => {
        result = { paths, ...options };
        return 0;
      },
    });
    await command.run(['do', ...argv], undefined);
    return result;
  }

  it('get their paths and what their options say', async () => {
    assert.deepEqual(await given('a', '--loud', '--name', 'x', 'b', '--colour=red', '--times', '12'), {
      paths: ['a', 'b'],
      loud: true,
      name: 'x',
      colour: 'red',
      times: 12,
    });
    const nothing = { paths: [], loud: false, name: undefined, colour: undefined, times: undefined };
    assert.deepEqual(await given(), nothing);
  });

  it('refuse options that make no sense', async () => {
    for (const argv of [
      ['--times', '0'],
      ['--times', '1e3'],
      ['--times=-1'],
      ['--colour', 'green'],
      ['--other'],
      ['--name'],
    ]) {
      await assert.rejects(given(...argv), CannotRun, argv.join(' '));
    }
  });

  it('agree on the kind of options that they share, so that the command can be found among them', () => {
    const kinds = new Map<string, unknown>();
    for (const { options } of commands) {
      for (const [name, option] of Object.entries(parserOptions(options))) {
        assert.deepEqual(option, kinds.get(name) ?? option, name);
        kinds.set(name, option);
      }
    }
  });

  it('stand in the help with all their options', () => {
    const overview = helpText(commands);
    for (const command of commands) {
      assert.match(overview, new RegExp(`^ {2}${command.name} `, 'm'));
      const own = helpText(commands, command);
      for (const name of [...Object.keys(command.options), 'lang', 'help']) assert.ok(own.includes(`--${name}`), name);
    }
  });
});

describe('the width of a text in a terminal', () => {
  it('is two columns for an East Asian character and none for a mark', () => {
    assert.equal(displayWidth('abc'), 3);
    assert.equal(displayWidth('记录：'), 6);
    assert.equal(displayWidth('e\u0301'), 1);
    assert.equal(displayWidth('𠮷'), 2);
    assert.equal(padEnd('记', 4), '记  ');
    assert.equal(padStart('记', 1), '记');
  });
});
