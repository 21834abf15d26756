import {
  closeSync,
  cpSync,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { newId } from '../../backend/ids.ts'
import { random } from '../bench/texts.ts'
import { type Served, served } from '../served.ts'
import { type Drill, type Options, unless } from './drill.ts'
import { acknowledged, type Sender, sitDown, writeOn } from './senders.ts'

const TRIALS = 110
const MESSAGES = 400
const PAGE = 4096
const SECTOR = 512

/** Milliseconds in which damage has to be found, though nobody touches it. */
const FOUND_WITHIN = 20_000

/** A part of the database is not what was written: it is named, what is whole is read, nothing more is written, nobody goes down. */
export const damage: Drill = {
  name: 'damage',
  says: 'pages of the database are zeroed, garbled, cut off, a bit at a time or more',
  async run(options) {
    const plain = await damageOften(options, {})
    const sealed = await damageOften(options, { DATABASE_ENCRYPTED: '1' })
    return {
      figures: `plain: ${inWords(plain)}; encrypted: ${inWords(sealed)}`,
      broken: [
        ...plain.broken,
        ...sealed.broken,
        ...unless(
          sealed.altered === 0,
          `${sealed.altered} altered texts were served by an encrypted database`,
        ),
        ...unless(plain.refused + plain.found > 0, 'no damage was met: it was no trial'),
      ],
    }
  },
}

interface Found {
  trials: number
  /** It said at the start that it is damaged, and did not start. */
  refused: number
  /** It served what was not concerned, said what is the matter, and wrote nothing more. */
  found: number
  /** Texts it served that nobody had written so. */
  altered: number
  broken: string[]
}

const inWords = ({ trials, refused, found, altered }: Found) =>
  `of ${trials}, ${refused} named at the start, ${found} found and read from then on, ${trials - refused - found} not to be noticed; ` +
  `${altered} texts altered unnoticed`

async function damageOften(
  { program, seed, share }: Options,
  settings: Record<string, string>,
): Promise<Found> {
  const server = await served(program, settings)
  const well = mkdtempSync(join(tmpdir(), 'dealthread-well-'))
  const trials = Math.ceil(TRIALS * share)
  const found: Found = { trials, refused: 0, found: 0, altered: 0, broken: [] }
  const chance = random(seed)
  try {
    const senders = await sitDown(server)
    const stopped = () => acknowledged(senders) >= MESSAGES
    await Promise.all(senders.map((one) => writeOn(server, one, { stopped })))
    await server.stop()
    cpSync(server.folder, well, { recursive: true })
    for (let trial = 0; trial < trials; trial += 1) {
      rmSync(server.folder, { recursive: true })
      cpSync(well, server.folder, { recursive: true })
      const how = harm(join(server.folder, 'dealthread.db'), chance)
      const { refused, named, altered, broken } = await look(server, senders)
      if (refused) found.refused += 1
      else if (named) found.found += 1
      found.altered += altered
      found.broken.push(...broken.map((words) => `${how}: ${words}`))
    }
    return found
  } finally {
    await server.end()
    rmSync(well, { recursive: true, force: true })
  }
}

/** Damages a file in one of the ways disks have; answers in which. */
function harm(path: string, chance: () => number): string {
  const file = openSync(path, 'r+')
  try {
    const { size } = fstatSync(file)
    const page = Math.floor(chance() * (size / PAGE)) * PAGE
    const place = page + Math.floor((chance() * PAGE) / SECTOR) * SECTOR
    const ways: (() => string)[] = [
      () => {
        writeSync(file, Buffer.alloc(PAGE), 0, PAGE, page)
        return `zeros at ${page}`
      },
      () => {
        const garbage = Buffer.from(Array.from({ length: SECTOR }, () => chance() * 256))
        writeSync(file, garbage, 0, SECTOR, place)
        return `garbage at ${place}`
      },
      () => {
        const byte = Buffer.alloc(1)
        const at = Math.floor(chance() * size)
        readSync(file, byte, 0, 1, at)
        byte[0]! ^= 1 << Math.floor(chance() * 8)
        writeSync(file, byte, 0, 1, at)
        return `a bit at ${at}`
      },
      () => {
        ftruncateSync(file, place)
        return `cut off at ${place}`
      },
    ]
    return ways[Math.floor(chance() * ways.length)]!()
  } finally {
    closeSync(file)
  }
}

interface Looked {
  refused: boolean
  named: boolean
  altered: number
  broken: string[]
}

async function look(server: Served, senders: Sender[]): Promise<Looked> {
  const sick = isSick(join(server.folder, 'dealthread.db'))
  const broken: string[] = []
  const ready = server.start().then(
    () => '',
    (error) => String(error),
  )
  await Promise.race([ready, named(server, 60_000)])
  if (server.process.exitCode !== null) {
    const said = await ready
    const broken = unless(/damaged|sealed under/.test(said), `it did not start, and said: ${said}`)
    return { refused: true, named: true, altered: 0, broken }
  }
  const refusals = new Set<string>()
  const written = new Map(senders.flatMap(({ sent }) => sent.map(({ id, text }) => [id, text])))
  let altered = 0
  const ask = async (path: string, { token }: Sender, init: RequestInit = {}) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const answer = await fetch(server.url + path, { ...init, headers })
    const body = (await answer.json()) as {
      messages?: { id: string; text: string }[]
      error?: { reason: string }
    }
    if (!answer.ok) refusals.add(`${answer.status} ${body.error?.reason}`)
    return { messages: body.messages ?? [], ok: answer.ok }
  }
  const write = (sender: Sender) =>
    ask(`/api/threads/${sender.thread}/messages/${newId()}`, sender, {
      method: 'PUT',
      body: JSON.stringify({ text: 'after all' }),
    })
  let found = ''
  try {
    for (const sender of senders) {
      for (let after = 0; after < MESSAGES; after += 50) {
        const { messages } = await ask(`/api/threads/${sender.thread}/messages?after=${after}`, sender)
        for (const { id, text } of messages) if (written.has(id) && written.get(id) !== text) altered += 1
      }
      await write(sender)
    }
    found = await named(server, sick ? FOUND_WITHIN : 0)
    if (sick && !found) broken.push(`it is damaged, and nobody was told: ${sick}`)
    for (const sender of found ? senders : [])
      if ((await write(sender)).ok) broken.push('it was written though it is damaged')
  } catch (error) {
    broken.push(`it went down: ${error} ${server.said().slice(-500)}`)
  }
  for (const refusal of refusals)
    if (!EXPECTED.has(refusal)) broken.push(`somebody was told ${refusal}: ${server.said().slice(0, 500)}`)
  await server.stop('SIGKILL')
  return { refused: false, named: found !== '', altered, broken }
}

/** What the database itself finds wrong; empty when nothing, or when only who has its key could look. */
function isSick(path: string): string {
  const copy = `${path}-looked-at`
  cpSync(path, copy)
  try {
    const database = new Database(copy)
    const said = String(database.pragma('quick_check(1)', { simple: true }))
    database.close()
    return said === 'ok' ? '' : said
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB' ? '' : String(error)
  } finally {
    rmSync(copy)
  }
}

/** What it says why nobody should be sent to it, when it has said so in time. */
async function named(server: Served, within: number): Promise<string> {
  const until = performance.now() + within
  do {
    const answer = await fetch(`${server.url}/readyz`).catch(() => undefined)
    const { reasons = [] } = ((await answer?.json()) ?? {}) as { reasons?: string[] }
    if (answer?.status === 503 && reasons.length > 0) return reasons.join()
    await sleep(50)
  } while (performance.now() < until && server.process.exitCode === null)
  return ''
}

/** A session or a thread whose row was garbled is one that is not there. */
const EXPECTED = new Set(['500 storage_damaged', '401 session_over', '404 not_found'])
