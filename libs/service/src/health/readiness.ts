/** Asks one thing the service needs; throws when it is not there. */
export type NeedCheck = () => Promise<void> | void;

/** What must be there for the service to do its work, and whether it is about to stop. */
export class Readiness {
  readonly #needs = new Map<string, NeedCheck>();
  readonly #drainers: (() => void)[] = [];
  #draining = false;

  /** Adds a need under the name it is shown by. */
  need(name: string, check: NeedCheck): void {
    this.#needs.set(name, check);
  }

  get needs(): ReadonlyMap<string, NeedCheck> {
    return this.#needs;
  }

  /** From here on the service answers "not ready": nobody should send it new work. */
  drain(): void {
    this.#draining = true;
    for (const drainer of this.#drainers) drainer();
  }

  /** Called when the service begins to stop, before its handlers are waited for: who holds one back lets it go. */
  onDrain(drainer: () => void): void {
    this.#drainers.push(drainer);
  }

  get draining(): boolean {
    return this.#draining;
  }
}
