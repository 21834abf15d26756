import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

interface Rule {
  from: string[]
  /** What it may run, besides its own folder. */
  values: string[]
  /** What it may besides know the shape of. */
  types?: string[]
  /** The only packages it may run; any when absent. */
  packages?: string[]
}

const port = 'crm-adapters/port.ts'
const domain = ['backend/store/store.ts', 'backend/refused.ts', 'backend/records.ts']
const http = [...domain, 'backend/valid.ts', 'backend/door.ts']
const local = ['crm-adapters/*/portal/**', 'crm-adapters/*/organization/**']
const contract = [port, 'backend/app.ts', 'backend/shown.ts']

// The first rule that fits a file decides. `*` is one name, `**` any path, `!` takes away; the last that fits counts.
const rules: Rule[] = [
  { from: ['backend/demo.ts', 'backend/demo/**'], values: ['backend/**', 'crm-adapters/**'] },
  {
    from: ['main', 'serve', 'places', 'crms', 'dynamics', 'parts', 'ground', 'reach', 'going', 'app'].map(
      (name) => `backend/${name}.ts`,
    ),
    values: ['backend/**', 'crm-adapters/index.ts'],
    types: [port],
  },
  { from: ['backend/store/**'], values: ['backend/*/tables.ts', 'backend/root.ts'], types: ['backend/*.ts'] },
  { from: ['backend/*/tables.ts'], values: [], types: ['backend/**', port] },
  { from: ['backend/*/*routes.ts'], values: http, types: ['backend/**', port] },
  // The dialect forks may declare tables only their dialect has.
  {
    from: ['backend/*/sqlite.ts', 'backend/*/postgres.ts'],
    values: [...domain, 'backend/store/columns.ts'],
    types: ['backend/**'],
  },
  // What is sent over a socket is checked, and refused, as what comes by HTTP.
  {
    from: ['backend/live/sending.ts'],
    values: [
      'backend/*/*.ts',
      '!backend/*/*routes.ts',
      '!backend/*/tables.ts',
      '!backend/store/*',
      ...domain,
    ].concat('backend/valid.ts', 'backend/refusals.ts'),
    types: ['backend/**'],
  },
  {
    from: ['backend/*/**'],
    values: [
      'backend/*/*.ts',
      '!backend/*/*routes.ts',
      '!backend/*/tables.ts',
      '!backend/store/*',
      ...domain,
    ],
    types: ['backend/**', port],
  },
  {
    from: ['backend/*.ts'],
    values: [...domain, 'backend/root.ts', 'backend/on-premises.ts'],
    types: ['backend/**', port],
  },

  { from: [port], values: ['crm-adapters/port/*.ts'], packages: [] },
  { from: ['crm-adapters/port/*.ts'], values: [], types: [port], packages: [] },
  { from: ['crm-adapters/index.ts'], values: [port, 'crm-adapters/outbound.ts', 'crm-adapters/*/*.ts'] },
  { from: local, values: [] },
  // What adapters share lies beside the port; none knows another.
  { from: ['crm-adapters/*.ts'], values: [port, 'crm-adapters/*.ts', '!crm-adapters/index.ts'] },
  {
    from: ['crm-adapters/**'],
    values: [port, 'crm-adapters/*.ts', '!crm-adapters/index.ts', ...local.map((folder) => `!${folder}`)],
  },

  { from: ['widget/**.model.ts'], values: ['!**.tsx'], types: contract, packages: ['@preact/signals'] },
  { from: ['widget/**'], values: [port, 'crm-adapters/*/host.ts'], types: contract },
  // What an organisation is brought is named, and spoken with, as the adapter does it.
  {
    from: ['manifests/dynamics365/**'],
    values: ['frame', 'passed', 'languages', 'solution', 'form-tab', 'guid-of', 'service-role'].map(
      (name) => `crm-adapters/dynamics365/${name}.ts`,
    ),
  },
  { from: ['manifests/**'], values: [] },
]

interface Import {
  file: string
  target: string
  typeOnly: boolean
}

const imports = globSync('{backend,crm-adapters,widget,manifests}/**/*.{ts,tsx}')
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.includes('node_modules'))
  .flatMap(importsOf)

test('every file imports only what its place allows', () => {
  expect(imports.filter((one) => !allowed(one)).map(({ file, target }) => `${file} -> ${target}`)).toEqual([])
})

test('no feature of the backend needs itself by way of others', () => {
  const needs = new Map<string, Set<string>>()
  for (const { file, target, typeOnly } of imports) {
    const [from, to] = [featureOf(file), featureOf(target)]
    if (from && to && from !== to && !typeOnly) needs.set(from, (needs.get(from) ?? new Set()).add(to))
  }
  expect([...needs.keys()].map((start) => wayBack(needs, [start])).filter(Boolean)).toEqual([])
})

function allowed({ file, target, typeOnly }: Import): boolean {
  const rule = rules.find(({ from }) => fits(file, from))
  if (!rule) return true
  if (!/^(backend|crm-adapters|widget|manifests)\//.test(target)) {
    return typeOnly || (rule.packages?.includes(target) ?? true)
  }
  return fits(target, [ownFolder(file), ...rule.values]) || (typeOnly && fits(target, rule.types ?? []))
}

function fits(path: string, patterns: string[]): boolean {
  const last = patterns.findLast((pattern) => asRegExp(pattern.replace('!', '')).test(path))
  return last !== undefined && !last.startsWith('!')
}

function asRegExp(pattern: string): RegExp {
  const stars = (run: string) => (run === '*' ? '[^/]*' : '.*')
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/\*+/g, stars)}$`)
}

function ownFolder(file: string): string {
  const folder = /^(widget|manifests|backend\/[^/]+|crm-adapters\/[^/]+(\/(portal|organization))?)\//.exec(
    file,
  )
  return folder ? `${folder[0]}**` : file
}

const featureOf = (path: string) => /^backend\/(?!store\/|demo\/)([^/]+)\//.exec(path)?.[1]

function wayBack(needs: Map<string, Set<string>>, path: string[]): string | undefined {
  for (const next of needs.get(path.at(-1) ?? '') ?? []) {
    if (next === path[0]) return [...path, next].join(' -> ')
    const found = path.includes(next) ? undefined : wayBack(needs, [...path, next])
    if (found) return found
  }
  return undefined
}

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8')
  const fixed = source.matchAll(/^(?:import|export)\s+(type\b)?(?:[^'"`;=]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const later = source.matchAll(/(typeof )?\bimport\(\s*['"]([^'"]+)['"]/g)
  return [...fixed, ...later].map(([, type, name = '']) => ({
    file,
    target: name.startsWith('.') ? join(dirname(file), name).replaceAll('\\', '/') : name,
    typeOnly: type !== undefined,
  }))
}
