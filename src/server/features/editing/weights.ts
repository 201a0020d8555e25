/** What a message's weight may be, where its schema leaves it open for trainers that know fractions too. */
export const WEIGHTS: Readonly<Record<string, readonly unknown[]>> = {
  weight: [1, 0],
  loss_weight: [1, 0],
  loss: [true, false],
  train: [true, false],
};
