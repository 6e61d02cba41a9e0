const GAP_PX = 5;

/** Gives labels room beside their bars, so that none lies on another. */
export class LabelPlaces {
  #taken = [];

  /** @returns the middle of the label's height: as near to `tip` as there is room, away from the bar. */
  take({ x, tip, above, width, height }) {
    const away = above ? -1 : 1;
    let middle = tip + away * (GAP_PX + height / 2);
    while (this.#isTaken(x, middle, width, height)) middle += away * 2;
    this.#taken.push({ x, middle, width, height });
    return middle;
  }

  #isTaken(x, middle, width, height) {
    return this.#taken.some(
      (other) =>
        Math.abs(other.x - x) < (other.width + width) / 2 &&
        Math.abs(other.middle - middle) < (other.height + height) / 2,
    );
  }
}
