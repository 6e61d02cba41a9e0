import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Readiness } from '@tape/service';
import type { PollLoop } from './poll-loop.js';

/** Starts the workers with the application, and stops them before connections are closed. */
export class LoopLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loops: readonly PollLoop[];

  constructor(loops: readonly PollLoop[], readiness: Pick<Readiness, 'onDrain'>) {
    this.#loops = loops;
    readiness.onDrain(() => {
      for (const loop of loops) loop.drain();
    });
  }

  onApplicationBootstrap(): void {
    for (const loop of this.#loops) loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()));
  }
}
