/** What starts the server elsewhere names only what there is, and what README has people type is enough for it. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readSettings } from '../backend/settings.ts'

const read = (file: string) => readFileSync(file, 'utf8')

interface Service {
  image?: string
  build?: string
  env_file?: string
  restart?: string
  environment?: Record<string, string>
  depends_on?: Record<string, { condition: string }>
  ports?: string[]
  volumes?: string[]
  healthcheck?: object
}

test('the nodes of compose.yaml start with settings that make sense, and with services that are there', () => {
  const given = madeBy('> .env')
  const filled = read('compose.yaml').replaceAll(/\$\{(\w+)(:\?|:-)\}/g, (_, name: string, how) => {
    if (how === ':?') expect(Object.keys(given)).toContain(name)
    return given[name] ?? ''
  })
  const { services, volumes } = parse(filled, { merge: true }) as {
    services: Record<string, Service>
    volumes: Record<string, unknown>
  }
  const nodes = Object.values(services).filter(({ build }) => build)
  expect(nodes.length).toBe(2)
  for (const { environment, env_file, ports } of nodes) {
    expect(env_file).toBe('.env')
    const settings = readSettings(environment!)
    for (const url of [settings.DATABASE_URL, settings.BUS_URL, settings.FILES_URL]) {
      expect(Object.keys(services)).toContain(new URL(url!).hostname)
      expect(decodeURIComponent(new URL(url!).password)).toBe(new URL(url!).password)
    }
    // What is published is for a proxy on this machine.
    expect(ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+:3000$/)])
  }
  for (const { image, build, volumes: used = [], depends_on: waits = {} } of Object.values(services)) {
    // What is not named by its version changes under one's feet.
    expect(build ?? image).toMatch(/^\.$|:(?!latest)[\w.-]+$/)
    for (const volume of used) expect(Object.keys(volumes)).toContain(volume.split(':')[0])
    for (const [name, { condition }] of Object.entries(waits)) {
      const other = services[name]
      if (condition === 'service_healthy')
        expect([name, other?.healthcheck]).toEqual([name, expect.anything()])
      if (condition === 'service_completed_successfully')
        expect([name, other?.restart]).toEqual([name, undefined])
      expect(other).toBeDefined()
    }
  }
})

test('the Dockerfile copies what there is, starts what is built, and not as root', () => {
  const lines = read('Dockerfile')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
  const known = /^(FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|STOPSIGNAL|CMD) /
  expect(lines.filter((line) => !known.test(line))).toEqual([])
  const copied = lines
    .filter((line) => /^COPY (?!--from)/.test(line))
    .flatMap((line) => line.split(' ').slice(1, -1))
  expect(copied.filter((file) => !existsSync(file))).toEqual([])
  expect(lines.indexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('FROM')))
  const [major = 0, minor = 0] = /node:(\d+)\.(\d+)/.exec(lines[0]!)!.slice(1).map(Number)
  expect(major * 100 + minor).toBeGreaterThanOrEqual(2218)
  expect(lines.find((line) => line.startsWith('CMD'))).toContain('dist/backend/main.js')
  const env = /^ENV (.+)$/m
    .exec(read('Dockerfile'))![1]!
    .split(' ')
    .map((one) => one.split('='))
  const settings = readSettings({ ...madeBy('> dealthread.env'), ...Object.fromEntries(env) })
  expect(lines).toContain(`EXPOSE ${settings.PORT}`)
  expect(lines).toContain(`VOLUME ${settings.DATA_DIR}`)
  // Neither what was built here nor what is kept here gets into it.
  expect(read('.dockerignore').split('\n')).toEqual(
    expect.arrayContaining(['**/node_modules', 'data', 'dist']),
  )
})

const UNIT = 'manifests/systemd/dealthread.service'

test('the unit for systemd starts what is built, with settings that make sense', () => {
  const [, env = ''] = /^Environment=(.+)$/m.exec(read(UNIT))!
  const own = Object.fromEntries(env.split(' ').map((one) => one.split('=')))
  expect(readSettings({ ...madeBy('/etc/dealthread.env'), ...own })).toMatchObject(own)
  expect(read(UNIT)).toMatch(/^ExecStart=.* \/opt\/dealthread\/dist\/backend\/main\.js$/m)
})

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0
test.skipIf(!systemd)('systemd takes the unit as it is', () => {
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', UNIT], { encoding: 'utf8' })
  // Where Node lies is the administrator's to say.
  const said = stderr.split('\n').filter((line) => line && !line.includes('/usr/bin/node'))
  expect([said, status === 0 || stderr.includes('/usr/bin/node')]).toEqual([[], true])
})

test('README tells of every setting, and of none that is not there', () => {
  const known = [...read('backend/settings.ts').matchAll(/^ {2}([A-Z][A-Z\d_]+):/gm)].map(([, name]) => name!)
  const rows = read('README.md').matchAll(/^\| ((?:`[A-Z][A-Z\d_]+`(?:, )?)+) \|/gm)
  const told = [...rows].flatMap(([, names]) => [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name!))
  const ours = told.filter((name) => !name.startsWith('TEST_'))
  expect(known.length).toBeGreaterThan(20)
  expect(ours.toSorted()).toEqual(known.filter((name) => name !== 'NODE_ENV').toSorted())
})

test('every figure README names is one we give', () => {
  const given = read('backend/health/figures.ts')
  const named = [...read('README.md').matchAll(/`dealthread_(\w+)`/g)].map(([, name]) => name!)
  expect(named.length).toBeGreaterThan(3)
  expect(named.filter((name) => !given.includes(`'${name}'`))).toEqual([])
})

/** The settings that a command of README leaves in a file. */
function madeBy(into: string): Record<string, string> {
  const line = read('README.md')
    .split('\n')
    .find((one) => one.startsWith('printf ') && one.includes(into))
  const [command = ''] = line?.split(/ (?:>|\| sudo)/) ?? []
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-ops-'))
  const { stdout, status } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  expect([into, status]).toEqual([into, 0])
  const lines = stdout.trim().split('\n')
  return Object.fromEntries(
    lines.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  )
}
