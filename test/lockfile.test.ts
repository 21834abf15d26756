import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Package {
  version?: string
  integrity?: string
  resolved?: string
  optionalDependencies?: Record<string, string>
}

const lockfiles = ['.', 'tools/runtime', 'tools/browser', 'tools/postgres', 'tools/pcf'].map(
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

/** Looks a name up as Node does: in the package's own node_modules, then outwards. */
function nearest(packages: Record<string, Package>, from: string, name: string): Package | undefined {
  const found = packages[`${from}/node_modules/${name}`.replace(/^\//, '')]
  if (found || from === '') return found
  return nearest(packages, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
}
