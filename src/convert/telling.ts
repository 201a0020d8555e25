import type { Loss, LossCode } from './losses';
import type { Obstacle, ObstacleCode } from './obstacles';

/** Collects what the conversion of one record has to tell: what is lost, and why it may be impossible. */
export class Telling {
  readonly losses: Loss[] = [];
  /** The first thing that stands in the way. */
  obstacle: Obstacle | undefined;

  tell(code: LossCode, detail?: string): void {
    this.losses.push({ code, detail });
  }

  /** The record can't be converted; whoever tells it goes on with whatever there is, and the result is not used. */
  stop(code: ObstacleCode, detail?: string): void {
    this.obstacle ??= { code, detail };
  }

  /** Takes over what another one has to tell. */
  take({ losses, obstacle }: Telling): void {
    this.losses.push(...losses);
    this.obstacle ??= obstacle;
  }
}
