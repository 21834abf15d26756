import { beforeAll, describe, expect, test } from 'vitest'
import { type Bundles, bundles } from '../../manifests/dynamics365/build/bundles.ts'
import { faultsOf, faultsOfControl, gzipped, LARGEST } from '../../manifests/dynamics365/build/gates.ts'
import { allow } from '../../manifests/dynamics365/build/version.ts'

let built: Bundles
beforeAll(async () => {
  built = await bundles('')
}, 60_000)

describe('a script', () => {
  test('as it is built is let in, and the control is a thin one', () => {
    expect(faultsOfControl(built.control)).toEqual([])
    expect([...faultsOf(built.page), ...faultsOf(built.form)]).toEqual([])
    expect(gzipped(built.control)).toBeLessThanOrEqual(LARGEST)
  })

  test.each([
    'eval("1")',
    'new Function("return 1")',
    'x = "чат"',
    'sessionStorage.getItem("a")',
    'import("./b.js")',
    'fetch("/a")',
    'box.innerHTML = "<b>"',
  ])('that has %s is not let in', (code) => {
    expect(faultsOf(code)).toHaveLength(1)
  })

  test.each([
    ['registers nothing', (code: string) => code.replaceAll('registerControl(', 'register(')],
    ['registers twice', (code: string) => `${code};registerControl()`],
    [
      'has grown beyond a shell',
      (code: string) => code + Array.from({ length: 9_000 }, (_, n) => (n * 7919) % 9973).join(),
    ],
  ])('of a control that %s is not let in', (_, change) => {
    expect(faultsOfControl(change(built.control))).toHaveLength(1)
  })
})

describe('a version', () => {
  const released = { version: '1.4.0', control: 'abc' }

  test('may rise, and the same control may be packed again', () => {
    for (const version of ['1.4.1', '1.5.0', '2.0.0', '1.10.0']) allow(version, 'def', released)
    allow('1.4.0', 'abc', released)
  })

  test.each(['1.3.9', '0.9.9', '1.3.10'])('%s is lower than what is out, and is refused', (version) => {
    expect(() => allow(version, 'def', released)).toThrow('is lower than 1.4.0')
  })

  test('of a control that has changed has to rise, or browsers would keep the old one', () => {
    expect(() => allow('1.4.0', 'def', released)).toThrow('raise the version')
  })

  test.each(['1.4', '1.4.0.1', '1.4.70000', 'v1.4.1', '2.0.0-beta'])('%s is none', (version) => {
    expect(() => allow(version, 'def', released)).toThrow(version)
  })
})
