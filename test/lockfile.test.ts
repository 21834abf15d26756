import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Package {
  version?: string
  integrity?: string
  license?: string
  dev?: boolean
  resolved?: string
  optionalDependencies?: Record<string, string>
}

const lockfiles = ['.', 'tools/runtime', 'tools/browser', 'tools/postgres', 'tools/pcf', 'tools/tested'].map(
  (folder) => `${folder}/package-lock.json`,
)

describe.each(lockfiles)('%s', (file) => {
  const packages: Record<string, Package> = JSON.parse(readFileSync(file, 'utf8')).packages

  test('names no registry, so that it installs from any', () => {
    expect(Object.keys(packages).filter((path) => packages[path]?.resolved)).toEqual([])
  })

  test('has a checksum for every package', () => {
    const unsafe = Object.entries(packages).filter(
      ([path, { version, integrity }]) => path && !(version && integrity),
    )
    expect(unsafe.map(([path]) => path)).toEqual([])
  })

  // npm leaves out what the registry lacked on the day of the lock, and then nobody on that platform can install.
  test('has the binaries of every platform', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !nearest(packages, path, name)),
    )
    expect(missing).toEqual([])
  })
})

/** What may be passed on beside us under MIT; MPL and LGPL as long as what is under them stays a file of its own, unchanged. */
const ALLOWED = [
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Unlicense',
  ],
  ...['MPL-2.0', 'LGPL-3.0-or-later'],
]
/** Whose package does not name its licence; read in the files it comes with. */
const READ: Record<string, string> = { 'png-js': 'MIT', 'dejavu-fonts-ttf': 'Bitstream-Vera' }

test('every package that is passed on with us has a licence that lets it be', () => {
  const packages: Record<string, Package> = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
  const passedOn = Object.entries(packages).filter(([path, { dev }]) => path && !dev)
  const licences = passedOn.map(([path, { license }]) => {
    const name = path.replace(/.*node_modules\//, '')
    return { name, license: READ[name] ?? license ?? 'none' }
  })
  expect(licences.length).toBeGreaterThan(100)
  const known = [...ALLOWED, 'Bitstream-Vera']
  expect(
    licences.filter(({ license }) => !license.split(' AND ').every((one) => known.includes(one))),
  ).toEqual([])
})

/** Looks a name up as Node does: in the package's own node_modules, then outwards. */
function nearest(packages: Record<string, Package>, from: string, name: string): Package | undefined {
  const found = packages[`${from}/node_modules/${name}`.replace(/^\//, '')]
  if (found || from === '') return found
  return nearest(packages, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
}
