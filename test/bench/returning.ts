/**
 * Two thousand windows lost their network for a while and come back at once, each having missed a hundred messages: until
 * all of them know, beside a server that only sends them the same bytes, and what others who go on talking feel of it.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { newId } from '../../backend/ids.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { compose, sendMessage } from '../../backend/threads/messages.ts'
import { gather, type Seat, watch } from '../faults/crowd.ts'
import { type Line, openLine } from '../line.ts'
import { type Served, served } from '../served.ts'
import type { Extent } from './extent.ts'
import { atMost, type Figure } from './figure.ts'
import { atRate } from './pace.ts'
import { at } from './quantiles.ts'
import { workedBy } from './resident.ts'
import type { Missed } from './returning-bare.ts'
import type { Returned, Wanted } from './returning-crowd.ts'
import { writer } from './texts.ts'

const SIZES = {
  small: { rooms: 20, missed: 20, calmSeconds: 2 },
  usual: { rooms: 200, missed: 100, calmSeconds: 10 },
}
/** Messages a second of those who go on talking, at cards of their own. */
const RATE = 40
const TALKING = 2
const BACK_WITHIN = 5000
/** Who look again at once. */
const TOGETHER = 8

export async function returning(node: string[], extent: Extent): Promise<Figure[]> {
  const { rooms, missed, calmSeconds } = SIZES[extent === 'small' ? 'small' : 'usual']
  const server = await served(node)
  const crowd = begin('test/bench/returning-crowd.ts')
  try {
    const seats = await gather(server, rooms + TALKING)
    const away = seats.filter(({ room }) => room < rooms)
    await server.stop()
    await writeOn(server, away, missed)
    await server.start()
    await lookAgain(server, seats)
    const talk = await talking(
      server,
      seats.filter(({ room }) => room >= rooms),
    )
    await talk.for(1)
    const calmly = await spending(server)
    const calm = await talk.for(calmSeconds)
    const ofTalk = await calmly()

    const stormily = await spending(server)
    let areBack = false
    const storm: number[] = []
    const coming = comeBack(crowd, { url: server.url, seats: away, missed })
    void coming.finally(() => {
      areBack = true
    })
    while (!areBack) storm.push(...(await talk.for(0.5)))
    const { after, failed } = await coming
    const ofBoth = await stormily()
    talk.end()
    const bare = await comingBackBare(server, away, missed)

    // The talk would have cost as much without them.
    const coreMsEach = (ofBoth.core - (ofTalk.core * ofBoth.ms) / ofTalk.ms) / away.length
    const ours = { windows: away.length, missed, median: at(after, 0.5), coreMsEach, failed }
    const also = { ...ours, bare: Math.max(...bare.after), coreMsEachBare: bare.coreMsEach }
    const name = `${away.length} windows come back and know ${missed} messages each`
    const all = atMost(1, { name, unit: 'ms', ours: Math.max(...after), limit: BACK_WITHIN, also })
    return [
      { ...all, met: all.met && failed.length === 0 && after.length === away.length },
      atMost(3, {
        name: 'told meanwhile, p99, beside calm',
        ...{ unit: 'ms', ours: at(storm, 0.99), limit: at(calm, 0.99) },
        also: { p50: at(storm, 0.5), p50Calm: at(calm, 0.5), messages: storm.length },
      }),
    ]
  } finally {
    crowd.kill()
    await server.end()
  }
}

const begin = (program: string) => fork(program, { execArgv: ['--disable-warning=ExperimentalWarning'] })

async function comeBack(crowd: ChildProcess, wanted: Wanted): Promise<Returned> {
  crowd.send(wanted)
  const [returned] = await once(crowd, 'message')
  return returned
}

/** The same crowd at a server that only sends: what the machine allows. */
async function comingBackBare(server: Served, seats: Seat[], missed: number) {
  const bare = begin('test/bench/returning-bare.ts')
  const crowd = begin('test/bench/returning-crowd.ts')
  try {
    const rooms = new Map(seats.map((seat) => [seat.room, seat]))
    const frames: Missed = []
    for (const [room, { token, position }] of rooms) {
      const line = await openLine(server.url, token)
      const { text } = await line.ask('GET', `/api/events?after=${position}&limit=500`)
      line.close()
      frames.push([room, text])
    }
    bare.send(frames)
    const [url] = await once(bare, 'message')
    const nameless = seats.map((seat) => ({ ...seat, token: String(seat.room) }))
    const before = await workedBare(bare)
    const { after } = await comeBack(crowd, { url, seats: nameless, missed })
    return { after, coreMsEach: ((await workedBare(bare)) - before) / seats.length }
  } finally {
    crowd.kill()
    bare.kill()
  }
}

/** Milliseconds a core has worked for it. */
async function workedBare(bare: ChildProcess): Promise<number> {
  bare.send('worked')
  const [worked] = await once(bare, 'message')
  return worked
}

/** Begins to count; answers with how to learn, in milliseconds, how long it was and how long a core has worked. */
async function spending({ url }: Served) {
  const [began, worked] = [performance.now(), await workedBy(url)]
  return async () => ({ ms: performance.now() - began, core: 1000 * ((await workedBy(url)) - worked) })
}

/** So many messages in each of their rooms, past the server, which would take its time. */
async function writeOn({ portal, folder }: Served, seats: Seat[], each: number) {
  const write = writer(11)
  const company = portal.memberId
  const rooms = new Map(seats.map((seat) => [seat.room, seat])).values()
  const store = await openSqlite(join(folder, 'dealthread.db'))
  for (const { person, deal, team } of rooms) {
    const viewer = { company, person, record: `deal:${deal}` }
    const send = () =>
      store.write(company, (w) =>
        sendMessage(w, viewer, team, newId(), compose({ text: write(), files: [], mentions: [] })),
      )
    await Promise.all(Array.from({ length: each }, send))
  }
  await store.close()
}

/** Everybody is there for a moment: who may see what has been asked before the network is lost. */
async function lookAgain({ url }: Served, seats: Seat[]) {
  const left = [...seats]
  const looking = async () => {
    for (let seat = left.pop(); seat; seat = left.pop()) {
      const line = await openLine(url, seat.token)
      const { status, text } = await line.ask('GET', '/api/events?after=0&limit=1')
      line.close()
      if (status !== 200) throw new Error(text)
    }
  }
  await Promise.all(Array.from({ length: TOGETHER }, looking))
}

/** Those who go on talking, and are told what is said. */
async function talking({ url }: Served, seats: Seat[]) {
  const write = writer(12)
  const untold = new Map<string, { left: number; all: () => void }>()
  const heard = (id: string) => {
    const one = untold.get(id)
    if (one && --one.left === 0) one.all()
  }
  const sockets = await Promise.all(seats.map((seat) => watch(url, seat, heard)))
  const lines = await Promise.all(seats.map(({ token }) => openLine(url, token)))
  const workers = seats.map((seat, n) => async () => {
    const id = newId()
    const others = seats.filter(({ room }) => room === seat.room).length
    const known = new Promise<void>((all) => untold.set(id, { left: others, all }))
    await say(lines[n]!, seat, id, write())
    await known
  })
  return {
    /** Milliseconds until everybody at the card knew, of each message. */
    for: (seconds: number) => atRate(RATE, seconds, workers),
    end() {
      for (const one of sockets) one.terminate()
      for (const line of lines) line.close()
    },
  }
}

async function say(line: Line, seat: Seat, id: string, said: string) {
  const { status, text } = await line.ask('PUT', `/api/threads/${seat.team}/messages/${id}`, { text: said })
  if (status !== 201) throw new Error(text)
}
