import type { UnsavedTexts } from '../../protocol/panel';

/**
 * What is typed in previews and not saved. A page keeps it while it is hidden; one that is closed is gone, and VS Code lets nobody ask before: then the next preview
 * gets it.
 */
export class ClosedTexts {
  private readonly open = new Map<object, UnsavedTexts>();
  private left: UnsavedTexts = {};

  /** @param page stands for the page */
  note(page: object, texts: UnsavedTexts): void {
    this.open.set(page, texts);
  }

  /** A page was closed. @returns true if it had texts, which are kept for the next one */
  close(page: object): boolean {
    const texts = this.open.get(page) ?? {};
    this.open.delete(page);
    for (const [key, list] of Object.entries(texts)) {
      this.left = { ...this.left, [key]: [...(this.left[key] ?? []), ...list] };
    }
    return Object.keys(texts).length > 0;
  }

  /** What closed pages left, once. */
  take(): UnsavedTexts {
    const { left } = this;
    this.left = {};
    return left;
  }
}
