/** Two projects: `unit` reads the sources through swc and needs nothing; `integration` starts real servers and the built services. */
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2024',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
      },
      module: { type: 'es6' },
    },
  ],
};
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform,
  transformIgnorePatterns: ['/node_modules/', '/dist/'],
  moduleNameMapper: {
    '^@tape/stack$': '<rootDir>/tools/stack/src/index.ts',
    '^@tape/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['/dist/', '/.stack/', '/.nx/'],
};

export default {
  randomize: true,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{libs,apps,tools}/*/src/**/*.test.ts',
        '<rootDir>/examples/*/*.test.ts',
        '<rootDir>/tools/*.test.mjs',
      ],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/{libs,apps,tools}/*/test/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
    },
  ],
};
