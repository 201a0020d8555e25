import type { Endpoint } from '../endpoint';
import { Chat } from './chat';
import type { ClientParts, ProbeClient } from './client';
import { findCapabilities } from './find/findCapabilities';
import { Server } from './server';

/** The client of one endpoint. What it learns of the server's refusals it keeps as long as it lives. */
export function createClient(endpoint: Endpoint, parts: ClientParts): ProbeClient {
  const server = new Server(endpoint, parts);
  const chat = new Chat(server);
  return {
    access: server,
    models: (signal) => server.models(signal),
    capabilities: (signal) => findCapabilities(server, chat, signal),
    chat: (request, capabilities, signal, onDelta) => chat.ask(request, capabilities, signal, onDelta),
  };
}
