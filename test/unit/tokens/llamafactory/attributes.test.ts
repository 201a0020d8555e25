import assert from 'node:assert/strict';
import { defaultAttributes, parseDatasetInfo, type Attributes } from '../../../../src/dataset/datasetInfo/attributes';

function read(entry: object): Attributes {
  const result = parseDatasetInfo({ sample: entry }, 'sample');
  if ('fault' in result) throw new Error(result.fault);
  return result.attributes;
}

function faultOf(value: unknown, name = 'sample'): string {
  const result = parseDatasetInfo(value, name);
  assert.ok('fault' in result);
  return result.fault;
}

describe('dataset_info.json', () => {
  it('maps the default columns and tags if none are listed', () => {
    const { formatting, ranking, prompt, query, response, system, history, role_tag } = read({ file_name: 'a.json' });
    assert.deepEqual(
      { formatting, ranking, prompt, query, response, system, history, role_tag },
      {
        formatting: 'alpaca',
        ranking: false,
        prompt: 'instruction',
        query: 'input',
        response: 'output',
        system: null,
        history: null,
        role_tag: 'from',
      },
    );
  });

  it('maps nothing but what is listed, once something is', () => {
    const columns = { prompt: 'question' };
    const tags = { user_tag: 'user' };
    const attributes = read({ columns, tags });
    assert.equal(attributes.prompt, 'question');
    assert.equal(attributes.query, null);
    assert.equal(attributes.response, null);
    assert.equal(attributes.user_tag, 'user');
    assert.equal(attributes.role_tag, null);
  });

  it('is refused with a reason where LLaMA-Factory could make nothing of it', () => {
    assert.match(faultOf([]), /object/);
    assert.match(faultOf({ other: {} }), /“sample”.*other/);
    assert.match(faultOf({}, 'constructor'), /“constructor”/);
    assert.match(faultOf({ sample: 3 }), /“sample” must be an object/);
    assert.match(faultOf({ sample: { formatting: 'chatml' } }), /"chatml".*alpaca, sharegpt, openai/);
    assert.match(faultOf({ sample: { ranking: 'yes' } }), /ranking/);
    assert.match(faultOf({ sample: { columns: [] } }), /columns/);
    assert.match(faultOf({ sample: { tags: { role_tag: 1 } } }), /tags\.role_tag/);
  });
});

describe('A file without dataset_info.json', () => {
  it('has every field of its format mapped', () => {
    assert.equal(defaultAttributes('alpaca').history, 'history');
    assert.equal(defaultAttributes('sharegpt').tools, 'tools');
    assert.equal(defaultAttributes('openai').observation_tag, 'tool');
  });
});
