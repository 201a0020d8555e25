import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isProcessRunning } from './callJournal';

/** A run that a process makes, or made when it ended. */
export interface RunNote {
  /** URI of the dataset. */
  readonly uri: string;
  readonly run: string;
  /** For people. */
  readonly name: string;
  /** Number of the process. */
  readonly process: number;
}

/**
 * Notes which runs go on, a small file for each: so that a run that was interrupted by the end of the editor is offered again, and no two windows make the same
 * calls. They are hints; the file of results alone says what is done.
 */
export class RunNotes {
  constructor(
    private readonly folder: string,
    private readonly process: number,
    private readonly isRunning: (process: number) => boolean = isProcessRunning,
  ) {}

  /** @throws the errors of the file system */
  async add(note: Omit<RunNote, 'process'>): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.pathOf(note.run), JSON.stringify({ ...note, process: this.process } satisfies RunNote));
  }

  async remove(run: string): Promise<void> {
    await rm(this.pathOf(run), { force: true });
  }

  /** Runs that another process is making. */
  async elsewhere(): Promise<ReadonlySet<string>> {
    const notes = await this.all();
    return new Set(notes.filter((note) => this.isOfOther(note)).map(({ run }) => run));
  }

  /** Runs whose process has ended. */
  async interrupted(): Promise<readonly RunNote[]> {
    const notes = await this.all();
    return notes.filter((note) => note.process !== this.process && !this.isRunning(note.process));
  }

  private isOfOther({ process }: RunNote): boolean {
    return process !== this.process && this.isRunning(process);
  }

  private async all(): Promise<RunNote[]> {
    const names = await readdir(this.folder).catch(() => []);
    const notes = await Promise.all(names.map((name) => readNote(join(this.folder, name))));
    return notes.flatMap((note) => note ?? []);
  }

  /** Ids may come from a file that others wrote. */
  private pathOf(run: string): string {
    return join(this.folder, `${encodeURIComponent(run).replaceAll('.', '%2E').slice(0, 200)}.json`);
  }
}

async function readNote(path: string): Promise<RunNote | undefined> {
  try {
    const note = JSON.parse(await readFile(path, 'utf8')) as Partial<RunNote>;
    const { uri, run, name, process } = note;
    const isNote = [uri, run, name].every((text) => typeof text === 'string') && Number.isSafeInteger(process);
    return isNote ? (note as RunNote) : undefined;
  } catch {
    return undefined; // It was removed meanwhile, or torn.
  }
}
