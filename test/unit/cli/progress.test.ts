import assert from 'node:assert/strict';
import { Progress } from '../../../src/cli/progress';

describe('progress', () => {
  let written: string[];
  let time: number;

  function progress(isTTY: boolean): Progress {
    written = [];
    time = 0;
    const write = (text: string): boolean => written.push(text) > 0;
    return new Progress({ isTTY, write }, () => time);
  }

  it('is told on a terminal once it takes longer than a second, and taken away', () => {
    const line = progress(true);
    time = 900;
    line.show('a.jsonl', 0.1);
    line.clear();
    assert.deepEqual(written, []);
    time = 1001;
    line.show('a.jsonl', 0.5);
    line.show('a.jsonl', 0.51);
    time = 1102;
    line.show('a.jsonl', 0.6);
    line.clear();
    line.clear();
    assert.deepEqual(written, ['\r\x1b[Ka.jsonl  50 %', '\r\x1b[Ka.jsonl  60 %', '\r\x1b[K']);
  });

  it('is not told where nobody looks', () => {
    const line = progress(false);
    time = 5000;
    line.show('a.jsonl', 0.5);
    line.clear();
    assert.deepEqual(written, []);
  });
});
