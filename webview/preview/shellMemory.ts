import { previewTabs, type PanelState, type PreviewTab } from '../../src/protocol/panel';
import type { Host, ViewOptions } from './host';

const KEY = 'shell';
/** Milliseconds after scrolling until the place is remembered. */
const PAUSE = 200;

/** What the shell remembers while it is hidden: which tab there was, how texts were shown, and how far one had read. */
interface Remembered {
  readonly tab: PreviewTab;
  readonly options: ViewOptions;
  /** What was read, and how far, in pixels. */
  readonly reading: string;
  readonly top: number;
}

export class ShellMemory {
  private remembered: Remembered;
  private timer: number | undefined;
  /** What is read now. */
  private reading = '';

  constructor(private readonly host: Host) {
    const { tab, options, reading, top } = (host.recall(KEY) ?? {}) as Partial<Remembered>;
    this.remembered = {
      tab: tab !== undefined && previewTabs.includes(tab) ? tab : 'conversation',
      options: { isRaw: options?.isRaw ?? false, showsInvisible: options?.showsInvisible ?? false },
      reading: reading ?? '',
      top: top ?? 0,
    };
  }

  get tab(): PreviewTab {
    return this.remembered.tab;
  }

  get options(): ViewOptions {
    return this.remembered.options;
  }

  setTab(tab: PreviewTab): void {
    this.remember({ tab });
  }

  setOptions(options: ViewOptions): void {
    this.remember({ options });
  }

  keepPlace(top: number): void {
    window.clearTimeout(this.timer);
    const { reading } = this;
    this.timer = window.setTimeout(() => this.remember({ reading, top }), PAUSE);
  }

  /** Where to scroll to: to the top of another record, or back to where one was; undefined: nowhere. */
  placeIn(panel: PanelState | undefined, tab: PreviewTab): number | undefined {
    if (panel?.sample.kind !== 'sample') return undefined;
    const reading = JSON.stringify([panel.uri, panel.sample.sample.place.record, tab]);
    if (reading === this.reading) return undefined;
    this.reading = reading;
    return reading === this.remembered.reading ? this.remembered.top : 0;
  }

  private remember(change: Partial<Remembered>): void {
    this.remembered = { ...this.remembered, ...change };
    this.host.remember(KEY, this.remembered);
  }
}
