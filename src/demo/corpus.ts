import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileReadings } from '../host/datasetInfo/fileReadings';
import { DatasetFile } from '../host/measure/datasetFile';
import { conversationReader } from '../tokens/chatTemplate/conversationReader';
import { isUnreadable, type Conversation } from '../tokens/chatTemplate/conversation';
import type { ChatPromptMessage } from './chatPrompt';

/** A conversation that the models learn. */
export interface Lesson {
  readonly messages: readonly ChatPromptMessage[];
  readonly tools: readonly object[] | null;
}

/** What Tuneset itself writes beside a dataset: models would learn their own answers from it. */
const OWN_FILE = /\.(?:probe|pairs|review)\.jsonl$/i;

/** Reads all datasets of a folder and the folders in it. What is no dataset, and records that nobody can read, are passed over. */
export async function readLessons(folder: string): Promise<Lesson[]> {
  const names = await readdir(folder, { recursive: true });
  const isDataset = (name: string): boolean => /\.jsonl?$/i.test(name) && !OWN_FILE.test(name);
  const files = names.filter((name) => isDataset(name) && !/(?:^|[\\/])\.|node_modules/.test(name)).sort();
  const lessons: Lesson[] = [];
  const readings = new FileReadings();
  for (const file of files) lessons.push(...(await readFileLessons(join(folder, file), readings)));
  return lessons;
}

async function readFileLessons(path: string, readings: FileReadings): Promise<Lesson[]> {
  const { format } = await readings.of(path, undefined);
  if (format === 'none') return [];
  const file = await DatasetFile.open(path);
  try {
    if (!format && !file.format) return [];
    const read = conversationReader(format ?? file.format?.choice);
    const lessons: Lesson[] = [];
    for await (const { records } of file.batches()) {
      for (const record of records) {
        const found = read(parsed(record));
        if (!isUnreadable(found)) lessons.push(lessonOf(found.conversation));
      }
    }
    return lessons.filter(({ messages }) => messages.some(({ role }) => role === 'assistant'));
  } finally {
    await file.close();
  }
}

/** @param bytes UTF-8, a byte in each unit */
function parsed(bytes: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytes, 'latin1').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function lessonOf({ turns, tools }: Conversation): Lesson {
  const messages = turns.map(({ message }) => ({
    ...message,
    content: typeof message.content === 'string' ? message.content : '',
  }));
  return { messages, tools: tools ?? null };
}
