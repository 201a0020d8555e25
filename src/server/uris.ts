/** The URI of a place that is written as people write it. */
export function encoded(place: string): string {
  const [, scheme = '', path = ''] = /^([a-z][\w+.-]*:\/\/[^/]*)?([^]*)$/i.exec(place)!;
  return scheme + path.split('/').map(encodeURIComponent).join('/');
}

/** A part of a URI as people write it; one that is not encoded rightly stays as it is. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The name of the file that a URI names, as people write it. */
export function nameOf(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf('/') + 1));
}

/** What is equal for equal URIs: clients and servers encode different characters, and Windows knows no case of drives. */
export function comparable(uri: string): string {
  return decoded(uri).replace(/^file:\/\/\/[A-Z](?=:)/, (drive) => drive.toLowerCase());
}

/** The URI of a file in a folder, spelled as VS Code does. */
export function uriIn(folder: string, name: string): string {
  const spelled = (part: string): string =>
    encodeURIComponent(part).replace(/[!'()*]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);
  return folder + name.split('/').map(spelled).join('/');
}
