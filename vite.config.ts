import { fileURLToPath } from 'node:url'
import prefresh from '@prefresh/vite'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

const widget: ViteUserConfig = {
  base: './',
  resolve: {
    // The widget sends every REST call through our backend, and the SDK's own HTTP client and dates would double its size.
    alias: { axios: shim('axios'), luxon: shim('luxon') },
  },
  build: {
    outDir: 'dist/widget',
    target: 'es2022',
    manifest: true,
    rolldownOptions: {
      input: ['widget/main.tsx', 'crm-adapters/bitrix24/installed.ts'],
      // One file for the first paint, however much of it the parts that come later share.
      output: { codeSplitting: { groups: [{ name: 'card', test: 'widget/main.tsx' }] } },
    },
  },
}

const backend: ViteUserConfig = {
  // Bundled, they are read in one piece and only as far as they are used: a start takes half the time.
  ssr: {
    noExternal: [
      'drizzle-orm',
      'hono',
      '@hono/node-server',
      '@hono/standard-validator',
      'hono-openapi',
      'zod',
      'lru-cache',
      'prom-client',
      'snowball-stemmers',
      'file-type',
      'ws',
    ],
  },
  build: {
    outDir: 'dist/backend',
    target: 'node22',
    sourcemap: true,
    rolldownOptions: {
      input: { main: 'backend/main.ts', demo: 'backend/demo.ts' },
      output: { chunkFileNames: '[name]-[hash].js' },
    },
  },
}

// `vite build` makes the widget, `vite build --ssr` the backend.
export default defineConfig(
  async ({ command, mode, isSsrBuild }): Promise<ViteUserConfig> => ({
    plugins: command === 'serve' && mode !== 'test' ? [await prefresh()] : [],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    css: { transformer: 'lightningcss' },
    ...(command === 'build' && (isSsrBuild ? backend : widget)),
    test: {
      env: { TZ: 'UTC' },
      reporters: ['default', './tools/closing-line.ts'],
      projects: [
        {
          extends: true,
          test: {
            name: 'backend',
            include: ['test/*.test.ts', 'test/{backend,contracts,faults,manifests}/**/*.test.ts'],
            globalSetup: 'test/postgres/setup.ts',
          },
        },
        {
          extends: true,
          test: { name: 'widget', environment: 'happy-dom', include: ['test/widget/**/*.test.{ts,tsx}'] },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['test/browser/**/*.test.ts'],
            fileParallelism: false,
            // A machine that does something else meanwhile may miss a frame.
            retry: process.env.CI ? 1 : 0,
            testTimeout: 60_000,
            hookTimeout: 60_000,
          },
        },
      ],
    },
  }),
)

function shim(name: string) {
  return fileURLToPath(new URL(`crm-adapters/bitrix24/shims/${name}.ts`, import.meta.url))
}
