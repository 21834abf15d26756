/** What nodes tell each other over a line that may break. */
import { afterEach, expect, test } from 'vitest'
import type { Bus, BusHint } from '../../backend/live/bus.ts'
import { busOver } from '../../backend/live/bus-line.ts'
import { memoryWire } from '../wire.ts'

const open: Bus[] = []
afterEach(() => Promise.all(open.splice(0).map((bus) => bus.close())))

/** A node at a wire: what it hears, and how often it may have missed something. */
function nodeAt({ dial }: ReturnType<typeof memoryWire>) {
  const bus = busOver(dial, { failed: (error) => failures.push(error) })
  const failures: unknown[] = []
  const heard: BusHint[] = []
  const waiting = new Set<() => void>()
  let missed = 0
  open.push(bus)
  bus.listen({
    heard(hint) {
      heard.push(hint)
      for (const look of waiting) look()
    },
    missed() {
      missed += 1
      for (const look of waiting) look()
    },
  })
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => void (fits() && waiting.delete(look) && resolve())
      waiting.add(look)
      look()
    })
  return {
    bus,
    heard,
    failures,
    hears: (fits: (hint: BusHint) => boolean) => until(() => heard.some(fits)),
    reaches: (times: number) => until(() => missed >= times),
  }
}

const away = (person: string): BusHint => ({
  about: 'away',
  company: 'north',
  person,
  reason: 'session_over',
})
const said = (position: number): BusHint => ({ about: 'said', company: 'north', position })
const typing: BusHint = {
  ...{ about: 'typing', company: 'north', record: 'deal:1', person: '7' },
  ...{ thread: 't', kind: 'team', on: true },
}

async function pair() {
  const wire = memoryWire()
  const [a, b] = [nodeAt(wire), nodeAt(wire)]
  await Promise.all([a.reaches(1), b.reaches(1)])
  return { wire, a, b }
}

test('what one node tells the others hear, and it does not hear itself', async () => {
  const { a, b } = await pair()
  a.bus.tell(away('7'))
  await b.hears(({ about }) => about === 'away')
  expect(b.heard).toEqual([away('7')])
  expect(a.heard).toEqual([])
})

test('however much there is to tell, no piece is larger than a notification of Postgres', async () => {
  const { wire, a, b } = await pair()
  const names = Array.from({ length: 500 }, (_, n) => `${'я'.repeat(60)}${n}`)
  for (const name of names) a.bus.tell(away(name))
  await b.hears((hint) => hint.about === 'away' && hint.person === names.at(-1))
  expect(b.heard).toEqual(names.map(away))
  expect(Math.max(...wire.said.map((text) => Buffer.byteLength(text)))).toBeLessThan(8000)
})

test('while the line is broken what matters waits, the last of each company; what was true only then does not', async () => {
  const { wire, a, b } = await pair()
  wire.cut()
  await new Promise(setImmediate)
  expect(a.bus.deaf).toBe(true)
  for (const hint of [said(4), away('7'), typing, said(6), said(5)]) a.bus.tell(hint)
  wire.mend()
  await Promise.all([a.reaches(2), b.reaches(2)])
  a.bus.tell(away('8'))
  await b.hears((hint) => hint.about === 'away' && hint.person === '8')
  const told = b.heard.filter(({ about }) => about !== 'away')
  // Who was faster to come back decides whether the others heard it: then they look for themselves.
  expect([[], [said(6)]]).toContainEqual(told)
  expect(b.heard).not.toContainEqual(typing)
})

test('while the line is broken what is told again and again waits once, and what changes not without end', async () => {
  const { wire, a, b } = await pair()
  wire.cut()
  await new Promise(setImmediate)
  const changed = (n: number): BusHint => ({ about: 'changed', company: 'north', record: `deal:${n}` })
  for (let n = 0; n < 20_000; n += 1) a.bus.tell(changed(n % 10_000))
  for (let n = 0; n < 6000; n += 1) a.bus.tell(away(`${n % 3000}`))
  const before = wire.said.length
  wire.mend()
  await Promise.all([a.reaches(2), b.reaches(2)])
  a.bus.tell(away('the last'))
  await b.hears((hint) => hint.about === 'away' && hint.person === 'the last')
  const hints = wire.said.slice(before).flatMap((text) => JSON.parse(text).hints as BusHint[])
  expect(hints.filter(({ about }) => about === 'changed').length).toBeLessThanOrEqual(5000)
  // That somebody must go waits in any case.
  expect(hints.filter(({ about }) => about === 'away').length).toBe(3001)
})

test('an outage is told once, however often the line is dialled', async () => {
  const { wire, a } = await pair()
  wire.cut()
  await wire.dialledAgain(6)
  wire.mend()
  await a.reaches(2)
  expect(a.failures.length).toBe(1)
})

test('what a newer node tells and we do not know is passed over, and so is what nobody of us has said', async () => {
  const { wire, b } = await pair()
  const line = await wire.dial(
    () => {},
    () => {},
  )
  await line.say('no words of ours')
  await line.say(JSON.stringify({ node: 'newer', hints: [{ about: 'weather' }, away('7')] }))
  expect(b.heard).toEqual([away('7')])
  expect(b.failures.length).toBe(1)
})

test('a node that stops says what is still to be said', async () => {
  const { a, b } = await pair()
  a.bus.tell({ about: 'stopping' })
  await a.bus.close()
  expect(b.heard).toEqual([{ about: 'stopping' }])
})
