import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import prefresh from '@prefresh/vite'
import type { Plugin } from 'vite'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { longestFirst } from './tools/longest-first.ts'

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
      input: [
        'widget/main.tsx',
        'widget/push/window.ts',
        'widget/push/worker.ts',
        'crm-adapters/bitrix24/installed.ts',
      ],
      // One file for the first paint, however much of it the parts that come later share, and one for what is drawn beside
      // the talk right after it: each file costs the page that loads it some milliseconds.
      output: {
        codeSplitting: {
          groups: [
            { name: 'card', test: 'widget/main.tsx' },
            { name: 'aside', test: 'widget/card/ContextPanel.tsx' },
          ],
        },
      },
    },
  },
}

// Built apart, so that neither page loads what only the other needs.
const home: ViteUserConfig = {
  ...widget,
  build: {
    ...widget.build,
    outDir: 'dist/home',
    rolldownOptions: {
      input: 'widget/home/main.tsx',
      output: { codeSplitting: { groups: [{ name: 'home', test: 'widget/home/main.tsx' }] } },
    },
  },
}

// The page of those who are invited to a thread and see nothing else.
const guest: ViteUserConfig = {
  ...widget,
  build: {
    ...widget.build,
    outDir: 'dist/guest',
    rolldownOptions: {
      input: 'widget/guest/main.tsx',
      output: { codeSplitting: { groups: [{ name: 'guest', test: 'widget/guest/main.tsx' }] } },
    },
  },
}

// The page of administrators who bring us into an organization of Dynamics 365.
const setup: ViteUserConfig = {
  ...widget,
  build: {
    ...widget.build,
    outDir: 'dist/setup',
    rolldownOptions: {
      input: 'widget/setup/main.tsx',
      output: { codeSplitting: { groups: [{ name: 'setup', test: 'widget/setup/main.tsx' }] } },
    },
  },
}

const pages: Record<string, ViteUserConfig> = { home, guest, setup }

/** Stemmers of two dozen languages come in one file, a quarter of the bundle, and are all made at a start; search needs these. */
const STEMMED = ['english', 'russian']

const stemmers: Plugin = {
  name: 'only the stemmers that search needs',
  transform(code, id) {
    if (!id.endsWith('snowball-stemmers.js')) return
    let left = 0
    const cut = code.replace(
      /^ {4}var (\w+)Stemmer = function \(_SnowballStemmer\d*\) \{\n.*?^ {4}\}\(SnowballStemmer\);$/gms,
      (stemmer, language) => {
        if (!STEMMED.includes(language)) return `var ${language}Stemmer`
        left += 1
        return stemmer
      },
    )
    if (left !== STEMMED.length) throw new Error('snowball-stemmers is not as it was: see vite.config.ts')
    return { code: cut, map: null }
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
      'jose',
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
      input: {
        main: 'backend/main.ts',
        demo: 'backend/demo.ts',
        'look-through': 'backend/store/look-through.ts',
      },
      // What is said to readers of the sources is read, and kept in memory, by nobody there.
      output: { chunkFileNames: '[name]-[hash].js', comments: { legal: true, jsdoc: false } },
    },
  },
}

/** Tests of what is loaded once and remembers: each has a process of its own. */
const apart = ['test/contracts/bitrix24-silent-host.test.ts', 'test/backend/files-failing.test.ts']

/** What all files need is loaded once in a process, in which each makes its own world and lets go of it. */
const backendTests = {
  extends: true as const,
  test: {
    name: 'backend',
    include: ['test/*.test.ts', 'test/{backend,contracts,faults,manifests}/**/*.test.ts'],
    exclude: apart,
    // What asks many things in a row takes its time on a busy machine.
    testTimeout: 30_000,
    isolate: false,
    globalSetup: 'test/postgres/setup.ts',
  },
}

/** Browser tests in which time counts: nothing else is done meanwhile. */
const timed = ['speed', 'sending', 'list', 'portal-frame', 'network'].map(
  (name) => `test/browser/${name}.test.ts`,
)

const inBrowser = {
  // A machine that does something else meanwhile may miss a frame.
  retry: process.env.CI ? 2 : 0,
  testTimeout: 60_000,
  hookTimeout: 60_000,
}

// `vite build` makes the card, `vite build --mode home` our own page, `--mode guest` that of guests, `--mode setup` that of administrators, `vite build --ssr` the backend.
export default defineConfig(
  async ({ command, mode, isSsrBuild }): Promise<ViteUserConfig> => ({
    plugins: [
      ...(command === 'serve' && mode !== 'test' ? [await prefresh()] : []),
      ...(command === 'build' && isSsrBuild ? [stemmers] : []),
    ],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    css: { transformer: 'lightningcss' },
    ...(command === 'build' && (isSsrBuild ? backend : (pages[mode] ?? widget))),
    test: {
      env: { TZ: 'UTC' },
      reporters: ['default', './tools/closing-line.ts'],
      ...(mode === 'test' && {
        sequence: { sequencer: longestFirst((await import('vitest/node')).BaseSequencer) },
      }),
      // Much of a test is waiting: for a disk, a database, a page. So no core is left out.
      maxWorkers: Math.max(2, availableParallelism()),
      // Nor is it any worse for having been waited for a little longer.
      expect: { poll: { timeout: 10_000 } },
      projects: [
        backendTests,
        { extends: true, test: { name: 'apart', include: apart } },
        {
          extends: true,
          test: {
            name: 'widget',
            environment: 'happy-dom',
            isolate: false,
            include: ['test/widget/**/*.test.{ts,tsx}'],
          },
        },
        {
          extends: true,
          test: {
            ...inBrowser,
            name: 'browser',
            // As of the backend's tests: what they all need takes longer to load than some of them last.
            isolate: false,
            include: ['test/browser/**/*.test.ts'],
            exclude: timed,
            sequence: { groupOrder: 1 },
          },
        },
        {
          extends: true,
          test: {
            ...inBrowser,
            name: 'browser, timed',
            include: timed,
            fileParallelism: false,
            sequence: { groupOrder: 2 },
          },
        },
      ],
    },
  }),
)

function shim(name: string) {
  return fileURLToPath(new URL(`crm-adapters/bitrix24/shims/${name}.ts`, import.meta.url))
}
