import assert from 'node:assert/strict';
import { datasetInProject } from '../../../src/dataset/project';

describe('the datasets of a project', () => {
  const project = { datasets: [{ files: ['*.jsonl', 'data/**'], format: 'alpaca' }] };

  it('are named by patterns', () => {
    assert.equal(datasetInProject(project, 'a.jsonl')?.format, 'alpaca');
    assert.equal(datasetInProject(project, 'data/b/c.json')?.format, 'alpaca');
    assert.equal(datasetInProject(project, 'other/a.jsonl'), undefined);
  });

  it('are no pairs that were made of them, unless somebody says so', () => {
    assert.equal(datasetInProject(project, 'a.pairs.jsonl'), undefined);
    assert.equal(datasetInProject(project, 'data/a.pairs.jsonl'), undefined);
    const named = { datasets: [...project.datasets, { files: '*.pairs.jsonl', format: 'alpaca' }] };
    assert.equal(datasetInProject(named, 'a.pairs.jsonl')?.format, 'alpaca');
    const ofPairs = { datasets: [{ files: '*.jsonl', format: 'preference-messages' }] };
    assert.equal(datasetInProject(ofPairs, 'a.pairs.jsonl')?.format, 'preference-messages');
    assert.equal(datasetInProject({ datasets: [{ files: '**', format: 'none' }] }, 'a.pairs.jsonl')?.format, 'none');
  });
});
