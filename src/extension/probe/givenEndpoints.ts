import type { Endpoint } from '../../probe/endpoint';
import { checkEndpoint } from '../../probe/checkEndpoint';
import { newEndpoint, tidyBaseUrl } from '../../probe/endpointSetting';

/** The environment variable in which whoever starts VS Code may name the address of a demo server. */
const VARIABLE = 'TUNESET_DEMO_ENDPOINT';

/**
 * The two models of the demo server that `npm start` starts: one trained on the texts of the examples, one on the conversations as a template renders them. Nobody
 * has to describe them, and nobody can change them.
 *
 * @param names of the base model and of the tuned one
 */
export function givenEndpoints(environment: NodeJS.ProcessEnv, names: readonly [string, string]): readonly Endpoint[] {
  const [baseName, tunedName] = names;
  const address = environment[VARIABLE];
  if (!address) return [];
  const shared = { baseUrl: tidyBaseUrl(address), timeout: 30 };
  const sampling = { temperature: 0, topP: null, maxTokens: 200, seed: null, stop: [] };
  const given: readonly Endpoint[] = [
    { ...newEndpoint('demo-tuned'), ...shared, sampling, name: tunedName, model: 'demo-tuned', role: 'fine-tuned' },
    { ...newEndpoint('demo-base'), ...shared, sampling, name: baseName, model: 'demo-base', role: 'base' },
  ];
  return given.every((endpoint) => checkEndpoint(endpoint) === null) ? given : [];
}
