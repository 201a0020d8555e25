import type { RequestMessage } from '../../cases/probeCase';

/** What servers are asked to find out what they do. */
export const question: readonly RequestMessage[] = [{ role: 'user', content: 'What is the capital of France?' }];

/** The beginning of an answer that ends within a word, so that whoever continues it is seen to do so. */
export const beginning = 'The capital of France is Par';

/** What the rest of that word is. */
export const continuation = /^is\b/i;

/** A text that is tokenised and scored. */
export const sentence = 'One two three four five';

export const tool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Tells the current weather of a city.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string', description: 'Name of the city' } },
      required: ['city'],
    },
  },
};

export const toolQuestion: readonly RequestMessage[] = [
  { role: 'user', content: 'What is the weather like in Paris? Use the tool.' },
];
