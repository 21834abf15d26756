/** What starts the server elsewhere names only what there is. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readSettings } from '../backend/settings.ts'

const read = (file: string) => readFileSync(file, 'utf8')
const given: Record<string, string> = {
  SECRET_KEY: 'a key for tests, thirty-two and more',
  PUBLIC_URL: 'https://chat.example.com',
  POSTGRES_PASSWORD: 'p',
  NATS_PASSWORD: 'n',
  S3_KEY: 'k',
  S3_SECRET: 's',
}
const filled = (text: string) =>
  text.replaceAll(/\$\{(\w+)(:\?|:-)\}/g, (_, name: string, how) => {
    if (how === ':?') expect(Object.keys(given)).toContain(name)
    return given[name] ?? ''
  })

interface Service {
  image?: string
  build?: string
  environment?: Record<string, string>
  depends_on?: Record<string, unknown>
  volumes?: string[]
}

test('the nodes of compose.yaml start with settings that make sense, and with services that are there', () => {
  const { services, volumes } = parse(filled(read('compose.yaml')), { merge: true }) as {
    services: Record<string, Service>
    volumes: Record<string, unknown>
  }
  const nodes = Object.values(services).filter(({ build }) => build)
  expect(nodes.length).toBe(2)
  for (const { environment, depends_on = {} } of nodes) {
    const settings = readSettings(environment!)
    for (const url of [settings.DATABASE_URL, settings.BUS_URL, settings.FILES_URL])
      expect(Object.keys(services)).toContain(new URL(url!).hostname)
    expect(Object.keys(depends_on).filter((name) => !services[name])).toEqual([])
  }
  for (const { image, build, volumes: used = [] } of Object.values(services)) {
    // What is not named by its version changes under one's feet.
    expect(build ?? image).toMatch(/^\.$|:(?!latest)[\w.-]+$/)
    for (const volume of used) expect(Object.keys(volumes)).toContain(volume.split(':')[0])
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
  expect(read('Dockerfile')).toContain('dist/backend/main.js')
})

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0
test.skipIf(!systemd)('systemd takes the unit as it is', () => {
  const { status, stderr } = spawnSync(
    'systemd-analyze',
    ['verify', 'manifests/systemd/dealthread.service'],
    {
      encoding: 'utf8',
    },
  )
  // Where Node lies is the administrator's to say.
  const said = stderr.split('\n').filter((line) => line && !line.includes('/usr/bin/node'))
  expect([said, status === 0 || stderr.includes('/usr/bin/node')]).toEqual([[], true])
})
