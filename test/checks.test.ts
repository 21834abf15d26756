/** Every check of checks/ is made by tests, drills and figures that exist, or says what it lacks. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { failing } from './checks/failing.ts'
import { meddling } from './checks/meddling.ts'

const checks = [...failing, ...meddling]

const isWritten = ([file, title]: [file: string, title: string]) =>
  ['ts', 'tsx'].some((ending) => {
    const path = `test/${file}.test.${ending}`
    return existsSync(path) && readFileSync(path, 'utf8').includes(title)
  })

const drills = globSync('test/faults/*.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:\bname: |\bdrill\()'([\w-]+)'/g)].map(([, name]) => name),
)

const isMeasured = (name: string) =>
  readFileSync('test/bench/benches.ts', 'utf8').includes(`{ name: '${name}',`)

const isCommand = (name: string) => name in JSON.parse(readFileSync('package.json', 'utf8')).scripts

test('there are 64', () => {
  expect(checks).toHaveLength(64)
})

test.each(checks.map((check, place) => [place + 1, check.what, check] as const))(
  'check %i is made: %s',
  (_, __, { tests = [], drills: named = [], bench = [], commands = [], lacks }) => {
    expect(tests.filter((one) => !isWritten(one))).toEqual([])
    expect(named.filter((name) => !drills.includes(name))).toEqual([])
    expect(bench.filter((name) => !isMeasured(name))).toEqual([])
    expect(commands.filter((name) => !isCommand(name))).toEqual([])
    expect(tests.length + named.length + bench.length + commands.length > 0 || lacks).toBeTruthy()
  },
)
