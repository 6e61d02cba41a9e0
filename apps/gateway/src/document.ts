import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { declaredRoutes } from './auth/route-roles.js';
import { problemSchema } from './http/problem.schema.js';
import { ROUTES } from './routes.js';

export const DOCUMENT_PATH = 'api/docs';

/** The OpenAPI document, from the routes themselves. */
export function createDocument(app: INestApplication): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle('Tapereader API')
    .setDescription(
      'Bars in; patterns, signals and reasons out. Times are ISO 8601 UTC, prices and amounts decimal text. Errors are ' +
        'problem+json. Lists are newest first: hand `next_cursor` back as `cursor`. What happens as it happens is on the ' +
        'WebSocket `/ws`. `x-role` is the least role that may call: viewer, trader or admin. A POST with an ' +
        '`Idempotency-Key` takes effect once.',
    )
    .setVersion('1')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, info, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  for (const path of Object.keys(document.paths)) {
    if (!path.startsWith('/api/')) delete document.paths[path];
  }
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations) as { responses?: Record<string, unknown> }[]) {
      if (operation.responses !== undefined) operation.responses['default'] ??= problemSchema();
    }
  }
  sayWhoMay(document);
  return document;
}

/** The least role of each operation, as `x-role`; what proves its callers itself has none. */
function sayWhoMay(document: OpenAPIObject): void {
  for (const { method, path, access } of declaredRoutes(ROUTES)) {
    const operations = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')] as Record<string, object> | undefined;
    const operation = operations?.[method.toLowerCase()];
    if (operation !== undefined && access !== 'own') Object.assign(operation, { 'x-role': access });
  }
}

/** Serves the document and a reader for it; all from this machine. */
export function setupDocument(app: INestApplication): void {
  SwaggerModule.setup(DOCUMENT_PATH, app, () => createDocument(app), {
    jsonDocumentUrl: `${DOCUMENT_PATH}/openapi.json`,
    customSiteTitle: 'Tapereader API',
  });
}
