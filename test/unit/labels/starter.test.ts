import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parseTaxonomy, type TaxonomyContent } from '../../../src/dataset/project';
import { Taxonomy } from '../../../src/labels/taxonomy';

const FOLDER = 'src/labels/starter';

function read(file: string): TaxonomyContent {
  const result = parseTaxonomy(readFileSync(`${FOLDER}/${file}`, 'utf8'));
  assert.ok('taxonomy' in result, JSON.stringify(result));
  return result.taxonomy;
}

function sum(shares: readonly (number | undefined)[]): number {
  return Number(shares.reduce<number>((total, share) => total + (share ?? 0), 0).toFixed(6));
}

const files = readdirSync(FOLDER);

describe('the starter taxonomy', () => {
  for (const file of files) {
    it(`of ${file} has target shares that add up, and describes every type`, () => {
      const taxonomy = new Taxonomy(read(file));
      assert.equal(sum(taxonomy.roots.map(({ about }) => about.share)), 1);
      for (const { about, children } of taxonomy.roots) {
        assert.equal(sum(children.map((child) => child.about.share)), about.share, about.name);
      }
      assert.ok(taxonomy.all.every(({ about }) => about.description));
      assert.ok(taxonomy.leaves.every(({ about }) => about.difficulty && about.examples?.length));
    });

    it(`of ${file} has no name twice, nor one with the separator in it`, () => {
      const names = new Taxonomy(read(file)).leaves.map(({ about }) => about.name);
      assert.equal(new Set(names).size, names.length);
      assert.ok(names.every((name) => !name.includes(' - ')));
    });
  }

  it('is the same in all languages but for the words', () => {
    const forms = files.map((file) =>
      new Taxonomy(read(file)).all.map(({ type, about }) => [type.length, about.share, about.difficulty]),
    );
    for (const form of forms) assert.deepEqual(form, forms[0]);
  });
});
