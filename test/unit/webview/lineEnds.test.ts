import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asInTextArea, placeInOriginal, withLineEnds } from '../../../webview/ui/lineEnds';

const lines = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n', '\r\n', '\r') });
const plain = fc.string({ unit: fc.constantFrom('a', 'b', 'd', '\n') });

describe('the line ends of a text that a text area edits', () => {
  it('stay as they are where nothing was changed', () => {
    fc.assert(fc.property(lines, (text) => assert.equal(withLineEnds(text, asInTextArea(text)), text)));
  });

  it('never change what was typed', () => {
    fc.assert(fc.property(lines, plain, (text, typed) => assert.equal(asInTextArea(withLineEnds(text, typed)), typed)));
  });

  it('stay two where those around what is deleted meet', () => {
    assert.equal(withLineEnds('\ra\n', '\n\n'), '\r\n\n');
  });

  it('stay before and behind what was typed', () => {
    assert.equal(withLineEnds('a\r\nb\nc\rd', 'a\nb!\nc\nd'), 'a\r\nb!\nc\rd');
  });

  it('are those of the text in what was typed', () => {
    assert.equal(withLineEnds('a\r\nb', 'a\nx\nb'), 'a\r\nx\r\nb');
    assert.equal(withLineEnds('a\nb', 'a\nx\nb'), 'a\nx\nb');
  });

  it('are counted when a place is looked up', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (text, nat) => {
        const place = nat % (asInTextArea(text).length + 1);
        assert.equal(asInTextArea(text.slice(0, placeInOriginal(text, place))), asInTextArea(text).slice(0, place));
      }),
    );
  });
});
