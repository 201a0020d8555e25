import assert from 'node:assert/strict';
import { searchNames, type Searchable } from '../../../src/labels/searchNames';

const SYLLABLES: Readonly<Record<string, string>> = {
  ...{ 逻: 'luo', 辑: 'ji', 推: 'tui', 理: 'li', 常: 'chang', 识: 'shi', 多: 'duo', 步: 'bu', 骤: 'zhou' },
  ...{ 重: 'chong zhong', 写: 'xie', 长: 'chang zhang', 文: 'wen', 本: 'ben', 创: 'chuang', 作: 'zuo' },
};

function named(text: string): Searchable {
  return { text, readings: text.split('').map((unit) => (SYLLABLES[unit] ?? unit.toLowerCase()).split(' ')) };
}

const CHINESE = ['逻辑推理 - 常识推理', '逻辑推理 - cot 多步骤推理', '重写', '长文本', '文本创作'].map(named);
const ENGLISH = ['Arithmetics', 'Logical reasoning - Common sense', 'Logical reasoning - Multi-step'].map(named);

function found(query: string, names = CHINESE): string[] {
  return searchNames(query, names).map(({ text }) => text);
}

describe('search of task types', () => {
  it('finds Chinese names by the initials, the syllables and the characters', () => {
    const [common, steps] = CHINESE.map(({ text }) => text) as [string, string];
    assert.deepEqual(found('ljtl'), [common, steps]);
    assert.equal(found('cstl')[0], common);
    assert.equal(found('luojicot')[0], steps);
    assert.equal(found('dbz')[0], steps);
    assert.equal(found('常识')[0], common);
    assert.equal(found('lj cs')[0], common);
    assert.deepEqual(found('xyz'), []);
  });

  it('knows every reading of a character', () => {
    assert.deepEqual([found('cx')[0], found('zhongx')[0]], ['重写', '重写']);
    assert.equal(found('cwb')[0], '长文本');
  });

  it('prefers what begins so to what holds it', () => {
    assert.equal(found('wb')[0], '文本创作');
  });

  it('finds English names by the initials of their words', () => {
    assert.equal(found('lrcs', ENGLISH)[0], 'Logical reasoning - Common sense');
    assert.equal(found('multi', ENGLISH)[0], 'Logical reasoning - Multi-step');
    assert.equal(found('Arith', ENGLISH)[0], 'Arithmetics');
  });

  it('finds everything, in its order, before anything is typed', () => {
    assert.deepEqual(
      found(' '),
      CHINESE.map(({ text }) => text),
    );
    assert.deepEqual(found('-'), []);
  });

  it('copes with names of any length', () => {
    const long = named('常识推理'.repeat(50));
    assert.deepEqual(found('cstl'.repeat(30), [long]), [long.text]);
    assert.deepEqual(found(`${'cstl'.repeat(30)}x`, [long]), []);
  });

  it('looks at each unit of a name as often as the query has characters', () => {
    let looked = 0;
    const name = named('a b'.repeat(500));
    const readings = new Proxy(name.readings, {
      get: (target, key, receiver): unknown => {
        if (typeof key === 'string' && /^\d+$/.test(key)) looked++;
        return Reflect.get(target, key, receiver);
      },
    });
    assert.deepEqual(found('abab', [{ text: name.text, readings }]), [name.text]);
    assert.ok(looked <= name.text.length * 'abab'.length * 2, `${looked}`);
    assert.deepEqual(found('ab'.repeat(100_000), [name]), []);
  });

  it('goes on in a word, at one, and inside of one, the cheapest first', () => {
    const names = ['xaxb', 'ax bx', 'abxx', 'xabx'].map(named);
    assert.deepEqual(found('ab', names), ['abxx', 'ax bx', 'xabx', 'xaxb']);
  });
});
