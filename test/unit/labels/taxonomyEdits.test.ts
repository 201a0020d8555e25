import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/dataset/edits';
import { addToTaxonomy, nameNode, renameInTaxonomy, typeAt } from '../../../src/labels/taxonomyEdits';

const TEXT = `{
  // ours
  "types": [
    {
      "name": "逻辑推理", // first
      "share": 0.10,
      "types": [{ "name": "常识推理", "share": 0.2 }, { "name": "数学推理" }]
    },
    { "name": "写作", "types": [{ "name": "故事", "share": 0.3, "examples": ["a"] }] }
  ]
}
`;

function renamed(from: readonly string[], to: readonly string[], text = TEXT, at: string[] = []): string {
  return applyEdits(text, renameInTaxonomy(text, at, { from, to }));
}

describe('a taxonomy’s file', () => {
  it('gets another name where only the name changes', () => {
    assert.equal(renamed(['逻辑推理', '常识推理'], ['逻辑推理', '常识']), TEXT.replace('常识推理', '常识'));
    assert.equal(renamed(['逻辑推理'], ['推理']), TEXT.replace('逻辑推理', '推理'));
  });

  it('has one type where two become one, with both shares and the types of both', () => {
    const text = renamed(['逻辑推理', '常识推理'], ['写作', '故事']);
    assert.doesNotMatch(text, /常识推理/);
    assert.match(text, /"name": "故事", "share": 0.5/);
    const joined = JSON.parse(renamed(['逻辑推理'], ['写作'], TEXT.replace(/\/\/.*/g, ''))) as object;
    const children = ['故事', '常识推理', '数学推理'].map((name) => ({ name }));
    assert.deepEqual(joined, {
      types: [
        {
          name: '写作',
          types: [{ ...children[0], share: 0.3, examples: ['a'] }, { ...children[1], share: 0.2 }, children[2]],
        },
      ],
    });
  });

  it('has a type elsewhere, below others that are made for it', () => {
    const text = renamed(['写作', '故事'], ['创作', '文学', '故事']);
    const { types } = JSON.parse(text.replace(/\/\/.*/g, '')) as { types: object[] };
    const story = { name: '故事', share: 0.3, examples: ['a'] };
    assert.deepEqual(types.slice(1), [{ name: '写作' }, { name: '创作', types: [{ name: '文学', types: [story] }] }]);
    assert.match(text, /\/\/ first/);
  });

  it('may be a part of tuneset.json', () => {
    const text = `{"target": "trl", "taxonomy": {"types": [{"name": "a"}]}}`;
    assert.equal(renamed(['a'], ['b'], text, ['taxonomy']), text.replace('"a"', '"b"'));
  });

  it('stays as it is where it doesn’t have the type', () => {
    assert.equal(renamed(['x'], ['y']), TEXT);
    assert.equal(renamed(['逻辑推理', 'x'], ['y']), TEXT);
  });

  it('gets new types, once', () => {
    const text = applyEdits(TEXT, addToTaxonomy(TEXT, [], ['写作', '诗']));
    assert.match(text, /"name": "诗"/);
    assert.deepEqual(addToTaxonomy(text, [], ['写作', '诗']), []);
  });

  it('tells the type at a place, and the place of a type', () => {
    const node = nameNode(TEXT, [], ['写作', '故事'])!;
    assert.equal(TEXT.slice(node.offset, node.offset + node.length), '"故事"');
    assert.deepEqual(typeAt(TEXT, [], node.offset + 2)?.type, ['写作', '故事']);
    assert.equal(typeAt(TEXT, [], TEXT.indexOf('share')), undefined);
  });
});
