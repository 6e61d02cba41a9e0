import { Controller, Inject } from '@nestjs/common';
import { importReference } from '@tape/contracts';
import { OnRpc } from '@tape/messaging';
import { type ReferenceAnswer, ReferenceImport, type ReferenceRequest } from './reference-import.js';

/** Answers those who bring calendars, rates and sectors. Needs no tape, so every replica answers. */
@Controller()
export class ReferenceController {
  readonly #import: ReferenceImport;

  constructor(@Inject(ReferenceImport) referenceImport: ReferenceImport) {
    this.#import = referenceImport;
  }

  @OnRpc(importReference)
  async reference(request: ReferenceRequest): Promise<ReferenceAnswer> {
    return await this.#import.run(request);
  }
}
