/** Every error, as the API document shows it. */
export function problemSchema(): object {
  return {
    description: 'Any error',
    content: {
      'application/problem+json': {
        schema: {
          type: 'object',
          required: ['type', 'title', 'status', 'detail', 'code'],
          additionalProperties: true,
          properties: {
            type: { type: 'string', example: 'urn:tape:problem:unknown-symbol' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string', description: 'One sentence for a person.' },
            code: { type: 'string', description: 'Stable word for programs.' },
            instance: { type: 'string' },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                required: ['field', 'message'],
                properties: { field: { type: 'string' }, message: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  };
}
